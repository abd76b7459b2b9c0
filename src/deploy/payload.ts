/** What a step sends for a job: all of it, or its selected groups and everything else as the server has it. Sends nothing. */
import { sha256 } from "../emit/sha256.ts";
import type { Fields } from "../check/fill.ts";
import { blocksIn } from "../nomad/blocks.ts";
import type { RegisteredJob } from "./api.ts";
import type { DeployJob } from "./model.ts";
import type { SelectedJob } from "./selection.ts";

export interface Payload {
  readonly job: Fields;
  /** SHA-256, lower-case hex: of the file's text, or of a mixed payload's. */
  readonly hash: string;
  /** Groups that stay as the server has them. */
  readonly kept: readonly string[];
  /** It is not what the file says, so its fields have no lines there. */
  readonly foreign?: boolean;
}

/**
 * Groups that were not selected are those of the registered job, also the ones that the file no longer has; a job that is not registered, or was stopped,
 * gets the selected groups alone. They stand in the file's order, as a whole job would have them: order is a difference to Nomad.
 */
export function payloadOf({ job, groups, whole }: SelectedJob, registered: RegisteredJob | undefined): Payload {
  if (whole) return { job: job.job, hash: job.hash, kept: [] };
  const selected = new Set(groups.map(({ name }) => name));
  const running = registered?.Stop === false ? blocksIn(registered, "TaskGroups") : [];
  const kept = running.filter(({ Name }) => !selected.has(String(Name)));
  const mixed = { ...job.job, TaskGroups: inOrder(job, selected, kept) };
  return { job: mixed, hash: sha256(JSON.stringify(mixed)), kept: kept.map(({ Name }) => String(Name)) };
}

function inOrder(job: DeployJob, selected: ReadonlySet<string>, kept: readonly Fields[]): Fields[] {
  const names = job.groups.map(({ name }) => name);
  const own = blocksIn(job.job, "TaskGroups").flatMap((group) => (selected.has(String(group["Name"])) ? [group] : kept.filter(({ Name }) => Name === group["Name"])));
  return [...own, ...kept.filter(({ Name }) => !names.includes(String(Name)))];
}
