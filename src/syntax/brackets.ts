/**
 * Matches brackets before the grammar sees them: one pass, no recursion. Out: brackets that nothing closes, closers
 * that close nothing, and the place where a file nests too deep for anything that reads it recursively.
 */
import type { IToken, TokenType } from "chevrotain";
import { UNCLOSED } from "../../grammar/recovery.ts";
import { BinaryOp, Comma, Else, If, Interpolation, LBrace, LParen, LSquare, Minus, Not, RBrace, RParen, RSquare, Then } from "../../grammar/tokens.ts";

export const MAX_NESTING = 128;

export interface Brackets {
  readonly unclosed: readonly IToken[];
  readonly stray: readonly IToken[];
  /** The brace that was probably forgotten to be closed: its closer is indented less than its own line. */
  readonly suspect: IToken | undefined;
  readonly tooDeep: IToken | undefined;
  /** The brace that last closed an outermost block. */
  readonly lastClosed: IToken | undefined;
}

interface Open {
  readonly token: IToken;
  /** Column of the first token of its line. */
  readonly indent: number;
  /** `if … then … else if …` nests without brackets; this many stand open in this bracket. */
  ifs: number;
}

interface Scan {
  readonly stack: Open[];
  readonly unclosed: IToken[];
  readonly stray: IToken[];
  suspect: IToken | undefined;
  lastClosed: IToken | undefined;
  ifs: number;
  prefix: number;
  line: number;
  indent: number;
  previous: IToken | undefined;
}

const closerOf = new Map<TokenType, TokenType>([[LBrace, RBrace], [LParen, RParen], [LSquare, RSquare], [Interpolation, RParen]]);
const closers = new Set<TokenType>(closerOf.values());

export function matchBrackets(tokens: readonly IToken[]): Brackets {
  const scan: Scan = { stack: [], unclosed: [], stray: [], suspect: undefined, lastClosed: undefined, ifs: 0, prefix: 0, line: 0, indent: 0, previous: undefined };
  for (const token of tokens) {
    step(scan, token);
    if (scan.stack.length + scan.ifs + scan.prefix > MAX_NESTING) return { ...scan, unclosed: [], tooDeep: token };
  }
  for (const open of scan.stack) leaveOpen(scan, open);
  return { ...scan, tooDeep: undefined };
}

function step(scan: Scan, token: IToken): void {
  const type = token.tokenType;
  const first = token.startLine !== scan.line;
  if (first) [scan.line, scan.indent] = [token.startLine!, token.startColumn!];
  scan.prefix = type === Not || type === Minus ? scan.prefix + 1 : 0;
  countIfs(scan, token, first);
  if (closerOf.has(type)) scan.stack.push({ token, indent: scan.indent, ifs: 0 });
  else if (closers.has(type)) close(scan, token, first);
  scan.line = token.endLine!;
  scan.previous = token;
}

/** `if`s that stand in one expression; a comma, a statement's end or a brace begins anew. */
function countIfs(scan: Scan, token: IToken, first: boolean): void {
  const open = scan.stack[scan.stack.length - 1];
  if (open === undefined) return;
  const type = token.tokenType;
  const goesOn = type === Else || type === Then || (scan.previous !== undefined && continues(scan.previous.tokenType));
  if (type === Comma || (first && !goesOn)) reset(scan, open);
  if (type === If) [open.ifs, scan.ifs] = [open.ifs + 1, scan.ifs + 1];
}

function continues(type: TokenType): boolean {
  return type === Else || type === Then || type === If || type.CATEGORIES?.includes(BinaryOp) === true;
}

function reset(scan: Scan, open: Open): void {
  scan.ifs -= open.ifs;
  open.ifs = 0;
}

function close(scan: Scan, token: IToken, first: boolean): void {
  const depth = opener(scan, token);
  if (depth < 0) {
    scan.stray.push(token);
    return;
  }
  for (const lost of scan.stack.splice(depth + 1)) leaveOpen(scan, lost);
  const open = scan.stack.pop()!;
  reset(scan, open);
  if (token.tokenType !== RBrace) return;
  if (first && open.indent > scan.indent) scan.suspect ??= open.token;
  if (scan.stack.length === 0) scan.lastClosed = token;
}

function leaveOpen(scan: Scan, open: Open): void {
  reset(scan, open);
  open.token.payload = UNCLOSED;
  scan.unclosed.push(open.token);
}

/** The bracket this one closes. `)` and `]` reach over a brace only on their own line. */
function opener(scan: Scan, token: IToken): number {
  for (let i = scan.stack.length - 1; i >= 0; i--) {
    const open = scan.stack[i]!.token;
    if (closerOf.get(open.tokenType) === token.tokenType) return i;
    if (open.tokenType === LBrace && open.startLine !== token.startLine) return -1;
    if (open.tokenType === Interpolation) return -1;
  }
  return -1;
}
