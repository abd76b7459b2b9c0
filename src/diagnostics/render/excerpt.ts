/**
 * The lines of one file that a diagnostic points at, with its marks under them. In: labels of one file, the primary one first.
 * Out: printed rows without the gutter's number width decided, so that several excerpts of one diagnostic align.
 */
import { lineOf, lineStart, lineText } from "../../text/source.ts";
import type { SourceFile, Span } from "../../text/source.ts";
import { visible } from "../../text/visible.ts";
import { showLine } from "./line.ts";
import type { Paint } from "./palette.ts";

export interface Mark {
  readonly span: Span;
  readonly text: string;
  readonly sign: "^" | "-";
  readonly paint: Paint;
}

/** A row: a numbered source line, a row of marks below one, or a gap. */
export type Row =
  | { readonly kind: "source"; readonly line: number; readonly text: string }
  | { readonly kind: "marks"; readonly text: string }
  | { readonly kind: "gap" };

interface Piece {
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly mark: Mark;
  /** The label stands only at the last piece of a span. */
  readonly label: string;
}

export function excerptRows(file: SourceFile, marks: readonly Mark[], room: number): Row[] {
  const pieces = marks.flatMap((mark) => piecesOf(file, mark));
  const lines = [...new Set(pieces.map((piece) => piece.line))].sort((a, b) => a - b);
  const rows: Row[] = [];
  let previous: number | undefined;
  for (const line of lines) {
    rows.push(...between(file, previous, line, room));
    rows.push(...lineRows(file, pieces.filter((piece) => piece.line === line), room));
    previous = line;
  }
  return rows;
}

/** A single line between two marked ones is shown, more are a gap. */
function between(file: SourceFile, previous: number | undefined, line: number, room: number): Row[] {
  if (previous === undefined || line === previous + 1) return [];
  if (line > previous + 2) return [{ kind: "gap" }];
  return [{ kind: "source", line: previous + 1, text: showLine(lineText(file, previous + 1), 0, 0, room).text }];
}

function lineRows(file: SourceFile, pieces: readonly Piece[], room: number): Row[] {
  const sorted = [...pieces].sort((a, b) => a.from - b.from || b.to - a.to);
  const rows: Row[] = [];
  let shownText: string | undefined;
  for (const piece of sorted) {
    const shown = showLine(lineText(file, piece.line), piece.from, piece.to, room);
    // A line too long for the terminal is shown once for each part that matters.
    if (shown.text !== shownText) rows.push({ kind: "source", line: piece.line, text: shown.text });
    shownText = shown.text;
    const label = piece.label === "" ? "" : ` ${visible(piece.label)}`;
    rows.push({ kind: "marks", text: " ".repeat(shown.column) + piece.mark.paint(piece.mark.sign.repeat(shown.width) + label) });
  }
  return rows;
}

/** A span on one line is one piece; on several, its first line from its start and its last up to its end. */
function piecesOf(file: SourceFile, mark: Mark): Piece[] {
  const [start, end] = clamped(file, mark.span);
  const first = lineOf(file, start);
  const last = lineOf(file, Math.max(start, end - 1));
  const piece = (line: number, from: number, to: number, label: string): Piece => ({ line, from, to, mark, label });
  if (first === last) return [piece(first, ...within(file, first, start, end), mark.text)];
  const lastText = lineText(file, last);
  const indent = lastText.length - lastText.trimStart().length;
  const [, firstEnd] = within(file, first, start, end);
  const [, lastEnd] = within(file, last, start, end);
  return [
    piece(first, start - lineStart(file, first), firstEnd, ""),
    piece(last, Math.min(indent, lastEnd), lastEnd, mark.text),
  ];
}

function within(file: SourceFile, line: number, start: number, end: number): [number, number] {
  const begin = lineStart(file, line);
  const length = lineText(file, line).length;
  const from = Math.min(Math.max(0, start - begin), length);
  return [from, Math.max(from, Math.min(end - begin, length))];
}

/** Spans made after error recovery may be out of range; a report must come out all the same. */
export function clamped(file: SourceFile, span: Span): [number, number] {
  const start = Math.min(Math.max(0, span.start || 0), file.text.length);
  return [start, Math.min(Math.max(start, span.end || 0), file.text.length)];
}
