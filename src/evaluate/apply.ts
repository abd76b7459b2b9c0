/**
 * Applies a body's statements to a node: attributes become contributions, blocks become nodes, uses of roles bring their
 * bodies. Bodies are applied lowest layer first. Inside one body, uses of roles lie below what the body itself says.
 */
import { diagnose } from "../diagnostics/catalog.ts";
import { nameNotes } from "../diagnostics/did-you-mean.ts";
import type * as ast from "../syntax/ast.ts";
import { defaultName } from "./default-name.ts";
import { type Env, type Frame, reservedNames, Scope } from "./env.ts";
import { condition, evaluate } from "./expression.ts";
import type { BlockDef, Kind } from "./kinds/kind.ts";
import { kinds } from "./kinds/own.ts";
import type { Layer } from "./origin.ts";
import { Node } from "./node.ts";
import { type RoleUse, useRole } from "./role-use.ts";
import type { Rank } from "./slot.ts";
import { classes, Slot } from "./slot.ts";
import { anyType, typeOf } from "./types.ts";
import type { Valued } from "./values.ts";

/** Where a body is applied, in whose name. */
export interface Body {
  readonly scope: Scope;
  readonly frame: Frame;
  readonly layer: Layer;
  readonly class: number;
  /** Identity of the body: one path twice in it is an error. */
  readonly id: string;
  readonly party: string;
  /** Where this body stands among those of its class. */
  readonly order: readonly number[];
  /** Index of the network that speaks; roles speak for the network that declared the set. */
  readonly network: number;
  /** Role uses around this body, for the identity of unlabelled blocks and the depth bound. */
  readonly uses: readonly string[];
  /** Statements the caller keeps for itself (parameters, member facts). */
  readonly skip?: (statement: ast.Statement) => boolean;
  /** `default BLOCK`: the same word may name several kinds. */
  readonly lenient?: boolean;
  /** The role that is used here: its parameters may be given in this body. */
  readonly use?: { readonly role: string; readonly params: Iterable<string> };
}

export interface Placed {
  readonly statement: Exclude<ast.Statement, ast.Let | ast.If>;
  readonly scope: Scope;
  readonly conditional: boolean;
}

/** What may stand where a body stands besides the node's own blocks: a member takes its group and its secrets. */
export interface Target {
  readonly node: Node;
  readonly route?: (block: ast.Block, body: Body, placed: Placed) => boolean;
  /** The node that a path begins at, if it is none of the node's own blocks. */
  readonly own?: (word: string, label: string | undefined) => { readonly node: Node; readonly labels: number } | undefined;
}

export function applyBody(statements: readonly ast.Statement[], target: Target, body: Body): void {
  const all = flatten(statements, body).filter((one) => body.skip?.(one.statement) !== true);
  const uses = all.filter((one) => isUse(one, target, body));
  const repeated = refuseRepeatedUses(uses, body);
  const rank: Rank = { class: body.class, order: [...body.order, 1], body: body.id, party: body.party };
  for (const one of all) {
    if (repeated.has(one)) continue;
    const use = uses.indexOf(one);
    if (use >= 0) applyUse(one, target, { ...body, order: [...body.order, 0, use] });
    else applyStatement(one, target, body, rank);
  }
}

/** Resolves `if`, binds `let`. */
export function flatten(statements: readonly ast.Statement[], body: { readonly scope: Scope; readonly frame: Frame; readonly layer: Layer }, conditional = false): Placed[] {
  const scope = bindLets(statements, body);
  const env: Env = { scope, frame: body.frame, layer: body.layer };
  const placed: Placed[] = [];
  for (const statement of statements) {
    if (statement.kind === "let") continue;
    if (statement.kind === "if") placed.push(...branch(statement, env));
    else placed.push({ statement, scope, conditional });
  }
  return placed;
}

