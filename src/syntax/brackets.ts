/**
 * Makes brackets balance before the grammar sees them, so that one bracket too many or too few costs no more than
 * itself: what closes nothing is left out, what nothing closes is closed where its author probably meant. One pass
 * each, no recursion. Balanced files are never guessed about.
 */
import type { IToken, TokenType } from "chevrotain";
import { Append, Assign, Colon, Identifier, Import, Interpolation, LBrace, LParen, LSquare, NetworkWord, NumberLiteral, RBrace, RParen, RSquare, RoleWord, StringEnd, StringStart } from "../../grammar/tokens.ts";

export interface Unclosed {
  readonly token: IToken;
  /** The last token before the place where it was closed for its author. */
  readonly last: IToken;
}

export interface Brackets {
  readonly tokens: IToken[];
  /** Where brackets nest deeper than any file may; nothing else is known then. */
  readonly tooDeep?: IToken;
  readonly unclosed: readonly Unclosed[];
  readonly stray: readonly IToken[];
  /** Where declarations begin: what a bracket too many or too few spoils ends there at the latest. */
  readonly declarations: readonly number[];
  /** The brace that last closed an outermost block. */
  readonly lastClosed: IToken | undefined;
}

export const MAX_NESTING = 128;

interface Open {
  readonly token: IToken;
  readonly at: number;
  /** Column of the first token of its line. */
  readonly indent: number;
}

interface Scan {
  readonly tokens: readonly IToken[];
  readonly stack: Open[];
  /** Openers that nothing closes, and the index of the token before which they end. */
  readonly lost: { readonly open: Open; readonly end: number }[];
  readonly stray: IToken[];
  lastClosed: IToken | undefined;
  /** Guessing: how many closing braces there are too many. */
  surplus: number;
  readonly guess: boolean;
  tooDeep: IToken | undefined;
}

const closerOf = new Map<TokenType, TokenType>([[LBrace, RBrace], [LParen, RParen], [LSquare, RSquare], [Interpolation, RParen]]);
const closers = new Set<TokenType>(closerOf.values());

export function balance(tokens: IToken[]): Brackets {
  const plain = scan(tokens, false, 0);
  if (plain.tooDeep !== undefined) return { tokens: [], unclosed: [], stray: [], declarations: [], lastClosed: undefined, tooDeep: plain.tooDeep };
  if (plain.lost.length === 0 && plain.stray.length === 0) return { tokens, unclosed: [], stray: [], declarations: [], lastClosed: plain.lastClosed };
  const braces = (token: IToken) => token.tokenType === RBrace;
  const guessed = scan(tokens, true, plain.stray.filter(braces).length);
  const { lost, stray, lastClosed } = guessed.tooDeep === undefined ? guessed : plain;
  const lines = lineEnds(tokens);
  const ends = lost.map(({ open, end }) => ({ open, end: open.token.tokenType === LBrace ? end : Math.min(end, next(lines, open.at)) }));
  const unclosed = ends.map(({ open, end }) => ({ token: open.token, last: tokens[end - 1]! }));
  const declarations = tokens.filter((_, at) => beginsDeclaration(tokens, at)).map((token) => token.startOffset);
  return { tokens: repaired(tokens, ends, new Set(stray)), unclosed, stray, declarations, lastClosed };
}

function scan(tokens: readonly IToken[], guess: boolean, surplus: number): Scan {
  const state: Scan = { tokens, stack: [], lost: [], stray: [], lastClosed: undefined, surplus, guess, tooDeep: undefined };
  let [line, indent] = [0, 0];
  for (const [at, token] of tokens.entries()) {
    const first = token.startLine !== line;
    if (first) indent = token.startColumn!;
    if (guess && first && beginsDeclaration(tokens, at)) lose(state, 0, at);
    if (closerOf.has(token.tokenType)) state.stack.push({ token, at, indent });
    else if (closers.has(token.tokenType)) close(state, at, first, indent);
    line = token.endLine!;
    if (state.stack.length > MAX_NESTING) return { ...state, tooDeep: token };
  }
  lose(state, 0, tokens.length);
  return state;
}

/** Gives up the openers from `depth` on: they end before the token at `end`. */
function lose(state: Scan, depth: number, end: number): void {
  for (const open of state.stack.splice(depth).reverse()) state.lost.push({ open, end });
}

function close(state: Scan, at: number, first: boolean, indent: number): void {
  const token = state.tokens[at]!;
  const depth = opener(state, token, first, indent);
  if (depth < 0) {
    state.stray.push(token);
    return;
  }
  lose(state, depth + 1, at);
  state.stack.pop();
  if (token.tokenType === RBrace && state.stack.length === 0) state.lastClosed = token;
}

