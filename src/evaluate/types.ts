/** Types of the language: what an attribute, a parameter or a function accepts. They decide what a bare name means. */
import type { TypeExpr } from "../syntax/ast.ts";
import type { Value } from "./values.ts";

export type SymbolKind = "member" | "service" | "port" | "program" | "secret" | "host" | "task";

export type Type =
  | { readonly kind: "any" | "bool" | "int" | "number" | "string" | "duration" | "size" | "frequency" | "range" }
  /** What prints into text: strings (late parts allowed), numbers, words, names of members and programs. */
  | { readonly kind: "text" }
  | { readonly kind: "enum"; readonly words: readonly string[] }
  | { readonly kind: "symbol"; readonly of: SymbolKind }
  | { readonly kind: "list" | "map"; readonly of: Type }
  | { readonly kind: "optional"; readonly of: Type }
  /** Any of these; the first that fits. */
  | { readonly kind: "either"; readonly of: readonly Type[] };

const named = ["any", "bool", "int", "number", "string", "duration", "size", "frequency", "range", "text"] as const;
const symbols: readonly SymbolKind[] = ["member", "service", "port", "program", "secret", "host", "task"];

export const anyType: Type = { kind: "any" };
export const stringType: Type = { kind: "string" };

export const typeNames: readonly string[] = [...named.filter((name) => name !== "text"), ...symbols.filter((name) => name !== "task")];

/** The type an author wrote, or the name that is no type. */
export function typeOf(expr: TypeExpr): Type | { readonly unknown: TypeExpr } {
  const bare = bareType(expr);
  if ("unknown" in bare) return bare;
  return expr.optional ? { kind: "optional", of: bare } : bare;
}

function bareType(expr: TypeExpr): Type | { readonly unknown: TypeExpr } {
  if (expr.kind === "enum") return { kind: "enum", words: expr.names.map((name) => name.text) };
  if (expr.kind !== "named") {
    const of = typeOf(expr.of);
    return "unknown" in of ? of : { kind: expr.kind, of };
  }
  const name = expr.name.text;
  if ((symbols as readonly string[]).includes(name)) return { kind: "symbol", of: name as SymbolKind };
  if ((named as readonly string[]).includes(name)) return { kind: name as (typeof named)[number] };
  return { unknown: expr };
}

/** How diagnostics call a type. */
export function describeType(type: Type): string {
  switch (type.kind) {
    case "enum": return type.words.length <= 6 ? `one of ${type.words.join(", ")}` : `a word (${type.words.slice(0, 5).join(", ")}, …)`;
    case "symbol": return `a ${type.of}`;
    case "list": return type.of.kind === "any" ? "a list" : `a list (each ${describeType(type.of)})`;
    case "map": return type.of.kind === "any" ? "a map" : `a map (each value ${describeType(type.of)})`;
    case "optional": return `${describeType(type.of)}, or none`;
    case "either": return type.of.map(describeType).join(" or ");
    case "any": return "any value";
    case "int": return "an integer";
    case "text": return "text";
    default: return `a ${type.kind}`;
  }
}

/** How diagnostics call a value's type. */
export function describeValue(value: Value): string {
  switch (value.type) {
    case "none": return "none";
    case "int": return "an integer";
    case "word": return `the word ${value.word}`;
    case "record": return `a ${value.what}`;
    case "set": return `the members of ${value.name}`;
    case "key": return "a value of key time";
    case "error": return "nothing";
    case "string": return value.text.some((part) => typeof part !== "string") ? "text with late values" : "a string";
    default: return `a ${value.type}`;
  }
}
