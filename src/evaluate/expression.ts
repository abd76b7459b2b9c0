/** Evaluates an expression in its environment. The expected type decides what bare names mean. Never throws on bad input. */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Expr } from "../syntax/ast.ts";
import type { Span } from "../text/source.ts";
import { callFunction } from "./call.ts";
import { textOf } from "./coerce.ts";
import { evaluateListFor, evaluateMapFor } from "./comprehension.ts";
import type { Env } from "./env.ts";
import { fieldOf, indexOf } from "./field.ts";
import { keyConcat, keyMap, orNotKnown } from "./key-expr.ts";
import { evaluateName, evaluateRoot } from "./name.ts";
import { binary, unary } from "./operators.ts";
import { isLate, plain, text, type Late } from "./text.ts";
import { describeValue, type Type } from "./types.ts";
import type { Value, Valued } from "./values.ts";
import { maxWeight, weightOf } from "./weight.ts";

const failed: Value = { type: "error" };
const maxList = 10_000;
const maxText = 1 << 20;

export function evaluate(expr: Expr, expected: Type | undefined, env: Env): Value {
  env.frame.world.step(expr.span);
  const type = expected?.kind === "optional" ? expected.of : expected;
  switch (expr.kind) {
    case "number": return number(expr, env);
    case "quantity": return { type: expr.unit, value: expr.value };
    case "bool": return { type: "bool", value: expr.value };
    case "string": return string(expr, env);
    case "name": return evaluateName(expr.name, type, env);
    case "member": return evaluateRoot(expr, env) ?? fieldOf(evaluate(expr.object, undefined, env), expr.name, env);
    case "index": return indexOf(evaluate(expr.object, undefined, env), evaluate(expr.index, undefined, env), expr.index.span, env);
    case "call": return callFunction(expr, env);
    case "list": return list(expr, type, env);
    case "map": return map(expr, type, env);
    case "list-for": return evaluateListFor(expr, type, env);
    case "map-for": return evaluateMapFor(expr, type, env);
    case "unary": return unary(expr, env);
    case "binary": return binary(expr, env);
    case "if": return conditional(expr, expected, env);
    case "range": return range(expr, env);
    case "missing": return failed;
  }
}

/** A bool known now, or undefined after a report. */
export function condition(expr: Expr, env: Env): boolean | undefined {
  const value = evaluate(expr, { kind: "bool" }, env);
  if (value.type === "bool") return value.value;
  if (value.type !== "error") env.frame.world.report.add(diagnose("condition-not-bool", { found: describeValue(value) }, expr.span));
  return undefined;
}

/** An integer known now, or undefined after a report. */
export function integer(expr: Expr, env: Env): number | undefined {
  const value = evaluate(expr, { kind: "int" }, env);
  if (value.type === "int") return value.value;
  if (value.type !== "error") env.frame.world.report.add(diagnose("wrong-type", { wanted: "an integer", found: describeValue(value) }, expr.span));
  return undefined;
}

export function valued(expr: Expr, expected: Type | undefined, env: Env): Valued {
  const { result, reads } = env.frame.world.recording(() => evaluate(expr, expected, env), true);
  return { value: result, origin: { span: expr.span, layer: env.layer, beaten: [], ...(reads.length === 0 ? {} : { reads }) } };
}

function number(expr: Extract<Expr, { kind: "number" }>, env: Env): Value {
  if (expr.integer && !Number.isSafeInteger(expr.value)) {
    env.frame.world.report.add(diagnose("integer-too-large", {}, expr.span));
    return failed;
  }
  return { type: expr.integer ? "int" : "number", value: expr.value };
}

function string(expr: Extract<Expr, { kind: "string" }>, env: Env): Value {
  if (expr.raw) return { type: "string", text: rawText(expr.parts.join(""), expr.span) };
  const parts: (string | Late)[] = [];
  let complete = true;
  const values = expr.parts.map((part) => (typeof part === "string" ? part : evaluate(part, undefined, env)));
  if (values.some((value) => typeof value !== "string" && value.type === "key")) return orNotKnown(keyConcat(values), expr.span, env);
  for (const [i, value] of values.entries()) {
    if (typeof value === "string") parts.push(value);
    else {
      const printed = print(value, (expr.parts[i] as Expr).span, env);
      parts.push(...(printed ?? []));
      complete &&= printed !== undefined;
    }
  }
  if (!complete) return failed;
  return checkLength({ type: "string", text: text(...parts) }, expr.span, env);
}

