/** Rules about constraints, affinities and spreads of jobs, groups, tasks and devices. Mirrors Constraint, Affinity and Spread.Validate. */
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { repeated, type Block, type Facts } from "./block.ts";
import { regexpProblem, versionProblem } from "./expressions.ts";

export function placementRules({ job }: Facts): Diagnostic[] {
  const groups = job.blocks("TaskGroups");
  const tasks = groups.flatMap((group) => group.blocks("Tasks"));
  const devices = tasks.flatMap((task) => task.block("Resources")?.blocks("Devices") ?? []);
  const owners = [job, ...groups, ...tasks, ...devices];
  return [
    ...owners.flatMap((owner) => owner.blocks("Constraints")).flatMap(comparison),
    ...owners.flatMap((owner) => owner.blocks("Affinities")).flatMap(affinity),
    ...owners.flatMap((owner) => owner.blocks("Spreads")).flatMap(spread),
    ...tasks.flatMap((task) => task.blocks("Constraints")).flatMap(distinct),
  ];
}

function distinct(constraint: Block): Diagnostic[] {
  const operator = constraint.str("Operand");
  return operator.startsWith("distinct_") ? [diagnose("constraint-task", { operator }, constraint.span("Operand"))] : [];
}

function comparison(block: Block): Diagnostic[] {
  const [operator, left, right] = [block.str("Operand"), block.str("LTarget"), block.str("RTarget")];
  const result: Diagnostic[] = [];
  if (operator === "") return result;
  if (left === "" && operator !== "distinct_hosts") result.push(diagnose("constraint-needs", { operator, field: "attribute" }, block.span()));
  if (right === "" && needsValue(operator)) result.push(diagnose("constraint-needs", { operator, field: "value" }, block.span()));
  const why = valueProblem(operator, right);
  if (why !== undefined) result.push(diagnose("constraint-value", { operator, value: right, why }, block.span("RTarget")));
  return [...result, ...target(left, block.span("LTarget"), left === "" ? undefined : "literal"), ...target(right, block.span("RTarget"))];
}

const comparisons = ["=", "==", "is", "!=", "not", "<", "<=", ">", ">=", "set_contains", "set_contains_all", "set_contains_any", "version", "semver"];
const needsValue = (operator: string): boolean => comparisons.includes(operator);

function valueProblem(operator: string, value: string): string | undefined {
  if (value === "" || value.includes("${")) return undefined;
  switch (operator) {
    case "is_set":
    case "is_not_set": return "It only looks whether the attribute is there: remove the value.";
    case "regexp": return regexpProblem(value);
    case "version": return versionProblem(value, false);
    case "semver": return versionProblem(value, true);
    case "distinct_property": return /^\d+$/.test(value) && Number(value) >= 1 ? undefined : "The value is how many allocations may share the property: a number from 1.";
    default: return undefined;
  }
}

const known = /^\$\{(?:node\.unique\.id|node\.datacenter|node\.unique\.name|node\.class|node\.pool|attr\..+|device\..+|meta\..+)\}$/;

/** The scheduler resolves a side that is one reference as a whole; anything else is plain text. */
function target(text: string, span: ReturnType<Block["span"]>, side?: "literal"): Diagnostic[] {
  if (text.includes("${")) return known.test(text) ? [] : [diagnose("constraint-attribute", { attribute: text }, span)];
  return side === "literal" && /^(?:node|attr|meta|device)\./.test(text) ? [diagnose("constraint-literal", { attribute: text }, span)] : [];
}

function affinity(block: Block): Diagnostic[] {
  const weight = block.num("Weight") === 0 ? [diagnose("affinity-weight", {}, block.span("Weight"))] : [];
  return [...weight, ...comparison(block)];
}

function spread(block: Block): Diagnostic[] {
  const targets = block.blocks("SpreadTarget");
  const sum = targets.reduce((all, each) => all + each.count("Percent"), 0);
  const result = repeated(targets, (each) => each.str("Value")).map(({ first, again }) =>
    diagnose("spread-target-twice", { value: again.str("Value") }, again.span("Value"), { related: [{ span: first.span("Value"), text: "the other one" }] }));
  if (sum > 100) result.push(diagnose("spread-percent", { sum }, block.span("SpreadTarget")));
  return [...result, ...target(block.str("Attribute"), block.span("Attribute"), "literal")];
}
