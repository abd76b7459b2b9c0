/** Operators. Late text may be joined with `+` and nothing else. */
import { diagnose } from "../diagnostics/catalog.ts";
import type { BinaryOp, Expr, Name } from "../syntax/ast.ts";
import { compareValues, sameValue } from "./compare.ts";
import { textOf } from "./coerce.ts";
import { itemsOf } from "./comprehension.ts";
import { contextValue } from "./context.ts";
import type { Env } from "./env.ts";
import { checkLength, condition, evaluate } from "./expression.ts";
import { keyConcat, orNotKnown } from "./key-expr.ts";
import { isLate, plain, text } from "./text.ts";
import { describeValue, type Type } from "./types.ts";
import type { Value } from "./values.ts";

type Binary = Extract<Expr, { kind: "binary" }>;
const failed: Value = { type: "error" };

export function unary(expr: Extract<Expr, { kind: "unary" }>, env: Env): Value {
  if (expr.op === "!") {
    const value = condition(expr.operand, env);
    return value === undefined ? failed : { type: "bool", value: !value };
  }
  const value = evaluate(expr.operand, undefined, env);
  if (value.type === "int" || value.type === "number" || value.type === "duration") return { ...value, value: -value.value };
  return refuse("-", [value], expr, env);
}

export function binary(expr: Binary, env: Env): Value {
  // Left-deep chains can be long: walk down iteratively.
  const chain: Binary[] = [];
  let first: Expr = expr;
  while (first.kind === "binary") {
    chain.push(first);
    first = first.left;
  }
  let left: Value | undefined;
  for (const step of chain.reverse()) left = apply(step, left, env);
  return left ?? failed;
}

function apply(expr: Binary, left: Value | undefined, env: Env): Value {
  switch (expr.op) {
    case "&&": case "||": return logical(expr, left, env);
    case "==": case "!=": return equality(expr, left, env);
    case "in": return membership(expr, left, env);
    default: return arithmetic(expr, left ?? evaluate(expr.left, undefined, env), env);
  }
}

function logical(expr: Binary, left: Value | undefined, env: Env): Value {
  const first = left === undefined ? condition(expr.left, env) : left.type === "bool" ? left.value : undefined;
  if (first === undefined) return left === undefined || left.type === "error" ? failed : refuse(expr.op, [left], expr, env);
  if (first === (expr.op === "||")) return { type: "bool", value: first };
  const second = condition(expr.right, env);
  return second === undefined ? failed : { type: "bool", value: second };
}

/** The side that is not a bare name says what the other one means. */
function sides(expr: Binary, left: Value | undefined, env: Env): [Value, Value] {
  if (left === undefined && expr.left.kind === "name" && expr.right.kind !== "name") {
    const right = evaluate(expr.right, undefined, env);
    return [evaluate(expr.left, typeOfValue(right), env), right];
  }
  if (left === undefined && expr.left.kind === "name" && expr.right.kind === "name" && !isVariable(expr.left.name, env) && isVariable(expr.right.name, env)) {
    const right = evaluate(expr.right, undefined, env);
    return [evaluate(expr.left, typeOfValue(right), env), right];
  }
  const first = left ?? evaluate(expr.left, undefined, env);
  if (first.type === "error") return [first, first];
  return [first, evaluate(expr.right, typeOfValue(first), env)];
}

function isVariable(name: Name, env: Env): boolean {
  return env.scope.find(name.text) !== undefined || contextValue(name.text, env) !== undefined;
}

function typeOfValue(value: Value): Type | undefined {
  if (value.type === "word") return { kind: "enum", words: value.words };
  if (value.type === "port" || value.type === "program" || value.type === "host" || value.type === "secret" || value.type === "service") return { kind: "symbol", of: value.type };
  return undefined;
}

function equality(expr: Binary, left: Value | undefined, env: Env): Value {
  const [a, b] = sides(expr, left, env);
  if (a.type === "error" || b.type === "error") return failed;
  if (isLateText(a) || isLateText(b) || a.type === "key" || b.type === "key") return refuseLate(expr, env);
  if (!comparable(a, b)) return refuse(expr.op, [a, b], expr, env);
  return { type: "bool", value: sameValue(a, b) === (expr.op === "==") };
}

function comparable(a: Value, b: Value): boolean {
  const numeric = (v: Value) => v.type === "int" || v.type === "number";
  return a.type === b.type || a.type === "none" || b.type === "none" || (numeric(a) && numeric(b));
}

function membership(expr: Binary, left: Value | undefined, env: Env): Value {
  const all = evaluate(expr.right, undefined, env);
  const items = all.type === "error" ? undefined : itemsOf(all, expr.right.span, env);
  const wanted = items?.map((item) => typeOfValue(item.value)).find((type) => type !== undefined);
  const one = left ?? evaluate(expr.left, wanted, env);
  if (one.type === "error" || all.type === "error") return failed;
  if (isLateText(one)) return refuseLate(expr, env);
  if (all.type === "map" && one.type === "string") return { type: "bool", value: all.entries.has(plain(one.text) ?? "") };
  if (items === undefined) return refuse("in", [one, all], expr, env);
  return { type: "bool", value: items.some((item) => sameValue(item.value, one)) };
}

