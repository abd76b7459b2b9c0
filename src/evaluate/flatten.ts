/** The statements of a body with its conditions decided and its `let`s bound: what is left is attributes, blocks, unsets and asserts. */
import { diagnose } from "../diagnostics/catalog.ts";
import type * as ast from "../syntax/ast.ts";
import { type Env, type Frame, reservedNames, Scope } from "./env.ts";
import { condition } from "./expression.ts";
import type { Layer } from "./origin.ts";
import { classes, Slot } from "./slot.ts";
import { anyType, typeOf } from "./types.ts";
import type { Valued } from "./values.ts";

export interface Placed {
  readonly statement: Exclude<ast.Statement, ast.Let | ast.If>;
  readonly scope: Scope;
  readonly conditional: boolean;
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
