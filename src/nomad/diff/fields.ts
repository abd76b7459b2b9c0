/** Fields as texts, before and after -> what differs; the smallest parts of a server's diff. */
import type { Json } from "../../text/json.ts";
import type { Flat } from "./flatten.ts";
import type { DiffType, FieldDiff, List, ObjectDiff } from "./model.ts";
import { isObject } from "./normal.ts";

/** With `context` unchanged fields come along, as None. An absent field and an empty one are the same. */
export function fieldDiffs(before: Flat | undefined, after: Flat | undefined, context: boolean): List<FieldDiff> {
  const names = new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])]);
  return sortedFields([...names].map((name) => fieldDiff(name, before?.get(name) ?? "", after?.get(name) ?? "")).filter(({ Type }) => context || Type !== "None"));
}

export function fieldDiff(name: string, before: string, after: string): FieldDiff {
  return { Type: fieldType(before, after), Name: name, Old: before, New: after, Annotations: null };
}

function fieldType(before: string, after: string): DiffType {
  if (before === after) return "None";
  if (before === "") return "Added";
  return after === "" ? "Deleted" : "Edited";
}

export function sortedFields(fields: FieldDiff[]): List<FieldDiff> {
  return orNull(fields.sort(compareFields));
}

export function compareFields(a: FieldDiff, b: FieldDiff): number {
  return compareTexts(a.Name, b.Name) || compareTexts(a.Old, b.Old) || compareTexts(a.New, b.New);
}

/** By code point, which is the order of Go's bytes. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  const [left, right] = [[...a], [...b]];
  const at = left.findIndex((character, index) => character !== right[index]);
  return at < 0 ? -1 : (left[at]!.codePointAt(0)! - (right[at]?.codePointAt(0) ?? -1));
}

export function orNull<T>(items: T[]): List<T> {
  return items.length === 0 ? null : items;
}

/** Texts whose order does not matter. What stays comes along as None; nothing at all is no difference. */
export function textSetDiff(name: string, before: Json, after: Json): ObjectDiff[] {
  const [old, fresh] = [textSet(before), textSet(after)];
  const fields = [...new Set([...old, ...fresh])].map((text) => fieldDiff(name, old.has(text) ? text : "", fresh.has(text) ? text : ""));
  if (fields.length === 0) return [];
  return [{ Type: typeOfSet(old, fresh), Name: name, Fields: sortedFields(fields), Objects: null }];
}

/** By what is in the sets: an empty text counts, though its field says nothing. */
function typeOfSet(old: ReadonlySet<string>, fresh: ReadonlySet<string>): DiffType {
  const added = [...fresh].some((text) => !old.has(text));
  const removed = [...old].some((text) => !fresh.has(text));
  if (added && removed) return "Edited";
  if (added) return "Added";
  return removed ? "Deleted" : "None";
}

function textSet(value: Json): ReadonlySet<string> {
  return new Set(Array.isArray(value) ? value.map(String) : []);
}

/** What fields alone say of the object they make up; undefined: it does not differ. */
export function typeOf(fields: List<FieldDiff>): DiffType | undefined {
  const types = new Set(fields?.map(({ Type }) => Type));
  if (types.has("Edited") || (types.has("Added") && types.has("Deleted"))) return "Edited";
  if (types.has("Added")) return "Added";
  return types.has("Deleted") ? "Deleted" : undefined;
}

/** A driver's config or a policy: new where there was none or an empty one. */
export function typeOfFree(before: Json, after: Json): DiffType {
  if (isEmpty(before)) return "Added";
  return isEmpty(after) ? "Deleted" : "Edited";
}

function isEmpty(value: Json): boolean {
  return !isObject(value) || Object.keys(value).length === 0;
}
