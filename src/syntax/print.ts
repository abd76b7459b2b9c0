/**
 * Syntax tree -> text, so that parsing it again gives the same tree. In: a file; out: one statement a line, doc comments
 * above. For text that people wrote use the formatter, which keeps their comments and lines; this keeps neither.
 */
import type { Block, Body, File, If, Import, Network, Param, Role, Statement, TypeExpr } from "./ast.ts";
import { printExpression, printOperand, quoted, startsWithBrace } from "./print-expression.ts";

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*$/;

export function print(file: File): string {
  const parts = [file.imports.map(importLine).join(""), ...file.declarations.map((each) => (each.kind === "network" ? network(each) : role(each)))];
  return parts.filter((part) => part !== "").join("\n");
}

function importLine(each: Import): string {
  return `import { ${each.names.map((name) => name.text).join(", ")} } from ${quoted(each.from.text)}\n`;
}

function network(each: Network): string {
  const bases = each.bases.length === 0 ? "" : ` extends ${each.bases.map((base) => base.text).join(", ")}`;
  return `${doc(each.doc, "")}network ${each.name.text}${bases} ${body(each.body, "")}\n`;
}

function role(each: Role): string {
  const base = each.base === undefined ? "" : ` extends ${each.base.text}`;
  return `${doc(each.doc, "")}role ${each.name.text}(${params(each.params)})${base} ${body(each.body, "")}\n`;
}

function doc(text: string | undefined, indent: string): string {
  return text === undefined ? "" : text.split("\n").map((line) => `${indent}##${line === "" ? "" : ` ${line}`}\n`).join("");
}

function params(all: readonly Param[]): string {
  if (all.every((each) => each.doc === undefined)) return all.map(param).join(", ");
  return `\n${all.map((each) => `${doc(each.doc, "  ")}  ${param(each)},\n`).join("")}`;
}

function param(each: Param): string {
  const type = each.type === undefined ? "" : `: ${printType(each.type)}`;
  return `${each.name.text}${type}${each.value === undefined ? "" : ` = ${printExpression(each.value)}`}`;
}

export function printType(type: TypeExpr): string {
  const optional = type.optional ? "?" : "";
  if (type.kind === "named") return type.name.text + optional;
  if (type.kind === "enum") return type.names.map((name) => name.text).join(" | ") + optional;
  return (type.kind === "list" ? `[${printType(type.of)}]` : `{${printType(type.of)}}`) + optional;
}

function body(each: Body, indent: string): string {
  if (each.statements.length === 0) return "{ }";
  const inner = `${indent}  `;
  return `{\n${each.statements.map((statement) => doc("doc" in statement ? statement.doc : undefined, inner) + inner + printStatement(statement, inner)).join("\n")}\n${indent}}`;
}

function printStatement(each: Statement, indent: string): string {
  switch (each.kind) {
    case "attribute": return `${key(each.key.text)} ${each.op} ${printExpression(each.value)}`;
    case "let": return `let ${param(each)}`;
    case "block": return block(each, indent);
    case "if": return choice(each, indent);
    case "assert": return `assert ${startsWithBrace(each.condition) ? `(${printExpression(each.condition)})` : printExpression(each.condition)} else ${printExpression(each.message)}`;
    case "unset": return `unset ${each.path.map((name) => key(name.text)).join(".")}`;
  }
}

function key(text: string): string {
  return IDENTIFIER.test(text) ? text : quoted(text);
}

function block(each: Block, indent: string): string {
  const modifier = each.modifier === undefined ? "" : `${each.modifier} `;
  const labels = each.labels.map((label) => ` ${label.quoted ? quoted(label.text) : label.text}`).join("");
  const selector = each.selector === undefined ? "" : `[${printExpression(each.selector)}]`;
  const range = each.range === undefined ? "" : ` ${headRange(each.range)}`;
  return `${modifier}${each.head.text}${labels}${selector}${range}${each.body === undefined ? "" : ` ${body(each.body, indent)}`}`;
}

/** Behind a head only a number or a name begins a range by itself. */
function headRange(range: NonNullable<Block["range"]>): string {
  if (range.kind !== "range" || ["number", "quantity", "name"].includes(range.from.kind)) return printExpression(range);
  return `(${printExpression(range.from)})..${printOperand(range.to, "..")}`;
}

function choice(each: If, indent: string): string {
  const head = `if ${printExpression(each.condition)} ${body(each.then, indent)}`;
  if (each.otherwise === undefined) return head;
  return `${head} else ${"kind" in each.otherwise ? choice(each.otherwise, indent) : body(each.otherwise, indent)}`;
}
