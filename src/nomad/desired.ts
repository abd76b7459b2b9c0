/**
 * `DesiredTGUpdates` of one group, as a plan annotates it: the first batch, where everything old runs healthy and the new still fits.
 * For system jobs: on `nodes` nodes, all of which can run the group, before and after.
 */
import type { Fields } from "../check/fill.ts";
import { atLeast } from "../check/version.ts";
import { blockIn, numberIn } from "./blocks.ts";
import type { DesiredUpdates } from "./model.ts";

/** What becomes of each old allocation that stays. */
export type Fate = "ignored" | "in-place" | "destructive";

export interface Rollout {
  /** The group on each side; undefined: it is not there, or its job is stopped. */
  readonly old: Fields | undefined;
  readonly new: Fields | undefined;
  readonly fate: Fate;
  readonly type: string;
  /** The job's name, which the names of a system job's allocations begin with, is another. */
  readonly renamed: boolean;
  readonly version: string;
  readonly nodes: number;
}

const none: DesiredUpdates = { Ignore: 0, Place: 0, Migrate: 0, Stop: 0, InPlaceUpdate: 0, DestructiveUpdate: 0, Canary: 0, Preemptions: 0 };

export function desiredOf(rollout: Rollout): DesiredUpdates {
  return ["system", "sysbatch"].includes(rollout.type) ? onNodes(rollout) : byCount(rollout);
}

export function countOf(group: Fields | undefined): number {
  return Math.max(0, numberIn(group, "Count"));
}

/** Service and batch: fewer first, then what is missing, then as many replacements as the update lets through. */
function byCount(rollout: Rollout): DesiredUpdates {
  const [running, wanted] = [countOf(rollout.old), countOf(rollout.new)];
  const kept = Math.min(running, wanted);
  const Stop = running - kept;
  const place = wanted - kept;
  if (rollout.fate === "ignored") return { ...none, Stop, Place: place, Ignore: kept };
  if (rollout.fate === "in-place" || kept === 0) return { ...none, Stop, Place: place, InPlaceUpdate: kept };
  const update = blockIn(rollout.new, "Update");
  const canaries = numberIn(update, "Canary");
  if (canaries > 0) return { ...none, Stop, Canary: canaries, Ignore: kept, ...overflow(canaries, wanted, rollout.version) };
  const parallel = numberIn(update, "MaxParallel");
  const limit = parallel === 0 ? wanted : parallel;
  const DestructiveUpdate = Math.min(kept, Math.max(0, limit - place));
  return { ...none, Stop, Place: place, DestructiveUpdate, Ignore: kept - DestructiveUpdate };
}

/** More canaries than allocations are cut to the count, and newer servers then call them placements too. */
function overflow(canaries: number, count: number, version: string): Partial<DesiredUpdates> {
  return canaries > count && atLeast(version, "1.11.0") ? { Place: count } : {};
}

/** One allocation for each node and count; each is updated by itself. */
function onNodes(rollout: Rollout): DesiredUpdates {
  const [running, wanted] = [countOf(rollout.old), countOf(rollout.new)].map((count) => count * rollout.nodes) as [number, number];
  const kept = rollout.renamed ? 0 : Math.min(running, wanted);
  const counts = { ...none, Stop: running - kept, Place: wanted - kept, ...fateOf(rollout.fate, kept) };
  // System deployments, from 1.11 on: a plan says on how many nodes the group can run, and canaries are a share of those that are replaced.
  if (rollout.type !== "system" || !atLeast(rollout.version, "1.11.0")) return counts;
  return { ...counts, Place: wanted, Canary: systemCanaries(blockIn(rollout.new, "Update"), counts.DestructiveUpdate) };
}

function fateOf(fate: Fate, kept: number): Partial<DesiredUpdates> {
  return fate === "ignored" ? { Ignore: kept } : fate === "in-place" ? { InPlaceUpdate: kept } : { DestructiveUpdate: kept };
}

function systemCanaries(update: Fields | undefined, replaced: number): number {
  return Math.min(Math.ceil((numberIn(update, "Canary") * replaced) / 100), numberIn(update, "MaxParallel"));
}

/** Periodic and parameterized jobs run nothing themselves: a plan counts what one run of them would place. */
export function runsItself(job: Fields): boolean {
  const periodic = blockIn(job, "Periodic");
  return (periodic === undefined || periodic["Enabled"] === false) && blockIn(job, "ParameterizedJob") === undefined;
}
