/** A value of JSON, and the way to a place in one. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Field names and indexes, from the outermost in. */
export type JsonPath = readonly (string | number)[];

/** The order of keys does not matter. */
export function sameJson(a: Json, b: Json): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as { [key: string]: Json }, b as { [key: string]: Json }];
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key) && sameJson(left[key]!, right[key]!));
}
