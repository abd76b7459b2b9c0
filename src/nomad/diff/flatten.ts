/** A struct or a free map -> its fields as texts, each under the way to it (`Meta[owner]`, `ports[0][db]`): what Nomad's flatmap makes of it. */
import type { Json } from "../../text/json.ts";
import { isObject, type Struct } from "./normal.ts";
import type { Structs } from "./structs.ts";

export type Flat = Map<string, string>;

/** A struct's own plain fields and its maps of texts; blocks, lists and what may be absent are left out. */
export function flattenPlain(struct: string, value: Struct, structs: Structs): Flat {
  const flat: Flat = new Map();
  for (const { name, kind } of structs.fields(struct)) {
    if (kind === "bool" || kind === "string") flat.set(name, String(value[name]));
    if (kind === "int") flat.set(name, integer(value[name]!));
    if (kind === "map") for (const [key, item] of Object.entries(value[name] ?? {})) flat.set(`${name}[${key}]`, String(item));
  }
  return flat;
}

/** All that a struct of plain fields, maps and numbers that may be absent holds; what is absent is `nil`. */
export function flattenWhole(struct: string, value: Struct, structs: Structs): Flat {
  const flat: Flat = new Map();
  for (const { name, kind } of structs.fields(struct)) {
    const field = value[name]!;
    if (kind === "map" || kind === "any") for (const [key, item] of Object.entries(field ?? {})) flattenInto(flat, `${name}[${key}]`, item as Json);
    else if (kind === "int" || kind === "int?") flat.set(name, field === null ? "nil" : integer(field));
    else flat.set(name, field === null ? "nil" : String(field));
  }
  return flat;
}

/** What a driver takes, a policy, headers: numbers are floats, as JSON's are to the server. Empty maps and lists leave nothing. */
export function flattenFree(map: Json): Flat {
  const flat: Flat = new Map();
  if (isObject(map)) for (const [key, value] of Object.entries(map)) flattenInto(flat, key, value);
  return flat;
}

function flattenInto(flat: Flat, prefix: string, value: Json): void {
  if (Array.isArray(value)) value.forEach((item, index) => flattenInto(flat, `${prefix}[${index}]`, item));
  else if (isObject(value)) for (const [key, item] of Object.entries(value)) flattenInto(flat, `${prefix}[${key}]`, item);
  else flat.set(prefix, value === null ? "nil" : typeof value === "number" ? float(value) : String(value));
}

/** Beyond what a double holds exactly the server's 64 bits are not known here either. */
export function integer(value: Json): string {
  return typeof value === "number" && Number.isInteger(value) ? BigInt(value).toString() : String(value);
}

/** Go's %v of a float64: as short as can be, with an exponent below 1e-4 and from 1e6 on. */
export function float(value: number): string {
  const [digits = "", exponent = ""] = value.toExponential().split("e");
  const power = Number(exponent);
  if (power >= -4 && power < 6) return Object.is(value, -0) ? "-0" : String(value);
  return `${digits}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}
