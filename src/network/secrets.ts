/** Secrets the network owns: shape, how they are made, and where each reader finds its copy. */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Member } from "../evaluate/members.ts";
import type { Node } from "../evaluate/node.ts";
import { forMember, toKeyExpr } from "../evaluate/key-expr.ts";
import { locate, secretValue, shapeOf } from "../evaluate/secrets.ts";
import type { SecretRef } from "../evaluate/text.ts";
import { isLate } from "../evaluate/text.ts";
import type { World } from "../evaluate/world.ts";
import { secretsIn } from "../keys/reads.ts";
import type { Job, Secret } from "./model.ts";

type Reader = Omit<Secret["locations"][number], "location">;

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
  refuseCycles(world, [...secrets.values()]);
  return [...secrets.values()];
}

/** Secrets that are made of each other have no first one. */
function refuseCycles(world: World, secrets: readonly Secret[]): void {
  const keyOf = (name: string, owner: string | undefined, set: string | undefined) => `${owner ?? ""}/${set ?? ""}/${name}`;
  const byKey = new Map(secrets.flatMap((secret) => [secret.set, undefined].map((set) => [keyOf(secret.name, secret.owner, secret.owner === undefined ? set : undefined), secret] as const)));
  const done = new Set<Secret>();
  const visit = (secret: Secret, trail: readonly Secret[]): void => {
    if (done.has(secret)) return;
    if (trail.includes(secret)) {
      const circle = trail.slice(trail.indexOf(secret));
      for (const one of circle) done.add(one);
      return world.report.add(diagnose("secret-cycle", { path: [...circle, secret].map((one) => one.name).join(" -> ") }, secret.origin.span));
    }
    if (trail.length > 500) return world.abandon(diagnose("evaluation-too-deep", {}, secret.origin.span));
    for (const { name, owner, set } of secret.make === undefined ? [] : secretsIn(secret.make)) {
      const next = byKey.get(keyOf(name, owner, set));
      if (next !== undefined) visit(next, [...trail, secret]);
    }
    done.add(secret);
  };
  for (const secret of secrets) visit(secret, []);
}

function resolveSecret(node: Node, owner: Member | undefined, readers: ReadonlyMap<string, Reader[]>): Secret {
  const { shape, fields, shared } = shapeOf(node);
  const value = secretValue(node, owner, undefined);
  const ref = (value as { readonly secret: SecretRef }).secret;
  const own = ref.owner === undefined ? undefined : owner!.plainName();
  const wanted = { label: node.label ?? "", owner: own === undefined ? ref.set === undefined ? undefined : [ref.set] : [own], shape };
  const make = node.value("make");
  const written = make === undefined || make.type === "error" ? undefined : toKeyExpr(make);
  const key = written === undefined || own === undefined ? written : forMember(written, own);
  return {
    name: node.label ?? "",
    ...(own === undefined ? {} : { owner: own }),
    ...(owner === undefined ? {} : { set: owner.set.name }),
    shape,
    fields,
    shared,
    ...(key === undefined ? {} : { make: key }),
    // Not as a template writes it down: of this very owner, and each reader's own copy.
    locations: (readers.get(`${own ?? ""}/${ref.set ?? ""}/${node.label ?? ""}`) ?? []).map((reader) => ({ ...reader, location: locate(node.frame.world, wanted, reader) })),
    home: locate(node.frame.world, wanted),
    origin: node.origin,
  };
}

/** By owner, set and secret. A loop over instances reads that of every member; a counted group that of its own members. */
function readersOf(jobs: readonly Job[]): Map<string, Reader[]> {
  const readers = new Map<string, Reader[]>();
  for (const job of jobs) for (const group of job.groups) for (const task of group.tasks) {
    const seen = new Set<string>();
    for (const { secret } of task.secrets) {
      const owners = (secret.owner ?? []).some(isLate) ? (secret.owners ?? group.members) : [(secret.owner ?? []).join("")];
      for (const owner of owners) {
        const key = `${owner}/${secret.set ?? ""}/${secret.secret}`;
        if (seen.has(key)) continue;
        seen.add(key);
        readers.set(key, [...(readers.get(key) ?? []), { job: job.id, group: group.name, task: task.name }]);
      }
    }
  }
  return readers;
}
