/**
 * Pieces -> lines. The author's line breaks stay; a body stays on its line if the author wrote it so and the line fits,
 * else its statements get lines of their own. Decides nothing about spaces inside a line.
 */
import { LBrace, LParen, LSquare, RBrace, RParen, RSquare } from "../../grammar/tokens.ts";
import type { TokenType } from "chevrotain";
import { WIDTH, columnOf, widthOf } from "./lines.ts";
import type { Cell, Line } from "./lines.ts";
import type { Piece } from "./pieces.ts";
import type { Shape } from "./shape.ts";
import { gap } from "./spacing.ts";

const openers = new Set<TokenType | undefined>([LBrace, LParen, LSquare]);
const closers = new Set<TokenType | undefined>([RBrace, RParen, RSquare]);

/** Statements of one source line, or a comment on a line of its own. Indices into the pieces, both included. */
interface Row {
  readonly parts: [number, number][];
}

export class Layout {
  readonly lines: Line[] = [];
  private readonly indexOf = new Map<number, number>();

  constructor(private readonly pieces: readonly Piece[], private readonly shape: Shape) {
    pieces.forEach((piece, i) => this.indexOf.set(piece.start, i));
  }

  /** Rows of a body or a file, from one piece to another, each on lines of its own. */
  rows(from: number, to: number, indent: number, split = false): void {
    let first = true;
    for (const row of this.group(from, to)) {
      const fits = !split && row.parts.every(([a, b]) => this.isOneLine(a, b)) && indent * 2 + this.widthOfRow(row) <= WIDTH;
      row.parts.forEach(([a, b], i) => {
        const joined = i > 0 && (fits || this.pieces[a]!.comment);
        if (!joined) this.begin(indent, !first && i === 0 && this.blankBefore(a));
        this.statement(a, b, indent, fits);
      });
      first = false;
    }
  }

  private group(from: number, to: number): Row[] {
    const rows: Row[] = [];
    for (let i = from; i <= to; ) {
      const end = this.endOf(i, to);
      const before = this.pieces[i - 1];
      const last = rows[rows.length - 1];
      if (last !== undefined && before !== undefined && before.lastLine === this.pieces[i]!.firstLine) last.parts.push([i, end]);
      else rows.push({ parts: [[i, end]] });
      i = end + 1;
    }
    return rows;
  }

  /** The last piece of the statement that begins at `i`. */
  private endOf(i: number, to: number): number {
    const end = this.shape.statements.get(this.pieces[i]!.start);
    let last = i;
    while (end !== undefined && last < to && this.pieces[last + 1]!.start <= end) last++;
    return last;
  }

  private isOneLine(a: number, b: number): boolean {
    return this.pieces[a]!.firstLine === this.pieces[b]!.lastLine;
  }

  private flat(a: number, b: number): Cell[] {
    return this.pieces.slice(a, b + 1).map((piece, i) => ({ piece, gap: i === 0 ? "" : gap(this.shape, this.pieces[a + i - 1]!, piece) }));
  }

  /** Trailing comments do not count. */
  private widthOfRow(row: Row): number {
    return row.parts.reduce((sum, [a, b]) => sum + (this.pieces[a]!.comment ? 0 : widthOf(this.flat(a, b)) + 2), -2);
  }

  private begin(indent: number, blankBefore: boolean): void {
    this.lines.push({ indent, cells: [], blankBefore });
  }

  private blankBefore(i: number): boolean {
    return i > 0 && this.pieces[i]!.firstLine > this.pieces[i - 1]!.lastLine + 1;
  }

  private get line(): Line {
    return this.lines[this.lines.length - 1]!;
  }

  private put(i: number): void {
    const before = this.line.cells[this.line.cells.length - 1];
    this.line.cells.push({ piece: this.pieces[i]!, gap: before === undefined ? "" : gap(this.shape, before.piece, this.pieces[i]!) });
  }

  private statement(a: number, b: number, indent: number, fits: boolean): void {
    const wide = !fits && this.isOneLine(a, b) && indent * 2 + widthOf(this.flat(a, b)) > WIDTH;
    const frames: number[] = [];
    for (let i = a; i <= b; i++) {
      const piece = this.pieces[i]!;
      if (i > a && this.breaksBefore(i)) this.begin(this.indentOf(piece, indent, frames), this.blankBefore(i) && !closers.has(piece.type) && !openers.has(this.pieces[i - 1]!.type));
      const close = this.shape.bodies.get(piece.start);
      this.put(i);
      if (close !== undefined) i = this.body(i, this.indexOf.get(close)!, indent, wide);
      else if (openers.has(piece.type)) frames.push(this.line.indent);
      else if (closers.has(piece.type)) frames.pop();
    }
  }

  private breaksBefore(i: number): boolean {
    const [before, piece] = [this.pieces[i - 1]!, this.pieces[i]!];
    if (before.comment) return true;
    return before.lastLine < piece.firstLine && !this.shape.elses.has(piece.start);
  }

  /** Closers stand under the line that opened them, items one step deeper, what goes on with a value yet one more. */
  private indentOf(piece: Piece, indent: number, frames: readonly number[]): number {
    const frame = frames[frames.length - 1];
    if (closers.has(piece.type) && frame !== undefined) return frame;
    const inner = frame === undefined ? indent : frame + 1;
    const begins = frame !== undefined && (piece.comment || this.shape.items.has(piece.start));
    return begins || this.shape.elses.has(piece.start) ? inner : inner + 1;
  }

  /** Writes a body whose opening brace stands already; returns the index of its closing brace. */
  private body(open: number, close: number, indent: number, wide: boolean): number {
    const width = columnOf(this.line) + widthOf(this.flat(open + 1, close)) + 1;
    if (this.isOneLine(open, close) && (!wide || close === open + 1) && width <= WIDTH) {
      for (let i = open + 1; i <= close; i++) this.put(i);
      return close;
    }
    let from = open + 1;
    if (this.pieces[from]!.comment && this.pieces[from]!.firstLine === this.pieces[open]!.lastLine) this.put(from++);
    this.rows(from, close - 1, indent + 1, this.isOneLine(open, close));
    this.begin(indent, false);
    this.put(close);
    return close;
  }
}

