/**
 * Diagnostics for people: title, excerpts with the place underlined, notes. In: diagnostics. Out: text that ends in a line break.
 * Nothing of a source reaches the terminal unescaped.
 */
import { positionAt } from "../../text/source.ts";
import type { SourceFile } from "../../text/source.ts";
import { visible } from "../../text/visible.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { clamped, excerptRows } from "./excerpt.ts";
import type { Mark, Row } from "./excerpt.ts";
import { colourPalette, plainPalette } from "./palette.ts";
import type { Palette } from "./palette.ts";
import { wrap } from "./wrap.ts";

export interface TextOptions {
  readonly colour?: boolean;
  /** Columns of the terminal; default 100. */
  readonly width?: number;
  /** How many are shown in full; the rest is counted. Default 200. */
  readonly limit?: number;
}

interface Paper {
  readonly palette: Palette;
  readonly width: number;
}

export function renderText(diagnostics: readonly Diagnostic[], options: TextOptions = {}): string {
  const paper: Paper = { palette: options.colour === true ? colourPalette : plainPalette, width: Math.max(40, options.width ?? 100) };
  const limit = options.limit ?? 200;
  const reports = diagnostics.slice(0, limit).map((diagnostic) => report(diagnostic, paper).join("\n") + "\n");
  const rest = diagnostics.length - limit;
  if (rest > 0) reports.push(`… and ${rest} more\n`);
  return reports.join("\n");
}

/** `2 errors, 1 warning`; empty when there is nothing to say. */
export function summary(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error").length;
  const parts = [counted(errors, "error"), counted(diagnostics.length - errors, "warning")];
  return parts.filter((part) => part !== "").join(", ");
}

function counted(count: number, noun: string): string {
  return count === 0 ? "" : `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function report(diagnostic: Diagnostic, paper: Paper): string[] {
  const paint = paper.palette[diagnostic.severity];
  const head = `${paint(`${diagnostic.severity}[${diagnostic.code}]`)}${paper.palette.strong(`: ${visible(diagnostic.title)}`)}`;
  const excerpts = [...byFile(diagnostic, paper.palette)].map(([file, marks]) => ({ file, marks, rows: excerptRows(file, marks, paper.width - 8) }));
  const numbers = excerpts.flatMap(({ rows }) => rows.flatMap((row) => (row.kind === "source" ? [String(row.line).length] : [])));
  const gutter = Math.max(1, ...numbers);
  const body = excerpts.flatMap(({ file, marks, rows }, index) => {
    const { line, column } = positionAt(file, clamped(file, marks[0]!.span)[0]);
    const corner = index === 0 ? "┌─" : "├─";
    const place = `${paper.palette.gutter(`${" ".repeat(gutter)} ${corner}`)} ${visible(file.path)}:${line}:${column}`;
    return [place, bar(gutter, paper), ...rows.map((row) => printed(row, gutter, paper)), bar(gutter, paper)];
  });
  const notes = diagnostic.notes.flatMap((note) => noteLines(note, gutter, paper));
  if (notes.length === 0 && body.length > 0) body.pop();
  return [head, ...body, ...notes];
}

/** The primary place first, then the others, a file at a time. */
function byFile(diagnostic: Diagnostic, palette: Palette): Map<SourceFile, Mark[]> {
  const files = new Map<SourceFile, Mark[]>();
  const add = (mark: Mark) => {
    const file = [...files.keys()].find((known) => known === mark.span.file || (known.path === mark.span.file.path && known.text === mark.span.file.text));
    if (file === undefined) files.set(mark.span.file, [mark]);
    else files.get(file)!.push(mark);
  };
  if (diagnostic.span !== undefined) add({ span: diagnostic.span, text: diagnostic.label ?? "", sign: "^", paint: palette[diagnostic.severity] });
  for (const { span, text } of diagnostic.related) add({ span, text, sign: "-", paint: palette.related });
  return files;
}

function bar(gutter: number, paper: Paper): string {
  return paper.palette.gutter(`${" ".repeat(gutter)} │`);
}

function printed(row: Row, gutter: number, paper: Paper): string {
  if (row.kind === "gap") return paper.palette.gutter(`${" ".repeat(gutter)} ⋮`);
  if (row.kind === "marks") return `${bar(gutter, paper)} ${row.text}`;
  return `${paper.palette.gutter(`${String(row.line).padStart(gutter)} │`)} ${row.text}`.trimEnd();
}

function noteLines(note: string, gutter: number, paper: Paper): string[] {
  return wrap(note, paper.width - gutter - 4).map((line, index) =>
    `${" ".repeat(gutter)} ${index === 0 ? paper.palette.gutter("=") : " "} ${line}`.trimEnd());
}
