/** Concrete tree -> bodies and statements. What recovery left empty is dropped; its diagnostic has been reported. */
import type { CstNode } from "chevrotain";
import { Append } from "../../grammar/tokens.ts";
import { diagnose } from "../diagnostics/catalog.ts";
import type { Span } from "../text/source.ts";
import type { Assert, Attribute, Block, BlockLabel, Body, Expr, If, Let, Name, Statement, Unset } from "./ast.ts";
import { MAX_NESTING } from "./brackets.ts";
import { child, nameOf, nodes, spanOfNode, token } from "./cst.ts";
import type { Build, Node } from "./cst.ts";
import { literalString, rootExpression } from "./expressions.ts";
import { typeOf } from "./types.ts";

export function bodyOf(build: Build, node: Node, near: number): Body {
  const statements = nodes(node, "statement").map((each) => statement(build, each));
  return { statements: statements.filter((each) => each !== undefined), span: spanOfNode(build, node, near) };
}

type Builder = (build: Build, node: CstNode, span: Span) => Statement | undefined;

const builders: Readonly<Record<string, Builder>> = { attribute, binding, choice, assertion, removal, block };

function statement(build: Build, node: CstNode): Statement | undefined {
  for (const [key, builder] of Object.entries(builders)) {
    const inner = child(node, key);
    if (inner !== undefined) return builder(build, inner, spanOfNode(build, inner));
  }
  return undefined;
}

function withDoc<T extends object>(doc: string | undefined, rest: T): T & { doc?: string } {
  return doc === undefined ? rest : { doc, ...rest };
}

function attribute(build: Build, node: CstNode, span: Span): Attribute | undefined {
  const key = child(node, "key");
  const op = token(node, "AssignOp");
  if (key === undefined || op === undefined) return undefined;
  const name = token(key, "Identifier");
  const text: Name = name === undefined ? literalString(build, child(key, "string"), span.start, "key") : nameOf(build, name, span.start);
  return withDoc(build.docs.around(span), { kind: "attribute", key: text, op: op.tokenType === Append ? "+=" : "=", value: valueOf(build, node, span), span } as const);
}

function valueOf(build: Build, node: CstNode, span: Span): Expr {
  return rootExpression(build, child(child(node, "value"), "expression"), span.end);
}

function binding(build: Build, node: CstNode, span: Span): Let | undefined {
  const name = token(node, "name");
  if (name === undefined) return undefined;
  return withDoc(build.docs.around(span), {
    kind: "let", name: nameOf(build, name, span.end),
    ...(child(node, "type") === undefined ? {} : { type: typeOf(build, child(node, "type")!) }),
    ...(token(node, "Assign") === undefined && child(node, "value") === undefined ? {} : { value: valueOf(build, node, span) }),
    span,
  } as const);
}

function choice(build: Build, node: CstNode, span: Span): If | undefined {
  const conditions = nodes(node, "condition");
  const bodies = nodes(node, "body");
  if (conditions.length > MAX_NESTING) {
    build.problems.push(diagnose("nested-too-deep", {}, spanOfNode(build, conditions[MAX_NESTING])));
    return undefined;
  }
  const last = child(node, "otherwise");
  let otherwise: Body | If | undefined = last === undefined ? undefined : bodyOf(build, last, span.end);
  for (let i = conditions.length - 1; i >= 0; i--) {
    const from = i === 0 ? span : spanOfNode(build, conditions[i], span.end);
    const arm: If = {
      kind: "if", condition: rootExpression(build, child(conditions[i], "expression"), from.end), then: bodyOf(build, bodies[i], from.end),
      ...(otherwise === undefined ? {} : { otherwise }), span: { ...from, end: span.end },
    };
    otherwise = arm;
  }
  return otherwise !== undefined && "kind" in otherwise ? otherwise : undefined;
}

function assertion(build: Build, node: CstNode, span: Span): Assert {
  const [condition, message] = nodes(node, "expression");
  return { kind: "assert", condition: rootExpression(build, condition, span.end), message: rootExpression(build, message, span.end), span };
}

function removal(build: Build, node: CstNode, span: Span): Unset | undefined {
  const path = nodes(node, "key").map((each): Name => named(build, each, "path"));
  return path.length === 0 || path.some((name) => name.text === "") ? undefined : { kind: "unset", path, span };
}

function named(build: Build, node: CstNode, place: string): Name {
  const at = token(node, "Identifier");
  const span = spanOfNode(build, node);
  return at === undefined ? literalString(build, child(node, "string"), span.start, place) : nameOf(build, at, span.start);
}

function block(build: Build, node: CstNode, span: Span): Block | undefined {
  const head = token(node, "head");
  if (head === undefined) return undefined;
  const modifier: Block["modifier"] = token(node, "Default") !== undefined ? "default" : token(node, "Add") !== undefined ? "add" : undefined;
  const selector = child(node, "selector");
  const range = child(node, "range");
  const body = child(node, "body");
  return withDoc(build.docs.above(span), {
    kind: "block", ...(modifier === undefined ? {} : { modifier }), head: nameOf(build, head, span.start),
    labels: nodes(node, "label").map((each) => label(build, each)),
    ...(selector === undefined ? {} : { selector: rootExpression(build, child(child(selector, "enclosed"), "expression"), span.end) }),
    ...(range === undefined ? {} : { range: rangeOf(build, range, head.image) }),
    ...(body === undefined ? {} : { body: bodyOf(build, body, span.end) }), span,
  } as const);
}

function label(build: Build, node: CstNode): BlockLabel {
  return { ...named(build, node, "label"), quoted: token(node, "Identifier") === undefined };
}

/** Behind a head stands a range; anything else is a value whose `=` is missing. */
function rangeOf(build: Build, node: CstNode, head: string): Expr {
  const span = spanOfNode(build, node);
  const expr = rootExpression(build, child(node, "expression"), span.end);
  if (expr.kind === "range" || expr.kind === "missing") return expr;
  build.problems.push(diagnose("missing-equals", { name: head }, expr.span));
  return { kind: "missing", span: expr.span };
}
