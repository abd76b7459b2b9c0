/** How deep an expression's tree is. Later stages walk it recursively; brackets are bounded before, chains of operators here. */
import type { Expr } from "./ast.ts";

export const MAX_DEPTH = 512;

export function isTooDeep(root: Expr): boolean {
  const stack: [Expr, number][] = [[root, 1]];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const [expr, depth] = at;
    if (depth > MAX_DEPTH) return true;
    for (const child of childrenOf(expr)) stack.push([child, depth + 1]);
  }
  return false;
}

export function childrenOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "string": return expr.parts.filter((part) => typeof part !== "string");
    case "member": return [expr.object];
    case "index": return [expr.object, expr.index];
    case "call": return expr.args;
    case "list": return expr.items;
    case "map": return expr.entries.flatMap((entry) => [entry.key, entry.value]);
    case "list-for": return [expr.source, ...(expr.where === undefined ? [] : [expr.where]), expr.body];
    case "map-for": return [expr.source, ...(expr.where === undefined ? [] : [expr.where]), expr.key, expr.body];
    case "unary": return [expr.operand];
    case "binary": return [expr.left, expr.right];
    case "if": return [expr.condition, expr.then, expr.otherwise];
    case "range": return [expr.from, expr.to];
    default: return [];
  }
}
