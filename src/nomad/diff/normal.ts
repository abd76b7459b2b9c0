/**
 * Any JSON -> a struct as a server holds it: every field of its version, in order, zeros filled in, absent blocks, lists and maps null. What has not the
 * form of its field is as if absent. Two structs are the same to the server if they are equal here.
 */
import type { Json } from "../../text/json.ts";
import type { Field, Structs } from "./structs.ts";

export type Struct = { readonly [field: string]: Json };

/** Nothing that a driver takes lies deeper; it keeps every later walk shallow. */
const DEEPEST = 200;

export function normal(struct: string, given: Json | undefined, structs: Structs): Struct {
  const source = isObject(given) ? given : {};
  return Object.fromEntries(structs.fields(struct).map((field) => [field.name, fieldValue(field, valueIn(source, field.name), structs)]));
}

/** A link's address is `URL` in the API and `Url` in what a server returns. */
function valueIn(source: Struct, name: string): Json {
  const value = Object.hasOwn(source, name) ? source[name] : name === "Url" ? source["URL"] : undefined;
  return value ?? null;
}

function fieldValue({ kind, of }: Field, value: Json, structs: Structs): Json {
  switch (kind) {
    case "bool": return value === true;
    case "int": return typeof value === "number" ? value : 0;
    case "string": return typeof value === "string" ? value : "";
    case "bool?": return typeof value === "boolean" ? value : null;
    case "int?": return typeof value === "number" ? value : null;
    case "strings": return list(value, (item) => (typeof item === "string" ? item : ""));
    case "ints": return list(value, (item) => (typeof item === "number" ? item : 0));
    case "map": return map(value, (item) => (typeof item === "string" ? item : ""));
    // A header without a value is kept as one that is nil.
    case "headers": return map(value, (item) => (Array.isArray(item) && item.length > 0 ? list(item, (text) => (typeof text === "string" ? text : "")) : null));
    case "any": return map(value, (item) => cut(item, DEEPEST));
    case "struct": return isObject(value) ? (normal(of, value, structs) as Json) : null;
    case "value": return normal(of, value, structs) as Json;
    case "structs": return Array.isArray(value) ? value.filter(isObject).map((item) => normal(of, item, structs) as Json) : null;
    case "struct map": return isObject(value) ? map(Object.fromEntries(Object.entries(value).filter(([, item]) => isObject(item))), (item) => normal(of, item, structs) as Json) : null;
  }
}

function list(value: Json, item: (value: Json) => Json): Json {
  return Array.isArray(value) ? value.map(item) : null;
}

function map(value: Json, item: (value: Json) => Json): Json {
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, item(inner)])) : null;
}

function cut(value: Json, depth: number): Json {
  if (typeof value !== "object" || value === null) return value;
  if (depth === 0) return null;
  if (Array.isArray(value)) return value.map((item) => cut(item, depth - 1));
  return map(value, (item) => cut(item, depth - 1));
}

export function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Go's reflect.DeepEqual: an empty list is not an absent one. */
export function same(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, index) => same(item, b[index]!));
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && same(a[key]!, b[key]!));
}
