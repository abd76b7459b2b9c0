/**
 * A job with everything Nomad fills in, still in the shape its author gave it: group policies completed from the job's, which stay.
 * Fields the target drops or does not know are left out, and so are zeros that mean the same as absence. Takes any JSON and does not throw.
 */
import type { Json } from "../text/json.ts";
import { absent, isFields, jobType, made, outerOf, within, type Around, type Fields } from "./fill.ts";
import { planFor, type Field } from "./plan.ts";

export function complete(job: Fields, target: string): Fields {
  return completed("Job", job, { plan: planFor(target, jobType(job)), job });
}

const phases = ["scalar", "block", "many"] as const;

/** Scalars first, then blocks, then lists: what is inside inherits from what is beside. */
function completed(struct: string, given: Fields, around: Around): Fields {
  const fields = around.plan.fields(struct);
  // Names come from the schema, so a plain object is safe; it is read as it grows.
  const done: { [key: string]: Json } = {};
  const inside = within(struct, done, around);
  for (const phase of phases) {
    for (const field of fields.values()) {
      const value = field.shape === phase ? completedField(field, given, inside) : undefined;
      if (value !== undefined) done[field.name] = value;
    }
  }
  const ordered: { [key: string]: Json } = {};
  for (const name of fields.keys()) if (done[name] !== undefined) ordered[name] = done[name];
  return ordered;
}

/** One field as it would be in the completed block; `given` is the block as written. */
export function completedField(field: Field, given: Fields, around: Around): Json | undefined {
  if (!field.stored) return undefined;
  const value = Object.hasOwn(given, field.name) ? meaningful(field, given, around) : undefined;
  if (value !== undefined) return field.inner === undefined ? normal(field, value) : nested(field, field.inner, value, around);
  if (field.inner !== undefined && field.shape === "block" && made(field, around)) return completed(field.inner, {}, inBlock(field, around));
  return absent(field, given, around);
}

export function inBlock(field: Field, around: Around): Around {
  return { ...around, outer: field.shape === "block" ? outerOf(field, around) : undefined };
}

function nested(field: Field, inner: string, value: Json, around: Around): Json {
  const inside = inBlock(field, around);
  const one = (item: Json): Json => (isFields(item) ? completed(inner, item, inside) : item);
  if (Array.isArray(value)) return value.map(one);
  if (field.shape === "many" && isFields(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, one(item)]));
  return one(value);
}

/** undefined for null, and for a zero that Nomad cannot tell from absence. */
function meaningful(field: Field, given: Fields, around: Around): Json | undefined {
  const value = given[field.name]!;
  if (value === null) return undefined;
  return isZero(field, value) && zeroIsAbsence(field, given, around) ? undefined : value;
}

function isZero(field: Field, value: Json): boolean {
  if (value === "" || value === 0 || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return field.shape === "many" && isFields(value) && Object.keys(value).length === 0;
}

/** Nomad fills these in where they are zero, too. */
const filledIfZero: ReadonlySet<string> = new Set(["Job.Datacenters", "Job.Priority", "Task.KillTimeout", "ServiceWeights.Passing", "ServiceWeights.Warning"]);
/** These it leaves empty if they say so. */
const emptyTexts: ReadonlySet<string> = new Set(["Template.ChangeSignal", "Vault.ChangeSignal", "Template.Perms", "Template.LeftDelim", "Template.RightDelim", "TaskArtifact.RelativeDest", "TaskArtifact.GetterMode", "VolumeMount.PropagationMode"]);

/** Most texts, and fields without a default of their own; and the check's limits, which Nomad merges only when they are set. */
function zeroIsAbsence(field: Field, given: Fields, around: Around): boolean {
  if (field.property["x-zero-counts"] === true) return false;
  if ((field.property.type === "string" && !emptyTexts.has(field.key)) || filledIfZero.has(field.key)) return true;
  return field.struct === "CheckRestart" ? field.name !== "Grace" : absent(field, given, around) === undefined;
}

function normal(field: Field, value: Json): Json {
  return field.key === "Template.ChangeSignal" && typeof value === "string" ? value.toUpperCase() : value;
}
