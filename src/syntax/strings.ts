/** String tokens -> text: escapes, the layout of `"""`, raw strings. Interpolated expressions are built by the caller. */
import type { CstNode, IToken } from "chevrotain";
import { BadEscape, Escape, LateBrace, OpenInterpolation, RawBroken, RawText, StringBreak, TextLine, TextStart } from "../../grammar/tokens.ts";
import { diagnose } from "../diagnostics/catalog.ts";
import type { Expr } from "./ast.ts";
import { child, nodes, spanOf, spanOfNode, token, tokens } from "./cst.ts";
import type { Build } from "./cst.ts";

type StringExpr = Extract<Expr, { kind: "string" }>;
type Piece = IToken | CstNode;
type BuildExpression = (build: Build, node: CstNode | undefined, near: number) => Expr;

export function stringOf(build: Build, node: CstNode | undefined, near: number, expression: BuildExpression): StringExpr {
  const span = spanOfNode(build, node, near);
  const raw = token(node, "RawString") ?? token(node, "RawText");
  if (raw !== undefined) return { kind: "string", parts: rawParts(build, raw), raw: raw.image.startsWith("raw"), span };
  const pieces = ([...tokens(node, "StringPart"), ...nodes(node, "interpolation")] as Piece[]).sort((a, b) => startOf(a) - startOf(b));
  const start = token(node, "StringStart");
  const end = token(node, "StringEnd");
  if (end?.tokenType === StringBreak && start !== undefined) unterminated(build, start, end);
  const laid = start?.tokenType === TextStart ? layOut(build, start, pieces, end) : pieces;
  const parts = laid.map((piece) => (typeof piece === "string" ? piece : isToken(piece) ? textOf(build, piece) : interpolated(build, piece, expression)));
  return { kind: "string", parts: joined(parts), raw: false, span: end?.tokenType === StringBreak ? { ...span, end: end.startOffset } : span };
}

function interpolated(build: Build, node: CstNode, expression: BuildExpression): Expr {
  const near = node.location?.endOffset ?? 0;
  return expression(build, child(child(node, "enclosed"), "expression"), Number.isNaN(near) ? 0 : near);
}

function unterminated(build: Build, start: IToken, end: IToken): void {
  const text = start.tokenType === TextStart;
  const span = { ...spanOf(build, start), end: text ? start.endOffset! + 1 : Math.max(start.endOffset! + 1, end.startOffset) };
  build.problems.push(diagnose("unterminated-string", { quotes: start.image }, span));
}

const isToken = (piece: Piece): piece is IToken => "image" in piece;

function startOf(piece: Piece): number {
  return isToken(piece) ? piece.startOffset : (piece.location?.startOffset ?? 0);
}

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", '"': '"', "\\": "\\" };

function textOf(build: Build, piece: IToken): string {
  const type = piece.tokenType;
  if (type === Escape) return piece.image[1] === "u" ? character(build, piece) : escapes[piece.image[1]!]!;
  if (type === BadEscape) build.problems.push(diagnose("bad-escape", { escape: piece.image }, spanOf(build, piece)));
  else if (type === LateBrace) build.problems.push(diagnose("late-value-by-hand", {}, spanOf(build, piece)));
  else if (type === OpenInterpolation) build.problems.push(diagnose("unclosed-interpolation", {}, spanOf(build, piece)));
  return type === TextLine ? "\n" : piece.image;
}

function character(build: Build, piece: IToken): string {
  const code = Number.parseInt(piece.image.slice(3, -1), 16);
  if (code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) && code !== 0) return String.fromCodePoint(code);
  build.problems.push(diagnose("bad-escape", { escape: piece.image }, spanOf(build, piece)));
  return "\ufffd";
}

/** Neighbouring texts become one; empty ones go. */
function joined(parts: readonly (string | Expr)[]): (string | Expr)[] {
  const result: (string | Expr)[] = [];
  let text: string[] = [];
  const flush = () => {
    const all = text.join("");
    if (all !== "") result.push(all);
    text = [];
  };
  for (const part of parts) {
    if (typeof part === "string") text.push(part);
    else {
      flush();
      result.push(part);
    }
  }
  flush();
  return result;
}

/** `"""`: text begins on the next line, the closing quotes stand on their own; what stands before them is taken off each line. */
function layOut(build: Build, start: IToken, pieces: readonly Piece[], end: IToken | undefined): (Piece | string)[] {
  if (end === undefined || end.tokenType === StringBreak) return [...pieces];
  const isLine = (piece: Piece | undefined): piece is IToken => piece !== undefined && isToken(piece) && piece.tokenType === TextLine;
  if (!pieces.some(isLine)) return [...pieces];
  const inner = isToken(pieces[0]!) && !isLine(pieces[0]) && blank(pieces[0]) ? pieces.slice(1) : pieces;
  const last = inner[inner.length - 1];
  if (!isLine(inner[0]) || !isLine(last)) {
    build.problems.push(diagnose("text-layout", {}, spanOf(build, isLine(inner[0]) ? end : start)));
    return [...inner];
  }
  const indent = indentOf(last);
  let reported = false;
  const result: (Piece | string)[] = [];
  inner.slice(0, -1).forEach((piece, i) => {
    if (!isLine(piece)) return void result.push(piece);
    const rest = indentOf(piece);
    const next = inner[i + 1];
    const empty = isLine(next);
    if (!reported && !empty && !rest.startsWith(indent)) {
      reported = true;
      const at = spanOf(build, piece);
      build.problems.push(diagnose("text-indentation", {}, { ...at, start: at.end - rest.length, end: at.end }, { related: [{ span: spanOf(build, end), text: "the closing quotes" }] }));
    }
    result.push((i === 0 ? "" : "\n") + (rest.startsWith(indent) ? rest.slice(indent.length) : ""));
  });
  return inner.length === 1 ? [] : [...result, "\n"];
}

function indentOf(line: IToken): string {
  return line.image.slice(line.image.indexOf("\n") + 1);
}

function blank(piece: IToken): boolean {
  return piece.image.trim() === "";
}

function rawParts(build: Build, at: IToken): string[] {
  if (at.tokenType === RawBroken) build.problems.push(diagnose("unterminated-string", { quotes: at.image.includes('"""') ? '"""' : '"' }, spanOf(build, at)));
  const image = at.image.replace(/\r\n/g, "\n");
  const text = at.tokenType === RawText ? rawText(build, at, image) : inQuotes(image).replace(/\\(["\\])/g, "$1");
  return text === "" ? [] : [text];
}

function inQuotes(image: string): string {
  const open = image.search(/["']/);
  const quote = image[open]!;
  const end = image.length > open + 1 && image.endsWith(quote) ? image.length - 1 : image.length;
  return image.slice(open + 1, end);
}

/** `raw """`: the layout of `"""`, and nothing is special but the quotes that close it. */
function rawText(build: Build, at: IToken, image: string): string {
  const text = image.slice(image.indexOf('"""') + 3, -3);
  if (!text.includes("\n")) return text;
  const lines = text.split("\n");
  const indent = lines.pop()!;
  if (lines.shift()!.trim() !== "" || indent.trim() !== "") {
    build.problems.push(diagnose("text-layout", {}, spanOf(build, at)));
    return text;
  }
  if (lines.some((line) => line.trim() !== "" && !line.startsWith(indent))) build.problems.push(diagnose("text-indentation", {}, spanOf(build, at)));
  return lines.map((line) => `${line.startsWith(indent) ? line.slice(indent.length) : line.trimStart()}\n`).join("");
}
