/** Which service or template of a list was which before, as Nomad guesses it. */
import type { Json } from "../../text/json.ts";
import type { ObjectDiff } from "./model.ts";
import type { Struct } from "./normal.ts";
import { objectDiff, structsIn, type ObjectRules, type Rule } from "./object.ts";
import { sortObjects } from "./sort.ts";

/** Finds the counterpart of an old block among the new ones that are still free. */
type Finder = (old: Struct, index: number) => number | undefined;

/** One on both sides is the same one whatever it is called. */
export const matched = (field: string, object: ObjectRules, finderFor: (fresh: readonly Struct[], free: Set<number>) => Finder): Rule => (before, after, structs) => {
  const [old, fresh] = [structsIn(before[field]), structsIn(after[field])];
  const diff = (a: Struct | undefined, b: Struct | undefined): ObjectDiff[] => objectDiff((a as Json | undefined) ?? null, (b as Json | undefined) ?? null, object, structs);
  if (old.length === 1 && fresh.length === 1) return diff(old[0], fresh[0]);
  const free = new Set(fresh.keys());
  const find = finderFor(fresh, free);
  const diffs = old.flatMap((item, index) => {
    const found = find(item, index);
    if (found === undefined) return diff(item, undefined);
    free.delete(found);
    return diff(item, fresh[found]);
  });
  return sortObjects([...diffs, ...[...free].flatMap((index) => diff(undefined, fresh[index]))]);
};

/** By destination: the first that is free. */
export function templateFinder(fresh: readonly Struct[], free: Set<number>): Finder {
  const byDestination = queues(fresh, ({ DestPath }) => String(DestPath), free);
  return (old) => byDestination(String(old["DestPath"]));
}

/** Nomad scores 3 for the name, 2 for the port label and 1 for the place, wants 3 at least and takes the first of the best. */
export function serviceFinder(fresh: readonly Struct[], free: Set<number>): Finder {
  const both = (service: Struct) => JSON.stringify([service["Name"], service["PortLabel"]]);
  const byBoth = queues(fresh, both, free);
  const byName = queues(fresh, ({ Name }) => String(Name), free);
  return (old, index) => {
    const here = free.has(index) ? fresh[index] : undefined;
    if (here !== undefined && both(here) === both(old)) return index;
    const alike = byBoth(both(old));
    if (alike !== undefined) return alike;
    if (here?.["Name"] === old["Name"] && here !== undefined) return index;
    const named = byName(String(old["Name"]));
    return here?.["PortLabel"] === old["PortLabel"] && here !== undefined && (named === undefined || index < named) ? index : named;
  };
}

/** The first free index of each key. */
function queues(items: readonly Struct[], key: (item: Struct) => string, free: ReadonlySet<number>): (key: string) => number | undefined {
  const indexes = new Map<string, number[]>();
  for (const [index, item] of items.entries()) {
    const list = indexes.get(key(item));
    if (list === undefined) indexes.set(key(item), [index]);
    else list.push(index);
  }
  for (const list of indexes.values()) list.reverse();
  return (wanted) => {
    const list = indexes.get(wanted) ?? [];
    while (list.length > 0 && !free.has(list.at(-1)!)) list.pop();
    return list.at(-1);
  };
}
