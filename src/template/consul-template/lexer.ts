/** consul-template text -> pieces of text and actions in tokens. White space at trimmed ends is gone already, comments too. */
import type { Delimiters } from "../output.ts";
import { TemplateError } from "./tree.ts";

export interface Token {
  readonly type: "word" | "variable" | "field" | "string" | "number" | "char" | "mark";
  /** A string's value, a variable's or field's name without its mark, else as written. */
  readonly text: string;
  readonly at: number;
  /** White space before it: `$x .Name` are two arguments, `$x.Name` is one. */
  readonly spaced: boolean;
}

export type Piece =
  | { readonly text: string; readonly at: number }
  | { readonly tokens: readonly Token[]; readonly at: number };

export function pieces(body: string, { left, right }: Delimiters): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  let trimNext = false;
  const push = (text: string, at: number) => {
    if (text !== "") found.push({ text, at });
  };
  while (true) {
    const open = body.indexOf(left, from);
    let text = body.slice(from, open < 0 ? body.length : open);
    if (trimNext) text = text.replace(/^[ \t\r\n]+/, "");
    if (open < 0) return push(text, from), found;
    const inside = open + left.length;
    const trimLast = /^-[ \t\r\n]/.test(body.slice(inside, inside + 2));
    push(trimLast ? trimEnd(text) : text, from);
    const action = readAction(body, inside + (trimLast ? 2 : 0), { left, right }, open);
    if (action.tokens !== undefined) found.push({ tokens: action.tokens, at: open });
    from = action.end;
    trimNext = action.trim;
  }
}

function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && " \t\r\n".includes(text[end - 1]!)) end--;
  return text.slice(0, end);
}

function isSpace(body: string, at: number): boolean {
  const code = body.charCodeAt(at);
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}

interface Action { readonly tokens?: Token[]; readonly end: number; readonly trim: boolean }

function readAction(body: string, start: number, { right }: Delimiters, open: number): Action {
  if (body.startsWith("/*", start)) return readComment(body, start, right, open);
  const tokens: Token[] = [];
  let at = start;
  let spaced = true;
  while (at < body.length) {
    const trim = spaced && body.startsWith(`-${right}`, at);
    if (trim || body.startsWith(right, at)) return { tokens, end: at + right.length + (trim ? 1 : 0), trim };
    if (isSpace(body, at)) {
      while (isSpace(body, at)) at++;
      spaced = true;
      continue;
    }
    const token = readToken(body, at, spaced);
    tokens.push(token.token);
    at = token.end;
    spaced = false;
  }
  throw new TemplateError("an action is not closed", open);
}

function readComment(body: string, start: number, right: string, open: number): Action {
  const end = body.indexOf("*/", start + 2);
  if (end < 0) throw new TemplateError("a comment is not closed", open);
  const after = /^[ \t\r\n]-/.test(body.slice(end + 2, end + 4)) ? end + 4 : end + 2;
  if (!body.startsWith(right, after)) throw new TemplateError("a comment must be the whole action", open);
  return { end: after + right.length, trim: after === end + 4 };
}

type Shape = readonly [Token["type"], RegExp];

const letters: Shape = ["word", /[A-Za-z_\p{L}][A-Za-z0-9_\p{L}]*/uy];
/** What begins with a letter of ASCII: by far the most tokens, and most of them have no other letters. */
const words: readonly Shape[] = [["word", /[A-Za-z_][A-Za-z0-9_]*(?![A-Za-z0-9_]|[^\0-\x7f])/y], letters];
const shapes: readonly Shape[] = [
  ["variable", /\$([A-Za-z0-9_\p{L}]*)/uy],
  ["field", /\.([A-Za-z_\p{L}][A-Za-z0-9_\p{L}]*)/uy],
  ["number", /[+-]?(?:0[xXbBoO][0-9a-fA-F_]+|(?:\d[\d_]*)(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)/y],
  letters,
  ["mark", /:=|[=|(),.]/y],
];

function readToken(body: string, at: number, spaced: boolean): { token: Token; end: number } {
  const quote = body[at]!;
  if (quote === '"' || quote === "`" || quote === "'") return readQuoted(body, at, spaced);
  for (const [type, shape] of /[A-Za-z_]/.test(quote) ? words : shapes) {
    shape.lastIndex = at;
    const found = shape.exec(body);
    if (found !== null) return { token: { type, text: found[1] ?? found[0], at, spaced }, end: at + found[0].length };
  }
  throw new TemplateError(`\`${[...body.slice(at, at + 2)][0]}\` does not belong in an action`, at);
}

function readQuoted(body: string, at: number, spaced: boolean): { token: Token; end: number } {
  const quote = body[at]!;
  let end = at + 1;
  while (end < body.length && body[end] !== quote && (quote === "`" || body[end] !== "\n")) end += quote !== "`" && body[end] === "\\" ? 2 : 1;
  if (body[end] !== quote) throw new TemplateError("a string is not closed", at);
  const inner = body.slice(at + 1, end);
  const text = quote === "`" ? inner.replace(/\r/g, "") : unescape(inner, at);
  return { token: { type: quote === "'" ? "char" : "string", text, at, spaced }, end: end + 1 };
}

const simple: Record<string, string> = { a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v", "\\": "\\", '"': '"', "'": "'" };

function unescape(text: string, at: number): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|([0-7]{3})|([\s\S]?))/g, (whole, u, big, x, octal, one) => {
    const code = u ?? big ?? x;
    if (code !== undefined) return codePoint(parseInt(code, 16), at);
    if (octal !== undefined) return codePoint(parseInt(octal, 8), at);
    const meant = Object.hasOwn(simple, one) ? simple[one] : undefined;
    if (meant === undefined) throw new TemplateError(`\`${whole}\` is no escape of a Go string`, at);
    return meant;
  });
}

function codePoint(code: number, at: number): string {
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) throw new TemplateError("an escape names no character", at);
  return String.fromCodePoint(code);
}
