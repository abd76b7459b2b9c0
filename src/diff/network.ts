/**
 * Two networks' payloads -> what differs between them, as Nomad would see it. Both sides get Nomad's defaults first, so that a field
 * that only repeats one is no difference. Prints nothing.
 */
import { jobShape, type JobSchema, type Shape } from "../emit/nomad-shape.ts";
import type { Json } from "../text/json.ts";
import { compareStructs } from "./compare.ts";
import type { Side } from "./identity.ts";
import { leavesOf } from "./leaves.ts";
import { diffTexts } from "./lines.ts";
import type { BlockDiff, Change, Counts, FileDiff, JobDiff, NetworkDiff, Payloads, Tally } from "./model.ts";
import { summarize } from "./summary.ts";

export interface DiffTools {
  /** `schemas/nomad-job.schema.json`. */
  readonly schema: JobSchema;
  /** A job as Nomad holds it at that target. Must not reorder lists. */
  withDefaults(job: Json, target: string): Json;
}

export function diffNetworks(before: Payloads, after: Payloads, tools: DiffTools): NetworkDiff {
  const shape = jobShape(tools.schema);
  const side = (payloads: Payloads, id: string): Side => sideOf(payloads.jobs.get(id), payloads.target, tools);
  const jobs = union(before.jobs, after.jobs).flatMap((id) => diffJob(id, side(before, id), side(after, id), shape));
  const files = union(before.files, after.files).flatMap((path) => diffFile(path, before.files.get(path), after.files.get(path)));
  return { before: before.network, after: after.network, counts: countsOf(jobs, files), jobs, files };
}

function sideOf(job: Json | undefined, target: string, tools: DiffTools): Side {
  return { full: job === undefined ? undefined : tools.withDefaults(job, target), raw: job };
}

function union(before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].sort();
}

function diffJob(id: string, before: Side, after: Side, shape: Shape): JobDiff[] {
  const change = changeOf(before.full, after.full);
  const written = (side: Side): Side => (change === "edited" ? side : { full: side.raw, raw: side.raw });
  const differences = compareStructs(written(before), written(after), shape);
  if (change === "edited" && differences.fields.length + differences.blocks.length === 0) return [];
  const block: BlockDiff = { kind: "job", struct: "Job", name: id, change, loose: false, ...differences };
  return [{ ...block, summary: summarize(block) }];
}

function diffFile(path: string, before: string | undefined, after: string | undefined): FileDiff[] {
  return before === after ? [] : [{ path, change: changeOf(before, after), lines: diffTexts(before, after) }];
}

function changeOf(before: unknown, after: unknown): Change {
  return before === undefined ? "added" : after === undefined ? "removed" : "edited";
}

function countsOf(jobs: readonly JobDiff[], files: readonly FileDiff[]): Counts {
  const groups = jobs.flatMap((job) => job.blocks.filter((block) => block.struct === "TaskGroup"));
  const tasks = groups.flatMap((group) => group.blocks.filter((block) => block.struct === "Task"));
  const values = jobs.flatMap((job) => leavesOf(job)).filter((leaf) => leaf.field !== undefined).length;
  return { jobs: tally(jobs), groups: tally(groups), tasks: tally(tasks), files: tally(files), values };
}

function tally(items: readonly { readonly change: Change }[]): Tally {
  const counts = { added: 0, removed: 0, edited: 0 };
  for (const { change } of items) counts[change]++;
  return counts;
}
