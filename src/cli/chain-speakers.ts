/** Which groups of a network speak of a chain: those with a service that says `speaks = eth`. */
import type { Group, Network, Service } from "../network/model.ts";

/** A group whose members speak of a chain, on a port. */
export interface Speakers {
  readonly group: Group;
  readonly service: Service;
  readonly kinds: readonly string[];
}

export function speakersOf(network: Network): Speakers[] {
  return network.jobs.flatMap(({ groups }) => groups.flatMap((group) => {
    const service = group.services.find(({ speaks, port }) => speaks === "eth" && port !== undefined);
    const set = network.sets.find(({ name }) => name === group.set);
    return service === undefined ? [] : [{ group, service, kinds: set === undefined ? [] : [...new Set([set.name, ...set.lineage])] }];
  }));
}

export function addressAt(host: string, port: number): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
