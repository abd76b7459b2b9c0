/** `[for x in xs if c: e]` and `{for x in xs if c: k = e}` over lists, ranges, sets of members and maps. */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Expr, Name } from "../syntax/ast.ts";
import type { Span } from "../text/source.ts";
import { type Env, reservedNames, Scope } from "./env.ts";
import { checkLength, collectMap, condition, elementType, evaluate, tooLong, valued } from "./expression.ts";
import { keyMap, orNotKnown } from "./key-expr.ts";
import { describeValue, type Type } from "./types.ts";
import type { RecordValue, Value, Valued } from "./values.ts";

type Loop = Extract<Expr, { kind: "list-for" | "map-for" }>;
const failed: Value = { type: "error" };
const maxItems = 10_000;

export function evaluateListFor(expr: Extract<Expr, { kind: "list-for" }>, type: Type | undefined, env: Env): Value {
  const of = elementType(type, "list");
  const items: Valued[] = [];
  const origin = { span: expr.body.span, layer: env.layer, beaten: [] };
  const fine = eachTurn(expr, env, (inner) => items.push({ value: evaluate(expr.body, of, inner), origin }));
  return fine ? checkLength({ type: "list", items }, expr.span, env) : failed;
}

export function evaluateMapFor(expr: Extract<Expr, { kind: "map-for" }>, type: Type | undefined, env: Env): Value {
  const of = elementType(type, "map");
  const pairs: { key: Value; value: Valued; span: Span }[] = [];
  const fine = eachTurn(expr, env, (inner) => {
    pairs.push({ key: evaluate(expr.key, undefined, inner), value: valued(expr.body, of, inner), span: expr.key.span });
  });
  if (!fine) return failed;
  return pairs.some((pair) => pair.key.type === "key") ? orNotKnown(keyMap(pairs), expr.span, env) : collectMap(pairs, expr.span, env);
}

function eachTurn(expr: Loop, env: Env, turn: (inner: Env) => void): boolean {
  const { report } = env.frame.world;
  if (reservedNames.has(expr.variable.text)) report.add(diagnose("reserved-name", { name: expr.variable.text }, expr.variable.span));
  const source = evaluate(expr.source, undefined, env);
  if (source.type === "error") return false;
  const items = itemsOf(source, expr.source.span, env);
  if (items === undefined) {
    report.add(diagnose("not-iterable", { found: describeValue(source) }, expr.source.span));
    return false;
  }
  if (items.length > maxItems) {
    tooLong(expr.span, env);
    return false;
  }
  for (const item of items) {
    const inner: Env = { ...env, scope: new Scope(env.scope) };
    inner.scope.bind(loopBinding(expr.variable, item));
    const wanted = expr.where === undefined ? true : condition(expr.where, inner);
    if (wanted === undefined) return false;
    if (wanted) turn(inner);
  }
  return true;
}

function loopBinding(variable: Name, item: Valued) {
  return { name: variable.text, span: variable.span, value: () => item };
}

/** undefined: not something to loop over. Entries of a map are records with `key` and `value`. */
export function itemsOf(value: Value, span: Span, env: Env): readonly Valued[] | undefined {
  const origin = { span, layer: env.layer, beaten: [] };
  const at = (item: Value): Valued => ({ value: item, origin });
  switch (value.type) {
    case "list": return value.items;
    case "set": return value.members.map(at);
    case "range": return Array.from({ length: value.to - value.from + 1 }, (_, i) => at({ type: "int", value: value.from + i }));
    case "map": return [...value.entries].map(([key, entry]) => at(entryRecord(key, entry.value)));
    default: return undefined;
  }
}

function entryRecord(key: string, value: Value): RecordValue {
  const fields: Readonly<Record<string, Value>> = { key: { type: "string", text: [key] }, value };
  return { type: "record", what: "entry", get: (name) => (Object.hasOwn(fields, name) ? fields[name] : undefined), names: () => ["key", "value"] };
}
