/** Which `##` comments belong to what: those directly above, or behind a parameter or attribute on its line. */
import type { IToken } from "chevrotain";
import { lineOf, lineStart } from "../text/source.ts";
import type { SourceFile, Span } from "../text/source.ts";

export interface Comment {
  readonly span: Span;
  readonly text: string;
  readonly doc: boolean;
}

export interface Docs {
  /** The doc comment of what stands at `span`, from the lines above it. */
  above(span: Span): string | undefined;
  /** The same, or else the one behind it on its line. */
  around(span: Span): string | undefined;
}

export function commentsOf(file: SourceFile, tokens: readonly IToken[]): Comment[] {
  return tokens.map((token) => {
    const text = token.image.replace(/\r$/, "");
    return { span: { file, start: token.startOffset, end: token.startOffset + text.length }, text, doc: /^##(?!#)/.test(text) };
  });
}

export function docsOf(file: SourceFile, comments: readonly Comment[]): Docs {
  const alone = new Map<number, Comment>();
  const behind = new Map<number, Comment>();
  for (const comment of comments) {
    if (!comment.doc) continue;
    const line = lineOf(file, comment.span.start);
    (startsLine(file, comment.span.start) ? alone : behind).set(line, comment);
  }
  const above = (span: Span) => (startsLine(file, span.start) ? collect(alone, lineOf(file, span.start) - 1) : undefined);
  const after = (span: Span) => {
    const comment = behind.get(lineOf(file, span.end));
    return comment !== undefined && comment.span.start >= span.end && /^[ \t]*,?[ \t]*$/.test(file.text.slice(span.end, comment.span.start)) ? bare(comment) : undefined;
  };
  return { above, around: (span) => above(span) ?? after(span) };
}

function startsLine(file: SourceFile, offset: number): boolean {
  return file.text.slice(lineStart(file, lineOf(file, offset)), offset).replace("\ufeff", "").trim() === "";
}

function collect(alone: ReadonlyMap<number, Comment>, line: number): string | undefined {
  const lines: string[] = [];
  for (let comment = alone.get(line); comment !== undefined; comment = alone.get(--line)) lines.push(bare(comment));
  return lines.length === 0 ? undefined : lines.reverse().join("\n");
}

function bare(comment: Comment): string {
  return comment.text.replace(/^## ?/, "").trimEnd();
}
