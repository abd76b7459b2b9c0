/**
 * One attribute of a file gets another value, and nothing else changes. In: where the value stands, or the attribute that it goes after.
 * Out: the edit, or why there is none. Only a plain string is replaced: whatever is computed has its source elsewhere.
 */
import type { Span } from "../text/source.ts";

export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** The edit that makes the string at `span` say `value`; undefined where a plain string does not stand there. */
export function replaceString(span: Span, value: string): Edit | undefined {
  const written = span.file.text.slice(span.start, span.end);
  return /^"[^"\\\n]*"$/.test(written) ? { span, text: quoted(value) } : undefined;
}

/** A new attribute after the one whose value stands at `span`: on a line of its own if that one has its own line. */
export function addAfter(span: Span, name: string, value: string): Edit {
  const { text } = span.file;
  const lineStart = text.lastIndexOf("\n", span.start - 1) + 1;
  const before = text.slice(lineStart, span.start);
  const own = /^(\s*)[\w-]+\s*=\s*$/.exec(before);
  const attribute = `${name} = ${quoted(value)}`;
  return { span: { ...span, start: span.end }, text: own === null ? `  ${attribute}` : `\n${own[1]!}${attribute}` };
}

/** Edits of one file, applied from the last to the first. They do not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const inOrder = [...edits].sort((a, b) => b.span.start - a.span.start);
  return inOrder.reduce((result, { span, text: put }) => result.slice(0, span.start) + put + result.slice(span.end), text);
}

function quoted(value: string): string {
  return `"${value.replace(/["\\]/g, "\\$&")}"`;
}
