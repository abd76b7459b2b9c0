/** Arguments and conditions -> values: literals, paths, and helpers in brackets. Everything here is known when the compiler runs. */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Value } from "../evaluate/values.ts";
import type { Span } from "../text/source.ts";
import type { Expression, Hash, Path, SubExpression } from "./handlebars-tree.ts";
import { callHelper } from "./helpers.ts";
import type { Here } from "./path.ts";
import { failed, resolvePath } from "./path.ts";
import type { Expects } from "./scope.ts";

export interface Argument { readonly value: Value; readonly span: Span; readonly node: Expression }

export function evaluate(node: Expression, here: Here, expects?: Expects): Value {
  switch (node.type) {
    case "StringLiteral": return { type: "string", text: node.value === "" ? [] : [node.value] };
    case "NumberLiteral": return { type: Number.isInteger(node.value) ? "int" : "number", value: node.value };
    case "BooleanLiteral": return { type: "bool", value: node.value };
    case "PathExpression": return resolvePath(node, here, expects);
    case "SubExpression": return evaluateCall(node, here);
    default:
      here.run.report(diagnose("template-null", { word: node.type === "NullLiteral" ? "null" : "undefined" }, here.place.of(node)));
      return failed;
  }
}

function evaluateCall(node: SubExpression, here: Here): Value {
  return refuseHash(node.hash, here) ? failed : callHelper(node.path, node.params, here);
}

export function refuseHash(hash: Hash | undefined, here: Here): boolean {
  if (hash !== undefined) here.run.report(diagnose("template-named-argument", {}, here.place.of(hash)));
  return hash !== undefined;
}

export function written(node: Expression, here: Here): string {
  return here.place.text.slice(node.loc.start.column, node.loc.end.column);
}

export function isPath(node: Expression): node is Path {
  return node.type === "PathExpression";
}