function branch(statement: ast.If, env: Env): Placed[] {
  const chosen = condition(statement.condition, env);
  if (chosen === undefined) return [];
  const body = chosen ? statement.then : statement.otherwise;
  if (body === undefined) return [];
  return "kind" in body ? branch(body, env) : flatten(body.statements, env, true);
}

function bindLets(statements: readonly ast.Statement[], body: { readonly scope: Scope; readonly frame: Frame; readonly layer: Layer }): Scope {
  if (!statements.some((statement) => statement.kind === "let")) return body.scope;
  const scope = new Scope(body.scope);
  for (const statement of statements) if (statement.kind === "let") bindLet(statement, { scope, frame: body.frame, layer: body.layer });
  return scope;
}

export function bindLet(statement: ast.Let, env: Env): void {
  const { world } = env.frame;
  const name = statement.name.text;
  if (reservedNames.has(name)) world.report.add(diagnose("reserved-name", { name }, statement.name.span));
  const before = env.scope.own(name);
  if (before !== undefined) {
    world.report.add(diagnose("declared-twice", { name }, statement.name.span, { related: [{ span: before.span, text: "it is declared here too" }] }));
    return;
  }
  if (statement.value === undefined) {
    world.report.add(diagnose("let-without-value", { name }, statement.name.span));
    return;
  }
  const type = statement.type === undefined ? anyType : typeOf(statement.type);
  if ("unknown" in type) return world.unknownType(type.unknown);
  const slot = new Slot(`let ${name}`, type);
  slot.add({ rank: { class: classes.role, order: [], body: "let", party: "" }, env, expr: statement.value, op: "=", span: statement.name.span });
  env.scope.bind({ name, span: statement.name.span, ...(statement.type === undefined ? {} : { type }), value: () => slot.value() as Valued, used: () => world.markUsed(statement) });
}

function isUse(one: Placed, target: Target, body: Body): boolean {
  const { statement } = one;
  return statement.kind === "block" && statement.modifier !== "default" && !target.node.kind.blocks.has(statement.head.text) && body.frame.world.roleNamed(statement.head, one.scope) !== undefined;
}

function refuseRepeatedUses(uses: readonly Placed[], body: Body): Set<Placed> {
  const seen = new Map<string, ast.Block>();
  const repeated = new Set<Placed>();
  for (const one of uses) {
    const block = one.statement as ast.Block;
    const before = seen.get(block.head.text);
    if (before !== undefined) repeated.add(one);
    if (before !== undefined) body.frame.world.report.add(diagnose("role-used-twice", { role: block.head.text }, block.head.span, { related: [{ span: before.head.span, text: "it is used here already" }] }));
    seen.set(block.head.text, block);
  }
  return repeated;
}

function applyUse(one: Placed, target: Target, body: Body): void {
  const block = one.statement as ast.Block;
  const role = body.frame.world.roleNamed(block.head, one.scope)!;
  const uses = [...body.uses, role.ast.name.text];
  const { report } = body.frame.world;
  for (const odd of [block.range, block.selector]) if (odd !== undefined) report.add(diagnose("range-inside-role", { role: role.ast.name.text }, odd.span));
  if (uses.length > 32) {
    report.add(diagnose("roles-too-deep", { path: uses.slice(0, 8).join(" -> ") }, block.head.span));
    return;
  }
  const use: RoleUse = useRole(role, body.frame, `${body.id}>${uses.join(">")}`, block.head.span);
  const inner: Body = { ...body, scope: one.scope, uses };
  use.bindFrom(block.body?.statements ?? [], { scope: one.scope, frame: body.frame, layer: body.layer }, body);
  use.applyBodies(target, inner);
  applyBody(block.body?.statements ?? [], target, { ...inner, order: [...body.order, use.lineage.length], id: `${body.id}>${uses.join(">")}!`, skip: (statement) => use.binds(statement), use: { role: role.ast.name.text, params: use.params.keys() } });
}

