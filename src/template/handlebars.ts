/**
 * Template text -> Handlebars' syntax tree, with offsets, through the parser of the `handlebars` package and its white-space control.
 * Only these three modules are imported: compiler and runtime stay out of the bundle, and nothing is ever run.
 * Results are kept per source file: a template used by many members is parsed once.
 */
import * as helpers from "handlebars/dist/cjs/handlebars/compiler/helpers.js";
import parser from "handlebars/dist/cjs/handlebars/compiler/parser.js";
import WhitespaceControl from "handlebars/dist/cjs/handlebars/compiler/whitespace-control.js";
import type { SourceFile } from "../text/source.ts";
import type { Program } from "./handlebars-tree.ts";
import { tooDeepAt, unclosedBlock } from "./nesting.ts";

export type Parsed =
  | { readonly program: Program }
  | { readonly problem: "syntax"; readonly message: string; readonly start: number; readonly end: number }
  | { readonly problem: "depth"; readonly start: number; readonly end: number };

const cache = new WeakMap<SourceFile, Map<string, Parsed>>();

export function parseHandlebars(source: SourceFile, text: string): Parsed {
  let known = cache.get(source);
  if (known === undefined) cache.set(source, (known = new Map()));
  let parsed = known.get(text);
  if (parsed === undefined) known.set(text, (parsed = parseText(text)));
  return parsed;
}

function parseText(text: string): Parsed {
  const deep = tooDeepAt(text);
  if (deep !== undefined) return { problem: "depth", start: deep, end: deep + 2 };
  const nul = text.indexOf("\0");
  if (nul >= 0) return { problem: "syntax", message: "it holds a NUL character", start: nul, end: nul + 1 };
  try {
    parser.lexer.options = { ranges: true };
    parser.yy = { ...helpers, locInfo, parseError };
    return { program: new WhitespaceControl().accept(parser.parse(text)) };
  } catch (thrown) {
    return problemOf(thrown, text);
  }
}

/** Called by the parser for every node. Its ranges are exact where its columns are not (`\r`, U+2028). */
function locInfo(at: { range: [number, number] }) {
  return { start: { line: 1, column: at.range[0] }, end: { line: 1, column: at.range[1] } };
}

class Unexpected extends Error {
  readonly start: number;
  readonly end: number;
  constructor(message: string, range: readonly [number, number]) {
    super(message);
    [this.start, this.end] = range;
  }
}

function parseError(_message: string, hash: { token: string | number | null }): never {
  const range = parser.lexer.yylloc.range;
  throw new Unexpected(describe(hash.token), range);
}

function describe(token: string | number | null): string {
  if (token === "EOF" || token === 1) return "the template ends too early";
  if (token === "OPEN_ENDBLOCK") return "this closes a block that was not opened";
  if (token === "INVERSE" || token === "OPEN_INVERSE_CHAIN") return "`else` stands outside a block";
  if (token === null) return "a comment or raw block is not closed";
  if (token === "CLOSE") return "the tag ends too early";
  if (token === "END_RAW_BLOCK") return "this closes a raw block that was not opened";
  return "this does not belong here";
}

function problemOf(thrown: unknown, text: string): Parsed {
  if (thrown instanceof Unexpected) return unexpected(thrown, text);
  const error = thrown as { message?: string; column?: unknown; endColumn?: unknown };
  const start = typeof error.column === "number" ? error.column : 0;
  const end = typeof error.endColumn === "number" ? error.endColumn : text.length;
  return { problem: "syntax", message: String(error.message ?? thrown).replace(/ - \d+:\d+$/, ""), start, end };
}

function unexpected({ message, start, end }: Unexpected, text: string): Parsed {
  const block = start >= text.length ? unclosedBlock(text) : undefined;
  const close = text.indexOf("}}", block ?? start);
  if (close < 0) return unclosedTag(text, start);
  if (block !== undefined) return { problem: "syntax", message: "this block is not closed", start: block, end: close + 2 };
  return { problem: "syntax", message, start, end: Math.max(end, start + 1) };
}

function unclosedTag(text: string, at: number): Parsed {
  const start = Math.max(0, text.lastIndexOf("{{", at));
  return { problem: "syntax", message: "this tag is not closed", start, end: start + 2 };
}
