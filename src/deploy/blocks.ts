/** A payload's groups and tasks by name. */
import type { Fields } from "../check/fill.ts";
import { blocksIn } from "../nomad/blocks.ts";

export function groupIn(job: Fields, name: string): Fields | undefined {
  return blocksIn(job, "TaskGroups").find((group) => group["Name"] === name);
}

export function tasksIn(job: Fields, group: string): readonly Fields[] {
  return blocksIn(groupIn(job, group), "Tasks");
}
