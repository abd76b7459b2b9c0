/** What the diffs of a job, a group and a task have in common: fields that differ, and the objects that their rules find. */
import type { Json } from "../../text/json.ts";
import { compareTexts, fieldDiffs, orNull } from "./fields.ts";
import { flattenPlain, integer, type Flat } from "./flatten.ts";
import type { DiffType, FieldDiff, List, ObjectDiff } from "./model.ts";
import { isObject, normal, same, type Struct } from "./normal.ts";
import { structsIn, type Rule } from "./object.ts";
import type { Structs } from "./structs.ts";

export interface Part {
  readonly struct: "Job" | "TaskGroup" | "Task";
  readonly rules: readonly Rule[];
  readonly without: readonly string[];
  /** Numbers that may be absent and are shown where both sides have the part. */
  readonly optional?: (structs: Structs) => readonly string[];
}

export interface PartDiff { readonly Type: DiffType; readonly Fields: List<FieldDiff>; readonly Objects: List<ObjectDiff> }

/** Both sides are structs of the version, or null where there is none. */
export function partDiff(before: Json, after: Json, part: Part, structs: Structs): PartDiff {
  const zero = normal(part.struct, null, structs);
  const [old, fresh] = [isObject(before) ? before : zero, isObject(after) ? after : zero];
  const optional = isObject(before) && isObject(after) ? (part.optional?.(structs) ?? []) : [];
  const fields = fieldDiffs(flatOf(before, optional, part, structs), flatOf(after, optional, part, structs), false);
  return { Type: typeOfPart(before, after), Fields: fields, Objects: orNull(part.rules.flatMap((rule) => rule(old, fresh, structs))) };
}

/** Edited, too, where only such things differ as no diff shows. */
function typeOfPart(before: Json, after: Json): DiffType {
  if (same(before, after)) return "None";
  if (before === null) return "Added";
  return after === null ? "Deleted" : "Edited";
}

function flatOf(value: Json, optional: readonly string[], part: Part, structs: Structs): Flat | undefined {
  if (!isObject(value)) return undefined;
  const flat = flattenPlain(part.struct, value as Struct, structs);
  for (const name of optional) if ((value[name] ?? null) !== null) flat.set(name, integer(value[name]!));
  for (const name of part.without) flat.delete(name);
  return flat;
}

/** Parts of a list by name, in the names' order; of two with one name the last counts. */
export function byName(before: Json | undefined, after: Json | undefined): { readonly name: string; readonly before: Json; readonly after: Json }[] {
  const [old, fresh] = [named(before), named(after)];
  const names = [...new Set([...old.keys(), ...fresh.keys()])].sort(compareTexts);
  return names.map((name) => ({ name, before: old.get(name) ?? null, after: fresh.get(name) ?? null }));
}

function named(list: Json | undefined): Map<string, Json> {
  return new Map(structsIn(list).map((item) => [String(item["Name"]), item as Json]));
}
