/** What keeps a network's secrets from being whole, in words. In: an assessment and what the user allowed. Out: diagnostics; errors among them forbid every write. */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Allowed } from "./make.ts";
import type { SecretSpec } from "./model.ts";
import type { Assessment, Checked } from "./plan.ts";

/** As the user calls it. */
export interface Called {
  readonly network: string;
  /** The flags that he would repeat: ` --store dir:keys`, or nothing. */
  readonly flags: string;
}

/** Nothing may be written while there is one of these. */
export function obstacles({ checked }: Assessment, allowed: Allowed, called: Called): Diagnostic[] {
  const broken = checked.flatMap((one) => brokenOne(one, checked, called));
  const copies = allowed.repair ? [] : checked.filter(({ different }) => different.length > 0).map(({ secret, different }) => diagnose("key-copies-differ", { id: secret.id, places: different.map(placeText), ...called }, secret.span));
  if (broken.length + copies.length > 0) return [...broken, ...copies];
  // Of what is broken nothing can be said about what it is in.
  return allowed.keep || allowed.replace ? [] : checked.filter(({ state }) => state === "stale").map((one) => staleOne(one, called));
}

function brokenOne({ secret, state, says, because }: Checked, all: readonly Checked[], called: Called): Diagnostic[] {
  if (state === "wrong") return [diagnose("key-wrong", { id: secret.id, says, made: secret.make !== undefined, ...called }, secret.span)];
  if (state !== "orphan") return [];
  const made = all.some((one) => one.secret.id === because[0] && one.secret.make !== undefined);
  return [diagnose("key-orphan", { id: secret.id, inputs: because, made, ...called }, secret.span)];
}

function staleOne({ secret, says, because }: Checked, called: Called): Diagnostic {
  return diagnose("key-stale", { id: secret.id, says, because, jobs: jobsOf(secret), ...called }, secret.span);
}

/** What only somebody outside can give; the network does not run without it. */
export function notGiven({ checked }: Assessment, called: Called): Diagnostic[] {
  return checked.filter(({ state }) => state === "given").map(({ secret }) => {
    const waiting = checked.filter(({ state, because }) => state === "waits" && because.includes(secret.id)).map((one) => one.secret.id);
    return diagnose("key-not-given", { id: secret.id, shape: secret.shape, fields: secret.fields, readers: readersOf(secret), waiting, ...called }, secret.span);
  });
}

export function placeText({ path, item }: { readonly path: string; readonly item?: string }): string {
  return item === undefined ? path : `${path}#${item}`;
}

export function jobsOf({ readers }: SecretSpec): string[] {
  return [...new Set(readers.map(({ job }) => job))];
}

/** `mantis/mantis-1/mantis-1`, `8 tasks of mantis, morpho`, or `nobody`. */
export function readersOf(secret: SecretSpec): string {
  const tasks = [...new Set(secret.readers.map(({ job, group, task }) => `${job}/${group}/${task}`))];
  if (tasks.length === 0) return "nobody";
  return tasks.length === 1 ? tasks[0]! : `${tasks.length} tasks of ${jobsOf(secret).join(", ")}`;
}
