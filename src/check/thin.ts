/** The tree of a job without the fields that repeat Nomad's default. `whole` is the same job completed: what blocks inherit from. */
import { toJson, type Json, type MapTree, type Tree } from "../network/tree.ts";
import { isZero, within } from "./complete.ts";
import { absent, isFields, jobType, made, outerOf, type Around, type Field, type Fields } from "./fill.ts";
import { fieldOf, structIn } from "./schema.ts";

export function thinned(job: MapTree, whole: Fields, target: string): MapTree {
  const type = jobType(whole);
  return thin("Job", job, whole, { target, type, job: whole });
}

function thin(struct: string, tree: MapTree, whole: Fields, around: Around): MapTree {
  const inside = within(struct, struct === "TaskGroup" && !tree.fields.has("Count") ? withoutCount(whole) : whole, around);
  const fields = new Map<string, Tree>();
  // The owner shrinks as fields go, so that two fields which default to each other never both go.
  const owner = new Map(Object.entries(toJson(tree) as Fields));
  for (const [name, child] of ordered(struct, tree)) {
    const property = fieldOf(struct, name);
    const field = property && { struct, name, property };
    const slim = field === undefined ? child : thinField(field, child, whole[name], inside);
    if (field !== undefined && repeats(field, slim, Object.fromEntries(owner), inside)) owner.delete(name);
    else fields.set(name, slim);
  }
  return { ...tree, fields: new Map([...tree.fields.keys()].filter((name) => fields.has(name)).map((name) => [name, fields.get(name)!])) };
}

/** A group that takes its count from its scaling block: there the minimum is no repetition. */
function withoutCount({ Count: _count, ...group }: Fields): Fields {
  return group;
}

/** Cores before CPU: whether the CPU's default is 100 depends on it. */
function ordered(struct: string, tree: MapTree): [string, Tree][] {
  const entries = [...tree.fields];
  return struct === "Resources" ? entries.sort(([a], [b]) => Number(b === "Cores") - Number(a === "Cores")) : entries;
}

function thinField(field: Field, child: Tree, whole: Json | undefined, around: Around): Tree {
  const inner = structIn(field.property);
  if (inner === undefined) return child;
  const inside: Around = { ...around, ...(field.property.type === undefined ? { outer: outerOf(field.struct, field.name, around) ?? {} } : {}) };
  const one = (item: Tree, full: Json | undefined): Tree => (item.kind === "map" && isFields(full) ? thin(inner, item, full, inside) : item);
  if (child.kind === "list") return { ...child, items: child.items.map((item, i) => one(item, Array.isArray(whole) ? whole[i] : undefined)) };
  if (child.kind === "map" && field.property.type === "object") {
    return { ...child, fields: new Map([...child.fields].map(([key, item]) => [key, one(item, isFields(whole) && Object.hasOwn(whole, key) ? whole[key] : undefined)])) };
  }
  return one(child, whole);
}

function repeats(field: Field, value: Tree, owner: Fields, around: Around): boolean {
  if (needed(field, owner, around)) return false;
  const { struct, name, property } = field;
  if (structIn(property) !== undefined && property.type === undefined) return value.kind === "map" && value.fields.size === 0 && made(struct, name, around);
  const plain = toJson(value);
  const fallback = absent(field, owner, around);
  if (fallback !== undefined) return JSON.stringify(plain) === JSON.stringify(fallback);
  return property["x-zero-counts"] !== true && isZero(property, plain);
}

/** Fields whose absence would move the default of another field. */
function needed(field: Field, owner: Fields, around: Around): boolean {
  switch (`${field.struct}.${field.name}`) {
    case "TaskGroup.Count": return owner["Scaling"] !== undefined;
    case "ScalingPolicy.Min": return around.group?.["Count"] === undefined;
    case "Resources.Cores": return owner["CPU"] === undefined;
    default: return false;
  }
}
