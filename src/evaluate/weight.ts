/**
 * How much a value holds when everything in it is written out. A list that holds another one twice shares it in memory, but whoever
 * prints or compares the value meets it twice: doubling through `let`s would grow without bound, so values are weighed when they are made.
 */
import type { Value } from "./values.ts";

/** Characters of text, and a few for everything else. */
export const maxWeight = 16 << 20;

const known = new WeakMap<object, number>();

export function weightOf(value: Value): number {
  if (value.type === "string") return 8 + value.text.reduce((sum, part) => sum + (typeof part === "string" ? part.length : 32), 0);
  if (value.type !== "list" && value.type !== "map") return 8;
  const before = known.get(value);
  if (before !== undefined) return before;
  let weight = 8;
  if (value.type === "list") for (const item of value.items) weight += weightOf(item.value);
  else for (const [key, entry] of value.entries) weight += key.length + weightOf(entry.value);
  known.set(value, weight);
  return weight;
}
