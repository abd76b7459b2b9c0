/** Concrete tree -> types of parameters and lets. */
import type { CstNode } from "chevrotain";
import type { TypeExpr } from "./ast.ts";
import { child, nameOf, spanOfNode, token, tokens } from "./cst.ts";
import type { Build } from "./cst.ts";

export function typeOf(build: Build, node: CstNode): TypeExpr {
  const span = spanOfNode(build, node);
  const optional = token(node, "Question") !== undefined;
  const of = child(node, "type");
  if (of !== undefined) return { kind: token(node, "LSquare") === undefined ? "map" : "list", of: typeOf(build, of), optional, span };
  const names = tokens(node, "Identifier").map((each) => nameOf(build, each, span.start));
  return names.length > 1 ? { kind: "enum", names, optional, span } : { kind: "named", name: names[0] ?? nameOf(build, undefined, span.start), optional, span };
}
