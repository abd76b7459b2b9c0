/** `scale`: another count for running groups. Shows what starts and stops, asks, waits until it is healthy, and says that the file says otherwise. */
import { placementWarnings } from "../../deploy/placement.ts";
import { planText } from "../../deploy/plan-text.ts";
import { planScaling, scaleGroup, type Scaling } from "../../deploy/scale.ts";
import { scaleTargets } from "../../deploy/scale-targets.ts";
import { serverVersion } from "../../deploy/server-version.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Arguments } from "../arguments.ts";
import { confirmed, declined } from "../confirm.ts";
import { onSite, type Site } from "../deploy-frame.ts";
import { report } from "../report.ts";
import { exitCodes, type World } from "../world.ts";

export function run(args: Arguments, world: World): Promise<number> {
  return onSite("scale", args, world, async (site) => {
    const { deployment, nomad, names } = site;
    const targets = scaleTargets(deployment, names);
    const version = (await serverVersion(nomad)) ?? deployment.target;
    const scalings = await planScaling(nomad, { deployment, version }, targets);
    preview(scalings, site, version);
    const changes = scalings.filter(({ step }) => step !== undefined);
    if (changes.length === 0) return exitCodes.ok;
    if (!(await confirmed(args, world, `Scale ${changes.map(({ group, count }) => `${group.name} to ${count}`).join(", ")}?`))) return declined(world);
    return scaleAll(changes, site);
  });
}

function preview(scalings: readonly Scaling[], { deployment, world }: Site, version: string): void {
  for (const { job, group, count, step } of scalings) if (step === undefined) world.out.write(`${group.name} of ${job.id} has ${count}, as it is to be.\n`);
  const steps = scalings.flatMap(({ step }) => step ?? []);
  if (steps.length === 0) return;
  world.out.write(planText({ deployment, version, steps, warnings: [] }, { colour: world.out.colour, verbose: false }));
  report(steps.flatMap(({ selected, answer }) => placementWarnings(deployment, selected.job.id, answer.FailedTGAllocs ?? {})), "text", world);
}

/** One after the other: while a job rolls out, Nomad scales nothing else of it. */
async function scaleAll(changes: readonly Scaling[], site: Site): Promise<number> {
  const indexes = new Map(changes.map(({ job, registered }) => [job.id, registered.JobModifyIndex]));
  for (const change of changes) {
    const answer = await scaleGroup(site.nomad, change, indexes.get(change.job.id)!);
    indexes.set(change.job.id, answer.JobModifyIndex);
    site.world.out.write(`${change.group.name}: scaled to ${change.count}\n`);
    remind(change, site);
  }
  return exitCodes.ok;
}

/** The file is not changed: whoever runs it next takes this back. */
function remind({ job, group, count }: Scaling, { deployment, world }: Site): void {
  if (group.count === count) return;
  const span = deployment.locate(job.id, ["TaskGroups", job.groups.indexOf(group), "Count"]);
  report([diagnose("count-differs", { group: group.name, count, inFile: group.count, file: deployment.file }, span)], "text", world);
}
