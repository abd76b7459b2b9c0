/** `distinct_hosts` and `distinct_property`: what allocations of a job or a group forbid each other. */
import type { Fields } from "../check/fill.ts";
import { textIn } from "../nomad/blocks.ts";
import type { Node } from "./api.ts";
import { constraintText, resolve } from "./constraint.ts";
import type { Demand } from "./demand.ts";

export class Distinct {
  private readonly counts = new Map<string, number>();

  /** What stands against one more allocation of the group on the node. */
  forbids(demand: Demand, node: Node): string | undefined {
    const found = rules(demand).find((rule) => {
      const key = keyOf(rule, demand, node);
      return key === undefined || (this.counts.get(key) ?? 0) >= mostOf(rule.constraint);
    });
    return found === undefined ? undefined : constraintText(found.constraint);
  }

  add(demand: Demand, node: Node): void {
    for (const rule of rules(demand)) {
      const key = keyOf(rule, demand, node);
      if (key !== undefined) this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
    }
  }
}

interface Rule { readonly constraint: Fields; readonly scope: "job" | "group" }

function rules({ constraints, jobConstraints }: Demand): Rule[] {
  const all = [...jobConstraints.map((constraint): Rule => ({ constraint, scope: "job" })), ...constraints.map((constraint): Rule => ({ constraint, scope: "group" }))];
  return all.filter(({ constraint }) => textIn(constraint, "Operand") === "distinct_property" || (textIn(constraint, "Operand") === "distinct_hosts" && textIn(constraint, "RTarget") !== "false"));
}

/** A node without the property is out of the question. */
function keyOf({ constraint, scope }: Rule, { job, group }: Demand, node: Node): string | undefined {
  const value = textIn(constraint, "Operand") === "distinct_hosts" ? node.ID : resolve(textIn(constraint, "LTarget"), node);
  return value === undefined ? undefined : JSON.stringify([job, scope === "job" ? "" : group, constraintText(constraint), value]);
}

/** How many may share a value: 1, unless the constraint says more. */
function mostOf(constraint: Fields): number {
  return textIn(constraint, "Operand") === "distinct_property" ? Number(textIn(constraint, "RTarget") || "1") : 1;
}
