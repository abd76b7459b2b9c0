/** How a value lies in a store: as text in a file, as items of a Nomad variable, as fields of a Vault secret. Nothing here reads or writes. */
import type { Json } from "../text/json.ts";
import type { SecretSpec } from "./model.ts";

export type Items = { readonly [name: string]: Json };

/** A value that cannot be what the network calls it. `message` completes "it …" and holds nothing of the value. */
export class Damaged extends Error {}

type Shape = Pick<SecretSpec, "shape" | "fields">;

/** What a store holds at a path: how a secret is taken from it and put into it, besides what else is there. */
export interface Encoding {
  /** undefined: it is not there. Fails with `Damaged`. */
  get(items: Items, secret: Shape, item: string | undefined): Json | undefined;
  put(items: Items, secret: Shape, place: { readonly item: string | undefined; readonly value: Json }): Items;
}

/** The fields of a Vault secret are JSON. Without an item the whole secret is the value. */
export const vaultEncoding: Encoding = {
  get: (items, { shape, fields }, item) => {
    if (item !== undefined) return own(items, item);
    return shape === "fields" ? picked(fields, (field) => own(items, field)) : { ...items };
  },
  put: (items, { shape }, { item, value }) => {
    if (item !== undefined) return { ...items, [item]: value };
    return shape === "fields" ? { ...items, ...object(value) } : object(value);
  },
};

/** Items of a Nomad variable are strings: objects are JSON text, and each field of a secret with fields is an item `<item>.<field>`. */
export const variableEncoding: Encoding = {
  get: (items, { shape, fields }, item) => {
    if (shape === "fields") return picked(fields, (field) => own(items, itemOf(item, field)));
    if (item === undefined) return { ...items };
    const text = own(items, item);
    return text === undefined ? undefined : valueOf(String(text), shape);
  },
  put: (items, { shape }, { item, value }) => {
    if (shape !== "fields" && item !== undefined) return { ...items, [item]: textOf(value) };
    return { ...items, ...Object.fromEntries(Object.entries(object(value)).map(([field, one]) => [itemOf(item, field), textOf(one)])) };
  },
};

/** Not what every object has: a field may be called `constructor`. */
function own(items: Items, name: string): Json | undefined {
  return Object.hasOwn(items, name) ? items[name] : undefined;
}

function itemOf(item: string | undefined, field: string): string {
  return item === undefined ? field : `${item}.${field}`;
}

/** Those that are there; undefined if none is. */
function picked(fields: readonly string[], at: (field: string) => Json | undefined): Json | undefined {
  const found = fields.flatMap((field): [string, Json][] => {
    const value = at(field);
    return value === undefined ? [] : [[field, value]];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

function object(value: Json): { [name: string]: Json } {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Damaged("is no object");
  return value;
}

/** Strings as they are, everything else as JSON. */
export function textOf(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** What `textOf` wrote. Fails with `Damaged`. */
export function valueOf(text: string, shape: SecretSpec["shape"]): Json {
  return shape === "value" ? text : object(exactJson(text));
}

/**
 * JSON whose numbers are the ones that were written: one that would come out rounded fails with `Damaged`, as it would be written back
 * rounded.
 */
export function exactJson(text: string): Json {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    throw new Damaged("is no JSON");
  }
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g)) if (!token.startsWith('"') && !isExact(token)) throw new Damaged("holds a number with more digits than this program can keep; as a string it would be kept");
  return value;
}

/** 15 digits always survive, more of them where they are printed again as they were. */
function isExact(token: string): boolean {
  const digits = token.replace(/[eE].*$/, "").replace(/^-?0*\.?0*|\./g, "").replace(/0+$/, "");
  return digits.length <= 15 ? Number.isFinite(Number(token)) : String(Number(token)) === token;
}
