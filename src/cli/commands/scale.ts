/** `scale`: another count for running groups. Shows what starts and stops, asks, waits until it is healthy, and says that the file says otherwise. */
import { placementWarnings } from "../../deploy/placement.ts";
import { planText } from "../../deploy/plan-text.ts";
import { planScaling, scaleGroup, withCounts, type Scaling } from "../../deploy/scale.ts";
import { scaleTargets, type ScaleTarget } from "../../deploy/scale-targets.ts";
import { serverVersion } from "../../deploy/server-version.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Arguments } from "../arguments.ts";
import { boardOf, type Board } from "../board.ts";
import { confirmed, declined } from "../confirm.ts";
import { onSite, type Site } from "../deploy-frame.ts";
import { follow, told } from "../follow.ts";
import { interruptible } from "../interrupt.ts";
import { report } from "../report.ts";
import { exitCodes, type World } from "../world.ts";

export function run(args: Arguments, world: World): Promise<number> {
  const board = boardOf(world);
  return onSite("scale", args, board.world, async (site) => {
    const { deployment, nomad, names } = site;
    const targets = scaleTargets(deployment, names);
    const version = (await serverVersion(nomad)) ?? deployment.target;
    const scalings = await planScaling(nomad, { deployment, version }, targets);
    preview(scalings, site, version);
    const changes = scalings.flatMap((scaling) => scaling.targets);
    if (changes.length === 0) return exitCodes.ok;
    if (!(await confirmed(args, world, `Scale ${changes.map(({ group, count }) => `${group.name} to ${count}`).join(", ")}?`))) return declined(world);
    return interruptible(board.world, (signal) => scaleAll(scalings, site, { board, signal }));
  });
}

function preview(scalings: readonly Scaling[], { deployment, world }: Site, version: string): void {
  for (const { group, count } of scalings.flatMap(({ same }) => same)) world.out.write(`${group.name} has ${count}, as it is to be.\n`);
  const steps = scalings.flatMap(({ step }) => step ?? []);
  if (steps.length === 0) return;
  world.out.write(planText({ deployment, version, steps, warnings: [] }, { colour: world.out.colour, verbose: false }));
  report(steps.flatMap(({ selected, answer }) => placementWarnings(deployment, selected.job.id, answer.FailedTGAllocs ?? {})), "text", world);
}

/** One group after the other: while a job rolls out, Nomad scales nothing else of it. */
async function scaleAll(scalings: readonly Scaling[], site: Site, { board, signal }: { readonly board: Board; readonly signal: AbortSignal }): Promise<number> {
  const left = scalings.flatMap(({ targets }) => targets);
  const done: ScaleTarget[] = [];
  for (const { job, registered, targets } of scalings) {
    let index = registered.JobModifyIndex;
    for (const target of targets) {
      const { EvalID, JobModifyIndex } = await scaleGroup(site.nomad, target, index);
      index = JobModifyIndex;
      done.push(left.shift()!);
      const ending = await follow(site, board, { job, payload: withCounts(registered, done.filter((one) => one.job === job)), evaluation: EvalID, signal });
      if (ending.kind !== "healthy") return finish(site, board, { done, left, code: () => told(ending, job.id, site) });
    }
  }
  return finish(site, board, { done, left, code: () => exitCodes.ok });
}

interface End { readonly done: readonly ScaleTarget[]; readonly left: readonly ScaleTarget[]; readonly code: () => number }

function finish(site: Site, board: Board, { done, left, code }: End): number {
  board.end();
  report(done.flatMap((target) => remind(target, site)), "text", site.world);
  if (left.length > 0) site.world.err.write(`Not scaled: ${left.map(({ group }) => group.name).join(", ")}.\n`);
  return code();
}

/** The file is not changed: whoever runs it next takes this back. */
function remind({ job, group, count }: ScaleTarget, { deployment }: Site): Diagnostic[] {
  if (group.count === count) return [];
  const counted = group.form === "count";
  const span = counted ? deployment.locate(job.id, ["TaskGroups", job.groups.indexOf(group), "Count"]) : group.span;
  return [diagnose("count-differs", { group: group.name, count, inFile: group.count, counted, file: deployment.file }, span)];
}
