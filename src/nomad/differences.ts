/** Two jobs as the server stores them -> every value that differs, leaf by leaf; a block that only one side has is one difference. What a difference does is decided elsewhere. */
import { isFields, type Fields } from "../check/fill.ts";
import type { Json, JsonPath } from "../text/json.ts";
import { isReordered, paired } from "./lists.ts";

export interface RawDifference {
  /** The place in the old job and in the new one; where one has no such place, the nearest one around it is meant. */
  readonly old: JsonPath;
  readonly new: JsonPath;
  readonly from?: Json;
  readonly to?: Json;
}

interface Place {
  readonly old: JsonPath;
  readonly new: JsonPath;
}

export const root: Place = { old: [], new: [] };

export function differencesBetween(before: Json | undefined, after: Json | undefined, at: Place = root): RawDifference[] {
  if (before === after) return [];
  if (at.new.length > DEEPEST) return [difference(before, after, at)];
  const name = at.new.at(-1);
  if (maps.has(name) && (before === undefined || after === undefined)) return differencesBetween(before ?? {}, after ?? {}, at);
  if (isFields(before) && isFields(after)) return inFields(before, after, at);
  if (isBlocks(before) && isBlocks(after)) return inBlocks(before ?? [], after ?? [], at);
  return sameJson(before, after) ? [] : [difference(before, after, at)];
}

/** Maps of an author's own names: each of them counts for itself. */
const maps: ReadonlySet<string | number | undefined> = new Set(["Meta", "CanaryMeta", "Env", "Volumes"]);

function inFields(before: Fields, after: Fields, at: Place): RawDifference[] {
  const names = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  return names.flatMap((name) => differencesBetween(valueOf(before, name), valueOf(after, name), below(at, name, name)));
}

function valueOf(owner: Fields, name: string): Json | undefined {
  return Object.hasOwn(owner, name) ? owner[name] : undefined;
}

function inBlocks(before: readonly Json[], after: readonly Json[], at: Place): RawDifference[] {
  const pairs = paired(String(at.new.at(-1) ?? ""), before, after);
  const items = pairs.flatMap((pair) => {
    const place = below(at, pair.old?.index ?? before.length, pair.new?.index ?? after.length);
    return differencesBetween(pair.old?.value, pair.new?.value, place);
  });
  return isReordered(pairs) ? [...items, difference([...before], [...after], at)] : items;
}

/** A list that is absent on one side gains or loses all of its blocks, one by one. */
function isBlocks(value: Json | undefined): value is Json[] | undefined {
  return value === undefined || (Array.isArray(value) && value.every(isFields));
}

function difference(from: Json | undefined, to: Json | undefined, at: Place): RawDifference {
  return { ...at, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function below(at: Place, old: string | number, fresh: string | number): Place {
  return { old: [...at.old, old], new: [...at.new, fresh] };
}

const DEEPEST = 1000;

/** Equal but for the order of names in maps. What nests deeper than any job does counts as different. */
export function sameJson(a: Json | undefined, b: Json | undefined, depth = 0): boolean {
  if (a === b) return true;
  if (depth > DEEPEST) return false;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => sameJson(item, b[i], depth + 1));
  if (!isFields(a) || !isFields(b)) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && sameJson(a[name], b[name], depth + 1));
}
