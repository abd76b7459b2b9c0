/** The lines being written: indentation, pieces with the space before each. Aligns `=` and prints. */
import type { Piece } from "./pieces.ts";
import type { Shape } from "./shape.ts";

export interface Cell {
  readonly piece: Piece;
  gap: string;
}

export interface Line {
  readonly indent: number;
  readonly cells: Cell[];
  readonly blankBefore: boolean;
}

export const WIDTH = 120;

export function columns(text: string): number {
  return /^[\x20-\x7e]*$/.test(text) ? text.length : [...text].length;
}

export function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.gap.length + columns(cell.piece.text), 0);
}

/** The column behind the line's last piece. Text of several lines ends on the last of them, under its own indentation. */
export function columnOf(line: Line): number {
  return line.cells.reduce((column, { piece, gap }) => {
    const end = piece.text.lastIndexOf("\n");
    return end < 0 ? column + gap.length + columns(piece.text) : 2 * (line.indent + 1) + piece.text.slice(end).trim().length;
  }, 2 * line.indent);
}

/** Something that stands in one column with its like on the lines around. `tail`: the width from it to the line's end. */
interface Anchored {
  readonly kind: string;
  readonly before: number;
  readonly cell: Cell;
  readonly width: number;
}

/** The line's anchor, if the line holds one setting, let or block from its first piece to its last. */
function anchorOf(shape: Shape, line: Line): Anchored | undefined {
  const anchor = shape.anchors.get(line.cells[0]!.piece.start);
  const at = line.cells.findIndex((cell) => cell.piece.start === anchor?.at);
  const held = line.cells.filter((cell) => !cell.piece.comment && cell.piece.text !== ",");
  if (anchor === undefined || at < 1 || held[held.length - 1]!.piece.end !== anchor.end || held.some((cell) => cell.piece.text.includes("\n"))) return undefined;
  const before = widthOf(line.cells.slice(0, at));
  const kind = anchor.kind === "block" ? `block ${line.cells[0]!.piece.text}` : anchor.kind;
  return { kind, before, cell: line.cells[at]!, width: line.indent * 2 + widthOf(held) - before };
}

/** Lets `=`, and the braces of one-line bodies of one head, stand in one column on consecutive lines that each hold one of a kind. */
export function align(shape: Shape, lines: readonly Line[]): void {
  let group: Anchored[] = [];
  let last: Line | undefined;
  for (const line of lines) {
    const anchored = anchorOf(shape, line);
    if (anchored === undefined || line.blankBefore || line.indent !== last?.indent || anchored.kind !== group[0]?.kind) group = flush(group);
    if (anchored !== undefined) group.push(anchored);
    last = line;
  }
  flush(group);
}

/** A column that would push a line over the width is not made. */
function flush(group: readonly Anchored[]): Anchored[] {
  const reach = ({ before, cell }: Anchored) => before + 1 + (cell.piece.text === "{" ? 0 : cell.piece.text.length);
  const column = Math.max(0, ...group.map(reach));
  if (group.some((each) => each.cell.piece.text === "{" && each.width + column > WIDTH)) return [];
  for (const each of group) each.cell.gap = " ".repeat(1 + column - reach(each));
  return [];
}

export function textOf(lines: readonly Line[]): string {
  return lines.map((line) => (line.blankBefore ? "\n" : "") + "  ".repeat(line.indent) + line.cells.map((cell) => cell.gap + shifted(cell.piece.text, line.indent)).join("").trimEnd() + "\n").join("");
}

/** Text of several lines moves with the line it begins on: its lines stand one step deeper. */
function shifted(text: string, indent: number): string {
  if (!text.includes("\n")) return text;
  const lines = text.split("\n");
  const old = /^[ \t]*/.exec(lines[lines.length - 1]!)![0];
  const inner = "  ".repeat(indent + 1);
  return [lines[0]!, ...lines.slice(1).map((line) => (line.startsWith(old) && line !== old ? inner + line.slice(old.length) : ""))].join("\n");
}
