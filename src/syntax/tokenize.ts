/**
 * Text -> tokens and comments. In: a source file; out: what the parser reads, and the problems that need no grammar:
 * characters, strings, brackets, size and depth. `halted`: too big or too deep to be parsed at all.
 */
import { Lexer } from "chevrotain";
import type { IToken } from "chevrotain";
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { BadCharacter, LBrace, RawString, SingleQuoted, SlashComment, StringBreak, StringEnd, StringPart, StringStart, StringText, TextStart, modes } from "../../grammar/tokens.ts";
import type { SourceFile, Span } from "../text/source.ts";
import { balance } from "./brackets.ts";
import type { Brackets } from "./brackets.ts";
import { tooDeep } from "./nesting.ts";

const MAX_BYTES = 1024 * 1024;

export interface Tokens extends Brackets {
  readonly comments: readonly IToken[];
  readonly diagnostics: Diagnostic[];
  readonly halted: boolean;
}

/** What a tree is built of costs far more than text: a mebibyte of `1,` would be half a million nodes. */
const MAX_TOKENS = 100_000;

let lexer: Lexer | undefined;

function theLexer(): Lexer {
  lexer ??= new Lexer(modes, {
    positionTracking: "full", lineTerminatorsPattern: /\n/g, lineTerminatorCharacters: ["\n"], skipValidations: true, ensureOptimizations: false,
  });
  return lexer;
}

const nothing: Brackets = { tokens: [], unclosed: [], stray: [], declarations: [], lastClosed: undefined };

export function tokenize(source: SourceFile): Tokens {
  const size = bytesOf(source.text);
  if (size > MAX_BYTES) {
    const problem = diagnose("file-too-large", { size, limit: MAX_BYTES }, { file: source, start: 0, end: 0 });
    return { ...nothing, comments: [], diagnostics: [problem], halted: true };
  }
  const text = source.text.charCodeAt(0) === 0xfeff ? ` ${source.text.slice(1)}` : source.text;
  const lexed = theLexer().tokenize(text);
  const excess = lexed.tokens[MAX_TOKENS];
  if (excess !== undefined) {
    const problem = diagnose("too-many-tokens", { count: lexed.tokens.length, limit: MAX_TOKENS }, tokenSpan(source, excess));
    return { ...nothing, comments: [], diagnostics: [problem], halted: true };
  }
  const diagnostics = [...controlCharacters(source), ...unread(source, lexed.errors)];
  const usable = closeStrings(lexed.tokens.flatMap((token) => repaired(source, token, diagnostics)), text.length);
  const brackets = balance(usable);
  const deep = brackets.tooDeep ?? tooDeep(brackets.tokens);
  if (deep !== undefined) diagnostics.push(diagnose("nested-too-deep", {}, tokenSpan(source, deep)));
  return { ...brackets, comments: lexed.groups["comments"] ?? [], diagnostics, halted: deep !== undefined };
}

/** The lexer's own errors: a `)` too many is the bracket matcher's to report, and a token is there for everything else. */
function unread(file: SourceFile, errors: readonly { readonly offset: number; readonly length: number }[]): Diagnostic[] {
  const unknown = errors.filter((error) => file.text[error.offset] !== ")");
  return unknown.map(({ offset, length }) => diagnose("unexpected-character", { character: file.text.slice(offset, offset + 1) }, { file, start: offset, end: offset + length }));
}

/** Bytes of the text in UTF-8, without encoding it. */
function bytesOf(text: string): number {
  if (text.length > MAX_BYTES) return text.length;
  if (text.length * 3 <= MAX_BYTES) return text.length;
  return new TextEncoder().encode(text).length;
}

export function tokenSpan(file: SourceFile, token: IToken): Span {
  return { file, start: token.startOffset, end: token.endOffset! + 1 };
}

// Tabs, line feeds and carriage returns are the only control characters a file needs.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** One diagnostic for each line that holds any. */
function controlCharacters(file: SourceFile): Diagnostic[] {
  const found: Diagnostic[] = [];
  let covered = 0;
  for (const match of file.text.matchAll(CONTROL)) {
    if (match.index < covered) continue;
    found.push(diagnose("control-character", { code: match[0].charCodeAt(0) }, { file, start: match.index, end: match.index + 1 }));
    covered = file.text.indexOf("\n", match.index);
    if (covered < 0) break;
  }
  return found;
}

/** Reports what belongs to other languages, and hands the parser what was meant. */
function repaired(file: SourceFile, token: IToken, problems: Diagnostic[]): IToken[] {
  const span = () => tokenSpan(file, token);
  if (token.tokenType === SlashComment) {
    problems.push(diagnose("slash-comment", {}, span()));
    return [];
  }
  if (token.tokenType === SingleQuoted) {
    problems.push(diagnose("single-quotes", { text: token.image }, span()));
    token.tokenType = RawString;
    token.tokenTypeIdx = RawString.tokenTypeIdx!;
    return [token];
  }
  if (token.tokenType === BadCharacter) {
    if (token.image > "\u001f" && token.image !== "\u007f") problems.push(diagnose("unexpected-character", { character: token.image }, span()));
    return [];
  }
  return [token];
}

/** A string that the file's end broke off gets its end; a broken one that took an opening brace with it gives it back. */
function closeStrings(tokens: IToken[], end: number): IToken[] {
  const last = tokens[tokens.length - 1];
  if (last !== undefined && isOpenString(last)) tokens.push(virtual(StringBreak, "", last, end));
  if (!tokens.some((token) => token.tokenType === StringBreak)) return tokens;
  return tokens.flatMap((token, i) => (token.tokenType === StringBreak && endsInBrace(tokens[i - 1]) ? [token, virtual(LBrace, "{", token, token.startOffset)] : [token]));
}

function isOpenString(token: IToken): boolean {
  return [StringStart, TextStart].includes(token.tokenType) || token.tokenType.CATEGORIES?.includes(StringPart) === true;
}

function endsInBrace(token: IToken | undefined): boolean {
  return token?.tokenType === StringText && token.image.trimEnd().endsWith("{");
}

/** A token of no width just before `offset`, on the line of `near`. */
function virtual(type: typeof StringEnd, image: string, near: IToken, offset: number): IToken {
  return {
    image, tokenType: type, tokenTypeIdx: type.tokenTypeIdx!, startOffset: offset, endOffset: offset - 1,
    startLine: near.startLine!, endLine: near.startLine!, startColumn: near.endColumn!, endColumn: near.endColumn!,
  };
}
