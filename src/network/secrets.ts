/** Secrets the network owns: shape, how they are made, and where each reader finds its copy. */
import type { Member } from "../evaluate/members.ts";
import type { Node } from "../evaluate/node.ts";
import { toKeyExpr } from "../evaluate/key-expr.ts";
import { secretValue, shapeOf } from "../evaluate/secrets.ts";
import type { SecretRef } from "../evaluate/text.ts";
import { isLate } from "../evaluate/text.ts";
import type { World } from "../evaluate/world.ts";
import type { Job, Secret } from "./model.ts";

type Location = Secret["locations"][number];

export function resolveSecrets(world: World, jobs: readonly Job[]): Secret[] {
  const readers = readersOf(jobs);
  const secrets = new Map<string, Secret>();
  const add = (node: Node, owner: Member | undefined): void => {
    const secret = resolveSecret(node, owner, readers);
    const key = `${secret.owner ?? ""}/${secret.set ?? ""}/${secret.name}`;
    if (!secrets.has(key)) secrets.set(key, secret);
  };
  for (const set of world.sets.values()) {
    for (const member of set.members) for (const node of member.host.build().secrets.values()) add(node, member);
  }
  for (const node of world.node.children("secret")) add(node, undefined);
  return [...secrets.values()];
}

function resolveSecret(node: Node, owner: Member | undefined, readers: ReadonlyMap<string, Location[]>): Secret {
  const { shape, fields, shared } = shapeOf(node);
  const value = secretValue(node, owner, undefined);
  const ref = (value as { readonly secret: SecretRef }).secret;
  const own = ref.owner === undefined ? undefined : owner!.plainName();
  const make = node.value("make");
  const key = make === undefined || make.type === "error" ? undefined : toKeyExpr(make);
  return {
    name: node.label ?? "",
    ...(own === undefined ? {} : { owner: own }),
    ...(owner === undefined ? {} : { set: owner.set.name }),
    shape,
    fields,
    shared,
    ...(key === undefined ? {} : { make: key }),
    locations: readers.get(`${own ?? ""}/${node.label ?? ""}`) ?? [],
    home: ref.location,
    origin: node.origin,
  };
}

/** By `owner/secret`; a read through a late owner (any miner's, this allocation's) counts for the owner's group as written. */
function readersOf(jobs: readonly Job[]): Map<string, Location[]> {
  const readers = new Map<string, Location[]>();
  for (const job of jobs) for (const group of job.groups) for (const task of group.tasks) {
    const seen = new Set<string>();
    for (const { secret } of task.secrets) {
      const owners = (secret.owner ?? []).some(isLate) ? lateOwners(secret, group.members, jobs) : [(secret.owner ?? []).join("")];
      for (const owner of owners) {
        const key = `${owner}/${secret.secret}`;
        if (seen.has(key)) continue;
        seen.add(key);
        const location: Location = { job: job.id, group: group.name, task: task.name, location: secret.location };
        readers.set(key, [...(readers.get(key) ?? []), location]);
      }
    }
  }
  return readers;
}

/** A loop over instances reads every member's; a counted group reads its own members'. */
function lateOwners(secret: SecretRef, own: readonly string[], jobs: readonly Job[]): readonly string[] {
  const isIndex = (secret.owner ?? []).some((part) => isLate(part) && part.late === "index");
  return isIndex ? own : jobs.flatMap((job) => job.groups.flatMap((group) => group.members));
}
