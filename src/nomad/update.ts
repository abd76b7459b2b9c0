/**
 * What an update of a job does to its running allocations, without a server: every value that differs, what it does, and the numbers of the server's own plan.
 * Assumed: everything old runs, is healthy and was placed by the old job; nodes stay what they are, and the new definition fits where the old one ran.
 */
import { isFields, type Fields } from "../check/fill.ts";
import type { Json, JsonPath } from "../text/json.ts";
import { blocksIn, listIn, textIn } from "./blocks.ts";
import { countOf, desiredOf, runsItself, type Fate } from "./desired.ts";
import { differencesBetween, type RawDifference } from "./differences.ts";
import { effectOf, groupChange } from "./effects.ts";
import type { Difference, Effect, GroupUpdate, JobUpdate, Outcome } from "./model.ts";
import { stored } from "./stored.ts";

export interface UpdateOptions {
  /** A release, like `1.6.3`. */
  readonly version: string;
  /** Of a system job: the nodes that run it, before and after. 1 by default; its numbers on other clusters are multiples. */
  readonly nodes?: number;
}

/** undefined: the job is not registered before, or deregistered after. Takes any JSON and does not throw. */
export function updateOf(before: Json | undefined, after: Json | undefined, options: UpdateOptions): JobUpdate {
  const old = sideOf(before, options.version);
  const fresh = sideOf(after, options.version);
  const differences = differencesBetween(old.job, fresh.job).map((difference) => ({ ...difference, implied: !isSaid(difference, old, fresh) }));
  const job = { old, new: fresh, isSame: differences.length === 0, byGroup: byGroup(differences, old, fresh), options };
  const gone = [...old.groups.keys()].filter((name) => !fresh.groups.has(name));
  return { job: textIn(after === undefined ? old.job : fresh.job, "ID"), groups: [...fresh.groups.keys(), ...gone].map((name) => groupUpdate(name, job)) };
}

interface Side {
  readonly payload: Json;
  /** As the server stores it; empty: there is none. */
  readonly job: Fields;
  readonly groups: ReadonlyMap<string, Fields>;
}

interface Found extends RawDifference {
  readonly implied: boolean;
}

interface JobChange {
  readonly old: Side;
  readonly new: Side;
  /** As far as the server can tell, it was registered before. */
  readonly isSame: boolean;
  /** undefined: of the job around the groups. */
  readonly byGroup: ReadonlyMap<string | undefined, readonly Found[]>;
  readonly options: UpdateOptions;
}

function sideOf(payload: Json | undefined, version: string): Side {
  const job = payload === undefined ? {} : stored(payload, version);
  const fields = isFields(job) ? job : {};
  return { payload: payload ?? null, job: fields, groups: new Map(blocksIn(fields, "TaskGroups").map((group) => [textIn(group, "Name"), group])) };
}

function byGroup(differences: readonly Found[], old: Side, fresh: Side): Map<string | undefined, Found[]> {
  const found = new Map<string | undefined, Found[]>();
  for (const difference of differences) {
    const name = nameOfGroup(difference, old, fresh);
    const same = found.get(name);
    if (same === undefined) found.set(name, [difference]);
    else same.push(difference);
  }
  return found;
}

function nameOfGroup({ old: oldPath, new: newPath }: Found, old: Side, fresh: Side): string | undefined {
  if (newPath[0] !== "TaskGroups" || newPath.length === 1) return undefined;
  const group = listIn(fresh.job, "TaskGroups")[Number(newPath[1])] ?? listIn(old.job, "TaskGroups")[Number(oldPath[1])];
  return isFields(group) ? textIn(group, "Name") : undefined;
}

function groupUpdate(name: string, job: JobChange): GroupUpdate {
  const group = { old: job.old.groups.get(name), new: job.new.groups.get(name) };
  const wanted = { old: wantedIn(job.old.job, group.old), new: wantedIn(job.new.job, group.new) };
  const running = { old: runsItself(job.old.job) ? wanted.old : undefined, new: runsItself(job.new.job) ? wanted.new : undefined };
  const differences = [...(job.byGroup.get(name) ?? []), ...(job.byGroup.get(undefined) ?? [])].map(withEffect(effectIn(group, job)));
  const fate = fateOf(job, differences);
  const desired = desiredOf({
    old: running.old, new: wanted.new, fate, version: job.options.version, nodes: job.options.nodes ?? 1,
    type: textIn(job.new.job, "Type") || textIn(job.old.job, "Type"),
    renamed: textIn(job.old.job, "Name") !== textIn(job.new.job, "Name"),
  });
  return { group: name, outcome: outcomeOf(fate, wanted), desired, before: countOf(running.old), after: countOf(running.new), differences: differences.sort(byWeight) };
}

interface Sides {
  readonly old: Fields | undefined;
  readonly new: Fields | undefined;
}

/** Nothing of a stopped job is wanted. */
function wantedIn(job: Fields, group: Fields | undefined): Fields | undefined {
  return job["Stop"] === true ? undefined : group;
}

function withEffect(effect: (difference: RawDifference) => Effect): (difference: Found) => Difference {
  return (difference) => {
    const { from, to, implied } = difference;
    const side = to === undefined ? "old" : "new";
    return { pointer: difference[side], side, effect: effect(difference), ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }), ...(implied ? { implied } : {}) };
  };
}

function effectIn({ old, new: fresh }: Sides, job: JobChange): (difference: RawDifference) => Effect {
  if (old === undefined) return () => "place";
  if (fresh === undefined) return () => "stop";
  const change = groupChange({ before: job.old.job, after: job.new.job, old, new: fresh, version: job.options.version });
  return (difference) => effectOf(difference, change);
}

/** Any difference anywhere in the job makes a new version of it, which goes into every allocation. */
function fateOf(job: JobChange, differences: readonly Difference[]): Fate {
  if (job.isSame) return "ignored";
  return differences.some(({ effect }) => effect === "destructive") ? "destructive" : "in-place";
}

function outcomeOf(fate: Fate, group: Sides): Outcome {
  if (group.old === undefined && group.new === undefined) return "ignored";
  if (group.old === undefined) return "created";
  if (group.new === undefined) return "removed";
  return fate === "in-place" && countOf(group.old) !== countOf(group.new) ? "scaled" : fate;
}

const weights: readonly Effect[] = ["destructive", "stop", "place", "in-place"];

function byWeight(a: Difference, b: Difference): number {
  return weights.indexOf(a.effect) - weights.indexOf(b.effect);
}

/** Whether a line of a payload says it, on either side. */
function isSaid(difference: RawDifference, old: Side, fresh: Side): boolean {
  return (difference.from !== undefined && isIn(old.payload, difference.old)) || (difference.to !== undefined && isIn(fresh.payload, difference.new));
}

function isIn(value: Json, path: JsonPath): boolean {
  let at: Json | undefined = value;
  for (const step of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, step)) return false;
    at = (at as { [key: string]: Json })[step];
  }
  return at !== null;
}
