/** Whether a node satisfies a constraint, as the scheduler's feasibility checks decide it from the node's attributes. */
import type { Fields } from "../check/fill.ts";
import { textIn } from "../nomad/blocks.ts";
import type { Node } from "./api.ts";
import { satisfies } from "./version-constraint.ts";

/** undefined: it cannot be told here. `distinct_hosts` and `distinct_property` are about other allocations and hold for every node. */
export function isSatisfied(constraint: Fields, node: Node): boolean | undefined {
  const [left, right] = [resolve(textIn(constraint, "LTarget"), node), resolve(textIn(constraint, "RTarget"), node)];
  const operand = textIn(constraint, "Operand") || "=";
  if (operand === "distinct_hosts" || operand === "distinct_property") return true;
  if (operand === "!=" || operand === "not") return left !== right;
  if (operand === "is_set") return left !== undefined;
  if (operand === "is_not_set") return left === undefined;
  return left !== undefined && right !== undefined && compared(operand, left, right);
}

/** As a message names it: `${attr.kernel.name} = linux`. */
export function constraintText(constraint: Fields): string {
  return ["LTarget", "Operand", "RTarget"].map((name) => textIn(constraint, name)).join(" ").trim();
}

/** A target of a constraint on a node; undefined where the node has no such thing. */
export function resolve(target: string, node: Node): string | undefined {
  if (!target.startsWith("${")) return target;
  const name = target.slice(2, target.endsWith("}") ? -1 : undefined);
  if (name.startsWith("attr.")) return node.Attributes?.[name.slice("attr.".length)];
  if (name.startsWith("meta.")) return node.Meta?.[name.slice("meta.".length)];
  const known: Readonly<Record<string, string | undefined>> = { "node.unique.id": node.ID, "node.datacenter": node.Datacenter, "node.unique.name": node.Name, "node.class": node.NodeClass, "node.pool": node.NodePool };
  return known[name];
}

function compared(operand: string, left: string, right: string): boolean | undefined {
  switch (operand) {
    case "=": case "==": case "is": return left === right;
    case "<": case "<=": case ">": case ">=": return ordered(operand, left, right);
    case "version": case "semver": return satisfies(left, right, operand);
    case "regexp": return matches(left, right);
    case "set_contains": case "set_contains_all": return items(right).every((item) => items(left).includes(item));
    case "set_contains_any": return items(right).some((item) => items(left).includes(item));
    default: return false;
  }
}

/** Numbers as numbers, anything else as text. */
function ordered(operand: string, left: string, right: string): boolean {
  const numbers = [left, right].every((text) => /^[+-]?\d+(\.\d+)?$/.test(text));
  const [a, b]: [number | string, number | string] = numbers ? [Number(left), Number(right)] : [left, right];
  return operand === "<" ? a < b : operand === "<=" ? a <= b : operand === ">" ? a > b : a >= b;
}

function items(text: string): string[] {
  return text.split(",").map((item) => item.trim());
}

/** Go's expressions take linear time, these may not: what repeats a group, or is written in Go's own way, is not tried. */
function matches(text: string, pattern: string): boolean | undefined {
  if (/\)[*+{?]|\(\?|\\[pPzAQ]|\[\[:/.test(pattern) || text.length > 512 || pattern.length > 512) return undefined;
  try {
    return new RegExp(pattern).test(text);
  } catch {
    return undefined;
  }
}
