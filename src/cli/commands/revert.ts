/** `revert`: a job goes back to an earlier version. Shows what that does, asks, waits until it is healthy, and says where the file differs. */
import { ageOf } from "../../deploy/age.ts";
import { placementWarnings } from "../../deploy/placement.ts";
import { planText } from "../../deploy/plan-text.ts";
import { planRevert, revert, type Reverting } from "../../deploy/revert.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Arguments } from "../arguments.ts";
import { boardOf } from "../board.ts";
import { confirmed, declined } from "../confirm.ts";
import { onSite, type Site } from "../deploy-frame.ts";
import { follow, told } from "../follow.ts";
import { interruptible } from "../interrupt.ts";
import { report } from "../report.ts";
import { exitCodes, type World } from "../world.ts";

export function run(args: Arguments, world: World): Promise<number> {
  const board = boardOf(world);
  return onSite("revert", args, board.world, async (site) => {
    const { deployment, nomad, names } = site;
    const reverting = await planRevert(nomad, deployment, names);
    preview(reverting, site);
    if (reverting.step.change === "unchanged") return exitCodes.ok;
    if (!(await confirmed(args, world, `Take ${reverting.job.id} back to version ${reverting.target.version}?`))) return declined(world);
    const { EvalID } = await revert(nomad, reverting);
    const ending = await interruptible(board.world, (signal) => follow(site, board, { job: reverting.job, payload: reverting.target.job, evaluation: EvalID, signal }));
    board.end();
    remind(reverting, site);
    return told(ending, reverting.job.id, site);
  });
}

function preview({ job, current, target, step, version }: Reverting, { deployment, world }: Site): void {
  if (step.change === "unchanged") return world.out.write(`Version ${target.version} of ${job.id} is what is registered already, as version ${current.version}.\n`);
  world.out.write(`${job.id}: from version ${current.version} to version ${target.version}${target.submitted === undefined ? "" : `, of ${ageOf(target.submitted, world.clock)} ago`}${target.stable ? "" : ", which was never seen healthy"}\n\n`);
  world.out.write(planText({ deployment, version, steps: [step], warnings: [] }, { colour: world.out.colour, verbose: false }));
  report(placementWarnings(deployment, job.id, step.answer.FailedTGAllocs ?? {}), "text", world);
}

/** The file is not changed: whoever runs it next takes this back. */
function remind({ job, target }: Reverting, { deployment, world }: Site): void {
  if (target.equalsFile) return;
  report([diagnose("reverted-from-file", { job: job.id, version: target.version, file: deployment.file }, deployment.locate(job.id, []))], "text", world);
}
