/** The members that a node's files name, and which of them are up. In: the secrets of the files, the network, the services. */
import { plain } from "../../evaluate/text.ts";
import type { Network, Service } from "../../network/model.ts";
import type { SecretSpec } from "../../secrets/model.ts";
import type { RegisteredInstance } from "../../template/render.ts";
import type { Services } from "./services.ts";

export interface Peers {
  readonly up: readonly string[];
  readonly down: readonly string[];
  /** Where they were looked for, by registered name. */
  readonly services: readonly string[];
}

type Instances = ReadonlyMap<string, readonly RegisteredInstance[]>;

/**
 * A member is named by a file that holds one of its secrets; one without a service to look for is none to join. `asked`: what the files looked
 * up themselves.
 */
export async function peersOf(needed: readonly SecretSpec[], network: Network, { from, asked }: { readonly from: Services; readonly asked: Instances }): Promise<Peers> {
  const owners = [...new Set(needed.flatMap(({ owner }) => owner ?? []))];
  const homes = new Map(owners.map((member) => [member, servicesOf(member, network, asked)] as const).filter(([, services]) => services.length > 0));
  const names = [...homes.keys()];
  const known = new Map(asked);
  const services = [...new Set([...homes.values()].flat())];
  for (const name of services) if (!known.has(name)) known.set(name, await from.instances(name));
  const up = names.filter((member) => homes.get(member)!.some((name) => known.get(name)!.some((instance) => isOf(instance, member))));
  return { up, down: names.filter((name) => !up.includes(name)), services };
}

/** Those that the files look up; where they look up none, those with a way from outside. */
function servicesOf(member: string, network: Network, asked: Instances): string[] {
  const group = network.jobs.flatMap(({ groups }) => groups).find(({ members }) => members.includes(member));
  const services = group?.services ?? [];
  const names = (some: readonly Service[]) => some.flatMap(({ name }) => plain(name) ?? []);
  const looked = names(services).filter((name) => asked.has(name));
  return looked.length > 0 ? looked : names(services.filter(({ routes }) => routes.some((route) => route.member === member && route.protocol === "tcp" && route.public !== undefined)));
}

/** By tag or metadata, as templates tell members of one service apart. */
function isOf({ tags = [], meta = {}, node }: RegisteredInstance, member: string): boolean {
  return tags.includes(member) || Object.values(meta).includes(member) || node === member;
}
