/** Which block of a list on one side is which on the other: by the name that Nomad knows it by, then by what survives a renaming. Blocks without a name are what they say. */
import type { Fields } from "../check/fill.ts";
import type { Json } from "../text/json.ts";
import { textIn } from "./blocks.ts";

export interface Item {
  readonly index: number;
  readonly value: Json;
}

export interface Pair {
  readonly old?: Item;
  readonly new?: Item;
}

type Key = (item: Fields, index: number) => string;

const by = (...names: string[]): Key => (item) => names.map((name) => textIn(item, name)).join("\n");
const content: Key = (item) => JSON.stringify(Object.entries(item).sort());
const place: Key = (_item, index) => String(index);

/** By the list's field: its key, and a second one for what the first leaves over. */
const keys: { readonly [list: string]: readonly Key[] } = {
  Constraints: [content],
  Affinities: [content],
  Spreads: [by("Attribute")],
  SpreadTarget: [by("Value")],
  Networks: [place],
  ReservedPorts: [by("Label")],
  DynamicPorts: [by("Label")],
  Services: [by("Name"), by("PortLabel")],
  Checks: [by("Name"), by("Type")],
  Templates: [by("DestPath"), by("EmbeddedTmpl")],
  Artifacts: [by("RelativeDest", "GetterSource"), by("RelativeDest"), by("GetterSource")],
  VolumeMounts: [by("Destination"), by("Volume")],
  Upstreams: [by("DestinationName"), place],
  Paths: [by("Path")],
  Links: [by("Label")],
  ScalingPolicies: [by("Type")],
};
/** What a driver's Config holds has no names that Nomad knows. */
const unnamed: Key = (item, index) => (textIn(item, "Name") === "" ? String(index) : "");
const named: readonly Key[] = [by("Name"), unnamed];

/** In the new order; what is gone comes last. `list` is the name of the field that holds both. */
export function paired(list: string, before: readonly Json[], after: readonly Json[]): Pair[] {
  const matches = new Map<number, number>();
  const free = new Set(before.keys());
  const [first, ...others] = keys[list] ?? named;
  match(first!, { before, after, matches, free });
  for (const key of others) match((item, index) => key(item, index) || undefined, { before, after, matches, free });
  const pairs = after.map((value, index) => ({ ...(matches.has(index) ? { old: itemAt(before, matches.get(index)!) } : {}), new: { index, value } }));
  return [...pairs, ...[...free].map((index) => ({ old: itemAt(before, index) }))];
}

interface Matching {
  readonly before: readonly Json[];
  readonly after: readonly Json[];
  /** New index to old index. */
  readonly matches: Map<number, number>;
  readonly free: Set<number>;
}

/** Each old block is given away once, the first one first; blocks without a key stay unmatched. */
function match(key: (...item: Parameters<Key>) => string | undefined, { before, after, matches, free }: Matching): void {
  const waiting = new Map<string, number[]>();
  for (const index of [...free].reverse()) {
    const text = key(before[index] as Fields, index);
    if (text === undefined) continue;
    if (waiting.has(text)) waiting.get(text)!.push(index);
    else waiting.set(text, [index]);
  }
  for (const [index, value] of after.entries()) {
    const text = matches.has(index) ? undefined : key(value as Fields, index);
    const old = text === undefined ? undefined : waiting.get(text)?.pop();
    if (old === undefined) continue;
    matches.set(index, old);
    free.delete(old);
  }
}

function itemAt(list: readonly Json[], index: number): Item {
  return { index, value: list[index]! };
}

/** Whether those that both sides have stand in another order. */
export function isReordered(pairs: readonly Pair[]): boolean {
  const old = pairs.flatMap((pair) => (pair.old !== undefined && pair.new !== undefined ? [pair.old.index] : []));
  return old.some((index, i) => i > 0 && index < old[i - 1]!);
}