export function isLateText(value: Value): boolean {
  return value.type === "string" && value.text.some(isLate);
}

function isNumber(value: Value): boolean {
  return value.type === "int" || value.type === "number";
}

function refuseLate(expr: Binary, env: Env): Value {
  env.frame.world.report.add(diagnose("late-value-computed", { op: expr.op }, expr.span));
  return failed;
}

function refuse(op: string, values: readonly Value[], expr: Expr, env: Env): Value {
  if (values.some((value) => value.type === "error")) return failed;
  if (values.some(isLateText)) env.frame.world.report.add(diagnose("late-value-computed", { op }, expr.span));
  else {
    const notes = op === "+" && values.some((value) => value.type === "string") ? ["What prints itself goes into a string: `\"…\\(x)\"`."] : [];
    env.frame.world.report.add(diagnose("operator-mismatch", { op, values: values.map(describeValue).join(" and ") }, expr.span, { notes }));
  }
  return failed;
}

function arithmetic(expr: Binary, a: Value, env: Env): Value {
  const b = evaluate(expr.right, undefined, env);
  if (a.type === "error" || b.type === "error") return failed;
  const order = compareValues(a, b);
  if (isComparison(expr.op)) return order === undefined ? refuse(expr.op, [a, b], expr, env) : { type: "bool", value: compares(expr.op, order) };
  if (expr.op === "+" && isLateText(a) !== isLateText(b) && (isNumber(a) || isNumber(b))) return refuseLate(expr, env);
  if (expr.op === "+") {
    const joined = join(a, b);
    if (joined?.type === "key" || joined?.type === "error") return orNotKnown(joined, expr.span, env);
    if (joined !== undefined) return checkLength(joined, expr.span, env);
  }
  return quantity(expr.op, a, b, expr, env) ?? refuse(expr.op, [a, b], expr, env);
}

function isComparison(op: BinaryOp): op is "<" | "<=" | ">" | ">=" {
  return op === "<" || op === "<=" || op === ">" || op === ">=";
}

function compares(op: "<" | "<=" | ">" | ">=", order: number): boolean {
  return op === "<" ? order < 0 : op === "<=" ? order <= 0 : op === ">" ? order > 0 : order >= 0;
}

function join(a: Value, b: Value): Value | undefined {
  if (a.type === "list" && b.type === "list") return { type: "list", items: [...a.items, ...b.items] };
  if (a.type === "key" || b.type === "key") return keyConcat([a, b]);
  if (a.type !== "string" && b.type !== "string") return undefined;
  // A number beside late text means arithmetic, which nobody can do; numbers print inside a string.
  if ([a, b].some((value) => value.type === "int" || value.type === "number" || value.type === "bool")) return undefined;
  const [left, right] = [textOf(a), textOf(b)];
  return left === undefined || right === undefined ? undefined : { type: "string", text: text(...left, ...right) };
}

type Numeric = Extract<Value, { value: number }>;
const quantities = new Set(["duration", "size", "frequency"]);
/** What Nomad's 64 bits hold. */
const mostQuantity = 2 ** 63;

/** undefined: these types do not combine. */
function quantity(op: BinaryOp, a: Value, b: Value, expr: Binary, env: Env): Value | undefined {
  const type = resultType(op, a, b);
  if (type === undefined) return undefined;
  const [x, y] = [(a as Numeric).value, (b as Numeric).value];
  if ((op === "/" || op === "%") && y === 0) {
    env.frame.world.report.add(diagnose("division-by-zero", {}, expr.right.span));
    return failed;
  }
  const raw = op === "+" ? x + y : op === "-" ? x - y : op === "*" ? x * y : op === "%" ? x % y : x / y;
  const value = type === "int" ? Math.floor(raw) : type === "number" ? raw : Math.round(raw);
  if (!Number.isFinite(value) || (type === "int" && !Number.isSafeInteger(value)) || (quantities.has(type) && Math.abs(value) >= mostQuantity)) {
    env.frame.world.report.add(diagnose("integer-too-large", {}, expr.span));
    return failed;
  }
  return { type, value };
}

function resultType(op: BinaryOp, a: Value, b: Value): Numeric["type"] | undefined {
  const number = (v: Value): v is Numeric => isNumber(v);
  if (number(a) && number(b)) return a.type === "int" && b.type === "int" ? "int" : "number";
  if (quantities.has(a.type) && a.type === b.type) {
    if (op === "+" || op === "-" || op === "%") return a.type as Numeric["type"];
    return op === "/" ? "number" : undefined;
  }
  if (quantities.has(a.type) && number(b) && (op === "*" || op === "/")) return a.type as Numeric["type"];
  return number(a) && quantities.has(b.type) && op === "*" ? (b.type as Numeric["type"]) : undefined;
}
