/** A stored object and what would be made today -> the made one with everything that the stored one has beyond it. */
import type { Json } from "../text/json.ts";

export function extended(made: Json, stored: Json): Json {
  if (Array.isArray(made)) return Array.isArray(stored) ? [...made.map((item, i) => (i < stored.length ? extended(item, stored[i]!) : item)), ...stored.slice(made.length)] : made;
  if (!isObject(made) || !isObject(stored)) return made;
  const kept = Object.entries(stored).map(([key, value]): [string, Json] => [key, Object.hasOwn(made, key) ? extended(made[key]!, value) : value]);
  const more = Object.entries(made).filter(([key]) => !Object.hasOwn(stored, key));
  return Object.fromEntries([...kept, ...more]);
}

function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
