/** `plan`: what a run would do, by the server's own dry run and by our forecast. Changes nothing. */
import { planOf } from "../../deploy/plan.ts";
import { planFile } from "../../deploy/plan-file.ts";
import { planJson } from "../../deploy/plan-json.ts";
import { select } from "../../deploy/selection.ts";
import type { Arguments } from "../arguments.ts";
import { onSite } from "../deploy-frame.ts";
import { writePlan } from "../plan-document.ts";
import { changes, showPlan } from "../plan-view.ts";
import { report } from "../report.ts";
import { exitCodes, type World } from "../world.ts";

export function run(args: Arguments, world: World): Promise<number> {
  return onSite("plan", args, world, async ({ nomad, deployment, names }) => {
    const plan = await planOf(nomad, deployment, select(deployment, [...names, ...args.values("only")]));
    if (!args.has("json")) showPlan(plan, world, args.has("verbose"));
    else {
      world.out.write(planJson(plan));
      report(plan.warnings, "text", world);
    }
    const out = args.value("out");
    if (out !== undefined) {
      writePlan(out, planFile(plan), world);
      world.err.write(`The plan is in ${out}: \`mantisc run ${deployment.file} --plan ${out}\` does it.\n`);
    }
    return args.has("exit-code") && changes(plan) ? exitCodes.differences : exitCodes.ok;
  });
}
