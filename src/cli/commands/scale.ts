/** `scale`: another count for running groups. Shows what starts and stops, asks, waits until it is healthy, and says that the file says otherwise. */
import { desiredWords } from "../../deploy/desired-words.ts";
import { placementWarnings } from "../../deploy/placement.ts";
import { planScaling, scaleGroup, withCount, type Scaling } from "../../deploy/scale.ts";
import { scaleTargets } from "../../deploy/scale-targets.ts";
import { serverVersion } from "../../deploy/server-version.ts";
import { sideOf } from "../../deploy/side.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import { forecast } from "../../forecast/forecast.ts";
import type { Json } from "../../text/json.ts";
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
    const scalings = await planScaling(nomad, deployment, targets);
    for (const scaling of scalings) show(scaling, site, version);
    const changes = scalings.filter(({ plan }) => plan !== undefined);
    if (changes.length === 0) return exitCodes.ok;
    if (!(await confirmed(args, world, `Scale ${changes.map(({ group, count }) => `${group.name} to ${count}`).join(", ")}?`))) return declined(world);
    return scaleAll(changes, site);
  });
}

function show(scaling: Scaling, { deployment, world }: Site, version: string): void {
  const { job, group, count, from, plan } = scaling;
  if (plan === undefined) return world.out.write(`${group.name} of ${job.id}: ${count}, as it is\n`);
  const desired = plan.Annotations?.DesiredTGUpdates?.[group.name];
  const lines = [`${group.name} of ${job.id}: ${from} -> ${count}${desired === undefined ? "" : ` (${desiredWords(desired)})`}`, ...meaning(scaling, deployment, version).map((line) => `  ${line}`)];
  world.out.write(`${lines.join("\n")}\n`);
  report(placementWarnings(deployment, job.id, plan.FailedTGAllocs ?? {}), "text", world);
}

/** Our own words for what it does to the network. */
function meaning({ job, group, registered, count }: Scaling, deployment: Site["deployment"], version: string): readonly string[] {
  const side = sideOf(deployment);
  const before = { network: side.network, target: side.target, jobs: new Map([[job.id, registered as Json]]) };
  const after = { ...side, jobs: new Map([[job.id, withCount(registered, group.name, count) as Json]]) };
  return forecast(before, after, version).groups.find((one) => one.group === group.name)?.meaning ?? [];
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
