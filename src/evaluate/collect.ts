/**
 * Walks the networks of a chain, base first, and fills a World: the network's own node, defaults, programs, inputs, jobs and
 * the sets of members with their final form. Bodies of sets and jobs are kept; they are applied when their nodes are built.
 */
import { diagnose } from "../diagnostics/catalog.ts";
import { nameNotes } from "../diagnostics/did-you-mean.ts";
import type * as ast from "../syntax/ast.ts";
import { applyBody, type Body } from "./apply.ts";
import { bindLet, flatten, type Placed } from "./flatten.ts";
import { applySetOptions, declareInput, giveInput, type SetOption } from "./inputs.ts";
import { setValue } from "./member-set.ts";
import { newNode } from "./open-block.ts";
import { collectPrograms, refuseStatement } from "./programs.ts";
import { linearise, visibleNames } from "./chain.ts";
import { Scope } from "./env.ts";
import { kinds, kindsByName } from "./kinds/own.ts";
import type { NetworkDecl, Project } from "./load.ts";
import { touches } from "./role-use.ts";
import { collectSetUse, finishSets, unsetSets } from "./sets.ts";
import type { Report } from "./report.ts";
import { classes, networkClass } from "./slot.ts";
import { type ChainLink, type JobState, World } from "./world.ts";

/** What is said about a network besides its file. */
export interface CollectOptions {
  readonly set?: readonly SetOption[];
  /** Sets that get at least so many members, by name. */
  readonly members?: ReadonlyMap<string, number>;
}

/** undefined after a report. */
export function collect(project: Project, decl: NetworkDecl, options: CollectOptions, report: Report): World | undefined {
  const chain = linearise(decl, report);
  if (chain === undefined) return undefined;
  const world = new World(project, decl, report);
  world.wanted = options.members ?? new Map();
  for (const [index, one] of chain.entries()) {
    const layer = { kind: "network" as const, name: `network ${one.ast.name.text}` };
    world.chain.push({ index, name: one.ast.name.text, decl: one, scope: new Scope(world.scopeOf(visibleNames(one, chain))), layer });
  }
  const first = bodyOf(world, world.chain[0]!);
  world.node = newNode(kinds.network, { path: decl.ast.name.text }, first, decl.ast.name.span);
  // Before anything else is asked for: which members there are may depend on an input's final value.
  for (const link of world.chain) declareNames(world, link);
  for (const link of world.chain) giveInputs(world, link);
  applySetOptions(world, options.set ?? []);
  for (const link of world.chain) collectDefaults(world, link);
  // What a network says without a condition is there before any condition is looked at, whoever says it.
  for (const link of world.chain) applyAttributes(world, link);
  for (const link of world.chain) collectNetwork(world, link);
  finishSets(world);
  bindNamedSets(world);
  return world;
}

function bodyOf(world: World, link: ChainLink): Body {
  return { scope: link.scope, frame: world.frame, layer: link.layer, class: networkClass(link.index, "network"), id: `network ${link.index}`, party: "", order: [link.index], network: link.index, uses: [] };
}

