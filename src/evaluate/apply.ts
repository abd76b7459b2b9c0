/**
 * Applies a body's statements to a node: attributes become contributions, blocks become nodes, uses of roles bring their
 * bodies. Bodies are applied lowest layer first. Inside one body, uses of roles lie below what the body itself says.
 */
import { diagnose } from "../diagnostics/catalog.ts";
import { closest, nameNotes } from "../diagnostics/did-you-mean.ts";
import type * as ast from "../syntax/ast.ts";
import { type Env, type Frame, Scope } from "./env.ts";
import { condition, evaluate } from "./expression.ts";
import type { Kind } from "./kinds/kind.ts";
import { kinds } from "./kinds/own.ts";
import type { Layer } from "./origin.ts";
import { Node } from "./node.ts";
import { type RoleUse, useRole } from "./role-use.ts";
import { flatten, type Placed } from "./flatten.ts";
import { openBlock } from "./open-block.ts";
import type { Rank } from "./slot.ts";
import { applyUnset } from "./unset.ts";

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
    const meant = closest(name, node.kind.attributes.keys());
    if (meant !== undefined) node.misspelt.add(meant);
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

export function evaluateAssert(statement: ast.Assert, env: Env): void {
  const holds = condition(statement.condition, env);
  if (holds !== false) return;
  const message = evaluate(statement.message, { kind: "text" }, env);
  const text = message.type === "string" ? message.text.map((part) => (typeof part === "string" ? part : "…")).join("") : "the assertion does not hold";
  env.frame.world.report.add(diagnose("assertion-failed", { message: text }, statement.condition.span));
}
