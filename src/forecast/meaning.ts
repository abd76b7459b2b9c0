/**
 * What a group's update means for the chain, in sentences: who is down and when, what becomes of the data, what happens after a failure.
 * In: the update and the group on both sides, as the server stores it. Nothing here knows what the group runs.
 */
import type { Fields } from "../check/fill.ts";
import { atLeast } from "../check/version.ts";
import { many } from "../diff/words.ts";
import { blockIn, textIn } from "../nomad/blocks.ts";
import type { Difference, GroupUpdate } from "../nomad/model.ts";
import { compactNames } from "../text/compact-names.ts";
import { visible } from "../text/visible.ts";
import { afterFailure, lostState, replacementState, rerendered } from "./lifecycle.ts";
import { policyOf, replaced } from "./rollout.ts";

/** A group, the job around it, and who is in it. */
export interface Changed {
  readonly update: GroupUpdate;
  readonly version: string;
  readonly job: { readonly before: Fields | undefined; readonly after: Fields | undefined };
  readonly group: { readonly before: Fields | undefined; readonly after: Fields | undefined };
  /** Names by allocation index, of the side that has more of them. */
  readonly members: readonly string[];
}

export function meaningOf(changed: Changed): string[] {
  if (changed.update.outcome === "ignored") return [];
  return launched(changed) ?? sentences(changed);
}

/** A periodic or parameterized job runs nothing itself: its runs keep the definition they began with. */
function launched({ job: { before, after } }: Changed): string[] | undefined {
  const job = after ?? before;
  if (blockIn(job, "Periodic") === undefined && blockIn(job, "ParameterizedJob") === undefined) return undefined;
  const next = blockIn(job, "Periodic") === undefined ? "the next dispatch" : "the next launch";
  if (after === undefined) return ["There are no more launches; a run that goes on is not touched."];
  return [before === undefined ? `Nothing starts before ${next}.` : `A run that goes on is not touched; ${next} uses the new definition.`];
}

function sentences(changed: Changed): string[] {
  const { update, group } = changed;
  switch (update.outcome) {
    case "created": return [`Starts from clean state: ${who(changed, 0, update.after)}.`, afterFailure(group.after)];
    case "removed": return [`Stops for good: ${who(changed, 0, update.before)}.`, ...lostState(group.before, update.before)];
    case "destructive": return [...down(changed), ...replacedState(changed), ...scaling(changed), ...rerendered(update.differences, group.after), afterFailure(group.after)];
    default: return [...kept(changed), ...scaling(changed), ...(touchesPolicies(update.differences) ? [afterFailure(group.after)] : [])];
  }
}

function down(changed: Changed): string[] {
  const { update, group } = changed;
  const total = replaced(update);
  if (total === 0) return [];
  const type = textIn(changed.job.after, "Type");
  const { atOnce, canaries, promotes } = policyOf(type, group.after, total);
  if (type === "system" || type === "sysbatch") return [systemWords(changed, atOnce)];
  if (canaries > 0) return [canaryWords(canaries, promotes), ...(canaries >= total ? [] : [`After that the other ${total - canaries} are replaced, ${atOnceWords(atOnce, total - canaries)}.`])];
  const names = who(changed, 0, total);
  if (total === 1) return [`Down until its replacement runs: ${names}.`];
  return atOnce >= total
    ? [`Replaced all at once: ${names}; none of the ${total} runs meanwhile.`]
    : [`Replaced ${atOnceWords(atOnce, total)}: ${names}; ${total - atOnce} of ${total} ${total - atOnce === 1 ? "goes" : "go"} on.`];
}

function atOnceWords(atOnce: number, total: number): string {
  return atOnce >= total ? "all at once" : atOnce === 1 ? "one after the other, each when the one before is healthy" : `${atOnce} at a time, the next when those before are healthy`;
}

function canaryWords(canaries: number, promotes: boolean): string {
  const start = canaries === 1 ? "1 canary starts beside what runs, from clean state" : `${canaries} canaries start beside what runs, from clean state`;
  return `${start}; nothing is stopped before ${canaries === 1 ? "it is" : "they are"} ${promotes ? "healthy" : "promoted by hand"}.`;
}

/** One allocation on each node. Before 1.11 a system job's update has no deployment: nobody waits for health. */
function systemWords({ version, job }: Changed, atOnce: number): string {
  const rolls = textIn(job.after, "Type") === "system" && atOnce > 0 && atLeast(version, "1.11.0");
  return rolls ? `It is replaced on the nodes in turn, ${many(atOnce, "node")} at a time.` : "It is replaced on every node at once.";
}

/** A canary follows no allocation; what is replaced after the promotion does. */
function replacedState({ update, group, job }: Changed): string[] {
  const total = replaced(update);
  const { canaries } = policyOf(textIn(job.after, "Type"), group.after, total);
  return total === 0 || canaries >= total ? [] : replacementState(group.before, group.after, update.differences.some(({ pointer }) => pointer[0] === "Datacenters" || pointer[0] === "NodePool"));
}

/** Those of highest index stop first. */
function scaling(changed: Changed): string[] {
  const { before, after } = changed.update;
  if (after > before) return [`New, from clean state: ${who(changed, before, after)}.`];
  return after === before ? [] : [`Stops: ${who(changed, after, before)}.`, ...lostState(changed.group.before, before - after)];
}

function kept({ update }: Changed): string[] {
  const running = Math.min(update.before, update.after);
  if (running === 0) return [];
  const why = update.differences.length === 0 ? "Nothing of it changes, but the job gets a new version: it" : "It";
  return [`${why} goes on running, with its state, if the new definition still fits its node; otherwise it is replaced.`];
}

const policies: ReadonlySet<string> = new Set(["RestartPolicy", "ReschedulePolicy", "EphemeralDisk"]);

function touchesPolicies(differences: readonly Difference[]): boolean {
  return differences.some(({ pointer }) => pointer.some((step) => policies.has(String(step))));
}

/** Members from one index to another by name; without names `2 allocations`. */
function who({ update, members }: Changed, from: number, to: number): string {
  const names = members.slice(from, to);
  if (names.length === to - from && names.length > 0) return compactNames(names).map(visible).join(", ");
  if (to - from === 1) return update.before === 1 || update.after === 1 ? visible(update.group) : `1 allocation of ${visible(update.group)}`;
  return `${to - from} allocations of ${visible(update.group)}`;
}
