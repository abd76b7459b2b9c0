/** What a group's update policy makes of its replacements: batches, how many at once, and how long that takes. In: the group as the server stores it. */
import type { Fields } from "../check/fill.ts";
import { blockIn, blocksIn, numberIn } from "../nomad/blocks.ts";
import type { GroupUpdate } from "../nomad/model.ts";
import type { Rollout } from "./model.ts";

export interface Policy {
  /** Allocations replaced at once. */
  readonly atOnce: number;
  readonly canaries: number;
  readonly promotes: boolean;
}

/** Allocations that are replaced when all batches are done. */
export function replaced({ outcome, before, after }: GroupUpdate): number {
  return outcome === "destructive" ? Math.min(before, after) : 0;
}

/** `type` is the job's. Batch jobs have no update policy, and with a max_parallel of 0 there is none either: everything at once. */
export function policyOf(type: string, group: Fields | undefined, total: number): Policy {
  const update = updateIn(type, group);
  if (update === undefined) return { atOnce: total, canaries: 0, promotes: false };
  return { atOnce: Math.min(total, numberIn(update, "MaxParallel")), canaries: type === "service" ? numberIn(update, "Canary") : 0, promotes: update["AutoPromote"] === true };
}

function updateIn(type: string, group: Fields | undefined): Fields | undefined {
  const update = type === "service" || type === "system" ? blockIn(group, "Update") : undefined;
  return numberIn(update, "MaxParallel") > 0 ? update : undefined;
}

/**
 * Mirrors the deployment of a service job: new allocations are placed at once and count against the first batch; a batch ends when its
 * allocations are healthy, at the earliest after `min_healthy_time`, at the latest after `healthy_deadline`, which begins when the
 * allocation before has stopped. No batch may take longer than `progress_deadline`.
 */
export function rolloutOf(update: GroupUpdate, type: string, before: Fields | undefined, after: Fields | undefined): Rollout | undefined {
  const settings = type === "service" ? updateIn(type, after) : undefined;
  const total = replaced(update);
  const placed = Math.max(0, update.after - update.before);
  if (settings === undefined || total + placed === 0) return undefined;
  const policy = policyOf(type, after, total);
  const canaries = total > 0 ? policy.canaries : 0;
  const batches = batchesOf(update, policy, canaries);
  const each = Math.min(seconds(settings, "HealthyDeadline") + (total > 0 ? stopTime(before) : 0), seconds(settings, "ProgressDeadline") || Infinity);
  return {
    batches, atOnce: total > 0 ? Math.max(policy.atOnce, 1) : placed,
    least: batches * seconds(settings, "MinHealthyTime"), most: batches * each,
    ...(canaries === 0 ? {} : { canaries, waits: !policy.promotes }),
  };
}

/** Canaries first, and what they stand for is replaced with them; then what is new, with as many replacements as there is room for. */
function batchesOf(update: GroupUpdate, { atOnce }: Policy, canaries: number): number {
  const total = replaced(update);
  if (canaries > 0) return 1 + Math.ceil(Math.max(0, total - canaries) / atOnce);
  if (total === 0) return 1;
  const placed = update.after - update.before;
  return placed > 0 ? 1 + Math.ceil((total - Math.min(total, Math.max(0, atOnce - placed))) / atOnce) : Math.ceil(total / atOnce);
}

/** How long an allocation may take to stop: its tasks stop side by side. */
function stopTime(group: Fields | undefined): number {
  const tasks = blocksIn(group, "Tasks").map((task) => seconds(task, "ShutdownDelay") + seconds(task, "KillTimeout"));
  return seconds(group, "ShutdownDelay") + Math.max(0, ...tasks);
}

/** Durations are nanoseconds. */
export function seconds(owner: Fields | undefined, name: string): number {
  return numberIn(owner, name) / 1e9;
}
