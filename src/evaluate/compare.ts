/** Equality and order of values. */
import type { Text } from "./text.ts";
import { plain } from "./text.ts";
import type { Value } from "./values.ts";

export function sameText(a: Text, b: Text): boolean {
  return a.length === b.length && a.every((part, i) => sameJson(part, b[i]));
}

/** Late parts compare by what they stand for, not by where they were written. */
function sameJson(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || a === null) return a === b;
  const omitSpan = (key: string, value: unknown) => (key === "span" ? undefined : value);
  return JSON.stringify(a, omitSpan) === JSON.stringify(b, omitSpan);
}

export function sameValue(a: Value, b: Value): boolean {
  if (a.type === "error" || b.type === "error") return true;
  if (a.type !== b.type) return isNumeric(a) && isNumeric(b) && a.value === b.value;
  switch (a.type) {
    case "none": return true;
    case "string": return sameText(a.text, (b as typeof a).text);
    case "word": return a.word === (b as typeof a).word;
    case "range": return a.from === (b as typeof a).from && a.to === (b as typeof a).to;
    case "list": {
      const other = (b as typeof a).items;
      return a.items.length === other.length && a.items.every((item, i) => sameValue(item.value, other[i]!.value));
    }
    case "map": {
      const other = (b as typeof a).entries;
      return a.entries.size === other.size && [...a.entries].every(([key, item]) => other.has(key) && sameValue(item.value, other.get(key)!.value));
    }
    case "record": return a === b || (a.prints !== undefined && a.what === (b as typeof a).what && sameText(a.prints, (b as typeof a).prints ?? []));
    case "program": case "host": return a.name === (b as typeof a).name;
    case "port": return a.label === (b as typeof a).label;
    case "set": return a.name === (b as typeof a).name;
    case "service": return a.service.label === (b as typeof a).service.label;
    case "secret": case "key": return sameJson(a, b);
    default: return a.value === (b as typeof a).value;
  }
}

function isNumeric(value: Value): value is Extract<Value, { value: number }> {
  return value.type === "int" || value.type === "number";
}

/** Numbers, quantities of one kind and plain strings have an order; undefined for everything else. */
export function compareValues(a: Value, b: Value): number | undefined {
  if (isNumeric(a) && isNumeric(b)) return a.value - b.value;
  if (a.type !== b.type) return undefined;
  if (a.type === "duration" || a.type === "size" || a.type === "frequency") return a.value - (b as typeof a).value;
  if (a.type !== "string") return undefined;
  const [left, right] = [plain(a.text), plain((b as typeof a).text)];
  if (left === undefined || right === undefined) return undefined;
  return left < right ? -1 : left > right ? 1 : 0;
}
