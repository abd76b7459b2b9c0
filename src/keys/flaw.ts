/**
 * Is a stored value one that its expression could have made? Derived values are made again and compared, random ones are looked at, an
 * object may hold more than is made today. Nothing here says what a value is.
 */
import type { Json } from "../text/json.ts";
import { KeyError } from "./key-error.ts";
import { keystoreAddress, openKeystore } from "./keystore.ts";
import { makeValue } from "./make.ts";
import { addressOf, privateBytes } from "./secp256k1.ts";
import type { KeyTools, Lookup } from "./tools.ts";
import type { KeyExpr } from "./tree.ts";

export interface Flaw {
  /** `wrong`: it belongs to other inputs or is damaged. `stale`: it is whole, and would be made otherwise today. */
  readonly kind: "wrong" | "stale";
  /** Completes "it …": `is no private key`, `lacks alloc.(mantis-1/coinbase)`. */
  readonly says: string;
}

export interface FlawOptions {
  readonly lookup: Lookup;
  readonly tools: KeyTools;
  /** Opens keystores too, most of a second each. */
  readonly deep?: boolean;
}

export function flawOf(value: Json, expr: KeyExpr, options: FlawOptions): Flaw | undefined {
  try {
    return flawAt(value, expr, options, "");
  } catch (error) {
    if (error instanceof KeyError) return wrong(`cannot be checked: ${error.message}`);
    throw error;
  }
}

function flawAt(value: Json, expr: KeyExpr, options: FlawOptions, at: string): Flaw | undefined {
  if (expr.op === "map") return mapFlaw(value, expr.entries, options, at);
  if (expr.op === "list") return listFlaw(value, expr.items, options, at);
  if (expr.op === "call") return callFlaw(value, expr, options, at);
  return otherFlaw(value, expr, options, at);
}

/** Texts that are put together: whole, whatever they say. */
function otherFlaw(value: Json, expr: KeyExpr, { lookup, tools }: FlawOptions, at: string): Flaw | undefined {
  return same(value, makeValue(expr, lookup, tools)) ? undefined : stale(`says something else${at === "" ? "" : ` at ${at}`}`);
}

type Call = Extract<KeyExpr, { op: "call" }>;

function callFlaw(value: Json, expr: Call, options: FlawOptions, at: string): Flaw | undefined {
  switch (expr.fn) {
    case "key": return keyFlaw(value);
    case "random": return randomFlaw(value, expr, options);
    case "keystore": return keystoreFlaw(value, expr, options);
    case "json": return flawAt(value, expr.args[0] ?? { op: "literal", value: null }, options, at);
    case "public_key": case "address": return same(lower(value), makeValue(expr, options.lookup, options.tools)) ? undefined : wrong(`does not belong to its private key${at === "" ? "" : `, at ${at}`}`);
    default: return otherFlaw(value, expr, options, at);
  }
}

function keyFlaw(value: Json): Flaw | undefined {
  if (typeof value !== "string") return wrong("is no private key");
  try {
    privateBytes(value).fill(0);
    return undefined;
  } catch {
    return wrong("is no private key: 64 hex digits within the range of secp256k1");
  }
}

function randomFlaw(value: Json, { args }: Call, { lookup, tools }: FlawOptions): Flaw | undefined {
  const bytes = makeValue(args[0] ?? { op: "literal", value: 0 }, lookup, tools);
  return typeof value === "string" && /^[0-9a-fA-F]*$/.test(value) && value.length === 2 * Number(bytes) ? undefined : stale(`is not ${String(bytes)} bytes in hex`);
}

function keystoreFlaw(value: Json, { args }: Call, { lookup, tools, deep }: FlawOptions): Flaw | undefined {
  const [key, password] = args.map((arg) => makeValue(arg, lookup, tools));
  const address = keystoreAddress(value);
  if (address === undefined) return wrong("is no keystore of version 3 with scrypt and aes-128-ctr");
  if (address !== "" && address !== addressOf(String(key))) return wrong("holds the key of another account");
  return (deep === true || address === "") && openKeystore(value, String(password ?? ""), tools) !== String(key).toLowerCase() ? wrong("opens to another private key") : undefined;
}

type Entries = Extract<KeyExpr, { op: "map" }>["entries"];

function mapFlaw(value: Json, entries: Entries, options: FlawOptions, at: string): Flaw | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return wrong(at === "" ? "is no object" : `holds no object at ${at}`);
  for (const entry of entries) {
    const key = String(makeValue(entry.key, options.lookup, options.tools));
    const shown = shownKey(entry.key);
    const below = at === "" ? shown : `${at}.${shown}`;
    if (!Object.hasOwn(value, key)) return stale(`lacks ${below}`);
    const flaw = flawAt(value[key]!, entry.value, options, below);
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}

/** A key that is made of secrets may be one. */
function shownKey(key: KeyExpr): string {
  if (key.op === "literal") return String(key.value);
  return key.op === "secret" ? `(${[key.owner ?? key.set, key.name].filter((part) => part !== undefined).join("/")})` : "(…)";
}

function listFlaw(value: Json, items: readonly KeyExpr[], options: FlawOptions, at: string): Flaw | undefined {
  if (!Array.isArray(value)) return wrong(at === "" ? "is no list" : `holds no list at ${at}`);
  if (value.length < items.length) return stale(`has ${value.length} elements${at === "" ? "" : ` at ${at}`} where ${items.length} would be made`);
  for (const [index, item] of items.entries()) {
    const flaw = flawAt(value[index]!, item, options, `${at}[${index}]`);
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}

function lower(value: Json): Json {
  return typeof value === "string" ? value.toLowerCase() : value;
}

function same(a: Json, b: Json): boolean {
  return a === b || JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: Json): Json {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, entry]) => [key, sorted(entry)]));
}

function wrong(says: string): Flaw {
  return { kind: "wrong", says };
}

function stale(says: string): Flaw {
  return { kind: "stale", says };
}
