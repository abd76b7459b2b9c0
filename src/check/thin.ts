/**
 * The tree of a job without the fields that repeat Nomad's default. Runs on every build, so it looks at each node once and
 * completes only those blocks from which others inherit.
 */
import { toJson, type MapTree, type Tree } from "../network/tree.ts";
import type { Json } from "../text/json.ts";
import { completedField, inBlock } from "./complete.ts";
import { absent, isFields, jobType, made, within, type Around, type Fields } from "./fill.ts";
import { planFor, type Field } from "./plan.ts";

export function thinned(job: MapTree, target: string): MapTree {
  return thin("Job", job, { plan: planFor(target, jobType(shallow(job))), job: {} });
}

type Owner = { [key: string]: Json };

/** The leaves of a block by name, and of its blocks the one that a default asks for. */
function shallow(tree: MapTree): Owner {
  const owner = Object.create(null) as Owner;
  for (const [name, child] of tree.fields) {
    if (child.kind === "leaf") owner[name] = child.value;
    else if (name === "Scaling") owner[name] = toJson(child);
  }
  return owner;
}

function thin(struct: string, tree: MapTree, around: Around): MapTree {
  // The owner shrinks as fields go, so that two fields which default to each other never both go.
  const owner = shallow(tree);
  const inside = within(struct, inheritedFrom(struct, tree, owner, around), around);
  const known = around.plan.fields(struct);
  const slims = new Map<string, Tree>();
  for (const [name, child] of ordered(struct, tree)) {
    const field = known.get(name);
    const slim = field === undefined ? child : thinField(field, child, inside);
    if (field !== undefined && repeats(field, slim, owner, inside)) delete owner[name];
    else slims.set(name, slim);
  }
  return { kind: "map", fields: struct === "Resources" ? inOrder(tree, slims) : slims, origin: tree.origin };
}

/** What blocks inside a struct inherit from or are named after. */
const sources: Readonly<Record<string, readonly string[]>> = {
  Job: ["Name", "Update", "Reschedule", "Migrate"],
  TaskGroup: ["Name", "Count", "RestartPolicy"],
  Task: ["Name"],
  Service: ["Name", "OnUpdate", "TaskName", "CheckRestart"],
};

function inheritedFrom(struct: string, tree: MapTree, owner: Owner, around: Around): Fields {
  const names = sources[struct];
  if (names === undefined) return {};
  const self: Owner = {};
  const inside = within(struct, self, around);
  const fields = around.plan.fields(struct);
  for (const name of names) {
    // A group that takes its count from its scaling block: there the minimum repeats nothing.
    if (name === "Count" && !tree.fields.has("Count")) continue;
    const written = tree.fields.get(name);
    const given = written === undefined || written.kind === "leaf" ? owner : { ...owner, [name]: toJson(written) };
    const value = completedField(fields.get(name)!, given, inside);
    if (value !== undefined) self[name] = value;
  }
  return self;
}

/** Cores before CPU: whether the CPU's default is 100 depends on it. */
function ordered(struct: string, tree: MapTree): Iterable<[string, Tree]> {
  return struct === "Resources" ? [...tree.fields].sort(([a], [b]) => Number(b === "Cores") - Number(a === "Cores")) : tree.fields;
}

function inOrder(tree: MapTree, slims: ReadonlyMap<string, Tree>): Map<string, Tree> {
  return new Map([...tree.fields.keys()].flatMap((name) => (slims.has(name) ? [[name, slims.get(name)!] as const] : [])));
}

function thinField(field: Field, child: Tree, around: Around): Tree {
  const { inner } = field;
  if (inner === undefined || child.kind === "leaf") return child;
  const inside = inBlock(field, around);
  const one = (item: Tree): Tree => (item.kind === "map" ? thin(inner, item, inside) : item);
  if (child.kind === "list") return { kind: "list", items: child.items.map(one), origin: child.origin };
  if (field.shape === "block") return one(child);
  return { kind: "map", fields: new Map([...child.fields].map(([key, item]) => [key, one(item)])), origin: child.origin };
}

function repeats(field: Field, value: Tree, owner: Owner, around: Around): boolean {
  if (needed(field, owner, around)) return false;
  if (field.shape === "block") return value.kind === "map" && value.fields.size === 0 && made(field, around);
  const fallback = absent(field, owner, around);
  if (fallback !== undefined) return same(value, fallback);
  return field.property["x-zero-counts"] !== true && isNothing(value);
}

function same(value: Tree, fallback: Json): boolean {
  if (value.kind === "leaf") return value.value === fallback;
  return (Array.isArray(fallback) || isFields(fallback)) && JSON.stringify(toJson(value)) === JSON.stringify(fallback);
}

function isNothing(value: Tree): boolean {
  if (value.kind === "leaf") return value.value === "" || value.value === 0 || value.value === false;
  return value.kind === "list" ? value.items.length === 0 : value.fields.size === 0;
}

/** Fields whose absence would move the default of another field. */
function needed(field: Field, owner: Owner, around: Around): boolean {
  switch (field.key) {
    case "TaskGroup.Count": return owner["Scaling"] !== undefined;
    case "ScalingPolicy.Min": return around.group?.["Count"] === undefined;
    case "Resources.Cores": return owner["CPU"] === undefined;
    default: return false;
  }
}
