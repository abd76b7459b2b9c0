/** Two values without a known structure -> the fields that differ: scalars, lists in order, sets, and whatever a driver's Config holds. */
import { diffArrays } from "diff";
import type { Unit } from "../emit/nomad-shape.ts";
import type { Json } from "../text/json.ts";
import { diffTexts } from "./lines.ts";
import type { Change, FieldDiff } from "./model.ts";
import { readable } from "./readable.ts";

export interface Label { readonly name: string; readonly word: string; readonly unit?: Unit }

type Maybe = Json | undefined;

/** At least one side is there. */
export function fieldDiff(label: Label, before: Maybe, after: Maybe): FieldDiff {
  const change: Change = before === undefined ? "added" : after === undefined ? "removed" : "edited";
  const head = { name: label.name, word: label.word, change };
  if (change === "edited" && typeof before === "string" && typeof after === "string" && (before + after).includes("\n")) return { ...head, lines: diffTexts(before, after) };
  const old = before === undefined ? {} : { old: before, before: readable(before, label.unit) };
  const fresh = after === undefined ? {} : { new: after, after: readable(after, label.unit) };
  return { ...head, ...old, ...fresh };
}

/** Objects key by key, lists element by element, everything named by its path: `port_map[0].db`. `null` is the same as nothing. */
export function compareOpaque(label: Label, before: Maybe, after: Maybe): FieldDiff[] {
  const old = before ?? undefined;
  const fresh = after ?? undefined;
  if (both(old, fresh, isObject)) return keysOf(old, fresh).flatMap((key) => compareOpaque(inside(label, key), at(old, key), at(fresh, key)));
  if (both(old, fresh, Array.isArray)) return compareLists(label, (old ?? []) as Json[], (fresh ?? []) as Json[]);
  return JSON.stringify(old) === JSON.stringify(fresh) ? [] : [fieldDiff(label, old, fresh)];
}

/** One side may be missing if the other is such a value with something in it. */
function both(before: Maybe, after: Maybe, is: (value: Json) => boolean): boolean {
  const fits = (value: Maybe) => value === undefined || is(value);
  return fits(before) && fits(after) && [before, after].some((value) => value !== undefined && Object.keys(value as object).length > 0);
}

function isObject(value: Json): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function inside(label: Label, key: string): Label {
  const step = /^[\w-]+$/.test(key) ? (label.name === "" ? key : `.${key}`) : `[${JSON.stringify(key)}]`;
  return { name: label.name + step, word: label.name === "" ? key : label.word + step };
}

function element(label: Label, index: number): Label {
  return { name: `${label.name}[${index}]`, word: `${label.word}[${index}]` };
}

export function compareLists(label: Label, before: readonly Json[], after: readonly Json[]): FieldDiff[] {
  const scalars = [...before, ...after].every((item) => item === null || typeof item !== "object");
  if (scalars) return compareOrdered(label, before, after);
  return Array.from({ length: Math.max(before.length, after.length) }, (_, i) => compareOpaque(element(label, i), before[i], after[i])).flat();
}

const MOST_EDITS = 500;

/** What was taken out and put in at one place counts as edited. A removed element is named by its old place, others by their new one. */
function compareOrdered(label: Label, before: readonly Json[], after: readonly Json[]): FieldDiff[] {
  const changes = diffArrays(before.map((item) => JSON.stringify(item)), after.map((item) => JSON.stringify(item)), { maxEditLength: MOST_EDITS });
  if (changes === undefined) return compareByPlace(label, before, after);
  const fields: FieldDiff[] = [];
  let gone: number[] = [];
  let old = 0;
  let fresh = 0;
  const flush = () => (fields.push(...gone.map((i) => fieldDiff(element(label, i), before[i], undefined))), (gone = []));
  for (const { added, removed, count } of changes) {
    if (removed) for (let i = 0; i < count; i++) gone.push(old++);
    else if (added) for (let i = 0; i < count; i++) fields.push(fieldDiff(element(label, fresh), valueAt(before, gone.shift()), after[fresh++]));
    else [old, fresh] = (flush(), [old + count, fresh + count]);
  }
  flush();
  return fields;
}

function valueAt(list: readonly Json[], index: number | undefined): Maybe {
  return index === undefined ? undefined : list[index];
}

function compareByPlace(label: Label, before: readonly Json[], after: readonly Json[]): FieldDiff[] {
  const fields: FieldDiff[] = [];
  for (let i = 0; i < Math.max(before.length, after.length); i++) if (before[i] !== after[i]) fields.push(fieldDiff(element(label, i), before[i], after[i]));
  return fields;
}

/** Members of a set have no name and no order. */
export function compareSets(before: readonly Json[], after: readonly Json[]): FieldDiff[] {
  const missing = (from: readonly Json[], other: readonly Json[]) => {
    const there = new Set(other.map((item) => JSON.stringify(item)));
    return [...new Map(from.map((item) => [JSON.stringify(item), item]))].filter(([text]) => !there.has(text)).map(([, item]) => item);
  };
  const label = { name: "", word: "" };
  return [...missing(before, after).map((item) => fieldDiff(label, item, undefined)), ...missing(after, before).map((item) => fieldDiff(label, undefined, item))];
}

/** Own keys only: `__proto__` is an ordinary one. */
export function at(value: Maybe, key: string): Maybe {
  return isObject(value ?? null) && Object.prototype.hasOwnProperty.call(value, key) ? (value as { [key: string]: Json })[key] : undefined;
}

/** Of both sides, by code unit. */
export function keysOf(before: Maybe, after: Maybe): string[] {
  return [...new Set([before, after].flatMap((value) => (isObject(value ?? null) ? Object.keys(value as object) : [])))].sort();
}
