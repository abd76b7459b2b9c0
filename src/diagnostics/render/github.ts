/** Diagnostics as GitHub workflow commands: each becomes an annotation on its line. */
import { positionAt } from "../../text/source.ts";
import type { Span } from "../../text/source.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { clamped } from "./excerpt.ts";

export function renderGithub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map((diagnostic) => `${command(diagnostic)}\n`).join("");
}

function command(diagnostic: Diagnostic): string {
  const properties = [...(diagnostic.span === undefined ? [] : place(diagnostic.span)), `title=${escapeProperty(diagnostic.code)}`];
  const related = diagnostic.related.map(({ span, text }) => `${span.file.path}:${positionAt(span.file, clamped(span.file, span)[0]).line}: ${text}`);
  const message = [diagnostic.title, ...(diagnostic.label === undefined ? [] : [diagnostic.label]), ...related, ...diagnostic.notes].join("\n");
  return `::${diagnostic.severity} ${properties.join(",")}::${escapeData(message)}`;
}

function place(span: Span): string[] {
  const [from, to] = clamped(span.file, span);
  const start = positionAt(span.file, from);
  const end = positionAt(span.file, to);
  const columns = end.line === start.line ? [`endColumn=${Math.max(end.column, start.column + 1)}`] : [];
  return [`file=${escapeProperty(span.file.path)}`, `line=${start.line}`, `endLine=${end.line}`, `col=${start.column}`, ...columns];
}

/** Every control character goes out as a percent code: a file's text can start no command of its own. */
function escapeData(text: string): string {
  return text.replace(/[%\u0000-\u001f\u007f]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
}
