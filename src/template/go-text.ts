/**
 * Values in the syntax of Go's templates: string literals, and expressions for late values that need no look-up.
 * Emits nothing by itself.
 */
import type { InstanceRef, Late, Text } from "../evaluate/text.ts";
import { isLate, plain } from "../evaluate/text.ts";

/** How string literals are quoted: bodies inside JSON or YAML use backticks, so that the text is valid there before it is rendered. */
export type Quotes = "double" | "backtick";

/** Expressions for instances that a loop has bound to a variable, by the reference that stands for them. */
export type Bound = ReadonlyMap<InstanceRef, string>;

export interface GoStyle { readonly quotes: Quotes; readonly bound: Bound }

export const bare: GoStyle = { quotes: "double", bound: new Map() };

const lone = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

export function goString(text: string, quotes: Quotes = "double"): string {
  // Go's raw strings drop carriage returns, and an action must stay on one line.
  if (quotes === "backtick" && !/[`\r\n\uFEFF]/.test(text)) return `\`${text.replace(lone, "\uFFFD")}\``;
  return JSON.stringify(text.replace(lone, "\uFFFD")).replace(/\u2028/g, "\\u2028").replace(/\u2029/g, "\\u2029");
}

/** Whether Go takes `.name` for a field of that name. */
export function isGoIdentifier(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}

const roots = { port: "NOMAD_PORT_", address: "NOMAD_ADDR_", ip: "NOMAD_IP_", attr: "attr.", meta: "meta.", node: "node.", env: "" } as const;
const directories: Record<string, string> = { local: "NOMAD_TASK_DIR", secrets: "NOMAD_SECRETS_DIR", alloc: "NOMAD_ALLOC_DIR" };

/** The variable of the task's environment that holds a late value, if one does. */
export function envName(late: Late): string | undefined {
  switch (late.late) {
    case "index": return "NOMAD_ALLOC_INDEX";
    case "group": return "NOMAD_GROUP_NAME";
    case "dir": return directories[late.ref];
    case "secret": case "instance": case "host": case "raw": return undefined;
    default: return roots[late.late] + late.ref;
  }
}

/** An expression without a look-up: `env "X"`, `$peer.Address`; undefined if the value needs one. */
export function directExpression(late: Late, style: GoStyle): string | undefined {
  const name = envName(late);
  if (name !== undefined) return `env ${goString(name, style.quotes)}`;
  return late.late === "instance" ? style.bound.get(late.instance) : undefined;
}

/** Text as one argument: a string literal, or `(printf "…%s…" …)`. Undefined if a part needs a look-up of its own. */
export function goArgument(text: Text, style: GoStyle): string | undefined {
  const literal = plain(text);
  if (literal !== undefined) return goString(literal, style.quotes);
  const expressions: string[] = [];
  for (const part of text) {
    if (!isLate(part)) continue;
    const expression = directExpression(part, style);
    if (expression === undefined) return undefined;
    expressions.push(expression);
  }
  return text.length === 1 ? grouped(expressions[0]!) : `(${printf(text, expressions, style.quotes)})`;
}

/** `printf` over the late parts of a text, in order. */
export function printf(text: Text, expressions: readonly string[], quotes: Quotes): string {
  const format = text.map((part) => (isLate(part) ? verb(part) : part.replace(/%/g, "%%"))).join("");
  return ["printf", goString(format, quotes), ...expressions.map(grouped)].join(" ");
}

/** A port of an instance is a number in Go, and what a secret holds may be one. */
function verb(late: Late): string {
  return late.late === "secret" || (late.late === "instance" && late.field === "port") ? "%v" : "%s";
}

export function grouped(expression: string): string {
  return /^[$.]?[A-Za-z0-9_.$]*$/.test(expression) ? expression : `(${expression})`;
}
