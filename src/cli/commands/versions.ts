/** `versions`: what was registered for each job, newest first, and which of it the file is. */
import { ageOf } from "../../deploy/age.ts";
import type { DeployJob } from "../../deploy/model.ts";
import { select } from "../../deploy/selection.ts";
import { serverVersion } from "../../deploy/server-version.ts";
import { versionsOf, type JobVersion } from "../../deploy/versions.ts";
import { printJobDiff } from "../../nomad/diff/print.ts";
import type { Arguments } from "../arguments.ts";
import { onSite, type Site } from "../deploy-frame.ts";
import { columns } from "../table.ts";
import { exitCodes, type World } from "../world.ts";

interface Known { readonly job: DeployJob; readonly versions: readonly JobVersion[] | undefined }

export function run(args: Arguments, world: World): Promise<number> {
  return onSite("versions", args, world, async (site) => {
    const { deployment, names, nomad } = site;
    const version = (await serverVersion(nomad)) ?? deployment.target;
    const diffs = args.has("diff") || args.has("json");
    const jobs: Known[] = [];
    for (const { job } of select(deployment, names)) jobs.push({ job, versions: await versionsOf(nomad, job, { version, diffs }) });
    world.out.write(args.has("json") ? json(jobs, site) : jobs.map((known) => text(known, site)).join("\n"));
    return exitCodes.ok;
  });
}

function json(jobs: readonly Known[], { deployment: { network, namespace } }: Site): string {
  const all = jobs.map(({ job, versions }) => ({
    job: job.id, registered: versions !== undefined,
    versions: (versions ?? []).map(({ job: _whole, submitted, ...rest }) => ({ ...rest, ...(submitted === undefined ? {} : { submitted: new Date(submitted / 1e6).toISOString() }) })),
  }));
  return `${JSON.stringify({ network, namespace, jobs: all }, null, 2)}\n`;
}

function text({ job, versions }: Known, { args, world }: Site): string {
  if (versions === undefined) return `${job.id}: not registered\n`;
  const rows = versions.map((one, i) => ["", String(one.version), one.stable ? "stable" : "", one.submitted === undefined ? "" : `${ageOf(one.submitted, world.clock)} ago`, one.equalsFile ? "= the file" : "", changes(one, i === versions.length - 1)]);
  const lines = columns(rows).trimEnd().split("\n");
  return `${job.id}\n${lines.map((line, i) => `${line}\n${args.has("diff") ? diffText(versions[i]!, world) : ""}`).join("")}`;
}

function diffText({ diff }: JobVersion, { out }: World): string {
  return diff === undefined ? "" : `\n${printJobDiff(diff, { colour: out.colour }).trimEnd().replace(/^(?=.)/gm, "      ")}\n\n`;
}

function changes({ stopped, changes }: JobVersion, last: boolean): string {
  const what = changes ?? (stopped ? "stopped" : last ? "the oldest that Nomad keeps" : "started again");
  return stopped && changes !== undefined ? `stopped; ${what}` : what;
}
