/** `diff --live`: what is registered beside what the file says. What the server adds to every job by itself is no difference. */
import type { Deployment } from "../../deploy/model.ts";
import type { Nomad } from "../../deploy/nomad.ts";
import { comparable, registeredJob } from "../../deploy/registered.ts";
import { serverVersion } from "../../deploy/server-version.ts";
import type { Payloads } from "../../diff/model.ts";
import type { Json } from "../../text/json.ts";
import type { Arguments } from "../arguments.ts";
import { onSite } from "../deploy-frame.ts";
import { exitCodes, type World } from "../world.ts";
import { formatOf, print } from "./diff-run.ts";

export function runLive(args: Arguments, world: World): Promise<number> {
  return onSite("diff", args, world, async ({ deployment, nomad }) => {
    const version = (await serverVersion(nomad)) ?? deployment.target;
    const { jobs, stopped } = await runningJobs(nomad, deployment);
    for (const id of stopped) world.err.write(`Somebody stopped the job ${id}: it is compared as one that is not there.\n`);
    const side = (all: ReadonlyMap<string, Json>): Payloads => ({ network: deployment.network, target: version, files: new Map(), jobs: new Map([...all].map(([id, job]) => [id, comparable(job, version)])) });
    const after = new Map(deployment.jobs.map(({ id, job }) => [id, job]));
    const differs = print(formatOf(args), [{ before: side(jobs), after: { ...side(after), deployment: () => deployment } }], world);
    return differs && args.has("exit-code") ? exitCodes.differences : exitCodes.ok;
  });
}

async function runningJobs(nomad: Nomad, deployment: Deployment): Promise<{ jobs: Map<string, Json>; stopped: string[] }> {
  const jobs = new Map<string, Json>();
  const stopped: string[] = [];
  for (const { id } of deployment.jobs) {
    const registered = await registeredJob(nomad, id);
    if (registered?.Stop === true) stopped.push(id);
    else if (registered !== undefined) jobs.set(id, registered);
  }
  return { jobs, stopped };
}