/** `default BLOCK` and `default ROLE` come first: nodes take them when they are made. */
function collectDefaults(world: World, link: ChainLink): void {
  const isDefault = (statement: ast.Statement) => statement.kind === "block" && statement.modifier === "default";
  const concerned = link.decl.ast.body.statements.filter((statement) => touches([statement], isDefault));
  for (const { statement, scope } of flatten(concerned, bodyOf(world, link))) {
    if (statement.kind !== "block" || statement.modifier !== "default") continue;
    const name = statement.head.text;
    const statements = statement.body?.statements ?? [];
    const role = link.scope.role(name);
    const body: Body = { ...bodyOf(world, link), scope, id: `default ${name} ${link.index}` };
    if (role !== undefined) {
      const layer = { kind: "default-role" as const, name: `default ${name} in ${link.name}` };
      push(world.roleDefaultBodies, name, { role, fallback: { statements, body: { ...body, layer, class: classes.defaultRole }, lenient: false } });
    } else if (kindsByName.has(name)) {
      const layer = { kind: "default-block" as const, name: `default ${name} in ${link.name}` };
      push(world.kindDefaults, name, { statements, body: { ...body, layer, class: classes.defaultBlock }, lenient: kindsByName.get(name)!.length > 1 });
    } else world.report.add(diagnose("unknown-default", { name }, statement.head.span, { notes: nameNotes(name, [...kindsByName.keys(), ...link.scope.roleNames()]) }));
  }
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

/** A network's `let`s are seen in all of it, its defaults included. */
function declareNames(world: World, link: ChainLink): void {
  for (const statement of link.decl.ast.body.statements) {
    if (statement.kind !== "let") continue;
    if (statement.type !== undefined) declareInput(world, link, statement);
    else bindLet(statement, { scope: link.scope, frame: world.frame, layer: link.layer });
  }
}

function giveInputs(world: World, link: ChainLink): void {
  const concerned = link.decl.ast.body.statements.filter((statement) => touches([statement], (one) => isInput(world, one)));
  for (const { statement, scope } of flatten(concerned, bodyOf(world, link))) if (isInput(world, statement)) giveInput(world, link, scope, statement as ast.Attribute);
}

/** Attributes of the network that stand under no condition. */
function applyAttributes(world: World, link: ChainLink): void {
  const own = link.decl.ast.body.statements.filter((statement) => statement.kind === "attribute" && !isInput(world, statement));
  applyBody(own, { node: world.node }, bodyOf(world, link));
}

function collectNetwork(world: World, link: ChainLink): void {
  const body = bodyOf(world, link);
  const statements = link.decl.ast.body.statements.filter((statement) => statement.kind !== "let" && statement.kind !== "attribute");
  const rest: Placed[] = [];
  for (const one of flatten(statements, body)) if (!takes(world, link, one)) rest.push(one);
  // What is left is the network's own: attributes and blocks of its kind.
  const chosen = new Set<ast.Statement>(rest.map((one) => one.statement));
  applyBody(statements, { node: world.node }, { ...body, skip: (statement) => !chosen.has(statement) });
}

function isInput(world: World, statement: ast.Statement): boolean {
  return statement.kind === "attribute" && world.inputs.has(statement.key.text);
}

/** Jobs, sets, programs, inputs and one-of blocks are collected; true when the statement is done with. */
function takes(world: World, link: ChainLink, one: Placed): boolean {
  const { statement } = one;
  if (statement.kind === "attribute") return isInput(world, statement);
  if (statement.kind === "unset") return unsetNetwork(world, link, statement);
  if (statement.kind !== "block") return false;
  if (statement.modifier === "default") return true;
  switch (statement.head.text) {
    case "job": return collectJob(world, link, one, statement);
    case "registry": case "flake": case "binary": return collectPrograms(world, link, one, statement);
    case "services": case "store": return replaceOther(world, statement);
    case "ingress": return collectIngress(world, link, one, statement);
  }
  const role = world.roleNamed(statement.head, one.scope);
  if (role === undefined || world.node.kind.blocks.has(statement.head.text)) return false;
  collectSetUse(world, { block: statement, scope: one.scope, role, network: link.index });
  return true;
}

function collectJob(world: World, link: ChainLink, one: Placed, block: ast.Block): boolean {
  const label = block.labels[0];
  if (label === undefined || block.labels.length > 1 || block.range !== undefined || block.selector !== undefined) {
    world.report.add(diagnose("wrong-labels", { block: "job", wanted: "1 label", found: block.labels.length }, block.head.span));
    return true;
  }
  const before = world.jobs.get(label.text);
  if (before === undefined) world.jobs.set(label.text, newJob(world, link, block));
  const job = world.jobs.get(label.text)!;
  const twice = before?.bodies.find((body) => body.network === link.index);
  if (twice !== undefined && !one.conditional) world.report.add(diagnose("set-twice", { path: `job ${label.text}` }, block.head.span, { related: [{ span: twice.span, text: "and here, in the same layer" }] }));
  const statements = block.body?.statements ?? [];
  job.bodies.push({ statements, scope: one.scope, network: link.index, span: block.head.span });
  collectSetsOfJob(world, link, job, statements, one.scope);
  return true;
}

function newJob(world: World, link: ChainLink, block: ast.Block): JobState {
  const id = block.labels[0]!.text;
  const body: Body = { ...bodyOf(world, link), layer: { kind: "job", name: `job ${id} in ${link.name}` } };
  const node = newNode(kinds.job, { path: id, label: id }, body, block.head.span);
  const job: JobState = { id, bodies: [], network: link.index, node, sets: [], ...(block.doc === undefined ? {} : { doc: block.doc }) };
  (node.frame as { job?: JobState }).job = job;
  return job;
}

function collectSetsOfJob(world: World, link: ChainLink, job: JobState, statements: readonly ast.Statement[], scope: Scope): void {
  const at = { scope, frame: { world, job }, layer: { kind: "job" as const, name: `job ${job.id} in ${link.name}` } };
  for (const { statement, scope: inner } of flatten(statements, at)) {
    if (statement.kind === "unset") unsetSets(world, statement, job, link.index);
    if (statement.kind !== "block" || statement.modifier === "default" || kinds.job.blocks.has(statement.head.text)) continue;
    const role = world.roleNamed(statement.head, inner);
    if (role !== undefined) collectSetUse(world, { block: statement, scope: inner, role, network: link.index, job });
  }
}

/** `services`, `store`, `ingress`: another label replaces what lies below. */
function replaceOther(world: World, block: ast.Block): boolean {
  const label = block.labels[0]?.text;
  const known = world.node.children(block.head.text)[0];
  if (known !== undefined && label !== undefined && known.label !== label) world.node.blocks.delete(block.head.text);
  return false;
}

function collectIngress(world: World, link: ChainLink, one: Placed, block: ast.Block): boolean {
  const label = block.labels[0];
  if (label === undefined || block.labels.length > 1) {
    world.report.add(diagnose("wrong-labels", { block: "ingress", wanted: "1 label", found: block.labels.length }, block.head.span));
    return true;
  }
  if (world.ingress?.name !== label.text) world.ingress = { name: label.text, span: block.head.span, routes: new Map() };
  for (const { statement, scope } of flatten(block.body?.statements ?? [], { scope: one.scope, frame: world.frame, layer: link.layer })) {
    const protocol = statement.kind === "block" && statement.head.text === "route" && statement.labels.length === 1 ? statement.labels[0]! : undefined;
    if (protocol === undefined || !["http", "tcp", "udp"].includes(protocol.text)) {
      refuseStatement(world, statement, "ingress", "route http, route tcp, route udp");
    } else push(world.ingress.routes, protocol.text, { statements: (statement as ast.Block).body?.statements ?? [], scope, network: link.index });
  }
  return true;
}

function unsetNetwork(world: World, link: ChainLink, statement: ast.Unset): boolean {
  const [word, label, ...rest] = statement.path.map((name) => name.text);
  const { report } = world;
  if (word === "job" && label !== undefined && rest.length === 0) {
    const job = world.jobs.get(label);
    if (job === undefined || job.network >= link.index) report.add(diagnose("unset-hits-nothing", { path: `job.${label}` }, statement.span, { notes: nameNotes(label, world.jobs.keys()) }));
    else {
      world.jobs.delete(label);
      for (const set of job.sets) world.sets.delete(set.name);
    }
    return true;
  }
  if (["image", "flake", "binary"].includes(word ?? "") && label !== undefined && world.programs.delete(label)) return true;
  return unsetSets(world, statement, undefined, link.index);
}

/** A named set is a variable of every network. */
function bindNamedSets(world: World): void {
  for (const set of world.sets.values()) {
    if (set.name === set.role.ast.name.text) continue;
    for (const link of world.chain) {
      link.scope.bind({ name: set.name, span: set.origin.span, sets: true, value: () => ({ value: setValue(set.name, [set]), origin: set.origin }) });
    }
  }
}