/** The depth of the bracket this one closes, or -1. */
function opener(state: Scan, token: IToken, first: boolean, indent: number): number {
  const nearest = reach(state.stack, token, first ? indent : Number.NaN);
  if (!state.guess || nearest < 0) return nearest;
  const open = state.stack[nearest]!;
  if (first && open.indent > indent) return sameIndent(state.stack, token, indent, nearest);
  if (token.tokenType !== RBrace) return nearest;
  const deeper = open.indent < indent && open.token.startLine !== token.startLine;
  const inside = !first && nearest < state.stack.length - 1 && open.token.startLine !== token.startLine;
  if ((deeper && state.surplus > 0) || inside) {
    state.surplus--;
    return -1;
  }
  return nearest;
}

/** The nearest partner. `)` and `]` reach over a brace only on their own line, or to a line indented as theirs. */
function reach(stack: readonly Open[], token: IToken, indent: number): number {
  for (let i = stack.length - 1; i >= 0; i--) {
    const open = stack[i]!;
    if (closerOf.get(open.token.tokenType) === token.tokenType) return i;
    if (open.token.tokenType === Interpolation) return -1;
    if (open.token.tokenType === LBrace && open.token.startLine !== token.startLine && !(indent < open.indent)) return -1;
  }
  return -1;
}

/** A closer at the start of a line that is indented less than its partner's line belongs to a bracket further out. */
function sameIndent(stack: readonly Open[], token: IToken, indent: number, nearest: number): number {
  for (let i = nearest; i >= 0; i--) {
    const open = stack[i]!;
    if (open.indent === indent && closerOf.get(open.token.tokenType) === token.tokenType) return i;
  }
  return nearest;
}

const is = (token: IToken | undefined, type: TokenType): boolean => token?.tokenType === type || token?.tokenType.CATEGORIES?.includes(type) === true;

/** `network`, `role` or `import` at the start of a line that is not indented. */
function beginsDeclaration(tokens: readonly IToken[], at: number): boolean {
  const [token, next] = [tokens[at]!, tokens[at + 1]];
  if (token.startColumn !== 1) return false;
  return token.tokenType === Import ? is(next, LBrace) : (token.tokenType === NetworkWord || token.tokenType === RoleWord) && is(next, Identifier);
}

/**
 * Where a `(` or `[` that nothing closes ends: before the body that its line opens, or the first line that begins a
 * statement. Ascending indices of the tokens before which it may end.
 */
function lineEnds(tokens: readonly IToken[]): number[] {
  const ends: number[] = [];
  for (let i = 1; i < tokens.length; i++) {
    if (i + 1 < tokens.length && tokens[i + 1]!.startLine! <= tokens[i]!.endLine!) continue;
    if (tokens[i]!.tokenType === LBrace && endsValue(tokens[i - 1]!)) ends.push(i);
    if (i + 1 < tokens.length && beginsStatement(tokens, i + 1)) ends.push(i + 1);
  }
  return ends;
}

/** The first of the ascending numbers that is larger. */
function next(ascending: readonly number[], than: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! > than) high = middle;
    else low = middle + 1;
  }
  return ascending[low] ?? Number.MAX_SAFE_INTEGER;
}

/** A brace behind a name, a string or a bracket opens a body; behind anything else it opens a map. */
function endsValue(token: IToken): boolean {
  return [Identifier, StringEnd, NumberLiteral, RParen, RSquare].some((type) => is(token, type));
}

function beginsStatement(tokens: readonly IToken[], at: number): boolean {
  const [token, next] = [tokens[at]!, tokens[at + 1]];
  if (!is(token, Identifier) || next === undefined) return false;
  if ([Assign, Append, Colon, LBrace].some((type) => is(next, type))) return true;
  return next.startLine === token.endLine && [Identifier, StringStart, NumberLiteral].some((type) => is(next, type));
}

/** The tokens without the stray ones, with closers of no width where openers end. */
function repaired(tokens: readonly IToken[], ends: readonly { open: Open; end: number }[], stray: ReadonlySet<IToken>): IToken[] {
  const closing = new Map<number, Open[]>();
  for (const { open, end } of ends) {
    const others = closing.get(end);
    if (others === undefined) closing.set(end, [open]);
    else others.push(open);
  }
  const result: IToken[] = [];
  for (let i = 0; i <= tokens.length; i++) {
    for (const open of (closing.get(i) ?? []).sort((a, b) => b.at - a.at)) result.push(closer(open.token, tokens[i - 1]!));
    const token = tokens[i];
    if (token !== undefined && !stray.has(token)) result.push(token);
  }
  return result;
}

function closer(open: IToken, last: IToken): IToken {
  const type = closerOf.get(open.tokenType)!;
  return {
    image: "", tokenType: type, tokenTypeIdx: type.tokenTypeIdx!, startOffset: last.endOffset! + 1, endOffset: last.endOffset!,
    startLine: last.endLine!, endLine: last.endLine!, startColumn: last.endColumn!, endColumn: last.endColumn!,
  };
}
