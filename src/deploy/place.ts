/** Where in the network's files a part of a job was written, by the names that Nomad uses for it. */
import { isFields } from "../check/fill.ts";
import { blocksIn } from "../nomad/blocks.ts";
import type { Json, JsonPath } from "../text/json.ts";
import type { Span } from "../text/source.ts";
import type { Deployment } from "./model.ts";

export interface Part {
  readonly job: string;
  readonly group?: string;
  readonly task?: string;
  /** Below the innermost part that is named. */
  readonly field?: JsonPath;
}

/** The nearest place that somebody wrote; undefined for what the network does not have. */
export function placeOf(deployment: Deployment, part: Part): Span | undefined {
  const pointer = pointerOf(deployment, part);
  return pointer === undefined ? undefined : deployment.locate(part.job, pointer);
}

/** What the part holds in the network's own payload. */
export function partOf(deployment: Deployment, part: Part): Json | undefined {
  let value: Json | undefined = deployment.jobs.find(({ id }) => id === part.job)?.job as Json | undefined;
  for (const step of pointerOf(deployment, part) ?? []) value = Array.isArray(value) ? value[Number(step)] : isFields(value) ? value[String(step)] : undefined;
  return value;
}

/** Below `Job`, in the network's own payload. */
export function pointerOf(deployment: Deployment, { job: id, group, task, field = [] }: Part): JsonPath | undefined {
  const job = deployment.jobs.find((candidate) => candidate.id === id)?.job;
  if (job === undefined) return undefined;
  if (group === undefined) return field;
  const groups = blocksIn(job, "TaskGroups");
  const atGroup = groups.findIndex(({ Name }) => Name === group);
  if (atGroup < 0) return undefined;
  if (task === undefined) return ["TaskGroups", atGroup, ...field];
  const atTask = blocksIn(groups[atGroup], "Tasks").findIndex(({ Name }) => Name === task);
  return atTask < 0 ? ["TaskGroups", atGroup] : ["TaskGroups", atGroup, "Tasks", atTask, ...field];
}