function applyStatement(one: Placed, target: Target, body: Body, rank: Rank): void {
  const { statement, scope } = one;
  const env: Env = { scope, frame: body.frame, layer: body.layer };
  switch (statement.kind) {
    case "attribute": return applyAttribute(statement, target, env, rank, body);
    case "block": return applyBlock(one, target, body);
    case "unset": return applyUnset(statement, target, body, rank);
    case "assert": return body.frame.world.assertLater(statement, env);
  }
}

function applyAttribute(statement: ast.Attribute, target: Target, env: Env, rank: Rank, body: Body): void {
  const { node } = target;
  const name = statement.key.text;
  const def = node.attributeDef(name);
  const { report } = env.frame.world;
  if (def === undefined) {
    if (body.lenient === true) return;
    report.add(unknownAttribute(statement, node.kind, body.use));
    return;
  }
  if (node.kind.plainKeys === true && !/^[A-Za-z0-9_]+$/.test(name)) report.add(diagnose("odd-key", { key: name, block: node.kind.name }, statement.key.span));
  node.slot(name, def).add({ rank, env, expr: statement.value, op: statement.op, span: statement.key.span });
}

function unknownAttribute(statement: ast.Attribute, kind: Kind, use: Body["use"]) {
  const name = statement.key.text;
  if (kind.blocks.has(name)) return diagnose("block-not-attribute", { name }, statement.key.span);
  if (use !== undefined) return diagnose("unknown-parameter", { name, role: use.role, block: kind.name }, statement.key.span, { notes: nameNotes(name, [...use.params, ...kind.attributes.keys()]) });
  return diagnose("unknown-attribute", { name, block: kind.name }, statement.key.span, { notes: nameNotes(name, kind.attributes.keys()) });
}

function applyBlock(one: Placed, target: Target, body: Body): void {
  const block = one.statement as ast.Block;
  const { report } = body.frame.world;
  if (block.modifier === "default") return report.add(diagnose("default-outside-network", {}, block.head.span));
  if (target.route?.(block, { ...body, scope: one.scope }, one) === true) return;
  const def = target.node.kind.blocks.get(block.head.text);
  if (def === undefined) {
    if (body.lenient === true) return;
    const kind = target.node.kind;
    if (kind.attributes.has(block.head.text)) return report.add(diagnose("attribute-not-block", { name: block.head.text }, block.head.span));
    const set = body.frame.world.sets.get(block.head.text);
    if (set !== undefined) return report.add(diagnose("unknown-block", { name: block.head.text, block: kind.name }, block.head.span, { notes: [`It is a set of members. To adjust one, write its role first: \`${set.role.ast.name.text} ${set.name}[1] { … }\`.`] }));
    const names = [...kind.blocks.keys(), ...(kind === kinds.network ? ["job", "ingress"] : []), ...body.frame.world.roleNamesIn(one.scope)];
    return report.add(diagnose("unknown-block", { name: block.head.text, block: kind.name }, block.head.span, { notes: nameNotes(block.head.text, names) }));
  }
  const node = openBlock(block, def, target.node, { ...body, scope: one.scope }, one.conditional);
  if (node !== undefined) applyBody(block.body?.statements ?? [], { node }, inside({ ...body, scope: one.scope }, node));
}

/** The body of a block inside a body: nothing is kept for the caller any more, and the route that is being written down stays known. */
export function inside({ skip: _skip, lenient: _lenient, use: _use, ...body }: Body, node: Node): Body {
  const { route } = body.frame;
  return { ...body, frame: route === undefined ? node.frame : { ...node.frame, route } };
}

