/** Expressions of key time -> values. The functions are those of the language's reference; what they make is fixed by Ethereum's own specifications. */
import { bytesToHex } from "@noble/hashes/utils";
import type { Json } from "../text/json.ts";
import { KeyError } from "./key-error.ts";
import { makeKeystore } from "./keystore.ts";
import { addressOf, newPrivateKey, publicKeyOf } from "./secp256k1.ts";
import { textFunctions } from "./text-functions.ts";
import type { KeyTools, Lookup } from "./tools.ts";
import type { KeyExpr } from "./tree.ts";

const MOST_RANDOM = 4096;

/** Fails with a KeyError where an input is not what a function takes. */
export function makeValue(expr: KeyExpr, lookup: Lookup, tools: KeyTools): Json {
  const value = (part: KeyExpr): Json => makeValue(part, lookup, tools);
  switch (expr.op) {
    case "literal": return expr.value;
    case "secret": return lookup(expr);
    case "concat": return expr.parts.map((part) => textOf(value(part))).join("");
    case "list": return expr.items.map(value);
    case "map": return mapOf(expr.entries.map(({ key, value: entry }) => [textOf(value(key)), value(entry)]));
    case "call": return call(expr.fn, expr.args.map(value), tools);
  }
}

function call(fn: string, args: readonly Json[], tools: KeyTools): Json {
  const [first, second] = args;
  switch (fn) {
    case "key": return newPrivateKey(tools.random);
    case "public_key": return publicKeyOf(textOf(first));
    case "address": return addressOf(textOf(first));
    case "keystore": return makeKeystore(textOf(first), textOf(second), { tools, light: args[2] === true });
    case "random": return randomHex(first, tools);
    case "json": return first ?? null;
    default: return textFunction(fn, args);
  }
}

/** Of the language's other functions, those that make sense of what is known only now. */
function textFunction(fn: string, args: readonly Json[]): Json {
  const apply = textFunctions.get(fn);
  if (apply === undefined) throw new KeyError(`there is no function ${fn} at key time`);
  return apply(args);
}

function randomHex(count: Json | undefined, tools: KeyTools): string {
  if (typeof count !== "number" || !Number.isInteger(count) || count < 1 || count > MOST_RANDOM) throw new KeyError(`random takes a number of bytes from 1 to ${MOST_RANDOM}`);
  return bytesToHex(tools.random(count));
}

function textOf(value: Json | undefined): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new KeyError("text is wanted, and this is an object or a list");
}

/** Of two entries with one key the last would be kept: nothing is lost without a word. */
function mapOf(entries: readonly (readonly [string, Json])[]): Json {
  const map: { [key: string]: Json } = {};
  for (const [key, value] of entries) {
    if (Object.hasOwn(map, key)) throw new KeyError("two entries of one map have the same key");
    Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
  }
  return map;
}
