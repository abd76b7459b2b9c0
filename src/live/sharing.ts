/**
 * JSON in which what occurs twice is written once. A server repeats itself: jobs, their diffs, allocations. In: a value. Out: the value with
 * references `{ "$": n }` in it, and what they stand for; and back. Lossless.
 */
import type { Json } from "../text/json.ts";

export interface Shared {
  /** A later one may refer to earlier ones. */
  readonly parts: readonly Json[];
  readonly value: Json;
}

/** Shorter ones are not worth a reference: characters of objects and lists, and of strings, which somebody may want to read. */
const SHORT = { block: 60, text: 200 };

export function share(value: Json): Shared {
  const repeated = repeatedIn(value);
  const places = new Map<string, number>();
  const parts: Json[] = [];
  const visit = (node: Json): Json => {
    const key = keyOf(node);
    if (key === undefined || !repeated.has(key)) return mapped(node, visit);
    const known = places.get(key);
    if (known !== undefined) return { $: known };
    parts.push(mapped(node, visit));
    places.set(key, parts.length - 1);
    return { $: parts.length - 1 };
  };
  return { value: visit(value), parts };
}

export function unshare({ parts, value }: Shared): Json {
  const whole: Json[] = [];
  const visit = (node: Json): Json => (isReference(node) ? whole[node.$]! : mapped(node, visit));
  for (const part of parts) whole.push(visit(part));
  return visit(value);
}

function repeatedIn(value: Json): Set<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  const visit = (node: Json): Json => {
    if (isReference(node)) throw new Error("this JSON holds an object that looks like a reference");
    const key = keyOf(node);
    if (key !== undefined && seen.has(key)) return repeated.add(key), node;
    if (key !== undefined) seen.add(key);
    return mapped(node, visit);
  };
  visit(value);
  return repeated;
}

function keyOf(node: Json): string | undefined {
  if (typeof node !== "string" && (typeof node !== "object" || node === null)) return undefined;
  const key = JSON.stringify(node);
  return key.length < (typeof node === "string" ? SHORT.text : SHORT.block) ? undefined : key;
}

function mapped(node: Json, visit: (child: Json) => Json): Json {
  if (typeof node !== "object" || node === null) return node;
  return Array.isArray(node) ? node.map(visit) : Object.fromEntries(Object.entries(node).map(([name, child]) => [name, visit(child)]));
}

function isReference(node: Json): node is { $: number } {
  return typeof node === "object" && node !== null && !Array.isArray(node) && typeof node["$"] === "number" && Object.keys(node).length === 1;
}
