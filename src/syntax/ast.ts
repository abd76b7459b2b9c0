/** The syntax tree of a `.mantis` file: plain, readonly data. Every node has a half-open span. No meaning here. */
import type { SourceFile, Span } from "../text/source.ts";

export interface Name {
  readonly text: string;
  readonly span: Span;
}

export interface File {
  readonly source: SourceFile;
  readonly imports: readonly Import[];
  readonly declarations: readonly (Network | Role)[];
}

/** `import { a, b } from "kit/mantis"` */
export interface Import {
  readonly names: readonly Name[];
  readonly from: Name;
  readonly span: Span;
}

/** `network NAME extends A, B { … }` */
export interface Network {
  readonly kind: "network";
  readonly doc?: string;
  readonly name: Name;
  readonly bases: readonly Name[];
  readonly body: Body;
  readonly span: Span;
}

/** `role NAME(param, …) extends BASE { … }` */
export interface Role {
  readonly kind: "role";
  readonly doc?: string;
  readonly name: Name;
  readonly params: readonly Param[];
  readonly base?: Name;
  readonly body: Body;
  readonly span: Span;
}

/** `name: type = value`; at least one of type and value is there (checked in evaluate). */
export interface Param {
  readonly doc?: string;
  readonly name: Name;
  readonly type?: TypeExpr;
  readonly value?: Expr;
  readonly span: Span;
}

/** `size`, `fast | full` (an enumeration), `[string]`, `{int}`; a trailing `?` allows `none`. */
export type TypeExpr =
  | { readonly kind: "named"; readonly name: Name; readonly optional: boolean; readonly span: Span }
  | { readonly kind: "enum"; readonly names: readonly Name[]; readonly optional: boolean; readonly span: Span }
  | { readonly kind: "list" | "map"; readonly of: TypeExpr; readonly optional: boolean; readonly span: Span };

export interface Body {
  readonly statements: readonly Statement[];
  /** From `{` to after `}`. */
  readonly span: Span;
}

export type Statement = Let | Attribute | Block | If | Assert | Unset;

/** `let x: type = value`; without a value only as an input of a network. */
export interface Let {
  readonly kind: "let";
  readonly doc?: string;
  readonly name: Name;
  readonly type?: TypeExpr;
  readonly value?: Expr;
  readonly span: Span;
}

/** `key = value` or `key += value`; the key may be quoted. */
export interface Attribute {
  readonly kind: "attribute";
  readonly doc?: string;
  readonly key: Name;
  readonly op: "=" | "+=";
  readonly value: Expr;
  readonly span: Span;
}

/**
 * `[default|add] HEAD label… [selector] range { … }`: a block of the schema or the use of a role.
 * `miner 1..5 {}` has a range, `miner[3] {}` a selector (an expression; ranges allowed), `check http "/x" {}` two labels.
 */
export interface Block {
  readonly kind: "block";
  readonly doc?: string;
  readonly modifier?: "default" | "add";
  readonly head: Name;
  readonly labels: readonly BlockLabel[];
  readonly selector?: Expr;
  readonly range?: Expr;
  readonly body?: Body;
  readonly span: Span;
}

export interface BlockLabel extends Name {
  readonly quoted: boolean;
}

export interface If {
  readonly kind: "if";
  readonly condition: Expr;
  readonly then: Body;
  readonly otherwise?: Body | If;
  readonly span: Span;
}

/** `assert condition else message` */
export interface Assert {
  readonly kind: "assert";
  readonly condition: Expr;
  readonly message: Expr;
  readonly span: Span;
}

/** `unset a.b.c` */
export interface Unset {
  readonly kind: "unset";
  readonly path: readonly Name[];
  readonly span: Span;
}

export type Unit = "duration" | "size" | "frequency";
export type BinaryOp = "||" | "&&" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "+" | "-" | "*" | "/" | "%";

export type Expr =
  | { readonly kind: "number"; readonly value: number; readonly integer: boolean; readonly span: Span }
  /** `value` in nanoseconds, bytes or Hz; `raw` as written. */
  | { readonly kind: "quantity"; readonly unit: Unit; readonly value: number; readonly raw: string; readonly span: Span }
  | { readonly kind: "bool"; readonly value: boolean; readonly span: Span }
  | { readonly kind: "string"; readonly parts: readonly (string | Expr)[]; readonly raw: boolean; readonly span: Span }
  | { readonly kind: "name"; readonly name: Name; readonly span: Span }
  | { readonly kind: "member"; readonly object: Expr; readonly name: Name; readonly span: Span }
  | { readonly kind: "index"; readonly object: Expr; readonly index: Expr; readonly span: Span }
  | { readonly kind: "call"; readonly callee: Name; readonly args: readonly Expr[]; readonly span: Span }
  | { readonly kind: "list"; readonly items: readonly Expr[]; readonly span: Span }
  | { readonly kind: "map"; readonly entries: readonly MapEntry[]; readonly span: Span }
  /** `[for x in xs if c: e]` */
  | { readonly kind: "list-for"; readonly variable: Name; readonly source: Expr; readonly where?: Expr; readonly body: Expr; readonly span: Span }
  /** `{for x in xs if c: k = e}` */
  | { readonly kind: "map-for"; readonly variable: Name; readonly source: Expr; readonly where?: Expr; readonly key: Expr; readonly body: Expr; readonly span: Span }
  | { readonly kind: "unary"; readonly op: "!" | "-"; readonly operand: Expr; readonly span: Span }
  | { readonly kind: "binary"; readonly op: BinaryOp; readonly left: Expr; readonly right: Expr; readonly span: Span }
  | { readonly kind: "if"; readonly condition: Expr; readonly then: Expr; readonly otherwise: Expr; readonly span: Span }
  | { readonly kind: "range"; readonly from: Expr; readonly to: Expr; readonly span: Span }
  /** Stands where the parser recovered; a diagnostic has been reported. */
  | { readonly kind: "missing"; readonly span: Span };

/** A name or quoted key is literal; an interpolated string is computed. */
export interface MapEntry {
  readonly key: Expr;
  readonly value: Expr;
}
