/**
 * Another count for running groups. In: what is to be scaled, and the server's answers. Out: what would start and stop, as the server
 * itself plans it; and doing it. The file is not changed, so the next `run` brings its own count back.
 */
import { diagnose } from "../diagnostics/catalog.ts";
import { blockIn, blocksIn, eachBlock, numberIn } from "../nomad/blocks.ts";
import type { Fields } from "../check/fill.ts";
import type { Deployment as NomadDeployment, JobRegisterResponse, RegisteredJob } from "./api.ts";
import { Failed, Refused } from "./failed.ts";
import type { DeployJob, Deployment } from "./model.ts";
import { jobPath, type Nomad } from "./nomad.ts";
import { placeOf } from "./place.ts";
import { stepOf, type Step } from "./plan.ts";
import { registeredJob } from "./registered.ts";
import type { ScaleTarget } from "./scale-targets.ts";

/** All that one job is to have. */
export interface Scaling {
  readonly job: DeployJob;
  readonly registered: RegisteredJob;
  /** Those whose count is another there. */
  readonly targets: readonly ScaleTarget[];
  /** Those whose count is the same already. */
  readonly same: readonly ScaleTarget[];
  /** What it would do; absent where nothing is to change. */
  readonly step?: Step;
}

interface Question { readonly deployment: Deployment; /** The server's. */ readonly version: string }

export async function planScaling(nomad: Nomad, question: Question, targets: readonly ScaleTarget[]): Promise<Scaling[]> {
  const scalings: Scaling[] = [];
  for (const job of new Set(targets.map((target) => target.job))) scalings.push(await planJob(nomad, question, targets.filter((target) => target.job === job)));
  return scalings;
}

async function planJob(nomad: Nomad, { deployment, version }: Question, all: readonly ScaleTarget[]): Promise<Scaling> {
  const { job } = all[0]!;
  const registered = await runningJob(nomad, deployment, job.id);
  const isSame = (target: ScaleTarget) => numberIn(groupIn(registered, deployment, target), "Count") === target.count;
  const [targets, same] = [all.filter((target) => !isSame(target)), all.filter(isSame)];
  if (targets.length === 0) return { job, registered, targets, same };
  await refuseWhileDeploying(nomad, deployment, registered);
  const payload = { job: withCounts(registered, targets), hash: "", kept: [], foreign: true };
  const step = await stepOf(nomad, { deployment, version, selected: { job, groups: targets.map(({ group }) => group), whole: false } }, { before: registered, payload });
  return { job, registered, targets, same, step };
}

/** The group as it is registered; fails where there is none, and where its bounds forbid the count. */
function groupIn(registered: RegisteredJob, deployment: Deployment, target: ScaleTarget): Fields {
  const { job, group } = target;
  const block = blocksIn(registered, "TaskGroups").find(({ Name }) => Name === group.name);
  if (block === undefined) throw new Failed(diagnose("not-registered", { what: `the group ${group.name} of the job ${job.id}`, stopped: false, file: deployment.file }, group.span));
  refuseOutOfBounds(deployment, target, block);
  return block;
}

/** A job that is registered and was not stopped; otherwise it fails. */
async function runningJob(nomad: Nomad, deployment: Deployment, id: string): Promise<RegisteredJob> {
  const registered = await registeredJob(nomad, id);
  if (registered !== undefined && !registered.Stop) return registered;
  throw new Failed(diagnose("not-registered", { what: `the job ${id}`, stopped: registered !== undefined, file: deployment.file }, deployment.locate(id, [])));
}

export function withCounts(job: Fields, targets: readonly ScaleTarget[]): Fields {
  return eachBlock(job, "TaskGroups", (group) => {
    const target = targets.find((one) => one.group.name === group["Name"]);
    return target === undefined ? group : { ...group, Count: target.count };
  });
}

/** The server refuses a count outside of the scaling block's bounds, whether or not the block is enabled. */
function refuseOutOfBounds(deployment: Deployment, { job, group, count }: ScaleTarget, block: Fields): void {
  const scaling = blockIn(block, "Scaling");
  if (scaling === undefined) return;
  const [least, most] = [numberIn(scaling, "Min"), numberIn(scaling, "Max")];
  if (count >= least && count <= most) return;
  const span = placeOf(deployment, { job: job.id, group: group.name, field: ["Scaling", count < least ? "Min" : "Max"] });
  throw new Failed(diagnose("count-out-of-bounds", { group: group.name, count, least, most }, span));
}

/** The server refuses to scale a job while a deployment of it goes on. */
async function refuseWhileDeploying(nomad: Nomad, { file }: Deployment, { ID, CreateIndex }: RegisteredJob): Promise<void> {
  const { value } = await nomad.get<NomadDeployment | null>(jobPath(ID, "/deployment"));
  if (value === null || value.JobCreateIndex !== CreateIndex || ["successful", "failed", "cancelled"].includes(value.Status)) return;
  throw new Failed(diagnose("deployment-goes-on", { job: ID, version: value.JobVersion, description: value.StatusDescription, file }));
}

/**
 * Only while the job is as it was planned, `index`; older servers do not look at that, so it is asked for once more. Sent once: a lost answer would
 * count twice in the job's history of scaling.
 */
export async function scaleGroup(nomad: Nomad, { job, group, count }: ScaleTarget, index: number): Promise<JobRegisterResponse> {
  const moved = () => new Failed(diagnose("job-moved", { job: job.id }));
  if ((await registeredJob(nomad, job.id))?.JobModifyIndex !== index) throw moved();
  const body = { Count: count, Target: { Group: group.name }, Message: `mantisc scale ${group.name}=${count}`, Error: false, JobModifyIndex: index };
  try {
    return await nomad.put<JobRegisterResponse>(jobPath(job.id, "/scale"), body);
  } catch (error) {
    if (error instanceof Refused && /modify index/i.test(error.reason)) throw moved();
    throw error;
  }
}
