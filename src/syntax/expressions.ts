/** Concrete tree -> expressions. Never throws: what recovery left out becomes `missing`. */
import type { CstNode, IToken } from "chevrotain";
import { diagnose } from "../diagnostics/catalog.ts";
import { cover } from "../text/source.ts";
import type { Span } from "../text/source.ts";
import type { Expr, MapEntry } from "./ast.ts";
import { child, nameOf, nodes, spanOf, spanOfNode, token, tokens } from "./cst.ts";
import type { Build, Node } from "./cst.ts";
import { isTooDeep } from "./depth.ts";
import { combine } from "./operators.ts";
import type { Operand, Operator } from "./operators.ts";
import { numberOf, quantityOf } from "./quantity.ts";
import { stringOf } from "./strings.ts";

/** An expression that stands by itself: in an attribute, a condition, a label's range. `near`: where it would stand. */
export function rootExpression(build: Build, node: Node, near: number): Expr {
  const expr = expression(build, node, near);
  if (!isTooDeep(expr)) return expr;
  build.problems.push(diagnose("nested-too-deep", {}, expr.span));
  return { kind: "missing", span: expr.span };
}

function missing(build: Build, near: number): Expr {
  return { kind: "missing", span: { file: build.file, start: near, end: near } };
}

function expression(build: Build, node: Node, near: number): Expr {
  if (node === undefined) return missing(build, near);
  const operands = nodes(node, "operand").map((each) => operand(build, each, near));
  if (operands.length === 0) return missing(build, near);
  const infixes = tokens(node, "BinaryOp").map((each) => ({ op: each.image as Operator, span: spanOf(build, each) }));
  const last = infixes[infixes.length - 1];
  if (infixes.length >= operands.length) operands.push({ expr: missing(build, last!.span.end), span: { ...last!.span, start: last!.span.end } });
  return combine(operands, infixes, build.problems);
}

/** Prefix operators bind weaker than `.`, `[` and `(`. */
function operand(build: Build, node: CstNode, near: number): Operand {
  const prefixes = [...tokens(node, "Not"), ...tokens(node, "Minus")].sort((a, b) => a.startOffset - b.startOffset);
  const first = child(node, "primary");
  let at: Operand = { expr: primary(build, first, near), span: spanOfNode(build, first, near) };
  const plain = first !== undefined && token(first, "Identifier") !== undefined;
  nodes(node, "suffix").forEach((each, i) => { at = suffix(build, at, each, plain && i === 0); });
  for (const prefix of prefixes.reverse()) {
    const span = cover(spanOf(build, prefix), at.span);
    at = { expr: { kind: "unary", op: prefix.image as "!" | "-", operand: at.expr, span }, span };
  }
  return at;
}

function suffix(build: Build, of: Operand, node: CstNode, callable: boolean): Operand {
  const span = cover(of.span, spanOfNode(build, node, of.span.end));
  const args = child(node, "args");
  if (args !== undefined) return { expr: call(build, of, args, callable), span };
  if (token(node, "LSquare") !== undefined) return { expr: { kind: "index", object: of.expr, index: enclosed(build, child(node, "enclosed"), of.span.end + 1), span }, span };
  const name = nameOf(build, token(node, "Identifier"), span.end);
  return { expr: name.text === "" ? { kind: "missing", span } : { kind: "member", object: of.expr, name, span }, span };
}

function call(build: Build, of: Operand, node: CstNode, callable: boolean): Expr {
  const near = spanOfNode(build, node, of.span.end);
  const args = nodes(node, "argument").map((each) => expression(build, child(each, "expression"), near.end));
  const span = cover(of.span, near);
  if (callable && of.expr.kind === "name") return { kind: "call", callee: of.expr.name, args, span };
  build.problems.push(diagnose("not-callable", {}, span));
  return { kind: "missing", span };
}

function enclosed(build: Build, node: Node, near: number): Expr {
  return expression(build, child(node, "expression"), near);
}

