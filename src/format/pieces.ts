/** Tokens and comments -> the pieces a formatter moves: whole strings, other tokens, comments, in the order of the text. */
import type { IToken, TokenType } from "chevrotain";
import { StringEnd, StringStart } from "../../grammar/tokens.ts";
import type { Comment } from "../syntax/docs.ts";
import { lineOf } from "../text/source.ts";
import type { SourceFile } from "../text/source.ts";

export interface Piece {
  readonly text: string;
  /** Offset in the source; what the shape knows pieces by. */
  readonly start: number;
  /** Offset of its last character. */
  readonly end: number;
  readonly firstLine: number;
  readonly lastLine: number;
  readonly comment: boolean;
  readonly type: TokenType | undefined;
}

export function piecesOf(source: SourceFile, tokens: readonly IToken[], comments: readonly Comment[]): Piece[] {
  const pieces: Piece[] = [];
  let depth = 0;
  let first: IToken | undefined;
  for (const token of tokens) {
    if (opens(token)) first = depth++ === 0 ? token : first;
    else if (closes(token)) depth--;
    if (depth > 0 || (first === undefined && token.startOffset > token.endOffset!)) continue;
    pieces.push(piece(source, first ?? token, token));
    first = undefined;
  }
  for (const { text, span } of comments) {
    const line = lineOf(source, span.start);
    pieces.push({ text: text.trimEnd(), start: span.start, end: span.end - 1, firstLine: line, lastLine: line, comment: true, type: undefined });
  }
  return pieces.sort((a, b) => a.start - b.start);
}

function piece(source: SourceFile, first: IToken, last: IToken): Piece {
  const text = source.text.slice(first.startOffset, last.endOffset! + 1).replace(/\r\n/g, "\n").replace(/^raw[ \t]*"/, 'raw "');
  return { text, start: first.startOffset, end: last.endOffset!, firstLine: first.startLine!, lastLine: last.endLine!, comment: false, type: first.tokenType };
}

const opens = (token: IToken): boolean => token.tokenType === StringStart || token.tokenType.CATEGORIES?.includes(StringStart) === true;
const closes = (token: IToken): boolean => token.tokenType === StringEnd || token.tokenType.CATEGORIES?.includes(StringEnd) === true;
