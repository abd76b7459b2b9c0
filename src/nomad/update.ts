/**
 * What an update of a job does to its running allocations, without a server: every value that differs, what it does, and the numbers of the server's own plan.
 * Assumed: everything old runs, is healthy and was placed by the old job; nodes stay what they are, and the new definition fits where the old one ran.
 */
import { isFields, type Fields } from "../check/fill.ts";
import type { Json, JsonPath } from "../text/json.ts";
import { blocksIn, textIn } from "./blocks.ts";
import { countOf, desiredOf, runsItself, type Fate } from "./desired.ts";
import { differencesBetween, type RawDifference } from "./differences.ts";
import { effectOf, type GroupChange } from "./effects.ts";
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
  const job = { old, new: fresh, differences, options };
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
  readonly differences: readonly Found[];
  readonly options: UpdateOptions;
}

function sideOf(payload: Json | undefined, version: string): Side {
  const job = payload === undefined ? {} : stored(payload, version);
  const fields = isFields(job) ? job : {};
  return { payload: payload ?? null, job: fields, groups: new Map(blocksIn(fields, "TaskGroups").map((group) => [textIn(group, "Name"), group])) };
}

function groupUpdate(name: string, job: JobChange): GroupUpdate {
  const [old, fresh] = [job.old.groups.get(name), job.new.groups.get(name)];
  const [running, wanted] = [runningOf(job.old.job, old), runningOf(job.new.job, fresh)];
  const differences = job.differences.filter((difference) => isOf(difference, job, { old, new: fresh })).map((difference) => withEffect(difference, job, { old, new: fresh }));
  const fate = fateOf(job, differences);
  const desired = desiredOf({
    old: running, new: wantedIn(job.new.job, fresh), fate, version: job.options.version, nodes: job.options.nodes ?? 1,
    type: textIn(job.new.job, "Type") || textIn(job.old.job, "Type"),
    renamed: textIn(job.old.job, "Name") !== textIn(job.new.job, "Name"),
  });
  return { group: name, outcome: outcomeOf(fate, { old: wantedIn(job.old.job, old), new: wantedIn(job.new.job, fresh) }), desired, before: countOf(running), after: countOf(wanted), differences: [...differences].sort(byWeight) };
}

interface Sides {
  readonly old: Fields | undefined;
  readonly new: Fields | undefined;
}

/** The group, if allocations of it run: not in a stopped job, nor in one that only its children run. */
function runningOf(job: Fields, group: Fields | undefined): Fields | undefined {
  return runsItself(job) ? wantedIn(job, group) : undefined;
}

function wantedIn(job: Fields, group: Fields | undefined): Fields | undefined {
  return job["Stop"] === true ? undefined : group;
}

/** Of the job around the groups, or of this group. */
function isOf({ old, new: fresh }: RawDifference, job: JobChange, group: Sides): boolean {
  if (fresh[0] !== "TaskGroups" || fresh.length === 1) return true;
  return (group.new !== undefined && groupAt(job.new, fresh) === group.new) || (group.old !== undefined && groupAt(job.old, old) === group.old);
}

function groupAt(side: Side, path: JsonPath): Fields | undefined {
  return blocksIn(side.job, "TaskGroups")[Number(path[1])];
}

function withEffect(difference: Found, job: JobChange, group: Sides): Difference {
  const { from, to, implied } = difference;
  const side = to === undefined && from !== undefined ? "old" : "new";
  return {
    pointer: difference[side], side, effect: effect(difference, job, group),
    ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }), ...(implied ? { implied } : {}),
  };
}

function effect(difference: Found, job: JobChange, group: Sides): Effect {
  if (group.old === undefined) return "place";
  if (group.new === undefined) return "stop";
  const change: GroupChange = { before: job.old.job, after: job.new.job, old: group.old, new: group.new, version: job.options.version };
  return effectOf(difference, change);
}

/** Any difference anywhere in the job makes a new version of it, which goes into every allocation. */
function fateOf(job: JobChange, differences: readonly Difference[]): Fate {
  if (job.differences.length === 0) return "ignored";
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
