/** Expressions -> text on one line (raw text of several lines excepted), with the parentheses that their tree needs and no others. */
import type { Expr } from "./ast.ts";
import { strengths } from "./operators.ts";
import type { Operator } from "./operators.ts";

export function printExpression(expr: Expr): string {
  switch (expr.kind) {
    case "number": return number(expr.value, expr.integer);
    case "quantity": return expr.raw;
    case "bool": return String(expr.value);
    case "name": return expr.name.text;
    case "missing": return "none";
    case "string": return expr.raw ? raw(expr.parts.join("")) : `"${expr.parts.map((part) => (typeof part === "string" ? escaped(part) : `\\(${printExpression(part)})`)).join("")}"`;
    case "member": return `${atom(expr.object)}.${expr.name.text}`;
    case "index": return `${atom(expr.object)}[${printExpression(expr.index)}]`;
    case "call": return `${expr.callee.text}(${expr.args.map(printExpression).join(", ")})`;
    case "unary": return `${expr.op}${expr.operand.kind === "unary" ? printExpression(expr.operand) : atom(expr.operand)}`;
    case "binary": return `${printOperand(expr.left, expr.op, true)} ${expr.op} ${printOperand(expr.right, expr.op)}`;
    case "range": return `${printOperand(expr.from, "..", true)}..${printOperand(expr.to, "..")}`;
    case "if": return `if ${printExpression(expr.condition)} then ${printExpression(expr.then)} else ${printExpression(expr.otherwise)}`;
    default: return collection(expr);
  }
}

type Collection = Extract<Expr, { kind: "list" | "map" | "list-for" | "map-for" }>;

function collection(expr: Collection): string {
  switch (expr.kind) {
    case "list": return `[${expr.items.map(printExpression).join(", ")}]`;
    case "map": return expr.entries.length === 0 ? "{}" : `{ ${expr.entries.map((entry) => `${printExpression(entry.key)} = ${printExpression(entry.value)}`).join(", ")} }`;
    case "list-for": return `[${loop(expr)}: ${printExpression(expr.body)}]`;
    case "map-for": return `{${loop(expr)}: ${printExpression(expr.key)} = ${printExpression(expr.body)}}`;
  }
}

function loop(expr: Extract<Expr, { kind: "list-for" | "map-for" }>): string {
  return `for ${expr.variable.text} in ${printExpression(expr.source)}${expr.where === undefined ? "" : ` if ${printExpression(expr.where)}`}`;
}

const strengthOf = (expr: Expr): number => {
  if (expr.kind === "binary") return strengths[expr.op];
  if (expr.kind === "range") return strengths[".."];
  return expr.kind === "if" ? 0 : Number.MAX_SAFE_INTEGER;
};

/** An operand of `op`; a chain goes on at the left without parentheses, comparisons and ranges do not chain. */
export function printOperand(expr: Expr, op: Operator, left = false): string {
  const [own, outer] = [strengthOf(expr), strengths[op]];
  const chains = left && outer !== strengths["=="] && outer !== strengths[".."];
  return own > outer || (own === outer && chains) ? printExpression(expr) : `(${printExpression(expr)})`;
}

/** What `.`, `[` and a prefix bind to. */
function atom(expr: Expr): string {
  return ["unary", "binary", "range", "if"].includes(expr.kind) ? `(${printExpression(expr)})` : printExpression(expr);
}

export function startsWithBrace(expr: Expr): boolean {
  return printExpression(expr).startsWith("{");
}

function number(value: number, integer: boolean): string {
  if (integer) return String(value);
  const text = String(value);
  if (!text.includes("e")) return text.includes(".") ? text : `${text}.0`;
  const [digits, exponent] = [text.replace(/e.*/, "").replace(".", ""), Number(text.replace(/.*e/, ""))];
  return exponent < 0 ? `0.${"0".repeat(-exponent - 1)}${digits}` : `${digits.padEnd(exponent + 1, "0")}.0`;
}

/** A string that holds nothing but text. */
export function quoted(text: string): string {
  return `"${escaped(text)}"`;
}

const short: Readonly<Record<string, string>> = { "\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\" };

function escaped(text: string): string {
  return text.replace(/["\\\u0000-\u001f\u007f]|\$(?=\{)/g, (c) => short[c] ?? `\\u{${c.charCodeAt(0).toString(16).toUpperCase()}}`);
}

/** Raw text of several lines ends in a line break, as `raw """` always gives it. */
function raw(text: string): string {
  return text.includes("\n") ? `raw """\n${text}"""` : `raw "${text.replace(/["\\]/g, "\\$&")}"`;
}
