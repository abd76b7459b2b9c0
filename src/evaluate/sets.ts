/** Declaring, adjusting and finishing sets of members: which members there are in the final network. */
import { diagnose } from "../diagnostics/catalog.ts";
import { nameNotes } from "../diagnostics/did-you-mean.ts";
import type * as ast from "../syntax/ast.ts";
import type { Span } from "../text/source.ts";
import { flatten } from "./flatten.ts";
import { type Env, reservedNames, type Scope } from "./env.ts";
import { evaluate } from "./expression.ts";
import { kinds } from "./kinds/own.ts";
import type { RoleDecl } from "./load.ts";
import { isFact } from "./members.ts";
import { MemberSet, type UseBody } from "./member-set.ts";
import { touches } from "./role-use.ts";
import { Slot } from "./slot.ts";
import { describeValue } from "./types.ts";
import type { JobState, World } from "./world.ts";

const maxMembers = 10_000;

export interface SetUse {
  readonly block: ast.Block;
  readonly scope: Scope;
  readonly role: RoleDecl;
  readonly network: number;
  readonly job?: JobState;
}

export function collectSetUse(world: World, use: SetUse): void {
  const { block } = use;
  const name = block.labels[0]?.text ?? use.role.ast.name.text;
  if (block.labels.length > 1) return world.report.add(diagnose("wrong-labels", { block: block.head.text, wanted: "at most 1 name", found: block.labels.length }, block.labels[1]!.span));
  if (block.labels.length > 0 && (use.scope.role(name) !== undefined || reservedNames.has(name))) return world.report.add(diagnose("set-name-taken", { name }, block.labels[0]!.span));
  const known = world.sets.get(name);
  const set = known ?? declare(world, use, name);
  if (set === undefined) return;
  if (set.role !== use.role || set.job !== use.job) return world.report.add(diagnose("set-elsewhere", { set: name, where: set.job === undefined ? "the network" : `job ${set.job.id}` }, block.head.span, { related: [{ span: set.origin.span, text: "it is declared here" }] }));
  if (block.selector !== undefined) adjust(world, set, use);
  else reshape(world, set, use, known === undefined);
}

function declare(world: World, use: SetUse, name: string): MemberSet | undefined {
  const { block, role, job, network } = use;
  const { report } = world;
  if (block.selector !== undefined) {
    report.add(diagnose("no-such-set", { set: name }, block.head.span, { notes: nameNotes(name, world.sets.keys()) }));
    return undefined;
  }
  if (block.modifier === "add") report.add(diagnose("add-on-set", {}, block.head.span));
  const link = world.chain[network]!;
  const set = new MemberSet({ world, name, role, job, network, origin: { span: block.head.span, layer: link.layer, beaten: [] } });
  world.sets.set(name, set);
  job?.sets.push(set);
  return set;
}

function envOf(world: World, use: SetUse): Env {
  return { scope: use.scope, frame: { world, ...(use.job === undefined ? {} : { job: use.job }) }, layer: world.chain[use.network]!.layer };
}

/** A range or a count says which members there are; without either, all inherited members are adjusted. */
function reshape(world: World, set: MemberSet, use: SetUse, first: boolean): void {
  const { block } = use;
  const statements = block.body?.statements ?? [];
  const before = set.uses.find((one) => one.network === use.network && one.only === undefined);
  if (before !== undefined) return world.report.add(diagnose("set-declared-twice", { set: set.name }, block.head.span, { related: [{ span: before.span, text: "it is used here already" }] }));
  const counted = block.range === undefined ? undefined : statements.find((one) => touches([one], isCount));
  if (counted !== undefined) world.report.add(diagnose("range-and-count", { set: set.name }, counted.span, { related: [{ span: block.range!.span, text: "the range" }] }));
  const said = block.range === undefined ? countOf(world, use, set) : rangeOf(world, use, set);
  if (said !== undefined) {
    const form = block.range === undefined ? "count" : "range";
    if (!first && form !== set.form) changeForm(world, set, form, use);
    set.form = form;
    set.formSpan = block.range?.span ?? block.head.span;
    set.said = said;
  }
  set.uses.push({ statements, scope: use.scope, network: use.network, span: block.head.span });
}

function changeForm(world: World, set: MemberSet, form: string, { block, network }: SetUse): void {
  set.changed = { network, from: set.form, span: block.range?.span ?? block.head.span };
  const inherited = set.uses.find((use) => use.only !== undefined);
  if (inherited === undefined) return;
  world.report.add(diagnose("form-changed", { set: set.name, from: set.form, to: form }, block.head.span, { related: [{ span: inherited.span, text: "this adjusts a member of the old form" }] }));
}