function primary(build: Build, node: Node, near: number): Expr {
  const span = spanOfNode(build, node, near);
  const at = token(node, "Identifier");
  if (at !== undefined) return { kind: "name", name: { text: at.image, span: spanOf(build, at) }, span };
  return literal(build, node, span) ?? composite(build, node, span) ?? missing(build, near);
}

function literal(build: Build, node: Node, span: Span): Expr | undefined {
  const of = (key: string): IToken | undefined => token(node, key);
  if (of("NumberLiteral") !== undefined) return numberOf(of("NumberLiteral")!.image, span, build.problems);
  if (of("Quantity") !== undefined) return quantityOf(of("Quantity")!.image, span, build.problems);
  if (of("True") !== undefined || of("False") !== undefined) return { kind: "bool", value: of("True") !== undefined, span };
  return undefined;
}

function composite(build: Build, node: Node, span: Span): Expr | undefined {
  if (child(node, "string") !== undefined) return stringOf(build, child(node, "string"), span.start, expression);
  if (child(node, "list") !== undefined) return list(build, child(node, "list")!, span);
  if (child(node, "map") !== undefined) return map(build, child(node, "map")!, span);
  if (child(node, "conditional") !== undefined) return conditional(build, child(node, "conditional")!, span);
  return child(node, "enclosed") === undefined ? undefined : enclosed(build, child(node, "enclosed"), span.end);
}

function conditional(build: Build, node: CstNode, span: Span): Expr {
  const parts = nodes(node, "expression").map((each) => expression(build, each, span.end));
  const at = (i: number) => parts[i] ?? missing(build, span.end);
  return { kind: "if", condition: at(0), then: at(1), otherwise: at(2), span };
}

function list(build: Build, node: CstNode, span: Span): Expr {
  const items = nodes(node, "item").map((each) => expression(build, child(each, "expression"), spanOfNode(build, each, span.end).end));
  const loop = child(node, "comprehension");
  if (loop === undefined) return { kind: "list", items, span };
  return { kind: "list-for", ...comprehension(build, loop, span), body: items[0] ?? missing(build, span.end), span };
}

function map(build: Build, node: CstNode, span: Span): Expr {
  const loop = child(node, "comprehension");
  if (loop === undefined) return { kind: "map", entries: nodes(node, "entry").map((each) => entry(build, each)), span };
  const at = (key: string) => expression(build, child(child(node, key), "expression"), span.end);
  return { kind: "map-for", ...comprehension(build, loop, span), key: at("key"), body: at("item"), span };
}

function comprehension(build: Build, node: CstNode, span: Span) {
  const where = child(node, "where");
  return {
    variable: nameOf(build, token(node, "variable"), span.start),
    source: expression(build, child(node, "source"), span.end),
    ...(where === undefined ? {} : { where: expression(build, where, span.end) }),
  };
}

function entry(build: Build, node: CstNode): MapEntry {
  const key = child(node, "key");
  const span = spanOfNode(build, key, spanOfNode(build, node).start);
  const name = token(key, "Identifier");
  const value = expression(build, child(child(node, "value"), "expression"), spanOfNode(build, node, span.end).end);
  const quoted = child(key, "string");
  if (name !== undefined) return { key: { kind: "name", name: { text: name.image, span }, span }, value };
  return { key: quoted === undefined ? { kind: "missing", span } : stringOf(build, quoted, span.start, expression), value };
}

/** The text of a string that may hold no interpolation: a label, a key, the path of an import. */
export function literalString(build: Build, node: Node, near: number, place: string): { text: string; span: Span } {
  const string = stringOf(build, node, near, expression);
  if (string.parts.some((part) => typeof part !== "string")) build.problems.push(diagnose("interpolated-label", { place }, string.span));
  return { text: string.parts.filter((part) => typeof part === "string").join(""), span: string.span };
}
