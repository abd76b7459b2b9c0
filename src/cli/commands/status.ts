/** `status`: what of a network runs, as a table for people or as JSON. */
import { select } from "../../deploy/selection.ts";
import { isHealthy, statusOf, type JobStatus } from "../../deploy/status.ts";
import type { Arguments } from "../arguments.ts";
import { onSite } from "../deploy-frame.ts";
import { exitCodes, type World } from "../world.ts";
import { statusText } from "./status-text.ts";

export function run(args: Arguments, world: World): Promise<number> {
  return onSite("status", args, world, async ({ deployment, names, nomad }) => {
    const jobs: JobStatus[] = [];
    for (const selected of select(deployment, names)) jobs.push(await statusOf(nomad, deployment, selected));
    const { network, namespace } = deployment;
    if (args.has("json")) world.out.write(`${JSON.stringify({ network, namespace, healthy: jobs.every(({ healthy }) => healthy), jobs: jobs.map(withVerdicts) }, null, 2)}\n`);
    else world.out.write(statusText({ network, namespace, jobs }, world));
    return jobs.every(({ healthy }) => healthy) ? exitCodes.ok : exitCodes.error;
  });
}

function withVerdicts({ groups, ...job }: JobStatus) {
  return { ...job, groups: groups.map(({ group, ...rest }) => ({ group, allHealthy: isHealthy({ group, ...rest }), ...rest })) };
}
