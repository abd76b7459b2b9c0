/** A tree of plain values in which every node knows where it came from. Jobs are such trees, with the field names of Nomad's API. */
import type { Json } from "../text/json.ts";
import type { Origin } from "../evaluate/origin.ts";

export type Tree = Leaf | ListTree | MapTree;

export interface Leaf {
  readonly kind: "leaf";
  readonly value: string | number | boolean | null;
  readonly origin: Origin;
}

export interface ListTree {
  readonly kind: "list";
  readonly items: readonly Tree[];
  readonly origin: Origin;
}

export interface MapTree {
  readonly kind: "map";
  readonly fields: ReadonlyMap<string, Tree>;
  readonly origin: Origin;
}


export function toJson(tree: Tree): Json {
  if (tree.kind === "leaf") return tree.value;
  if (tree.kind === "list") return tree.items.map(toJson);
  const result: { [key: string]: Json } = {};
  for (const [name, field] of tree.fields) {
    // An ordinary name, which an assignment would take for the prototype.
    if (name === "__proto__") Object.defineProperty(result, name, { value: toJson(field), enumerable: true, configurable: true, writable: true });
    else result[name] = toJson(field);
  }
  return result;
}

/** The node at a path of field names and indexes, or the deepest that exists (for diagnostics on absent fields). */
export function nodeAt(tree: Tree, path: readonly (string | number)[]): { node: Tree; found: boolean } {
  let node = tree;
  for (const step of path) {
    const next = node.kind === "map" ? node.fields.get(String(step)) : node.kind === "list" ? node.items[Number(step)] : undefined;
    if (next === undefined) return { node, found: false };
    node = next;
  }
  return { node, found: true };
}

/** Splits a JSON pointer (`/TaskGroups/0/Name`). */
export function pointerPath(pointer: string): string[] {
  return pointer.split("/").slice(1).map((step) => step.replace(/~1/g, "/").replace(/~0/g, "~"));
}
