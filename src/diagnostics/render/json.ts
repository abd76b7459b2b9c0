/** Diagnostics for programs: one JSON object, stable in its names and order. Offsets are UTF-16 units, columns code points, both ends half-open. */
import { positionAt } from "../../text/source.ts";
import type { Span } from "../../text/source.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { clamped } from "./excerpt.ts";

export function renderJson(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error").length;
  const document = { version: 1, errors, warnings: diagnostics.length - errors, diagnostics: diagnostics.map(entry) };
  return `${safeJson(document)}\n`;
}

/** JSON in which no invisible or reordering character stands as itself. */
export function safeJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function entry(diagnostic: Diagnostic) {
  return {
    code: diagnostic.code,
    severity: diagnostic.severity,
    title: diagnostic.title,
    ...(diagnostic.span === undefined ? {} : place(diagnostic.span)),
    ...(diagnostic.label === undefined ? {} : { label: diagnostic.label }),
    related: diagnostic.related.map(({ span, text }) => ({ ...place(span), label: text })),
    notes: diagnostic.notes,
  };
}

function place(span: Span) {
  const [start, end] = clamped(span.file, span);
  return { file: span.file.path, start: { offset: start, ...positionAt(span.file, start) }, end: { offset: end, ...positionAt(span.file, end) } };
}
