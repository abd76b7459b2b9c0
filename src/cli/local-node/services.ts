/** Where a node learns who runs where: Consul's catalogue, Nomad's services, or nobody but the network's file itself. */
import type { Consul } from "../../deploy/consul.ts";
import type { Nomad } from "../../deploy/nomad.ts";
import { plain } from "../../evaluate/text.ts";
import type { Network } from "../../network/model.ts";
import type { RegisteredInstance } from "../../template/render.ts";

export interface Services {
  /** For messages: `Consul at http://127.0.0.1:8500`. */
  readonly title: string;
  /** Says who runs, not only who should. */
  readonly live: boolean;
  /** By registered name. Fails with a `Failed`. */
  instances(name: string): Promise<readonly RegisteredInstance[]>;
  /** The state of a service, now and after each change. Ends at the signal. Fails as `instances` does. */
  changes(name: string, signal: AbortSignal): AsyncIterable<unknown>;
}

export function consulServices(consul: Consul): Services {
  return {
    title: `Consul at ${consul.options.address}`,
    live: true,
    instances: async (name) => {
      const { instances, filtered } = await consul.passing(name);
      if (filtered) consul.options.say(`Consul leaves out instances of ${name} that the token may not read (service:read, node:read).`);
      return instances;
    },
    changes: async function* (name, signal) {
      for (let index = 0; !signal.aborted; ) {
        const answer = await consul.passing(name, { index, signal });
        if (index === 0 || answer.index !== index) yield answer;
        // As Consul asks of its callers: an index that goes backwards starts anew.
        index = answer.index < index ? 0 : answer.index;
        // Not every server holds answers back.
        await consul.options.clock.wait(500, signal);
      }
    },
  };
}

/** An element of GET /v1/service/:name. */
interface Registration {
  readonly Address: string;
  readonly Port: number;
  readonly Tags: readonly string[] | null;
  readonly NodeID: string;
}

export function nomadServices(nomad: Nomad): Services {
  const path = (name: string) => `/v1/service/${encodeURIComponent(name)}`;
  return {
    title: `Nomad at ${nomad.options.address}`,
    live: true,
    instances: async (name) => {
      const { value } = await nomad.get<Registration[] | null>(path(name));
      return (value ?? []).map(({ Address, Port, Tags, NodeID }) => ({ address: Address, port: Port, tags: Tags ?? [], node: NodeID }));
    },
    changes: async function* (name, signal) {
      yield* nomad.changes<Registration[] | null>(path(name), { signal });
    },
  };
}

/** What the file says of the outside: host names and public numbers of members. */
export function declaredServices(network: Network): Services {
  const known = declared(network);
  return {
    title: "the network's file",
    live: false,
    instances: async (name) => known.get(name) ?? [],
    changes: async function* () {},
  };
}

function declared(network: Network): Map<string, RegisteredInstance[]> {
  const hosts = new Map(network.sets.flatMap(({ members }) => members.map((member) => [member.name, member.hostname] as const)));
  const found = new Map<string, RegisteredInstance[]>();
  for (const service of network.jobs.flatMap(({ groups }) => groups.flatMap(({ services }) => services))) {
    const name = plain(service.name);
    for (const { member, public: port } of service.routes) {
      const address = hosts.get(member);
      if (name === undefined || address === undefined || port === undefined) continue;
      const meta = Object.fromEntries(Object.entries(service.meta).map(([key, value]) => [key, plain(value) ?? ""]));
      found.set(name, [...(found.get(name) ?? []), { address, port, tags: service.tags.flatMap((tag) => plain(tag) ?? []), meta, node: member }]);
    }
  }
  return found;
}
