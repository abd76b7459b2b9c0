/** Values of key time: what `make` computes later. Built while evaluating, carried as data in the model. */
import type { KeyExpr } from "../keys/tree.ts";
import type { Json } from "../text/json.ts";
import { diagnose } from "../diagnostics/catalog.ts";
import type { Span } from "../text/source.ts";
import type { Env } from "./env.ts";
import { plain, type SecretRef } from "./text.ts";
import type { Value, Valued } from "./values.ts";

const failed: Value = { type: "error" };

export function keyValue(key: KeyExpr): Value {
  return { type: "key", key };
}

/** Does any part of the value exist at key time only? */
export function holdsKey(value: Value): boolean {
  if (value.type === "key") return true;
  if (value.type === "list") return value.items.some((item) => holdsKey(item.value));
  return value.type === "map" && [...value.entries.values()].some((entry) => holdsKey(entry.value));
}

/** undefined: the value has no place in a key expression. */
export function toKeyExpr(value: Value): KeyExpr | undefined {
  switch (value.type) {
    case "key": return value.key;
    // Reported already.
    case "error": case "none": return { op: "literal", value: null };
    case "bool": case "int": case "number": case "duration": case "size": case "frequency": return { op: "literal", value: value.value };
    case "word": return { op: "literal", value: value.word };
    case "string": {
      const literal = plain(value.text);
      return literal === undefined ? undefined : { op: "literal", value: literal as Json };
    }
    case "list": {
      const items = value.items.map((item) => toKeyExpr(item.value));
      return items.every((item) => item !== undefined) ? { op: "list", items: items as KeyExpr[] } : undefined;
    }
    case "map": {
      const entries = [...value.entries].map(([key, entry]) => ({ key: { op: "literal", value: key } as KeyExpr, value: toKeyExpr(entry.value) }));
      return entries.every((entry) => entry.value !== undefined) ? { op: "map", entries: entries as { key: KeyExpr; value: KeyExpr }[] } : undefined;
    }
    case "record": return value.prints === undefined || plain(value.prints) === undefined ? undefined : { op: "literal", value: plain(value.prints)! };
    default: return undefined;
  }
}

export function keyConcat(parts: readonly (string | Value)[]): Value {
  const exprs = parts.map((part) => (typeof part === "string" ? ({ op: "literal", value: part } as KeyExpr) : toKeyExpr(part)));
  return exprs.every((expr) => expr !== undefined) ? keyValue({ op: "concat", parts: exprs as KeyExpr[] }) : failed;
}

export function keyMap(pairs: readonly { readonly key: Value; readonly value: Valued }[]): Value {
  const entries = pairs.map((pair) => ({ key: toKeyExpr(pair.key), value: toKeyExpr(pair.value.value) }));
  if (entries.some((entry) => entry.key === undefined || entry.value === undefined)) return failed;
  return keyValue({ op: "map", entries: entries as { key: KeyExpr; value: KeyExpr }[] });
}

/** What a late value, a service or an error inside a key expression comes to. */
export function orNotKnown(value: Value, span: Span, env: Env): Value {
  if (value.type === "error") env.frame.world.report.add(diagnose("not-known-at-key-time", {}, span));
  return value;
}

/** A secret read inside `make`. */
export function secretKey(secret: SecretRef): Value {
  const owner = secret.owner === undefined ? undefined : plain(secret.owner);
  if (secret.owner !== undefined && owner === undefined) return failed;
  return keyValue({ op: "secret", name: secret.secret, ...(owner === undefined ? {} : { owner }), ...(secret.set === undefined ? {} : { set: secret.set }), ...(secret.field === undefined ? {} : { field: secret.field }) });
}

/** Stands for the owner in the body that the members of a counted set share. */
export const eachMember = "\0each";

/** The expression of a shared body for one of its members. */
export function forMember(expr: KeyExpr, member: string): KeyExpr {
  switch (expr.op) {
    case "literal": return expr;
    case "secret": return expr.owner === eachMember ? { ...expr, owner: member } : expr;
    case "call": return { ...expr, args: expr.args.map((arg) => forMember(arg, member)) };
    case "concat": return { ...expr, parts: expr.parts.map((part) => forMember(part, member)) };
    case "list": return { ...expr, items: expr.items.map((item) => forMember(item, member)) };
    case "map": return { ...expr, entries: expr.entries.map(({ key, value }) => ({ key: forMember(key, member), value: forMember(value, member) })) };
  }
}
