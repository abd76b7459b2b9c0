/** Reading Chevrotain's concrete tree: after recovery any child may be missing, whatever the grammar says. */
import type { CstNode, IToken } from "chevrotain";
import type { SourceFile, Span } from "../text/source.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Name } from "./ast.ts";
import type { Docs } from "./docs.ts";

/** What every building function is handed. */
export interface Build {
  readonly file: SourceFile;
  readonly docs: Docs;
  readonly problems: Diagnostic[];
}

export type Node = CstNode | undefined;

export function nodes(node: Node, key: string): CstNode[] {
  return (node?.children[key] ?? []) as CstNode[];
}

export function child(node: Node, key: string): CstNode | undefined {
  return nodes(node, key)[0];
}

/** Tokens as written: those that recovery put in are left out. */
export function tokens(node: Node, key: string): IToken[] {
  return ((node?.children[key] ?? []) as IToken[]).filter((token) => !Number.isNaN(token.startOffset));
}

export function token(node: Node, key: string): IToken | undefined {
  return tokens(node, key)[0];
}

export function spanOf(build: Build, at: IToken): Span {
  return { file: build.file, start: at.startOffset, end: at.endOffset! + 1 };
}

/** The span of a node; one in which nothing was read has none and gets an empty one at `near`. */
export function spanOfNode(build: Build, node: Node, near = 0): Span {
  const start = node?.location?.startOffset ?? Number.NaN;
  const end = node?.location?.endOffset ?? Number.NaN;
  return Number.isNaN(start) || Number.isNaN(end) ? { file: build.file, start: near, end: near } : { file: build.file, start, end: Math.max(start, end + 1) };
}

export function nameOf(build: Build, at: IToken | undefined, near: number): Name {
  return at === undefined ? { text: "", span: { file: build.file, start: near, end: near } } : { text: at.image, span: spanOf(build, at) };
}