/** The node a block stands for: the one of its label, or a new one. */
export function openBlock(block: ast.Block, def: BlockDef, parent: Node, body: Body, conditional: boolean): Node | undefined {
  const { world } = body.frame;
  if (!checkHead(block, def, body)) return undefined;
  const label = block.labels[0]?.text;
  const key = blockKey(block, def, body);
  let node = parent.child(block.head.text, key);
  if (node === undefined) {
    if (!mayCreate(block, def, parent, body)) return undefined;
    node = createNode(def.kind, { word: block.head.text, key, ...(label === undefined ? {} : { label }), ...(block.labels[1] === undefined ? {} : { extra: block.labels[1].text }) }, parent, block, body);
  } else if (block.modifier === "add") {
    world.report.add(diagnose("add-exists", { block: `${block.head.text} ${label ?? ""}`.trim() }, headSpan(block), { related: [{ span: node.origin.span, text: "it is declared here" }] }));
  }
  const twice = node.opened !== undefined && node.opened.body === body.id && node.opened.span !== block.head.span && !conditional && !node.opened.conditional;
  if (twice) {
    world.report.add(diagnose("set-twice", { path: node.path }, block.head.span, { related: [{ span: node.opened!.span, text: "and here, in the same layer" }] }));
    return undefined;
  }
  node.opened = { body: body.id, span: block.head.span, conditional };
  return node;
}

/** A block's words, without its body. */
function headSpan(block: ast.Block): ast.Name["span"] {
  return { ...block.head.span, end: (block.labels[block.labels.length - 1] ?? block.head).span.end };
}

function checkHead(block: ast.Block, def: BlockDef, body: Body): boolean {
  const [least, most] = def.labels;
  const { report } = body.frame.world;
  for (const odd of [block.range, block.selector]) {
    if (odd !== undefined) {
      report.add(diagnose("range-on-block", { block: block.head.text }, odd.span));
      return false;
    }
  }
  if (block.labels.length >= least && block.labels.length <= most) return plainLabel(block, def, body);
  const wanted = most === 0 ? "no label" : least === most ? `${most} label${most === 1 ? "" : "s"}` : `${least} to ${most} labels`;
  report.add(diagnose("wrong-labels", { block: block.head.text, wanted, found: block.labels.length }, block.labels[most]?.span ?? block.head.span));
  return false;
}

/** Ports are called in environment variables. */
function plainLabel(block: ast.Block, def: BlockDef, body: Body): boolean {
  const odd = def.kind.struct === "Port" ? block.labels.find((label) => !/^[A-Za-z0-9_]+$/.test(label.text)) : undefined;
  if (odd !== undefined) body.frame.world.report.add(diagnose("port-label-form", { label: odd.text }, odd.span));
  return true;
}

/** Unlabelled blocks that append are told apart by the statement that made them. */
function blockKey(block: ast.Block, def: BlockDef, body: Body): string {
  if (def.many === "one") return "";
  if (def.many === "labelled") return block.labels.length === 0 ? "" : block.labels.map((label) => label.text).join(" ");
  if (block.labels.length > def.labels[0]) return `=${block.labels.map((label) => label.text).join(" ")}`;
  return `${block.span.file.path}:${block.span.start}:${body.uses.join(">")}`;
}

/** One label more than it needs: it can be told apart and merged. */
function isNamed(block: ast.Block, def: BlockDef): boolean {
  return def.many === "labelled" ? block.labels.length > 0 : def.many === "list" && block.labels.length > def.labels[0];
}

/** In an inherited block, a labelled block that nobody declared needs `add`. */
function mayCreate(block: ast.Block, def: BlockDef, parent: Node, body: Body): boolean {
  if (parent.frame.job === undefined || !isNamed(block, def) || body.class < classes.firstNetwork || body.network <= parent.network || block.modifier === "add") return true;
  const label = block.labels.map((one) => one.text).join(" ");
  const known = parent.children(block.head.text).map((node) => [node.label, node.extra].filter((part) => part !== undefined).join(" ")).filter((name) => name !== "");
  body.frame.world.report.add(diagnose("override-hits-nothing", { block: `${block.head.text} ${label}`.trim() }, headSpan(block), { notes: nameNotes(label, known) }));
  return false;
}

interface Head { readonly word: string; readonly key: string; readonly label?: string; readonly extra?: string }

