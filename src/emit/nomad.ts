/**
 * Job tree -> the register payload `{"Job": …}` as text. The same tree gives the same bytes: fields in the order of
 * Nomad's structs, other keys (Meta, Env, Config) by code unit, two spaces, a line break at the end.
 * Takes a tree that is already sparse and adds nothing to it. Leaves out what says nothing: null, empty lists and empty
 * maps. A struct without fields stays (`Vault: {}` asks for a token), and so does whatever a driver's Config holds.
 * No null ever stands in a list: the server's handler would crash on it.
 */
import type { MapTree, Tree } from "../network/tree.ts";
import type { FieldShape, Shape } from "./nomad-shape.ts";

/** `shape` is that of Job. */
export function printJob(job: MapTree, shape: Shape): string {
  return `{\n  "Job": ${printFields(job, shape, 1)}\n}\n`;
}

const indents: string[] = [];

function indent(depth: number): string {
  return (indents[depth] ??= "  ".repeat(depth));
}

function printFields(tree: MapTree, shape: Shape, depth: number): string {
  let body = "";
  let seen = 0;
  for (const [name, field] of shape.fields) {
    const value = tree.fields.get(name);
    if (value === undefined) continue;
    seen++;
    if (!saysNothing(value, field)) body = joined(body, entry(field.quoted, printValue(value, field, depth + 1), depth));
  }
  if (seen < tree.fields.size) body = joined(body, printOthers(tree, depth, (name) => !shape.fields.has(name)));
  return braced(body, depth);
}

function printOthers(tree: MapTree, depth: number, wanted: (name: string) => boolean, of?: FieldShape): string {
  let body = "";
  for (const name of [...tree.fields.keys()].sort()) {
    const value = tree.fields.get(name)!;
    if (wanted(name) && !isNull(value)) body = joined(body, entry(JSON.stringify(name), printValue(value, of, depth + 1), depth));
  }
  return body;
}

function printValue(tree: Tree, field: FieldShape | undefined, depth: number): string {
  if (tree.kind === "leaf") return typeof tree.value === "string" ? JSON.stringify(tree.value) : printScalar(tree.value);
  if (tree.kind === "list") return printList(tree.items, field, depth);
  if (field?.holds === "map") return braced(printOthers(tree, depth, () => true, element(field)), depth);
  if (field?.of !== undefined) return printFields(tree, field.of, depth);
  return braced(printOthers(tree, depth, () => true), depth);
}

/** Nomad reads integers as int64: `1e21` or `-0` would not be one. */
function printScalar(value: number | boolean | null): string {
  if (typeof value === "number" && Number.isInteger(value) && (Object.is(value, -0) || Math.abs(value) >= 1e21)) return BigInt(value).toString();
  return JSON.stringify(value);
}

function printList(items: readonly Tree[], field: FieldShape | undefined, depth: number): string {
  const of = field && element(field);
  let body = "";
  for (const item of items) if (!isNull(item)) body = joined(body, indent(depth + 1) + printValue(item, of, depth + 1));
  return body === "" ? "[]" : `[\n${body}\n${indent(depth)}]`;
}

/** What each element of a list or map is: printed like a field that holds one. */
function element(field: FieldShape): FieldShape | undefined {
  return field.of === undefined ? undefined : elements.get(field) ?? remember(field);
}

const elements = new WeakMap<FieldShape, FieldShape>();

function remember(field: FieldShape): FieldShape {
  const one: FieldShape = { ...field, holds: "struct" };
  elements.set(field, one);
  return one;
}

function saysNothing(value: Tree, field: FieldShape): boolean {
  if (value.kind === "list") return value.items.every(isNull);
  if (value.kind === "leaf") return isNull(value);
  if (field.holds === "struct") return false;
  for (const one of value.fields.values()) if (!isNull(one)) return false;
  return true;
}

function isNull(tree: Tree): boolean {
  return tree.kind === "leaf" && (tree.value === null || (typeof tree.value === "number" && !Number.isFinite(tree.value)));
}

function entry(quoted: string, value: string, depth: number): string {
  return `${indent(depth + 1)}${quoted}: ${value}`;
}

/** Only ever put together, never cut or joined from a list: the engine then copies a long text once, not once for each level above it. */
function joined(body: string, more: string): string {
  return body === "" ? more : more === "" ? body : `${body},\n${more}`;
}

function braced(body: string, depth: number): string {
  return body === "" ? "{}" : `{\n${body}\n${indent(depth)}}`;
}
