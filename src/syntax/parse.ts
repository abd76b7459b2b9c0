/**
 * Text -> syntax tree. In: a source file; out: its tree, comments and problems. Never throws, whatever the text:
 * what cannot be read becomes a diagnostic, and the tree holds the rest. Gives no name a meaning.
 */
import type { CstNode, IToken } from "chevrotain";
import { MantisParser } from "../../grammar/parser.ts";
import type { Failure } from "../../grammar/recovery.ts";
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { SourceFile, Span } from "../text/source.ts";
import type { Expr, File } from "./ast.ts";
import type { Build } from "./cst.ts";
import { fileOf } from "./declarations.ts";
import { commentsOf, docsOf } from "./docs.ts";
import type { Comment } from "./docs.ts";
import { troubleOf } from "./errors.ts";
import type { Trouble } from "./errors.ts";
import { rootExpression } from "./expressions.ts";
import { report } from "./report.ts";
import { tokenize } from "./tokenize.ts";

export type { Comment } from "./docs.ts";

export interface Parsed {
  readonly file: File;
  readonly comments: readonly Comment[];
  readonly diagnostics: readonly Diagnostic[];
}

/** More than these are counted, not listed. */
const MAX_PROBLEMS = 100;

let parser: MantisParser | undefined;

function theParser(): MantisParser {
  parser ??= new MantisParser();
  return parser;
}

export function parse(source: SourceFile): Parsed {
  return parseConcrete(source).parsed;
}

/** The same with what the tree was built from, for those that keep the text's layout (the formatter). */
export interface Concrete {
  readonly parsed: Parsed;
  readonly tokens: readonly IToken[];
  readonly cst: CstNode | undefined;
}

export function parseConcrete(source: SourceFile): Concrete {
  const lexed = tokenize(source);
  const comments = commentsOf(source, lexed.comments);
  if (lexed.halted) {
    const file: File = { source, imports: [], declarations: [] };
    return { parsed: { file, comments, diagnostics: limited(source, lexed.diagnostics) }, tokens: [], cst: undefined };
  }
  const build: Build = { file: source, docs: docsOf(source, comments), problems: lexed.diagnostics };
  const { cst, troubles } = run(lexed.tokens, "file");
  const file = fileOf(build, cst);
  return { parsed: { file, comments, diagnostics: limited(source, report(source, lexed, build.problems, troubles)) }, tokens: lexed.tokens, cst };
}

/** For `--set name=EXPR`: the text is one expression. */
export function parseExpression(source: SourceFile): { expr: Expr | undefined; diagnostics: readonly Diagnostic[] } {
  const lexed = tokenize(source);
  if (lexed.halted) return { expr: undefined, diagnostics: limited(source, lexed.diagnostics) };
  const build: Build = { file: source, docs: docsOf(source, []), problems: lexed.diagnostics };
  const { cst, troubles } = run(lexed.tokens, "expression");
  const expr = rootExpression(build, cst, 0);
  const diagnostics = limited(source, report(source, lexed, build.problems, troubles));
  return { expr: diagnostics.some((each) => each.severity === "error") ? undefined : expr, diagnostics };
}

function run(tokens: IToken[], rule: "file" | "expression"): { cst: CstNode | undefined; troubles: Trouble[] } {
  const parser = theParser();
  parser.input = tokens;
  const cst = parser[rule]();
  const errors = parser.errors as unknown as Failure[];
  const troubles = errors.map(troubleOf);
  return { cst, troubles: [...troubles, ...parser.strays.map(({ rule, token, previous }) => ({ rule, token, previous }))] };
}

function limited(file: SourceFile, all: readonly Diagnostic[]): Diagnostic[] {
  if (all.length <= MAX_PROBLEMS) return [...all];
  const span: Span = all[MAX_PROBLEMS]!.span ?? { file, start: 0, end: 0 };
  return [...all.slice(0, MAX_PROBLEMS), diagnose("too-many-problems", { more: all.length - MAX_PROBLEMS }, span)];
}