export function createNode(kind: Kind, head: Head, parent: Node, block: { readonly head: ast.Name }, body: Body): Node {
  const path = `${parent.path}/${head.word}${head.label === undefined ? "" : ` ${head.label}`}`;
  const node = newNode(kind, { ...head, path }, body, block.head.span);
  node.network = Math.max(parent.network, body.network);
  parent.addChild(head.word, head.key, node);
  return node;
}

/** A node with its `default BLOCK` bodies applied, which lie below everything else. */
export function newNode(kind: Kind, head: { readonly path: string; readonly label?: string; readonly extra?: string; readonly word?: string }, body: Body, span: ast.Name["span"]): Node {
  const frame: { -readonly [K in keyof Frame]: Frame[K] } = { ...body.frame };
  const place = kind.struct === undefined ? kind.name : { TaskGroup: "group", Task: "task", Service: "service" }[kind.struct];
  const node = new Node({ kind, path: head.path, frame, span, layer: body.layer, ...(head.label === undefined ? {} : { label: head.label }), ...(head.extra === undefined ? {} : { extra: head.extra }) });
  if (place === "group" || place === "task" || place === "service") frame[place] = node;
  node.defaultName = defaultName(place, head.label, frame);
  node.network = body.network;
  for (const fallback of body.frame.world.defaultsFor(kind)) {
    applyBody(fallback.statements, { node }, { ...fallback.body, frame, party: "", lenient: fallback.lenient });
  }
  return node;
}

function applyUnset(statement: ast.Unset, { node, own }: Target, body: Body, rank: Rank): void {
  const names = statement.path.map((name) => name.text);
  const start = own?.(names[0] ?? "", names[1]);
  if (start === undefined ? unsetAt(node, names, rank) : unsetAt(start.node, names.slice(1 + start.labels), rank)) return;
  body.frame.world.report.add(diagnose("unset-hits-nothing", { path: names.join(".") }, statement.span, { notes: start === undefined ? unsetNotes(node, names) : unsetNotes(start.node, names.slice(1 + start.labels)) }));
}

/** What there is where the path stops. */
function unsetNotes(node: Node, names: readonly string[]): string[] {
  const [word, label, ...rest] = names;
  if (word === undefined) return [];
  if (label === undefined && (node.slots.has(word) || node.blocks.has(word))) return ["It is set in this same layer. `unset` takes away what a network below says."];
  if (label === undefined || !node.blocks.has(word)) return nameNotes(word, [...node.slots.keys(), ...node.blocks.keys()]);
  const child = node.child(word, label) ?? node.child(word, `=${label}`);
  if (child !== undefined) return unsetNotes(child, rest);
  const single = node.child(word, "");
  return single === undefined ? nameNotes(label, node.labels(word)) : unsetNotes(single, names.slice(1));
}

/** `unset word`, `unset word.label`, and deeper through labelled blocks. A label may be two words (`check.http."/healthcheck"`). */
function unsetAt(node: Node, names: readonly string[], rank: Rank): boolean {
  const [word, label, second] = names;
  if (word === undefined) return false;
  if (label === undefined) return node.unset(word, undefined, rank);
  const keys: readonly (readonly [string, number])[] = [[label, 2], [`=${label}`, 2], [`=${label} ${second}`, 3]];
  const found = keys.find(([key, length]) => length <= names.length && node.child(word, key) !== undefined);
  if (found === undefined) {
    const single = node.child(word, "");
    return single !== undefined && unsetAt(single, names.slice(1), rank);
  }
  const [key, length] = found;
  return length === names.length ? node.unset(word, key, rank) : unsetAt(node.child(word, key)!, names.slice(length), rank);
}

export function evaluateAssert(statement: ast.Assert, env: Env): void {
  const holds = condition(statement.condition, env);
  if (holds !== false) return;
  const message = evaluate(statement.message, { kind: "text" }, env);
  const text = message.type === "string" ? message.text.map((part) => (typeof part === "string" ? part : "…")).join("") : "the assertion does not hold";
  env.frame.world.report.add(diagnose("assertion-failed", { message: text }, statement.condition.span));
}
