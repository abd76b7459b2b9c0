/** The language's functions of texts and lists, for values of key time. Their meaning is that of the reference, as while compiling. */
import type { Json } from "../text/json.ts";
import { KeyError } from "./key-error.ts";

type Apply = (args: readonly Json[]) => Json;

export const textFunctions: ReadonlyMap<string, Apply> = new Map<string, Apply>([
  ["len", ([x]) => (typeof x === "string" ? [...x].length : Array.isArray(x) ? x.length : Object.keys(object(x)).length)],
  ["join", ([items, separator]) => list(items).map(printed).join(text(separator))],
  ["sort", ([items]) => sorted(list(items))],
  ["lower", ([x]) => text(x).toLowerCase()],
  ["upper", ([x]) => text(x).toUpperCase()],
  ["replace", ([x, from, to]) => replaced(text(x), text(from), text(to))],
]);

/** By code units, as the comparison of strings while compiling. */
function sorted(items: readonly Json[]): Json {
  const kind = typeof items[0];
  if (items.some((item) => typeof item !== kind) || (items.length > 0 && kind !== "string" && kind !== "number")) throw new KeyError("sort takes a list of texts, or one of numbers");
  return [...items].sort((a, b) => (a! < b! ? -1 : a! > b! ? 1 : 0));
}

function replaced(all: string, from: string, to: string): string {
  if (from === "") throw new KeyError("the text to replace is empty");
  return all.split(from).join(to);
}

function list(value: Json | undefined): readonly Json[] {
  if (!Array.isArray(value)) throw new KeyError("a list is wanted");
  return value;
}

function text(value: Json | undefined): string {
  if (typeof value !== "string") throw new KeyError("text is wanted");
  return value;
}

function printed(value: Json): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new KeyError("an element of the list does not print itself");
}

function object(value: Json | undefined): { [key: string]: Json } {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new KeyError("it has no length");
  return value;
}
