/**
 * The places of a network's jobs and what each is called: in the words of the language, by its label, by its emitted name, or by the
 * name of Nomad's API. One description serves finding a place by its path and naming a place that was found.
 */
import { identityOf } from "../diff/identity.ts";
import type { FieldShape, Shape, Unit } from "../emit/nomad-shape.ts";
import type { Group, Job, Task } from "../network/model.ts";
import type { Tree } from "../network/tree.ts";
import type { Json } from "../text/json.ts";

export interface Place {
  /** Canonical path: `mantis mantis-3 mantis resources cpu`. */
  readonly words: readonly string[];
  /** Below the payload's `Job`. */
  readonly pointer: readonly (string | number)[];
  /** undefined: Nomad has such a field and the network does not set it. */
  readonly node: Tree | undefined;
  readonly unit?: Unit;
  readonly inside: Inside;
  readonly job: Job;
  readonly group?: Group;
  readonly task?: Task;
}

/** What stands below a place. */
type Inside =
  | { readonly holds: "struct" | "list" | "map"; readonly of: Shape }
  | { readonly holds: "loose" };

export interface Child {
  /** What it may be called; the first is the canonical name. May hold slashes, and may be empty where there is nothing to tell apart. */
  readonly names: readonly string[];
  readonly place: Place;
  /** Reached without the word of its block (`unnamed`), or past the only element of a list (`skipped`). A pointer follows neither. */
  readonly shortcut?: "unnamed" | "skipped";
}

export function placeOf(job: Job, shape: Shape): Place {
  return { words: [job.label], pointer: [], node: job.tree, inside: { holds: "struct", of: shape }, job };
}

export function childrenOf(place: Place): Child[] {
  switch (place.inside.holds) {
    case "struct": return structChildren(place, place.inside.of);
    case "list": return listChildren(place, place.inside.of);
    case "map": return entries(place.node).map(([key, node]) => ({ names: [key], place: below(place, { word: key, step: key, node, inside: { holds: "struct", of: (place.inside as { of: Shape }).of } }) }));
    case "loose": return entries(place.node).map(([key, node]) => ({ names: [key], place: below(place, { word: key, step: place.node?.kind === "list" ? Number(key) : key, node, inside: { holds: "loose" } }) }));
  }
}

interface Step { readonly word: string; readonly step: string | number; readonly node: Tree | undefined; readonly inside: Inside; readonly unit?: Unit }

function below(place: Place, { word, step, node, inside, unit }: Step): Place {
  const { unit: _, ...rest } = place;
  return { ...rest, words: word === "" ? place.words : [...place.words, word], pointer: [...place.pointer, step], node, inside, ...(unit === undefined ? {} : { unit }) };
}

function structChildren(place: Place, shape: Shape): Child[] {
  const known = [...shape.fields].flatMap(([name, field]) => fieldChildren(place, name, field));
  const unknown = entries(place.node).filter(([name]) => !shape.fields.has(name)).map(([name, node]): Child => ({ names: [name], place: below(place, { word: name, step: name, node, inside: { holds: "loose" } }) }));
  return [...known, ...unknown];
}

/** The blocks that a path names without their word: groups, tasks, and templates by destination. */
const bare: ReadonlySet<string> = new Set(["TaskGroup", "Task"]);

function fieldChildren(place: Place, name: string, field: FieldShape): Child[] {
  const node = place.node?.kind === "map" ? place.node.fields.get(name) : undefined;
  const inside: Inside = field.of === undefined ? { holds: "loose" } : { holds: field.holds as "struct" | "list" | "map", of: field.of };
  const struct = field.of?.struct ?? "";
  // A static port is a port like any other.
  const called = struct === "Port" ? "port" : field.word;
  const word = bare.has(struct) && field.holds === "list" ? "" : called;
  const own: Child = { names: [called, name], place: below(place, { word, step: name, node, inside, ...(field.unit === undefined ? {} : { unit: field.unit }) }) };
  if (field.holds !== "list" || !(bare.has(struct) || struct === "Template")) return [own];
  return [own, ...listChildren(own.place, field.of!).map((child): Child => ({ ...child, shortcut: child.shortcut ?? "unnamed" }))];
}

function listChildren(place: Place, of: Shape): Child[] {
  const items = place.node?.kind === "list" ? place.node.items : [];
  const elements = items.map((node, index) => elementChild(place, of, node, index));
  // `network/port/rpc`: where there is only one, it need not be named.
  const only = elements.length === 1 ? childrenOf(elements[0]!.place).map((child): Child => ({ ...child, shortcut: "skipped" })) : [];
  return [...elements, ...only];
}

function elementChild(place: Place, of: Shape, node: Tree, index: number): Child {
  const identity = identityOf(of.struct);
  const struct = scalars(node);
  const name = identity.name === undefined ? identity.key(struct, index) : identity.name(struct);
  const several = place.node?.kind === "list" && place.node.items.length > 1;
  const model = modelOf(place, of.struct, name, index);
  // A service's emitted name says its member; its label is the same for all.
  const emitted = name === "" && several ? String(index) : name;
  const word = of.struct === "Service" ? (model.labels[0] ?? emitted) : emitted;
  const element = below(place, { word, step: index, node, inside: { holds: "struct", of } });
  return { names: [...new Set([word, emitted, ...model.labels, String(index)])], place: { ...element, ...model.context } };
}

/** What the network's author calls it, where that differs from the emitted name. */
function modelOf(place: Place, struct: string, name: string, index: number): { labels: readonly string[]; context: { group?: Group; task?: Task } } {
  if (struct === "TaskGroup") {
    const group = place.job.groups.find((candidate) => candidate.name === name);
    return group === undefined ? { labels: [], context: {} } : { labels: group.members, context: { group } };
  }
  if (struct === "Task") {
    const task = place.group?.tasks.find((candidate) => candidate.name === name);
    return task === undefined ? { labels: [], context: {} } : { labels: [task.label], context: { task } };
  }
  const service = struct === "Service" ? place.group?.services.filter((candidate) => candidate.task === place.task?.name)[index] : undefined;
  return { labels: service === undefined ? [] : [service.label], context: {} };
}

function scalars(node: Tree): { [key: string]: Json } {
  return Object.fromEntries(entries(node).flatMap(([key, value]) => (value.kind === "leaf" ? [[key, value.value]] : [])));
}

function entries(node: Tree | undefined): [string, Tree][] {
  if (node?.kind === "map") return [...node.fields];
  return node?.kind === "list" ? node.items.map((item, index) => [String(index), item]) : [];
}