/** Only what a sink would escape needs to be remembered as raw. */
function rawText(content: string, span: Span) {
  return /[$%]\{|\{\{/.test(content) ? text({ late: "raw", ref: content, span }) : text(content);
}

function print(value: Value, span: Span, env: Env): readonly (string | Late)[] | undefined {
  const printed = textOf(value);
  if (printed !== undefined) return printed.map((part) => (isLate(part) && part.span.file.path === "" ? { ...part, span } : part));
  if (value.type !== "error") env.frame.world.report.add(diagnose("does-not-print", { found: describeValue(value), type: value.type }, span));
  return undefined;
}

export function checkLength(value: Value, span: Span, env: Env): Value {
  if (value.type !== "string") return checkWeight(value, span, env);
  const length = value.text.reduce((sum, part) => sum + (typeof part === "string" ? part.length : 32), 0);
  if (length <= maxText) return value;
  env.frame.world.report.add(diagnose("text-too-long", {}, span));
  return failed;
}

function checkWeight(value: Value, span: Span, env: Env): Value {
  if (value.type === "list" && value.items.length > maxList) return tooLong(span, env);
  if ((value.type !== "list" && value.type !== "map") || weightOf(value) <= maxWeight) return value;
  env.frame.world.report.add(diagnose("value-too-large", {}, span));
  return failed;
}

function list(expr: Extract<Expr, { kind: "list" }>, type: Type | undefined, env: Env): Value {
  const of = elementType(type, "list");
  if (expr.items.length > maxList) return tooLong(expr.span, env);
  return checkLength({ type: "list", items: expr.items.map((item) => valued(item, of, env)) }, expr.span, env);
}

/** The element type of a list or map that is expected here. */
export function elementType(type: Type | undefined, kind: "list" | "map"): Type | undefined {
  if (type?.kind === "either") return type.of.map((of) => elementType(of, kind)).find((of) => of !== undefined);
  return type?.kind === kind && type.of.kind !== "any" ? type.of : undefined;
}

export function tooLong(span: Span, env: Env): Value {
  env.frame.world.report.add(diagnose("list-too-long", { most: maxList }, span));
  return failed;
}

function map(expr: Extract<Expr, { kind: "map" }>, type: Type | undefined, env: Env): Value {
  const of = elementType(type, "map");
  const pairs = expr.entries.map((entry) => ({ key: mapKey(entry.key, env), value: valued(entry.value, of, env), span: entry.key.span }));
  if (pairs.some((pair) => pair.key.type === "key")) return orNotKnown(keyMap(pairs), expr.span, env);
  return collectMap(pairs, expr.span, env);
}

/** A bare name is the key itself; everything else is computed. */
function mapKey(expr: Expr, env: Env): Value {
  return expr.kind === "name" ? { type: "string", text: [expr.name.text] } : evaluate(expr, { kind: "text" }, env);
}

export function collectMap(pairs: readonly { key: Value; value: Valued; span: Span }[], at: Span, env: Env): Value {
  const entries = new Map<string, Valued>();
  const { report } = env.frame.world;
  for (const { key, value, span } of pairs) {
    if (key.type === "error") return failed;
    const printed = textOf(key);
    const name = printed === undefined ? undefined : plain(printed);
    if (name === undefined) {
      report.add(diagnose("map-key-not-text", { found: describeValue(key) }, span));
      return failed;
    }
    if (entries.has(name)) report.add(diagnose("map-key-twice", { key: name }, span));
    entries.set(name, value);
  }
  return checkLength({ type: "map", entries }, at, env);
}

function conditional(expr: Extract<Expr, { kind: "if" }>, expected: Type | undefined, env: Env): Value {
  const chosen = condition(expr.condition, env);
  if (chosen === undefined) return failed;
  return evaluate(chosen ? expr.then : expr.otherwise, expected, env);
}

function range(expr: Extract<Expr, { kind: "range" }>, env: Env): Value {
  const [from, to] = [integer(expr.from, env), integer(expr.to, env)];
  if (from === undefined || to === undefined) return failed;
  if (from > to) {
    env.frame.world.report.add(diagnose("range-backwards", { from, to }, expr.span));
    return failed;
  }
  if (to - from >= maxList) return tooLong(expr.span, env);
  return { type: "range", from, to };
}
