/** Inputs of networks: `let x: type`, given by extenders and `--set`, read by the base as their final value. */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { nameNotes } from "../diagnostics/did-you-mean.ts";
import type * as ast from "../syntax/ast.ts";
import { parseExpression } from "../syntax/parse.ts";
import { type Env, reservedNames, type Scope } from "./env.ts";
import { kinds } from "./kinds/own.ts";
import { classes, networkClass, Slot } from "./slot.ts";
import { anyType, typeOf } from "./types.ts";
import type { Valued } from "./values.ts";
import type { ChainLink, World } from "./world.ts";

export interface SetOption { readonly name: string; readonly value: string }

export function declareInput(world: World, link: ChainLink, statement: ast.Let): void {
  const name = statement.name.text;
  const { report } = world;
  if (reservedNames.has(name) || kinds.network.attributes.has(name)) return report.add(diagnose("reserved-name", { name }, statement.name.span));
  if (world.inputs.has(name)) return report.add(diagnose("declared-twice", { name }, statement.name.span));
  const type = typeOf(statement.type!);
  if ("unknown" in type) world.unknownType(type.unknown);
  const slot = new Slot(`let ${name}`, "unknown" in type ? anyType : type);
  world.inputs.set(name, slot);
  const env: Env = { scope: link.scope, frame: world.frame, layer: link.layer };
  if (statement.value !== undefined) slot.add({ rank: rankOf(link, "let"), env, expr: statement.value, op: "=", span: statement.name.span });
  world.demanded.push(() => slot.value() ?? missingInput(world, link, statement));
  link.scope.bind({ name, span: statement.name.span, type: slot.type, used: () => world.markUsed(statement), value: () => slot.value() ?? missingInput(world, link, statement) });
}

function rankOf(link: ChainLink, body: string) {
  return { class: networkClass(link.index, "network"), order: [], body: `${body} ${link.index}`, party: "" };
}

function missingInput(world: World, link: ChainLink, statement: ast.Let): Valued {
  const name = statement.name.text;
  world.report.add(diagnose("missing-input", { name, network: link.name }, statement.name.span));
  return { value: { type: "error" }, origin: { span: statement.span, layer: link.layer, beaten: [] } };
}

export function giveInput(world: World, link: ChainLink, scope: Scope, statement: ast.Attribute): void {
  world.inputs.get(statement.key.text)!.add({ rank: rankOf(link, "give"), env: { scope, frame: world.frame, layer: link.layer }, expr: statement.value, op: statement.op, span: statement.key.span });
}

export function applySetOptions(world: World, options: readonly SetOption[]): void {
  const link = world.chain[world.chain.length - 1]!;
  const layer = { kind: "set-option" as const, name: "--set" };
  for (const [i, option] of options.entries()) {
    const source = { path: `--set ${option.name}`, text: option.value };
    const def = kinds.network.attributes.get(option.name);
    const slot = world.inputs.get(option.name) ?? (def === undefined ? undefined : world.node.slot(option.name, def));
    const span = { file: source, start: 0, end: option.value.length };
    if (slot === undefined) {
      world.report.add(diagnose("unknown-set", { name: option.name }, span, { notes: nameNotes(option.name, [...world.inputs.keys(), ...kinds.network.attributes.keys()]) }));
      continue;
    }
    const expr = setExpression(source, slot);
    if ("diagnostics" in expr) for (const diagnostic of expr.diagnostics) world.report.add(diagnostic);
    else slot.add({ rank: { class: classes.setOption, order: [i], body: `--set ${i}`, party: "" }, env: { scope: link.scope, frame: world.frame, layer }, expr: expr.expr, op: "=", span });
  }
}

/** An expression of the declared type; bare text where that is a string. */
function setExpression(source: { path: string; text: string }, slot: Slot): { readonly expr: ast.Expr } | { readonly diagnostics: readonly Diagnostic[] } {
  const span = { file: source, start: 0, end: source.text.length };
  if (slot.type.kind === "string" && !/^\s*"/.test(source.text)) return { expr: { kind: "string", parts: [source.text], raw: false, span } };
  const { expr, diagnostics } = parseExpression(source);
  return expr === undefined || diagnostics.length > 0 ? { diagnostics } : { expr };
}
