/** The functions that rendering over given data can call: Go's built-ins and those of consul-template that need nothing from outside. */
import type { GoValue } from "./go-values.ts";
import { format, fromJson, isMap, Struct, toJson, truth } from "./go-values.ts";

export type Call = (args: readonly GoValue[]) => GoValue;

export class RenderError extends Error {}

const text = (value: GoValue | undefined): string => {
  if (typeof value === "string") return value;
  if (value instanceof Struct && value.text !== undefined) return value.text;
  throw new RenderError(`expected a string, got ${value === undefined ? "nothing" : format(value)}`);
};
const number = (value: GoValue | undefined): number => {
  if (typeof value === "number") return value;
  throw new RenderError(`expected a number, got ${value === undefined ? "nothing" : format(value)}`);
};

/** `index x 0`, `index m "key"`, any number of steps. A map without the key gives its zero value. */
export function index([from, ...steps]: readonly GoValue[]): GoValue {
  let value: GoValue = from ?? null;
  for (const step of steps) {
    if (Array.isArray(value)) {
      const item: GoValue | undefined = value[number(step)];
      if (item === undefined) throw new RenderError(`index out of range: ${format(step)}`);
      value = item;
    } else if (isMap(value)) value = value.get(text(step)) ?? null;
    else throw new RenderError(`cannot index ${format(value)}`);
  }
  return value;
}

function length(value: GoValue | undefined): number {
  if (typeof value === "string") return new TextEncoder().encode(value).length;
  if (Array.isArray(value)) return value.length;
  if (value !== undefined && isMap(value)) return value.size;
  throw new RenderError("len of a value without a length");
}

export function printf([layout, ...values]: readonly GoValue[]): string {
  let next = 0;
  return text(layout).replace(/%(?:%|([svdq]))/g, (verb, letter: string | undefined) => {
    if (letter === undefined) return "%";
    const value = values[next++];
    if (value === undefined) return `%!${letter}(MISSING)`;
    if (letter === "d" || letter === "s") return verbFits(letter, value) ? format(value) : `%!${letter}(${typeof value}=${format(value)})`;
    return letter === "q" ? JSON.stringify(format(value)) : value === null ? "<nil>" : format(value);
  });
}

function verbFits(letter: string, value: GoValue): boolean {
  return letter === "d" ? typeof value === "number" : typeof value !== "number" && typeof value !== "boolean" && value !== null;
}

function contained(list: GoValue | undefined, item: GoValue | undefined): boolean {
  if (typeof list === "string") return typeof item === "string" && list.includes(item);
  return Array.isArray(list) && list.some((one) => one === item);
}

function order(holds: (difference: number) => boolean): Call {
  return ([a, b]) => {
    if (typeof a !== typeof b || (typeof a !== "number" && typeof a !== "string")) throw new RenderError("incompatible types for comparison");
    return holds(a < b! ? -1 : a > b! ? 1 : 0);
  };
}

function arithmetic(apply: (a: number, b: number) => number): Call {
  // consul-template takes the right operand first: `subtract 1 5` is 4, as in `5 | subtract 1`.
  return ([b, a]) => apply(number(a), number(b));
}

export const calls: ReadonlyMap<string, Call> = new Map<string, Call>([
  ["index", index],
  ["len", ([value]) => length(value)],
  ["printf", printf],
  ["print", (args) => args.map(format).join("")],
  ["not", ([value]) => !truth(value ?? null)],
  ["eq", ([first, ...others]) => others.some((other) => other === first)],
  ["ne", ([a, b]) => a !== b],
  ["lt", order((d) => d < 0)],
  ["le", order((d) => d <= 0)],
  ["gt", order((d) => d > 0)],
  ["ge", order((d) => d >= 0)],
  ["toJSON", ([value]) => toJson(value ?? null)],
  ["parseJSON", ([value]) => fromJson(JSON.parse(text(value)))],
  ["contains", ([item, list]) => contained(list, item)],
  ["in", ([list, item]) => contained(list, item)],
  ["join", ([separator, list]) => (Array.isArray(list) ? list.map(text).join(text(separator)) : "")],
  ["split", ([separator, value]) => text(value).split(text(separator))],
  ["replaceAll", ([from, to, value]) => text(value).split(text(from)).join(text(to))],
  ["toLower", ([value]) => text(value).toLowerCase()],
  ["toUpper", ([value]) => text(value).toUpperCase()],
  ["trimSpace", ([value]) => text(value).trim()],
  ["parseInt", ([value]) => Number.parseInt(text(value), 10)],
  ["add", arithmetic((a, b) => a + b)],
  ["subtract", arithmetic((a, b) => a - b)],
  ["multiply", arithmetic((a, b) => a * b)],
]);
