/** For property tests: jobs as the schema describes them, leaning towards defaults and zeros; and jobs that are only nearly so. */
import fc from "fast-check";
import type { Json } from "../text/json.ts";
import { fieldsOf, structIn, type Property } from "./schema.ts";

type Obj = { [key: string]: Json };
type Wrap = (value: fc.Arbitrary<Json>) => fc.Arbitrary<Json>;

export function arbitraryJob(): fc.Arbitrary<Obj> {
  return struct("Job", 5, (value) => value);
}

/** One value in ten is of any shape. */
export function nearlyJob(): fc.Arbitrary<Obj> {
  return struct("Job", 5, (value) => fc.oneof({ weight: 9, arbitrary: value }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json> }));
}

function struct(name: string, depth: number, wrap: Wrap): fc.Arbitrary<Obj> {
  const fields = Object.entries(fieldsOf(name)).map(([field, property]) => [field, wrap(valueOf(property, depth, wrap))] as const);
  return fc.record(Object.fromEntries(fields), { requiredKeys: [], noNullPrototype: true }) as fc.Arbitrary<Obj>;
}

function valueOf(property: Property, depth: number, wrap: Wrap): fc.Arbitrary<Json> {
  const inner = structIn(property);
  const one = inner === undefined ? leaf(property) : depth === 0 ? fc.constant<Json>({}) : struct(inner, depth - 1, wrap);
  if (property.type === "array") return fc.array(one, { maxLength: 2 });
  return property.type === "object" ? (fc.dictionary(fc.constantFrom("a", "__proto__", "checksum"), one, { maxKeys: 2, noNullPrototype: true }) as fc.Arbitrary<Json>) : one;
}

const simple: Readonly<Record<string, readonly Json[]>> = {
  boolean: [false, true], integer: [0, 1, 2, -1, 1e15], string: ["", "x", "${", "${NOMAD_PORT_x}", "a/../..", "* * * * *"],
};

function leaf(property: Property): fc.Arbitrary<Json> {
  const usual = [property.default, ...Object.values(property["x-default-by-type"] ?? {}), ...(property.enum ?? [])].filter((value): value is Json => value !== undefined);
  return fc.constantFrom<Json[]>(...usual, ...(simple[property.type ?? "string"] ?? ["x"]));
}
