/**
 * A job with everything Nomad fills in, still in the shape its author gave it: group policies completed from the job's, which stay.
 * Fields the target drops or does not know are left out, and so are zeros that mean the same as absence. Takes any JSON and does not throw.
 */
import type { Json } from "../network/tree.ts";
import { absent, isFields, jobType, made, outerOf, type Around, type Field, type Fields } from "./fill.ts";
import { fieldsOf, structIn, type Property } from "./schema.ts";
import { drops, knows } from "./version.ts";

export function complete(job: Fields, target: string): Fields {
  const type = jobType(job);
  return completed("Job", job, { target, type, job });
}

/** Scalars first, then blocks, then lists: what is inside inherits from what is beside. */
function completed(struct: string, given: Fields, around: Around): Fields {
  const fields = Object.entries(fieldsOf(struct));
  // Names come from the schema, so a plain object is safe; it is read as it grows.
  const done: { [key: string]: Json } = {};
  const inside = within(struct, done, around);
  for (const phase of [isScalar, isBlock, isMany]) {
    for (const [name, property] of fields) {
      if (!phase(property) || drops(around.target, property) || !knows(around.target, property)) continue;
      const value = fieldValue({ struct, name, property }, given, inside);
      if (value !== undefined) done[name] = value;
    }
  }
  return Object.fromEntries(fields.filter(([name]) => Object.hasOwn(done, name)).map(([name]) => [name, done[name]!]));
}

const isMany = (property: Property): boolean => property.type === "array" || property.type === "object";
const isBlock = (property: Property): boolean => !isMany(property) && structIn(property) !== undefined;
const isScalar = (property: Property): boolean => !isMany(property) && !isBlock(property);

/** The surroundings of what stands inside a struct: the struct itself, as far as it is known. */
export function within(struct: string, self: Fields, around: Around): Around {
  switch (struct) {
    case "Job": return { ...around, job: self };
    case "TaskGroup": return { ...around, group: self };
    case "Task": return { ...around, task: self };
    case "Service": return { ...around, service: self };
    default: return around;
  }
}

function fieldValue(field: Field, given: Fields, around: Around): Json | undefined {
  const { struct, name, property } = field;
  const inner = structIn(property);
  const outer = outerOf(struct, name, around);
  const inside: Around = { ...around, ...(isBlock(property) ? { outer: outer ?? {} } : {}) };
  const value = Object.prototype.hasOwnProperty.call(given, name) ? meaningful(field, given, around) : undefined;
  if (value !== undefined) return inner === undefined ? normal(field, value) : nested(property, inner, value, inside);
  if (made(struct, name, around) && inner !== undefined) return completed(inner, {}, inside);
  return absent(field, given, around);
}

function nested(property: Property, inner: string, value: Json, around: Around): Json {
  const one = (item: Json): Json => (isFields(item) ? completed(inner, item, around) : item);
  if (Array.isArray(value)) return value.map(one);
  if (property.type === "object" && isFields(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, one(item)]));
  return one(value);
}

/** undefined for null, and for a zero that Nomad cannot tell from absence. */
function meaningful(field: Field, given: Fields, around: Around): Json | undefined {
  const value = given[field.name]!;
  if (value === null) return undefined;
  return isZero(field.property, value) && zeroIsAbsence(field, given, around) ? undefined : value;
}

export function isZero(property: Property, value: Json): boolean {
  if (value === "" || value === 0 || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isMany(property) && isFields(value) && Object.keys(value).length === 0;
}

/** Fields without a default of their own; and the check's limits, which Nomad merges only when they are set. */
function zeroIsAbsence(field: Field, given: Fields, around: Around): boolean {
  if (field.property["x-zero-counts"] === true) return false;
  return field.struct === "CheckRestart" ? field.name !== "Grace" : absent(field, given, around) === undefined;
}

function normal(field: Field, value: Json): Json {
  return field.struct === "Template" && field.name === "ChangeSignal" && typeof value === "string" ? value.toUpperCase() : value;
}
