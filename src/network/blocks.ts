/** Any block of Nomad's -> a tree with the API's field names, as its kind says. Blocks with words of ours have files of their own. */
import { labelField } from "../evaluate/kinds/from-schema.ts";
import type { BlockDef } from "../evaluate/kinds/kind.ts";
import type { Node } from "../evaluate/node.ts";
import type { Origin } from "../evaluate/origin.ts";
import type { Leaf, MapTree, Tree } from "./tree.ts";
import { treeOf } from "./values-to-tree.ts";

export type Fields = Map<string, Tree>;

export function leaf(value: Leaf["value"], origin: Origin): Leaf {
  return { kind: "leaf", value, origin };
}

export function mapTree(fields: Fields, origin: Origin): MapTree {
  return { kind: "map", fields, origin };
}

/** How one kind of child block becomes a tree; undefined: as its kind says. */
export type Special = (child: Node, word: string) => Tree | "skip" | undefined;

/** Attributes and blocks of a node that have a field in Nomad's API. */
export function fieldsOf(node: Node, special: Special = () => undefined): Fields {
  const fields: Fields = new Map();
  for (const [name, slot] of node.slots) {
    const def = node.attributeDef(name);
    const api = def?.api ?? (node.kind.open !== undefined ? name : undefined);
    const valued = api === undefined ? undefined : slot.value();
    const tree = valued === undefined ? undefined : treeOf(valued, def!, node.frame.world);
    if (tree !== undefined) fields.set(api!, tree);
  }
  for (const [word, children] of node.blocks) {
    const def = node.kind.blocks.get(word);
    if (def?.api !== undefined) addBlocks(fields, def, [...children.values()], (child) => special(child, word));
  }
  for (const [api, value] of Object.entries(impliedFields[node.kind.struct ?? ""] ?? {})) if (!fields.has(api)) fields.set(api, leaf(value, node.origin));
  mergeRaw(fields, node);
  return fields;
}

/** What Nomad's HCL fills in and its API does not. */
const impliedFields: Readonly<Record<string, Readonly<Record<string, string>>>> = { Constraint: { Operand: "=" }, Affinity: { Operand: "=" } };

function addBlocks(fields: Fields, def: BlockDef, children: readonly Node[], special: (child: Node) => Tree | "skip" | undefined): void {
  const trees: { readonly tree: Tree; readonly child: Node }[] = [];
  for (const child of children) {
    const tree = special(child) ?? blockTree(child);
    if (tree !== "skip") trees.push({ tree, child });
  }
  const first = trees[0];
  if (first === undefined) return;
  if (def.shape === "object") fields.set(def.api!, first.tree);
  else if (def.shape === "list") fields.set(def.api!, { kind: "list", items: trees.map((one) => one.tree), origin: first.child.origin });
  else fields.set(def.api!, mapTree(new Map(trees.map((one) => [one.child.label ?? "", one.tree])), first.child.origin));
}

/** What Nomad's HCL reader fills in and its API does not. */
const hclDefaults: Readonly<Record<string, readonly [string, string]>> = { Constraint: ["Operand", "="], Affinity: ["Operand", "="] };

export function blockTree(node: Node): Tree {
  const fields = fieldsOf(node);
  const [field, value] = hclDefaults[node.kind.struct ?? ""] ?? [];
  if (field !== undefined && value !== undefined && !fields.has(field)) fields.set(field, leaf(value, node.origin));
  const label = node.kind.struct === undefined || node.label === undefined ? undefined : labelField(node.kind.struct);
  if (label !== undefined && !fields.has(label)) return mapTree(new Map([[label, leaf(node.label!, node.origin)], ...fields]), node.origin);
  return mapTree(fields, node.origin);
}

/** `nomad { … }`: fields the language has no word for, laid over the rest. */
function mergeRaw(fields: Fields, node: Node): void {
  const raw = node.child("nomad", "");
  if (raw === undefined) return;
  for (const [name, tree] of fieldsOf(raw)) fields.set(name, merged(fields.get(name), tree));
}

function merged(below: Tree | undefined, above: Tree): Tree {
  if (below?.kind !== "map" || above.kind !== "map") return above;
  const fields = new Map(below.fields);
  for (const [name, tree] of above.fields) fields.set(name, merged(fields.get(name), tree));
  return mapTree(fields, above.origin);
}
