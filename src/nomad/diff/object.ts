/**
 * Two structs -> the diff of one object: its plain fields, then what each rule finds in its blocks. A rule is a function of both structs (zero where
 * there is none); what kinds of rules there are is here, which struct has which is in rules.ts.
 */
import type { Json } from "../../text/json.ts";
import { fieldDiffs, orNull, textSetDiff, typeOf, typeOfFree } from "./fields.ts";
import { flattenFree, flattenPlain, flattenWhole, integer, type Flat } from "./flatten.ts";
import type { DiffType, ObjectDiff } from "./model.ts";
import { isObject, normal, same, type Struct } from "./normal.ts";
import { sortObjects } from "./sort.ts";
import type { Structs } from "./structs.ts";

export type Rule = (before: Struct, after: Struct, structs: Structs) => ObjectDiff[];

export interface ObjectRules {
  readonly struct: string;
  /** The object's name in the diff. */
  readonly name: string;
  readonly rules?: readonly Rule[];
  /** Fields that are not shown. */
  readonly without?: (structs: Structs) => readonly string[];
  /** Fields that may be absent and are shown where they are not. */
  readonly optional?: readonly string[];
  /** Only fields that differ are shown. */
  readonly terse?: boolean;
  /** Everything it holds is written out, what is absent as `nil`. */
  readonly whole?: boolean;
  /** Changes the fields, knowing both structs; the missing one is null. */
  readonly adjust?: (flat: { readonly before: Flat | undefined; readonly after: Flat | undefined }, before: Struct, after: Struct) => void;
}

/** A block: new, gone or edited as a whole. */
export function objectDiff(before: Json, after: Json, object: ObjectRules, structs: Structs): ObjectDiff[] {
  if (same(before, after)) return [];
  const zero = normal(object.struct, null, structs);
  const [old, fresh] = [isObject(before) ? before : zero, isObject(after) ? after : zero];
  const flat = { before: flatOf(before, object, structs), after: flatOf(after, object, structs) };
  object.adjust?.(flat, old, fresh);
  const objects = (object.rules ?? []).flatMap((rule) => rule(old, fresh, structs));
  return [{ Type: blockType(before, after), Name: object.name, Fields: fieldDiffs(flat.before, flat.after, object.terse !== true), Objects: orNull(objects) }];
}

export function blockType(before: Json, after: Json): DiffType {
  if (before === null) return "Added";
  return after === null ? "Deleted" : "Edited";
}

function flatOf(value: Json, object: ObjectRules, structs: Structs): Flat | undefined {
  if (!isObject(value)) return undefined;
  const flat = object.whole === true ? flattenWhole(object.struct, value, structs) : flattenPlain(object.struct, value, structs);
  for (const name of object.optional ?? []) if ((value[name] ?? null) !== null) flat.set(name, integer(value[name]!));
  for (const name of object.without?.(structs) ?? []) flat.delete(name);
  return flat;
}

/** A block of plain fields: what they say of it is what it is. One that differs in other things only is not shown. */
export function plainDiff(before: Json, after: Json, object: ObjectRules, structs: Structs): ObjectDiff[] {
  const fields = fieldDiffs(flatOf(before, object, structs), flatOf(after, object, structs), true);
  const type = typeOf(fields);
  return type === undefined ? [] : [{ Type: type, Name: object.name, Fields: fields, Objects: null }];
}

export const block = (field: string, object: ObjectRules): Rule => (before, after, structs) => objectDiff(before[field] ?? null, after[field] ?? null, object, structs);

export const plainBlock = (field: string, without: readonly string[] = [], struct = field): Rule => {
  const object: ObjectRules = { struct, name: field, without: () => without };
  return (before, after, structs) => plainDiff(before[field] ?? null, after[field] ?? null, object, structs);
};

/** A list of texts, as a set. `changed`: left out where nothing in it differs. */
export const texts = (field: string, show: "always" | "changed" = "always"): Rule => (before, after) =>
  textSetDiff(field, before[field] ?? null, after[field] ?? null).filter(({ Type }) => show === "always" || Type !== "None");

/** A map that is a driver's or a plugin's affair. */
export const free = (field: string, terse = false): Rule => (before, after) => {
  const [old, fresh] = [before[field] ?? null, after[field] ?? null];
  if (same(old, fresh)) return [];
  return [{ Type: typeOfFree(old, fresh), Name: field, Fields: fieldDiffs(flattenFree(old), flattenFree(fresh), !terse), Objects: null }];
};

/** Blocks that are told apart by a key; of two with the same key the last counts. `compare` is `plainDiff` for those of plain fields. */
export const keyed = (field: string, object: ObjectRules, key: (item: Struct) => string, compare = objectDiff): Rule => (before, after, structs) => {
  const [old, fresh] = [byKey(before[field], key), byKey(after[field], key)];
  const keys = new Set([...old.keys(), ...fresh.keys()]);
  return sortObjects([...keys].flatMap((name) => compare(old.get(name) ?? null, fresh.get(name) ?? null, object, structs)));
};

function byKey(list: Json | undefined, key: (item: Struct) => string): Map<string, Json> {
  return new Map(structsIn(list).map((item) => [key(item), item as Json]));
}

/** Blocks that are told apart by their place. */
export const indexed = (field: string, object: ObjectRules): Rule => (before, after, structs) => {
  const [old, fresh] = [structsIn(before[field]), structsIn(after[field])];
  const indexes = Array.from({ length: Math.max(old.length, fresh.length) }, (_, index) => index);
  return sortObjects(indexes.flatMap((index) => objectDiff((old[index] as Json | undefined) ?? null, (fresh[index] as Json | undefined) ?? null, object, structs)));
};

export const since = (release: string, rule: Rule): Rule => (before, after, structs) => (structs.since(release) ? rule(before, after, structs) : []);
export const until = (release: string, rule: Rule): Rule => (before, after, structs) => (structs.since(release) ? [] : rule(before, after, structs));

export function structsIn(list: Json | undefined): Struct[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}

export const name = (item: Struct): string => String(item["Name"]);
/** What is nothing but its content: never edited, only new or gone. */
export const content = (item: Struct): string => JSON.stringify(item);
