/**
 * Nomad's canonical form of a job, and its opposite: the job without fields that only repeat what the server fills in.
 * Invariant (tested): withDefaults(dropDefaults(job)) equals withDefaults(job).
 * Leaves out what the server adds beyond defaults: implied constraints, sidecar tasks, default identities.
 */
import type { Tree } from "../network/tree.ts";
import type { Json } from "../text/json.ts";
import { complete } from "./complete.ts";
import { isFields, type Fields } from "./fill.ts";
import { thinned } from "./thin.ts";

/** `job` is the value of the payload's `Job`, with Nomad's field names. */
export function withDefaults(job: Json, target: string): Json {
  return isFields(job) ? settled(complete(job, target)) : job;
}

/** Removes what the server would fill in anyway, and never anything that changes what the job means. */
export function dropDefaults(job: Tree, target: string): Tree {
  return job.kind === "map" ? thinned(job, target) : job;
}

/** Job-level policies live on in the groups; of the job's update the server keeps two fields. Service-level check restarts live on in the checks. */
function settled(job: Fields): Json {
  const { Update: update, Reschedule: _reschedule, Migrate: _migrate, ...rest } = job;
  const kept = isFields(update) ? { Update: { Stagger: update["Stagger"] ?? 0, MaxParallel: update["MaxParallel"] ?? 0 } } : {};
  return { ...rest, ...kept, ...each(rest, "TaskGroups", settledGroup) };
}

function settledGroup(group: Fields): Json {
  return { ...group, ...each(group, "Services", settledService), ...each(group, "Tasks", (task) => ({ ...task, ...each(task, "Services", settledService) })) };
}

function settledService(service: Fields): Json {
  const { CheckRestart: _merged, ...rest } = service;
  return rest;
}

function each(owner: Fields, name: string, settle: (item: Fields) => Json): Fields {
  const items = owner[name];
  return Array.isArray(items) ? { [name]: items.map((item) => (isFields(item) ? settle(item) : item)) } : {};
}
