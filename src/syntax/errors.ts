/**
 * Parser errors -> diagnostics in the user's words. One for each source line at most, none that only follows from
 * another: what is found after a bracket that nothing closes, or behind a problem of the same line, stays unsaid.
 */
import { EOF } from "chevrotain";
import type { IToken, TokenType } from "chevrotain";
import type { Failure } from "../../grammar/recovery.ts";
import { Assign, AssignOp, BinaryOp, Colon, Comma, Dot, Else, Equal, Identifier, LParen, LSquare, Quantity, NumberLiteral, RBrace, RParen, RSquare, StringStart } from "../../grammar/tokens.ts";
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { SourceFile, Span } from "../text/source.ts";
import { spanOf } from "./cst.ts";

/** An error, or a token that the grammar let pass as out of place. */
export interface Trouble {
  readonly rule: string;
  readonly token: IToken;
  readonly previous: IToken | undefined;
  readonly expected?: TokenType | undefined;
  readonly what?: string | undefined;
}

export function troubleOf(error: Failure): Trouble {
  const stack = error.context.ruleStack;
  const previous = error.previousToken;
  return {
    rule: stack[stack.length - 1] ?? "", token: error.token, previous: previous === undefined || Number.isNaN(previous.startOffset) ? undefined : previous,
    expected: error.expected, what: error.name === "NotAllInputParsedException" ? "the end of the value" : error.what,
  };
}

const is = (token: IToken | undefined, type: TokenType): boolean => token?.tokenType === type || token?.tokenType.CATEGORIES?.includes(type) === true;

type Explain = (file: SourceFile, trouble: Trouble) => Diagnostic | undefined;

/** Tried in order; the first that knows the slip speaks. */
const explanations: readonly Explain[] = [outside, wrongEquals, nextLine, afterHead, comma, missingValue, statementStart, general];

export function explain(file: SourceFile, trouble: Trouble): Diagnostic {
  for (const explanation of explanations) {
    const diagnostic = explanation(file, trouble);
    if (diagnostic !== undefined) return diagnostic;
  }
  return general(file, trouble);
}

const at = (file: SourceFile, token: IToken): Span => spanOf({ file } as Parameters<typeof spanOf>[0], token);

/** The place of a trouble: the token found, or just behind the previous one where the line or the file ended. */
function place(file: SourceFile, trouble: Trouble): Span {
  if (!endsBefore(trouble) || (isCloser(trouble.expected) && trouble.token.tokenType !== EOF)) return at(file, trouble.token);
  const end = trouble.previous === undefined ? 0 : trouble.previous.endOffset! + 1;
  return { file, start: Math.max(0, end - 1), end };
}

/** Whether the line or the file ended where something was expected. */
function endsBefore(trouble: Trouble): boolean {
  if (trouble.token.tokenType === EOF) return true;
  return trouble.previous !== undefined && trouble.token.startLine! > trouble.previous.endLine!;
}

function found(trouble: Trouble): string {
  if (trouble.token.tokenType === EOF) return "the end of the file";
  return endsBefore(trouble) && !isCloser(trouble.expected) ? "the end of the line" : describe(trouble.token);
}

/** Inside brackets a line break means nothing. */
function isCloser(type: TokenType | undefined): boolean {
  return type === RBrace || type === RParen || type === RSquare;
}

function describe(token: IToken): string {
  if (is(token, StringStart)) return "a string";
  if (token.tokenType === Quantity || token.tokenType === NumberLiteral || token.image.length <= 40) return `\`${token.image.trim()}\``;
  return `\`${token.image.slice(0, 37)}…\``;
}

function outside(file: SourceFile, trouble: Trouble): Diagnostic | undefined {
  return trouble.rule === "outside" ? diagnose("outside-network", { found: describe(trouble.token) }, at(file, trouble.token)) : undefined;
}

function wrongEquals(file: SourceFile, trouble: Trouble): Diagnostic | undefined {
  const equal = is(trouble.token, Equal) && (trouble.rule === "stray" || trouble.expected === Comma) && nameBefore(trouble) !== "this" && !endsBefore(trouble);
  if (trouble.expected !== Assign && trouble.expected !== AssignOp && !equal) return undefined;
  if (!is(trouble.token, Colon) && !is(trouble.token, Equal)) return undefined;
  return diagnose("wrong-equals", { found: trouble.token.image, name: nameBefore(trouble) }, at(file, trouble.token));
}

function nameBefore(trouble: Trouble): string {
  return trouble.previous !== undefined && is(trouble.previous, Identifier) ? trouble.previous.image : "this";
}

function nextLine(file: SourceFile, trouble: Trouble): Diagnostic | undefined {
  if (trouble.what === "brace on the next line") return diagnose("brace-on-next-line", {}, at(file, trouble.token));
  return trouble.what === "value on the next line" ? diagnose("value-on-next-line", {}, at(file, trouble.token)) : undefined;
}

