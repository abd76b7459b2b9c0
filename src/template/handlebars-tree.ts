/** Handlebars' syntax tree as `parseHandlebars` returns it: its own node types, with offsets into the template text in `loc`. */
export interface Loc {
  /** `column` holds the offset from the start of the text: Handlebars' own error objects copy that field. */
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

export interface Program {
  readonly type: "Program";
  readonly body: readonly Statement[];
  readonly blockParams?: readonly string[];
  /** An `else if`: the block inside stands in the chain, not in a body of its own. */
  readonly chained?: boolean;
}

export interface Content {
  readonly type: "ContentStatement";
  /** After whitespace control. */
  readonly value: string;
  /** As lexed: white space still there, escapes already taken off. */
  readonly original: string;
  readonly loc: Loc;
}

export interface Mustache {
  readonly type: "MustacheStatement" | "Decorator";
  readonly path: Expression;
  readonly params: readonly Expression[];
  readonly hash?: Hash;
  readonly escaped: boolean;
  readonly loc: Loc;
}

export interface Block {
  readonly type: "BlockStatement" | "DecoratorBlock";
  readonly path: Path;
  readonly params: readonly Expression[];
  readonly hash?: Hash;
  readonly program?: Program;
  readonly inverse?: Program;
  readonly loc: Loc;
}

export interface Other {
  readonly type: "CommentStatement" | "PartialStatement" | "PartialBlockStatement";
  readonly loc: Loc;
}

export type Statement = Content | Mustache | Block | Other;

export interface Path {
  readonly type: "PathExpression";
  readonly data: boolean;
  readonly depth: number;
  readonly parts: readonly string[];
  readonly original: string;
  readonly loc: Loc;
}

export interface SubExpression {
  readonly type: "SubExpression";
  readonly path: Path;
  readonly params: readonly Expression[];
  readonly hash?: Hash;
  readonly loc: Loc;
}

export type Literal =
  | { readonly type: "StringLiteral"; readonly value: string; readonly loc: Loc }
  | { readonly type: "NumberLiteral"; readonly value: number; readonly loc: Loc }
  | { readonly type: "BooleanLiteral"; readonly value: boolean; readonly loc: Loc }
  | { readonly type: "UndefinedLiteral" | "NullLiteral"; readonly loc: Loc };

export type Expression = Path | SubExpression | Literal;

export interface Hash {
  readonly loc: Loc;
}
