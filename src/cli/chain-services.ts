/** Members that speak of a chain by what is registered, whoever runs it. A member is told by the tag or the metadata that is its name; those of a count have none. */
import type { Endpoint } from "../chain/model.ts";
import { plain } from "../evaluate/text.ts";
import type { RegisteredInstance } from "../template/render.ts";
import { addressAt, type Speakers } from "./chain-speakers.ts";
import type { Services } from "./local-node/services.ts";

export async function registeredEndpoints(speakers: readonly Speakers[], services: Services): Promise<Endpoint[]> {
  const found = await Promise.all([...byName(speakers)].map(async ([name, same]) => endpointsOf(same, await services.instances(name))));
  return found.flat();
}

/** Sets may share one registered name, which is asked for once. */
function byName(speakers: readonly Speakers[]): Map<string, Speakers[]> {
  const names = new Map<string, Speakers[]>();
  for (const one of speakers) {
    const name = plain(one.service.name) ?? "";
    names.set(name, [...(names.get(name) ?? []), one]);
  }
  return names;
}

/** Instances without a name of their own stand for the members that are left, in turn; more than that keep their addresses for names. */
function endpointsOf(speakers: readonly Speakers[], instances: readonly RegisteredInstance[]): Endpoint[] {
  const members = speakers.flatMap(({ group, kinds }) => group.members.map((member) => ({ member, kinds })));
  const nameless = instances.filter((instance) => !members.some(({ member }) => isOf(instance, member)));
  const known = members.map(({ member, kinds }): Endpoint => ({ member, kinds, ...addressOf(instances.find((instance) => isOf(instance, member)) ?? nameless.shift()) }));
  return [...known, ...nameless.map((instance): Endpoint => ({ member: addressAt(instance.address, instance.port), kinds: speakers[0]!.kinds, ...addressOf(instance) }))];
}

function isOf({ tags = [], meta = {} }: RegisteredInstance, member: string): boolean {
  return tags.includes(member) || Object.values(meta).includes(member);
}

function addressOf(instance: RegisteredInstance | undefined): { address?: string } {
  return instance === undefined ? {} : { address: addressAt(instance.address, instance.port) };
}