function afterHead(file: SourceFile, trouble: Trouble): Diagnostic | undefined {
  if (trouble.what !== "after a head" && trouble.what !== "equals before a body") return undefined;
  const span = at(file, trouble.token);
  const name = headBefore(file, trouble.token);
  if (trouble.what === "equals before a body") return diagnose("equals-before-body", { head: name }, span);
  if (is(trouble.token, AssignOp)) return diagnose("equals-after-labels", { head: name }, span);
  if (is(trouble.token, LParen) || is(trouble.token, LSquare)) return diagnose("detached-bracket", { bracket: trouble.token.image }, span);
  if (!is(trouble.token, Dot)) return undefined;
  return diagnose("unexpected-token", { found: "`.`", expected: "`=` or a body" }, span, { notes: ["A setting has one name. Settings of a part stand in its block: `a { b = 1 }`."] });
}

/** Names and strings of the line up to the token. */
function headBefore(file: SourceFile, token: IToken): string {
  const line = file.text.slice(Math.max(0, token.startOffset - token.startColumn! + 1, token.startOffset - 80), token.startOffset);
  return /(?:(?:[\w-]+|"[^"]*")[ \t]*)*$/.exec(line)![0].trim();
}

function comma(file: SourceFile, trouble: Trouble): Diagnostic | undefined {
  if (trouble.expected !== Comma || trouble.token.tokenType === EOF) return undefined;
  if (is(trouble.token, LParen) || is(trouble.token, LSquare)) return diagnose("detached-bracket", { bracket: trouble.token.image }, at(file, trouble.token));
  const item = is(trouble.token, Identifier) || is(trouble.token, StringStart) || is(trouble.token, NumberLiteral) || is(trouble.token, Quantity);
  return item ? diagnose("missing-comma", { found: describe(trouble.token) }, at(file, trouble.token)) : undefined;
}

function missingValue(file: SourceFile, trouble: Trouble): Diagnostic | undefined {
  if (trouble.what !== "a value" || trouble.previous === undefined) return undefined;
  const opens = is(trouble.previous, AssignOp) || is(trouble.previous, BinaryOp);
  const stops = endsBefore(trouble) || [RBrace, RParen, RSquare, Comma].some((type) => is(trouble.token, type));
  return opens && stops ? diagnose("missing-value", { after: describe(trouble.previous) }, at(file, trouble.previous)) : undefined;
}

function statementStart(file: SourceFile, trouble: Trouble): Diagnostic | undefined {
  if (trouble.rule !== "stray") return undefined;
  const first = trouble.previous === undefined || trouble.token.startLine! > trouble.previous.endLine!;
  if (first && is(trouble.token, BinaryOp)) return diagnose("operator-on-next-line", { op: trouble.token.image }, at(file, trouble.token));
  if (!first && (is(trouble.token, LParen) || is(trouble.token, LSquare))) return diagnose("detached-bracket", { bracket: trouble.token.image }, at(file, trouble.token));
  return diagnose("unexpected-token", { found: describe(trouble.token), expected: first ? "a setting or a block" : "the end of the line" }, at(file, trouble.token));
}

const expectations: Readonly<Record<string, string>> = {
  importing: "a name", network: "the network's name", role: "the role's name", type: "a type", param: "a parameter", label: "a name or a string", key: "a name",
  binding: "a name", string: "a string",
};

/** What may stand in brackets instead of what was found. */
const insides: Readonly<Record<string, string>> = {
  map: "`name = value` or `}`", list: "a value or `]`", args: "a value or `)`", params: "a parameter or `)`", importing: "a name or `}`", primary: "an operator or `)`", suffix: "an operator or `]`",
  selector: "an operator or `]`", interpolation: "an operator or `)`",
};

function general(file: SourceFile, trouble: Trouble): Diagnostic {
  const notes = trouble.expected === Else && trouble.rule === "conditional" ? ["An `if` in a value always has both branches: `if c then a else b`. For a setting that may be absent use an `if` statement."] : [];
  return diagnose("unexpected-token", { found: found(trouble), expected: expectation(trouble) }, place(file, trouble), { notes });
}

function expectation(trouble: Trouble): string {
  if (trouble.what !== undefined && trouble.what !== "" && trouble.expected === undefined) return trouble.what;
  if (trouble.what === "after a head") return "a `{`, a range or the end of the line";
  if (trouble.expected === Identifier || trouble.expected === undefined) return expectations[trouble.rule] ?? "a name";
  if (trouble.expected === Comma) return "a comma";
  if (isCloser(trouble.expected)) return insides[trouble.rule] ?? trouble.expected.LABEL!;
  return trouble.expected.LABEL ?? "something else";
}

export function isClosing(token: IToken): boolean {
  return is(token, RParen) || is(token, RSquare);
}

