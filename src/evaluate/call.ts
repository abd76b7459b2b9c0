/** Calls of functions: arguments by the parameters' types; with a value of key time the call itself is one. */
import { diagnose } from "../diagnostics/catalog.ts";
import { nameNotes } from "../diagnostics/did-you-mean.ts";
import type { Expr } from "../syntax/ast.ts";
import { textFunctions } from "../keys/text-functions.ts";
import { checkLength, evaluate } from "./expression.ts";
import { coerce } from "./coerce.ts";
import type { Env } from "./env.ts";
import { type FunctionDef, functions } from "./functions.ts";
import { isLateText } from "./operators.ts";
import { holdsKey, keyValue, toKeyExpr } from "./key-expr.ts";
import type { Value } from "./values.ts";
import { weightOf } from "./weight.ts";

type Call = Extract<Expr, { kind: "call" }>;
const failed: Value = { type: "error" };

export function callFunction(expr: Call, env: Env): Value {
  const { report } = env.frame.world;
  const name = expr.callee.text;
  const fn = functions.get(name);
  if (fn === undefined) {
    report.add(diagnose("unknown-function", { name }, expr.callee.span, { notes: nameNotes(name, functions.keys()) }));
    return failed;
  }
  if (fn.keys === true && env.frame.keys !== true) {
    report.add(diagnose("key-function-outside-make", { name }, expr.callee.span));
    return failed;
  }
  const args = argumentsOf(expr, fn, env);
  if (args === undefined || args.some((arg) => arg.type === "error")) return failed;
  if (fn.apply !== undefined && !args.some(holdsKey)) return applied(expr, fn, args, env);
  return fn.keys === true || textFunctions.has(name) ? deferred(expr, args, env) : refused(expr, "it does not compute with what is known at key time only", env);
}

function argumentsOf(expr: Call, fn: FunctionDef, env: Env): Value[] | undefined {
  const [most, least] = [fn.params.length, fn.params.length - (fn.optional ?? 0)];
  if (expr.args.length < least || expr.args.length > most) {
    env.frame.world.report.add(diagnose("wrong-argument-count", { name: expr.callee.text, wanted: least === most ? `${most}` : `${least} to ${most}`, found: expr.args.length }, expr.span));
    return undefined;
  }
  return expr.args.map((arg, i) => {
    const type = fn.params[i]!;
    const value = evaluate(arg, type, env);
    // Inside `make` a secret is already a value of key time.
    return value.type === "key" ? value : coerce(value, type, arg.span, env);
  });
}

function applied(expr: Call, fn: FunctionDef, args: readonly Value[], env: Env): Value {
  const late = args.findIndex((arg, i) => isLateText(arg) && fn.params[i]!.kind === "string");
  if (late >= 0) {
    env.frame.world.report.add(diagnose("late-value-computed", { op: expr.callee.text }, expr.args[late]!.span));
    return failed;
  }
  // A function reads all of what it is given: a long text is more than one step.
  env.frame.world.step(expr.span, args.reduce((sum, arg) => sum + weightOf(arg), 0) >> 6);
  const result = fn.apply!(args);
  return typeof result === "string" ? refused(expr, result, env) : checkLength(result, expr.span, env);
}

function refused(expr: Call, why: string, env: Env): Value {
  env.frame.world.report.add(diagnose("function-refuses", { name: expr.callee.text, why }, expr.span));
  return failed;
}

function deferred(expr: Call, args: readonly Value[], env: Env): Value {
  const exprs = args.map(toKeyExpr);
  const odd = exprs.indexOf(undefined);
  if (odd < 0) return keyValue({ op: "call", fn: expr.callee.text, args: exprs.filter((arg) => arg !== undefined) });
  env.frame.world.report.add(diagnose("not-known-at-key-time", {}, expr.args[odd]!.span));
  return failed;
}