/** Ranges and counts are computed when all sets are collected: they may ask for the size of another. */
function rangeOf(world: World, use: SetUse, set: MemberSet): Slot {
  const slot = new Slot(`the members of ${set.name}`, { kind: "range" });
  const expr = use.block.range!;
  slot.add({ rank: { class: 0, order: [], body: "", party: "" }, env: envOf(world, use), expr, op: "=", span: expr.span });
  return slot;
}

function isCount(statement: ast.Statement): boolean {
  return statement.kind === "attribute" && statement.key.text === "count";
}

/** `count = n` in the body. */
function countOf(world: World, use: SetUse, set: MemberSet): Slot | undefined {
  const statements = use.block.body?.statements ?? [];
  if (!touches(statements, isCount)) return undefined;
  const env = envOf(world, use);
  const last = flatten(statements, env).filter((one) => isCount(one.statement)).pop();
  if (last === undefined) return undefined;
  const { value } = last.statement as ast.Attribute;
  const slot = new Slot(`the members of ${set.name}`, { kind: "int" });
  slot.add({ rank: { class: 0, order: [], body: "", party: "" }, env: { ...env, scope: last.scope }, expr: value, op: "=", span: value.span });
  return slot;
}

/** `miner[3]`, `miner[2..3]`: checked against the members the network that says it sees. */
function adjust(world: World, set: MemberSet, use: SetUse): void {
  const { block } = use;
  const value = evaluate(block.selector!, undefined, envOf(world, use));
  const wanted = value.type === "int" ? [value.value] : value.type === "range" ? Array.from({ length: value.to - value.from + 1 }, (_, i) => value.from + i) : undefined;
  if (wanted === undefined) {
    if (value.type !== "error") world.report.add(diagnose("wrong-type", { wanted: "a number or a range", found: describeValue(value) }, block.selector!.span));
    return;
  }
  const { said, formSpan } = set;
  world.whenCollected.push(() => refuseMissing(set, { wanted, said, formSpan, span: block.selector!.span }));
  if (set.form === "count") refuseBodies(world, set, block);
  const body: UseBody = { statements: block.body?.statements ?? [], scope: use.scope, network: use.network, span: block.head.span, only: new Set(wanted) };
  set.uses.push(body);
}

/** The members of a counted set share their group: one of them can differ in its facts only. */
function refuseBodies(world: World, set: MemberSet, block: ast.Block): void {
  for (const statement of block.body?.statements ?? []) {
    if (!isFact(statement)) world.report.add(diagnose("counted-member-body", { set: set.name }, statement.span));
  }
}

interface Adjusted {
  readonly wanted: readonly number[];
  /** The members that the network saw when it said so. */
  readonly said: Slot | undefined;
  readonly formSpan: Span;
  readonly span: Span;
}

function refuseMissing({ world, name }: MemberSet, { wanted, said, formSpan, span }: Adjusted): void {
  const numbers = numbersOf(world, said);
  if (said?.value()?.value.type === "error") return;
  const index = wanted.find((one) => !numbers.includes(one));
  if (index === undefined) return;
  const members = numbers.length === 0 ? "it has no numbered members" : `it has ${numbers[0]}..${numbers[numbers.length - 1]}`;
  world.report.add(diagnose("no-such-member", { set: name, index, members }, span, { related: [{ span: formSpan, text: "the members are declared here" }] }));
}

/** The indexes a range or count stands for. */
export function numbersOf(world: World, said: Slot | undefined): readonly number[] {
  const valued = said?.value();
  if (valued === undefined) return [];
  const { value, origin } = valued;
  if (value.type === "range") return Array.from({ length: value.to - value.from + 1 }, (_, i) => value.from + i);
  if (value.type !== "int") return [];
  if (value.value >= 0 && value.value <= maxMembers) return Array.from({ length: value.value }, (_, i) => i);
  world.report.add(diagnose("count-out-of-range", { count: value.value, most: maxMembers }, origin.span));
  return [];
}

/** `unset passive` in a job, `unset chain` in a network. True when the path names a set. */
export function unsetSets(world: World, statement: ast.Unset, job: JobState | undefined, network: number): boolean {
  const name = statement.path[0]?.text ?? "";
  const set = world.sets.get(name);
  if (statement.path.length !== 1 || set === undefined || set.job !== job || kinds.job.blocks.has(name)) return false;
  if (set.network >= network) world.report.add(diagnose("unset-hits-nothing", { path: name }, statement.span));
  world.sets.delete(name);
  if (job !== undefined) job.sets.splice(job.sets.indexOf(set), 1);
  return true;
}

export function finishSets(world: World): void {
  world.collected = true;
  let members = 0;
  for (const set of [...world.sets.values()]) {
    if (set.job !== undefined && world.jobs.get(set.job.id) !== set.job) world.sets.delete(set.name);
    else members += Math.max(1, set.numbers.length);
    if (members > maxMembers) world.abandon(diagnose("too-many-members", { most: maxMembers, found: members }, set.formSpan));
  }
  for (const check of world.whenCollected) check();
}
