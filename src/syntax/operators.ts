/** A flat list of operands and operators -> a tree, by their strength. Iterative: a chain of any length needs no stack. */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { cover } from "../text/source.ts";
import type { Span } from "../text/source.ts";
import type { BinaryOp, Expr } from "./ast.ts";

/** Weakest first. All associate to the left; comparisons and ranges do not chain. */
export const strengths: Readonly<Record<BinaryOp | "..", number>> = {
  "||": 1, "&&": 2, "==": 3, "!=": 3, "<": 3, "<=": 3, ">": 3, ">=": 3, in: 3, "..": 4, "+": 5, "-": 5, "*": 6, "/": 6, "%": 6,
};
const single = new Set([3, 4]);

export type Operator = keyof typeof strengths;

/** An operand with the span it takes, its parentheses included. `strength`: of its top operator, if it has one outside parentheses. */
export interface Operand {
  readonly expr: Expr;
  readonly span: Span;
  readonly strength?: number;
}

export interface Infix {
  readonly op: Operator;
  readonly span: Span;
}

export function combine(operands: readonly Operand[], infixes: readonly Infix[], problems: Diagnostic[]): Expr {
  const values: Operand[] = [operands[0]!];
  const pending: Infix[] = [];
  const reduce = () => {
    const infix = pending.pop()!;
    const right = values.pop()!;
    values.push(apply(values.pop()!, infix, right, problems));
  };
  infixes.forEach((infix, i) => {
    const right = operands[i + 1];
    if (right === undefined) return;
    while (pending.length > 0 && strengths[pending[pending.length - 1]!.op] >= strengths[infix.op]) reduce();
    pending.push(infix);
    values.push(right);
  });
  while (pending.length > 0) reduce();
  return values[0]!.expr;
}

function apply(left: Operand, infix: Infix, right: Operand, problems: Diagnostic[]): Operand {
  const span = cover(left.span, right.span);
  const strength = strengths[infix.op];
  if (single.has(strength) && left.strength === strength) problems.push(diagnose("chained-operator", { op: infix.op }, infix.span));
  const expr: Expr = infix.op === ".." ? { kind: "range", from: left.expr, to: right.expr, span } : { kind: "binary", op: infix.op, left: left.expr, right: right.expr, span };
  return { expr, span, strength };
}
