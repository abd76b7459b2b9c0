/** Reading a payload: lists of blocks in it, and its groups and tasks by name. */
import { isFields, type Fields } from "../check/fill.ts";
import type { Json } from "../text/json.ts";

/** The blocks of a list; none where there is no list. */
export function blocks(value: Json | undefined): Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

export function groupBlock(job: Fields, name: string): Fields | undefined {
  return blocks(job["TaskGroups"]).find((group) => group["Name"] === name);
}

export function tasksOf(job: Fields, group: string): Fields[] {
  return blocks(groupBlock(job, group)?.["Tasks"]);
}
