/**
 * Places in a job -> what they are called, in the words that `mantisc why` takes, and where the same place is in another version of the
 * job. Elements of lists are named as `diff` names them; by their index where they have no name of their own.
 */
import schema from "../../schemas/nomad-job.schema.json" with { type: "json" };
import { isFields } from "../check/fill.ts";
import { identityOf } from "../diff/identity.ts";
import { at } from "../diff/values.ts";
import { jobShape, type FieldShape, type JobSchema, type Shape, type Unit } from "../emit/nomad-shape.ts";
import type { Json, JsonPath } from "../text/json.ts";

export interface Named {
  /** `mantis/mantis-3/mantis-3/Resources/CPU` */
  readonly path: string;
  readonly unit?: Unit;
}

/** The blocks that a path names without their word. */
const bare: ReadonlySet<string> = new Set(["TaskGroups", "Tasks"]);

/** `job` as the server stores it. */
export function named(id: string, job: Json | undefined, pointer: JsonPath): Named {
  const words: string[] = [id];
  let unit: Unit | undefined;
  for (const { step, owner, field, struct } of walk(job, pointer)) {
    if (typeof step === "number") words.push(elementName(owner, step, struct));
    else if (!bare.has(step) || struct === undefined) words.push(step);
    unit = field?.unit;
  }
  return { path: words.join("/"), ...(unit === undefined ? {} : { unit }) };
}

/** The pointer of the same thing in `other`; undefined where it has no such place. */
export function counterpart(job: Json | undefined, pointer: JsonPath, other: Json | undefined): JsonPath | undefined {
  const found: (string | number)[] = [];
  let there = other;
  for (const { step, owner, struct } of walk(job, pointer)) {
    const next = typeof step === "number" && struct !== undefined ? indexLike(owner, step, there, struct) : step;
    there = childOf(there, next);
    if (there === undefined) return undefined;
    found.push(next);
  }
  return found;
}

interface Step {
  readonly step: string | number;
  /** What the step leads out of. */
  readonly owner: Json | undefined;
  /** What is known of the field it leads to. */
  readonly field: FieldShape | undefined;
  /** The struct of the list's elements, or that of the list or block the step leads to. */
  readonly struct: string | undefined;
}

function walk(job: Json | undefined, pointer: JsonPath): Step[] {
  let owner = job;
  let shape: Shape | undefined = jobShape(schema as unknown as JobSchema);
  let inside: FieldShape | undefined;
  return pointer.map((step): Step => {
    const held: FieldShape | undefined = inside;
    // Elements of a list and entries of a map are structs; fields of a struct are looked up by name.
    const entry = held !== undefined && (held.holds === "list" || held.holds === "map");
    const field = entry ? undefined : shape?.fields.get(String(step));
    const struct = (entry ? held : field)?.of?.struct;
    const here = { step, owner, field, struct };
    shape = entry ? held.of : field?.holds === "struct" ? field.of : undefined;
    inside = entry ? undefined : field;
    owner = childOf(owner, step);
    return here;
  });
}

function childOf(owner: Json | undefined, step: string | number): Json | undefined {
  return Array.isArray(owner) ? owner[Number(step)] : at(owner, String(step));
}

function elementName(list: Json | undefined, index: number, struct: string | undefined): string {
  if (struct === undefined || !Array.isArray(list)) return String(index);
  const name = nameOf(list[index], index, struct);
  const alone = list.every((item, i) => i === index || nameOf(item, i, struct) !== name);
  return name === "" || !alone ? String(index) : name;
}

function nameOf(item: Json | undefined, index: number, struct: string): string {
  const identity = identityOf(struct);
  const fields = isFields(item) ? item : {};
  return identity.name === undefined ? identity.key(fields, index) : identity.name(fields);
}

/** The element with the same key; that of the same index, where several have it or none. */
function indexLike(list: Json | undefined, index: number, other: Json | undefined, struct: string): number {
  if (!Array.isArray(list) || !Array.isArray(other)) return index;
  const { key } = identityOf(struct);
  const keyAt = (items: Json[], i: number) => key(isFields(items[i]) ? items[i] : {}, i);
  const wanted = keyAt(list, index);
  if (index < other.length && keyAt(other, index) === wanted) return index;
  const found = other.findIndex((_, i) => keyAt(other, i) === wanted);
  return found < 0 ? index : found;
}
