/** For tests: diffs that can be compared with recorded ones. */
import type { Json } from "../../text/json.ts";
import { isObject } from "./normal.ts";

/** Objects and the keys of a block in one order: where the server's comparison of two objects says yes both ways, its own order is that of chance. */
export function settled(value: Json): Json {
  if (Array.isArray(value)) return value.map(settled).map((item) => [JSON.stringify(item), item] as const).sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
  return isObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, settled(item)])) : value;
}
