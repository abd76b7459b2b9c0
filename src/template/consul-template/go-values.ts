/**
 * Go's values as rendering sees them: strings, numbers, bools, nil, lists, maps and structs, with Go's ideas of emptiness and printing.
 * A struct is a `Struct`, so that its fields are closed while a map's keys are open.
 */
export type GoValue = null | string | number | boolean | readonly GoValue[] | ReadonlyMap<string, GoValue> | Struct;

export class Struct {
  readonly fields: ReadonlyMap<string, GoValue>;
  /** What it prints as, if it has a String method. */
  readonly text: string | undefined;

  constructor(fields: Readonly<Record<string, GoValue>>, text?: string) {
    this.fields = new Map(Object.entries(fields));
    this.text = text;
  }
}

/** A map type with methods: the items of a Nomad variable. */
export class MethodMap extends Map<string, GoValue> {
  readonly methods: ReadonlyMap<string, GoValue>;

  constructor(entries: Iterable<readonly [string, GoValue]>, methods: ReadonlyMap<string, GoValue>) {
    super(entries);
    this.methods = methods;
  }
}

/** JSON data as Go decodes it into an interface: objects become maps. */
export function fromJson(value: unknown): GoValue {
  if (Array.isArray(value)) return value.map(fromJson);
  if (typeof value === "object" && value !== null) return new Map(Object.entries(value).map(([key, item]) => [key, fromJson(item)]));
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}

export function isMap(value: GoValue): value is ReadonlyMap<string, GoValue> {
  return value instanceof Map;
}

/** What `if`, `with` and `and` ask: the zero values and what is empty are false, every struct is true. */
export function truth(value: GoValue): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isMap(value)) return value.size > 0;
  if (value instanceof Struct) return true;
  return value !== null && value !== "" && value !== 0 && value !== false;
}

/** `%v`, and what an action prints. */
export function format(value: GoValue): string {
  if (value === null) return "<no value>";
  if (Array.isArray(value)) return `[${value.map(format).join(" ")}]`;
  if (isMap(value)) return `map[${[...value].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => `${key}:${format(item)}`).join(" ")}]`;
  if (value instanceof Struct) return value.text ?? `{${[...value.fields.values()].map(format).join(" ")}}`;
  return String(value);
}

/** `toJSON`: maps in the order of their keys; characters that mean something in HTML are escaped, as Go's encoder does. */
export function toJson(value: GoValue): string {
  return encode(value).replace(/[<>&\u2028\u2029]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function encode(value: GoValue): string {
  if (Array.isArray(value)) return `[${value.map(encode).join(",")}]`;
  if (value instanceof Struct) return value.text === undefined ? encodeEntries([...value.fields]) : JSON.stringify(value.text);
  if (isMap(value)) return encodeEntries([...value].sort(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify(value);
}

function encodeEntries(entries: readonly (readonly [string, GoValue])[]): string {
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${encode(item)}`).join(",")}}`;
}
