/** A plan on the user's screen. */
import type { Plan } from "../deploy/plan.ts";
import { planText } from "../deploy/plan-text.ts";
import { report } from "./report.ts";
import type { World } from "./world.ts";

export function showPlan(plan: Plan, world: World, verbose = false): void {
  world.out.write(planText(plan, { colour: world.out.colour, verbose, width: Math.min(world.out.columns ?? 100, 140) }));
  report(plan.warnings, "text", world);
}

export function changes({ steps }: Plan): boolean {
  return steps.some(({ change }) => change !== "unchanged");
}
