/**
 * The closed set of functions. Those of key time only name what `mantisc keys` will compute; the others are computed here.
 * A parameter's type decides what a bare name in its place means.
 */
import { compareValues } from "./compare.ts";
import { textOf } from "./coerce.ts";
import { plain, text, type Text } from "./text.ts";
import { anyType, stringType, type Type } from "./types.ts";
import type { Value, Valued } from "./values.ts";
import { maxWeight, weightOf } from "./weight.ts";

export interface FunctionDef {
  readonly params: readonly Type[];
  /** How many of them may be left out at the end. */
  readonly optional?: number;
  /** Only inside `make`. */
  readonly keys?: boolean;
  readonly doc: string;
  /** The result, or why not. Absent for functions of key time. */
  readonly apply?: (args: readonly Value[]) => Value | string;
}

const list: Type = { kind: "list", of: anyType };
const secret: Type = { kind: "symbol", of: "secret" };
const int = (value: number): Value => ({ type: "int", value });
const string = (value: Text | string): Value => ({ type: "string", text: typeof value === "string" ? text(value) : value });

function words(value: Value): string {
  return value.type === "string" ? (plain(value.text) ?? "") : "";
}

function items(value: Value): readonly Valued[] {
  return value.type === "list" ? value.items : [];
}

function exact(value: Value, unit: number, name: string): Value | string {
  const amount = (value as { value: number }).value / unit;
  return Number.isInteger(amount) ? int(amount) : `it is not a whole number of ${name}`;
}

function length(value: Value): Value | string {
  switch (value.type) {
    case "list": return int(value.items.length);
    case "set": return int(value.members.length);
    case "map": return int(value.entries.size);
    case "range": return int(value.to - value.from + 1);
    case "string": return plain(value.text) === undefined ? "the length of late text is not known" : int([...words(value)].length);
    default: return "it has no length";
  }
}

function join(args: readonly Value[]): Value | string {
  const parts: (Text[number])[] = [];
  let length = 0;
  for (const [i, item] of items(args[0]!).entries()) {
    const printed = textOf(item.value);
    if (item.value.type === "error") return item.value;
    if (printed === undefined) return `element ${i + 1} does not print itself`;
    length += weightOf(item.value) + words(args[1]!).length;
    if (length > maxWeight) return "the result is longer than 1 MiB";
    if (i > 0) parts.push(words(args[1]!));
    parts.push(...printed);
  }
  return string(text(...parts));
}

function sorted(value: Value): Value | string {
  const all = [...items(value)];
  for (const item of all) if (compareValues(item.value, all[0]!.value) === undefined) return "its elements have no order (late values and mixed types have none)";
  return { type: "list", items: all.sort((a, b) => compareValues(a.value, b.value)!) };
}

function extreme(args: readonly Value[], sign: 1 | -1): Value | string {
  const all = args.length === 1 && args[0]!.type === "list" ? items(args[0]!).map((item) => item.value) : args;
  if (all.length === 0) return "it is empty";
  let best = all[0]!;
  for (const value of all) {
    const order = compareValues(value, best);
    if (order === undefined) return "these have no order";
    if (order * sign > 0) best = value;
  }
  return best;
}

function replaced(all: string, from: string, to: string): Value | string {
  if (from === "") return "the text to replace is empty";
  const parts = all.split(from);
  return all.length + (parts.length - 1) * (to.length - from.length) > maxText ? "the result is longer than 1 MiB" : string(parts.join(to));
}

const maxText = 1 << 20;

export const functions: ReadonlyMap<string, FunctionDef> = new Map<string, FunctionDef>([
  ["len", { params: [anyType], doc: "how many: of a list, a map, a range, a set of members, the characters of a string", apply: ([x]) => length(x!) }],
  ["join", { params: [list, stringType], doc: "one string of a list's elements with a separator", apply: join }],
  ["sort", { params: [list], doc: "a list in ascending order (numbers, strings, quantities of one kind)", apply: ([x]) => sorted(x!) }],
  ["min", { params: [anyType, anyType], optional: 1, doc: "the smallest of a list, or of two", apply: (args) => extreme(args, -1) }],
  ["max", { params: [anyType, anyType], optional: 1, doc: "the largest of a list, or of two", apply: (args) => extreme(args, 1) }],
  ["lower", { params: [stringType], doc: "in lower case", apply: ([x]) => string(words(x!).toLowerCase()) }],
  ["upper", { params: [stringType], doc: "in upper case", apply: ([x]) => string(words(x!).toUpperCase()) }],
  ["replace", { params: [stringType, stringType, stringType], doc: "every occurrence of the second string by the third", apply: ([x, from, to]) => replaced(words(x!), words(from!), words(to!)) }],
  ["seconds", { params: [{ kind: "duration" }], doc: "a duration as an integer of seconds", apply: ([x]) => exact(x!, 1e9, "seconds") }],
  ["mib", { params: [{ kind: "size" }], doc: "a size as an integer of MiB", apply: ([x]) => exact(x!, 1 << 20, "MiB") }],
  ["mhz", { params: [{ kind: "frequency" }], doc: "a frequency as an integer of MHz", apply: ([x]) => exact(x!, 1e6, "MHz") }],
  ["keys", { params: [{ kind: "map", of: anyType }], doc: "the keys of a map, in their order", apply: ([x]) => ({ type: "list", items: x!.type === "map" ? [...x!.entries].map(([key, entry]) => ({ value: string(key), origin: entry.origin })) : [] }) }],
  ["values", { params: [{ kind: "map", of: anyType }], doc: "the values of a map, in their order", apply: ([x]) => ({ type: "list", items: x!.type === "map" ? [...x!.entries.values()] : [] }) }],
  ["key", { params: [], keys: true, doc: "a new secp256k1 private key, 64 hex digits" }],
  ["public_key", { params: [secret], keys: true, doc: "the uncompressed public key of a private key without its prefix, 128 hex digits" }],
  ["address", { params: [secret], keys: true, doc: "the account address of a private key, 40 hex digits" }],
  ["keystore", { params: [secret, anyType, { kind: "bool" }], optional: 1, keys: true, doc: "a V3 keystore of a private key, encrypted with a password; `true`: at next to no cost, for a random one" }],
  ["random", { params: [{ kind: "int" }], keys: true, doc: "so many random bytes, as hex digits" }],
  ["json", { params: [anyType], keys: true, doc: "a value as a JSON object" }],
]);
