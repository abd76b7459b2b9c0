/**
 * What the schema of Nomad's job API says about each field, in the form that printing, comparing and naming need:
 * the order of a struct's fields, what a field holds, its unit and its word in the job language.
 * In: `schemas/nomad-job.schema.json` as data. It checks nothing.
 */
interface FieldSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly items?: FieldSchema;
  readonly additionalProperties?: boolean | FieldSchema;
  readonly "x-hcl"?: string;
  readonly "x-unit"?: string;
  readonly "x-server-drops"?: boolean;
}

export interface JobSchema {
  readonly $defs: Readonly<Record<string, { readonly properties?: Readonly<Record<string, FieldSchema>> }>>;
}

export interface Shape {
  /** The struct's name in Nomad's API: `TaskGroup`. */
  readonly struct: string;
  /** In the order of the struct. */
  readonly fields: ReadonlyMap<string, FieldShape>;
}

export type Unit = "ns" | "MiB" | "MHz";

export interface FieldShape {
  /** `opaque` is for a driver or plugin to read: nothing in it is known here. */
  readonly holds: "value" | "struct" | "list" | "map" | "opaque";
  /** The struct held, or the struct of each element. */
  readonly of?: Shape;
  readonly unit?: Unit;
  /** A server takes it and forgets it. */
  readonly dropped: boolean;
  /** The name in JSON's quotes: printing asks for it often. */
  readonly quoted: string;
  /** The word of Nomad's job language: `memory` for MemoryMB. */
  readonly word: string;
}

const known = new WeakMap<JobSchema, Shape>();

/** The shape of Job, with everything reachable from it. */
export function jobShape(schema: JobSchema): Shape {
  let shape = known.get(schema);
  if (shape === undefined) known.set(schema, (shape = structShape("Job", schema, new Map())));
  return shape;
}

function structShape(struct: string, schema: JobSchema, done: Map<string, Shape>): Shape {
  const before = done.get(struct);
  if (before !== undefined) return before;
  const fields = new Map<string, FieldShape>();
  const shape: Shape = { struct, fields };
  done.set(struct, shape);
  const resolve = (ref: string | undefined) => (ref === undefined ? undefined : structShape(ref.slice(ref.lastIndexOf("/") + 1), schema, done));
  for (const [name, field] of Object.entries(schema.$defs[struct]?.properties ?? {})) fields.set(name, fieldShape(name, field, resolve));
  return shape;
}

function fieldShape(name: string, field: FieldSchema, resolve: (ref: string | undefined) => Shape | undefined): FieldShape {
  const element = typeof field.additionalProperties === "object" ? field.additionalProperties : field.items;
  const of = resolve(field.$ref ?? element?.$ref);
  const unit = field["x-unit"] as Unit | undefined;
  const names = { quoted: JSON.stringify(name), word: field["x-hcl"] ?? name };
  return { holds: heldBy(field), ...names, dropped: field["x-server-drops"] === true, ...(of === undefined ? {} : { of }), ...(unit === undefined ? {} : { unit }) };
}

function heldBy(field: FieldSchema): FieldShape["holds"] {
  if (field.$ref !== undefined) return "struct";
  if (field.type === "array") return "list";
  if (field.type === "object") return typeof field.additionalProperties === "object" ? "map" : "opaque";
  return "value";
}
