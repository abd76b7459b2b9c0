/** Services of a group or task: registered names, checks, and what a provider without metadata leaves out. */
import { diagnose } from "../diagnostics/catalog.ts";
import { nameNotes } from "../diagnostics/did-you-mean.ts";
import type { Node } from "../evaluate/node.ts";
import type { Text } from "../evaluate/text.ts";
import type { Valued } from "../evaluate/values.ts";
import { type Fields, fieldsOf, leaf, mapTree } from "./blocks.ts";
import type { Check, Route, Service } from "./model.ts";
import type { Tree } from "./tree.ts";
import { treeOf } from "./values-to-tree.ts";

const fieldSink = { type: { kind: "text" }, sink: "field" } as const;

export function serviceTree(node: Node): Tree {
  const { world } = node.frame;
  const provider = world.provider();
  const fields: Fields = new Map();
  fields.set("Name", nameTree(node));
  const port = portTree(node);
  if (port !== undefined) fields.set("PortLabel", port);
  for (const [name, tree] of fieldsOf(node, (child, word) => (word === "check" ? checkTree(child) : undefined))) if (name !== "Name") fields.set(name, tree);
  // Nomad's own services hold no metadata: it would be lost without a word.
  if (provider === "nomad") {
    fields.delete("Meta");
    fields.delete("CanaryMeta");
  }
  const task = taskNameOf(node);
  if (task !== undefined) fields.set("TaskName", task);
  fields.set("Provider", fields.get("Provider") ?? leaf(provider, node.origin));
  return mapTree(fields, node.origin);
}

function nameTree(node: Node): Tree {
  const own = node.valued("name");
  const valued: Valued = own ?? { value: node.emittedName(), origin: node.origin };
  return treeOf(valued, fieldSink, node.frame.world) ?? leaf(node.label ?? "", node.origin);
}

function portTree(node: Node): Tree | undefined {
  const port = node.valued("port");
  return port?.value.type === "port" ? leaf(port.value.label, port.origin) : undefined;
}

function taskNameOf(node: Node): Tree | undefined {
  const task = node.valued("task");
  if (task?.value.type !== "record") return undefined;
  return treeOf({ value: { type: "string", text: task.value.prints ?? [] }, origin: task.origin }, fieldSink, node.frame.world);
}

const checkTypes = ["http", "tcp", "grpc", "script"];

function checkTree(node: Node): Tree {
  const type = node.label ?? "";
  if (!checkTypes.includes(type)) node.frame.world.report.add(diagnose("unknown-word", { word: type }, node.origin.span, { notes: nameNotes(type, checkTypes) }));
  const fields: Fields = new Map([["Type", leaf(type, node.origin)]]);
  const path = pathOf(node);
  if (path !== undefined) fields.set("Path", leaf(path, node.origin));
  const port = portTree(node);
  if (port !== undefined) fields.set("PortLabel", port);
  const task = taskNameOf(node);
  if (task !== undefined) fields.set("TaskName", task);
  for (const [name, tree] of fieldsOf(node)) fields.set(name, tree);
  return mapTree(fields, node.origin);
}

export function serviceModel(node: Node, at: { readonly job: string; readonly group: string; readonly task?: string; readonly routes: readonly Route[] }): Service {
  const name = node.emittedName();
  const port = node.value("port");
  const speaks = node.string("speaks");
  return {
    label: node.label ?? "",
    job: at.job,
    group: at.group,
    ...(at.task === undefined ? {} : { task: at.task }),
    name: name.type === "string" ? name.text : [],
    ...(port?.type === "port" ? { port: port.label } : {}),
    provider: node.frame.world.provider(),
    tags: textsOf(node),
    meta: metaOf(node),
    checks: node.children("check").map(checkModel),
    routes: at.routes,
    ...(speaks === undefined ? {} : { speaks }),
    origin: node.origin,
  };
}

function textsOf(node: Node): Text[] {
  const tags = node.value("tags");
  return tags?.type === "list" ? tags.items.map((item) => (item.value.type === "string" ? item.value.text : [])) : [];
}

function metaOf(node: Node): Record<string, Text> {
  const meta: Record<string, Text> = Object.create(null) as Record<string, Text>;
  for (const [key, slot] of node.child("meta", "")?.slots ?? []) {
    const value = slot.value()?.value;
    if (value?.type === "string") meta[key] = value.text;
  }
  return meta;
}

/** `check http "/x"`; any other second label only tells the check apart. */
function pathOf(node: Node): string | undefined {
  return node.string("path") ?? (node.extra?.startsWith("/") === true ? node.extra : undefined);
}

function checkModel(node: Node): Check {
  const port = node.value("port");
  const path = pathOf(node);
  return { type: node.label ?? "", ...(path === undefined ? {} : { path }), ...(port?.type === "port" ? { port: port.label } : {}), origin: node.origin };
}
