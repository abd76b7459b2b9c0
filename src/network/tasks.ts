/** Tasks: the program they run, their driver's configuration, environment, templates, and the store they may read. */
import { diagnose } from "../diagnostics/catalog.ts";
import { newNode } from "../evaluate/open-block.ts";
import { kinds } from "../evaluate/kinds/own.ts";
import type { Node } from "../evaluate/node.ts";
import type { Origin } from "../evaluate/origin.ts";
import { classes, type Slot } from "../evaluate/slot.ts";
import { programNode, programReference } from "../evaluate/lookups.ts";
import type { ProgramDecl } from "../evaluate/world.ts";
import { type Fields, fieldsOf, leaf, mapTree } from "./blocks.ts";
import { plainName } from "./groups.ts";
import type { Reference, SecretUse, Task } from "./model.ts";
import { serviceTree } from "./services.ts";
import { resolveTemplate, type ResolvedTemplate } from "./templates.ts";
import type { Tree } from "./tree.ts";
import { treeOf } from "./values-to-tree.ts";

export interface ResolvedTask {
  readonly node: Node;
  readonly task: Task;
  readonly tree: Tree;
  readonly references: readonly Reference[];
}

export interface TaskPlace { readonly job: string; readonly group: string }

export function resolveTask(node: Node, at: TaskPlace): ResolvedTask {
  const { world } = node.frame;
  const name = plainName(node);
  world.reader = { ...at, job: node.frame.job?.node.string("id") ?? at.job, task: name };
  const program = programOf(node);
  if (program !== undefined) mergeProgram(node, program.node);
  const driver = driverOf(node, program);
  const templates = node.children("template").map((template) => resolveTemplate(template, { ...at, task: name }));
  const secrets = templates.flatMap((template) => template.secrets);
  const tree = taskTree(node, { name, driver, program, templates, secrets });
  world.reader = undefined;
  return {
    node,
    tree,
    task: {
      label: node.label ?? name,
      name,
      driver: driver.value,
      ...(program === undefined ? {} : { program: program.decl.name }),
      templates: templates.map((template) => template.template),
      secrets,
      origin: node.origin,
    },
    references: templates.flatMap((template) => template.references),
  };
}

interface Program { readonly decl: ProgramDecl; readonly node: Node; readonly origin: Origin }

function programOf(node: Node): Program | undefined {
  const run = node.valued("run");
  if (run?.value.type !== "program") return undefined;
  const { world } = node.frame;
  const decl = world.programs.get(run.value.name)!;
  world.markUsed(decl);
  return { decl, node: programNode(decl, node.frame), origin: run.origin };
}

/** A program's own settings lie below everything that roles and networks say of the task. */
function mergeProgram(task: Node, program: Node): void {
  for (const name of ["command", "args"]) {
    const slot = program.slots.get(name);
    if (slot !== undefined) lower(slot, task.slot(name, task.attributeDef(name)!));
  }
  for (const word of ["config", "env"]) {
    const own = program.child(word, "");
    if (own === undefined) continue;
    const child = task.child(word, "") ?? newChild(task, word);
    for (const [key, slot] of own.slots) lower(slot, child.slot(key, child.attributeDef(key)!));
  }
}

function newChild(task: Node, word: string): Node {
  const kind = task.kind.blocks.get(word)!.kind;
  const body = { scope: task.frame.world.chain[0]!.scope, frame: task.frame, layer: task.origin.layer, class: classes.program, id: "", party: "", order: [], network: 0, uses: [] };
  const child = newNode(kind, { path: `${task.path}/${word}` }, body, task.origin.span);
  task.addChild(word, "", child);
  return child;
}

function lower(from: Slot, to: Slot): void {
  for (const one of from.contributions) {
    to.add({ ...one, env: { ...one.env, layer: { kind: "program", name: one.env.layer.name } }, rank: { ...one.rank, class: classes.program, order: [one.rank.class, ...one.rank.order], body: `program ${one.rank.body}`, party: "" } });
  }
}

interface Driver { readonly value: string; readonly origin: Origin }

