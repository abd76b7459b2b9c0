/**
 * consul-template text in the making: pieces go in, text with escaped delimiters and the author's place of each line come out.
 * Knows Go's delimiters and nothing about what the actions do.
 */
import type { Span } from "../text/source.ts";

export interface Delimiters { readonly left: string; readonly right: string }
export const goDelimiters: Delimiters = { left: "{{", right: "}}" };

/** `text` prints as it is, `action` stands between delimiters, `raw` is consul-template text that its author wrote. */
export interface Piece {
  readonly kind: "text" | "action" | "raw";
  readonly text: string;
  /** The author's place of the line that starts `offset` characters into the text. */
  readonly at?: ((offset: number) => Span) | undefined;
}

export interface Finished { readonly body: string; readonly lines: readonly (Span | undefined)[] }

/** Characters so far, delimiters not counted: what the bound on a template's size is held against. */
export interface Meter { length: number }

export class Output {
  readonly pieces: Piece[] = [];
  private readonly meter: Meter;

  /** Parts that are put together later count on one meter. */
  constructor(meter: Meter = { length: 0 }) {
    this.meter = meter;
  }

  add(kind: Piece["kind"], text: string, at?: Piece["at"]): void {
    if (text === "") return;
    this.meter.length += text.length;
    this.pieces.push({ kind, text, at });
  }

  text(text: string, at?: Span): void {
    this.add("text", text, at && (() => at));
  }

  action(code: string, at?: Span): void {
    this.add("action", code, at && (() => at));
  }

  append(other: Output): void {
    for (const piece of other.pieces) this.pieces.push(piece);
  }

  finish(delimiters: Delimiters = goDelimiters): Finished {
    return { body: bodyOf(this.pieces, delimiters), lines: linesOf(this.pieces) };
  }
}

function bodyOf(pieces: readonly Piece[], delimiters: Delimiters): string {
  const parts: string[] = [];
  let run = "";
  for (const piece of pieces) {
    if (piece.kind === "text") {
      run += piece.text;
      continue;
    }
    const code = piece.kind === "raw" ? piece.text : `${delimiters.left} ${piece.text} ${delimiters.right}`;
    parts.push(escapeText(run, delimiters, code), code);
    run = "";
  }
  parts.push(escapeText(run, delimiters, ""));
  return parts.join("");
}

/**
 * Text that Go prints verbatim. `next` is what follows: a `{` right before an action would make Go read `{{{`
 * and open the action one character early.
 */
export function escapeText(text: string, { left, right }: Delimiters, next: string): string {
  const whole = text + next.slice(0, left.length);
  const parts: string[] = [];
  let from = 0;
  for (let at = whole.indexOf(left); at >= 0 && at < text.length; at = whole.indexOf(left, from)) {
    const end = Math.min(at + left.length, text.length);
    parts.push(text.slice(from, at), `${left} ${JSON.stringify(text.slice(at, end))} ${right}`);
    from = end;
  }
  parts.push(text.slice(from));
  return parts.join("");
}

/** Actions hold no line breaks, and escaping adds none: lines can be counted before it. */
function linesOf(pieces: readonly Piece[]): (Span | undefined)[] {
  const lines: (Span | undefined)[] = [undefined];
  for (const { text, at } of pieces) {
    for (let from = 0; from < text.length; ) {
      const last = lines.length - 1;
      lines[last] ??= at?.(from);
      const end = text.indexOf("\n", from);
      if (end < 0) break;
      lines.push(undefined);
      from = end + 1;
    }
  }
  return lines;
}
