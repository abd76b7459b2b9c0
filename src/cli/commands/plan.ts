/** `plan`: what a run would do, by the server's own dry run and by our forecast. Changes nothing. */
import { planOf, type Plan } from "../../deploy/plan.ts";
import { planText } from "../../deploy/plan-text.ts";
import { select } from "../../deploy/selection.ts";
import type { Arguments } from "../arguments.ts";
import { onSite } from "../deploy-frame.ts";
import { report } from "../report.ts";
import { exitCodes, type World } from "../world.ts";

export function run(args: Arguments, world: World): Promise<number> {
  return onSite("plan", args, world, async ({ nomad, deployment, names }) => {
    const plan = await planOf(nomad, deployment, select(deployment, [...names, ...args.values("only")]));
    world.out.write(planText(plan, { colour: world.out.colour, verbose: args.has("verbose") }));
    report(plan.warnings, "text", world);
    return args.has("exit-code") && changes(plan) ? exitCodes.differences : exitCodes.ok;
  });
}

function changes({ steps }: Plan): boolean {
  return steps.some(({ change }) => change !== "unchanged");
}