/** A task's own driver; else what its program's kind runs on. */
function driverOf(node: Node, program: Program | undefined): Driver {
  const own = node.valued("driver");
  const word = node.string("driver");
  if (own !== undefined && word !== undefined) return { value: word, origin: own.origin };
  const { world } = node.frame;
  if (program === undefined) {
    const failed = own !== undefined || node.value("run")?.type === "error";
    if (!failed) world.report.add(diagnose("task-without-program", { task: node.label ?? "" }, node.origin.span));
    return { value: "", origin: node.origin };
  }
  const fallback = world.node.valued("driver");
  const value = program.decl.kind === "image" ? "docker" : program.decl.kind === "flake" ? "exec" : (world.node.string("driver") ?? "raw_exec");
  return { value, origin: program.decl.kind === "binary" && fallback !== undefined ? fallback.origin : program.origin };
}

interface Parts {
  readonly name: string;
  readonly driver: Driver;
  readonly program: Program | undefined;
  readonly templates: readonly ResolvedTemplate[];
  readonly secrets: readonly SecretUse[];
}

function taskTree(node: Node, parts: Parts): Tree {
  const fields: Fields = new Map([
    ["Name", leaf(parts.name, node.valued("name")?.origin ?? node.origin)],
    ["Driver", leaf(parts.driver.value, parts.driver.origin)],
  ]);
  const rest = fieldsOf(node, (child, word) => (word === "template" ? parts.templates.find((one) => one.node === child)!.tree : word === "service" ? serviceTree(child) : undefined));
  for (const [api, tree] of rest) if (!fields.has(api)) fields.set(api, tree);
  const config = configTree(node, parts, fields.get("Config"));
  if (config.fields.size > 0) fields.set("Config", config);
  const vault = vaultTree(node, parts.secrets, fields.get("Vault"));
  if (vault !== undefined) fields.set("Vault", vault);
  return mapTree(fields, node.origin);
}

function configTree(node: Node, { program }: Parts, own: Tree | undefined) {
  const { report } = node.frame.world;
  const fields: Fields = new Map();
  if (program?.decl.kind === "image") fields.set("image", leaf(imageReference(program, report), program.node.valued("tag")?.origin ?? program.origin));
  if (program?.decl.kind === "flake") fields.set("flake", leaf(programReference(program.decl, program.node), program.node.valued("ref")?.origin ?? program.origin));
  for (const name of ["command", "args"]) {
    const valued = node.valued(name);
    const tree = valued === undefined ? undefined : treeOf(valued, node.attributeDef(name)!, node.frame.world);
    if (tree !== undefined) fields.set(name, tree);
  }
  for (const [name, tree] of own?.kind === "map" ? own.fields : []) fields.set(name, tree);
  return mapTree(fields, own?.origin ?? node.origin);
}

function imageReference(program: Program, report: Node["frame"]["world"]["report"]): string {
  const tag = program.node.string("tag");
  if (tag === undefined) report.add(diagnose("image-without-tag", { image: program.decl.name }, program.decl.bodies[program.decl.bodies.length - 1]!.span, { related: [{ span: program.origin.span, text: "a task runs it here" }] }));
  return `${programReference(program.decl, program.node)}:${tag ?? ""}`;
}

/** A task that reads secrets from Vault asks for a token; the network's store says with which policies. */
function vaultTree(node: Node, secrets: readonly SecretUse[], own: Tree | undefined): Tree | undefined {
  const { world } = node.frame;
  const store = world.node.children("store")[0];
  const first = secrets.find((use) => use.secret.location.store === "vault");
  if (first === undefined || store === undefined) return own;
  // Reading is granted by referring: the block comes from where the first secret is read.
  const origin: Origin = { span: first.span, layer: node.origin.layer, beaten: [] };
  const fields: Fields = new Map();
  for (const [word, api] of [["policies", "Policies"], ["role", "Role"], ["change_mode", "ChangeMode"]] as const) {
    const valued = store.valued(word);
    const def = kinds.vault.attributes.get(word);
    const tree = valued === undefined || def === undefined ? undefined : treeOf(valued, def, world);
    if (tree !== undefined) fields.set(api, tree);
  }
  for (const [name, tree] of own?.kind === "map" ? own.fields : []) fields.set(name, tree);
  return mapTree(fields, own?.origin ?? origin);
}
