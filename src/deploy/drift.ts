/**
 * What runs beside what the files say. In: networks as deployment sees them, and their servers. Out: job by job whether they are the same, the
 * fields that differ with their lines, and what is known about how it came to that. Changes nothing.
 */
import { forecast } from "../forecast/forecast.ts";
import type { Reason } from "../forecast/model.ts";
import type { Json } from "../text/json.ts";
import type { JobListStub, JobPlanResponse, JobScaleStatus, RegisteredJob, ScalingEvent } from "./api.ts";
import { Refused } from "./failed.ts";
import type { DeployJob, Deployment } from "./model.ts";
import { jobPath, type Nomad } from "./nomad.ts";
import { changeOf } from "./plan.ts";
import { comparable, registeredJob } from "./registered.ts";
import { sideOf } from "./side.ts";
import { versionsOf } from "./versions.ts";

export interface JobDrift {
  readonly job: string;
  readonly state: "equal" | "differs" | "not registered" | "stopped";
  /** `from` is what runs, `to` what the file says. */
  readonly differences: readonly Reason[];
  /** Counts that somebody set by scaling, the latest time each. */
  readonly scaled: readonly (ScalingEvent & { readonly group: string })[];
  /** The registered version; absent where there is none. */
  readonly version?: number;
  /** When that was registered, nanoseconds since 1970; absent where somebody scaled it since: Nomad keeps the time of before. */
  readonly submitted?: number;
  /** An earlier version that is what the file says: something else was registered after it. */
  readonly fileWas?: number;
}

export interface DriftQuestion {
  readonly deployment: Deployment;
  /** The server's. */
  readonly version: string;
  /** What the namespace holds: nothing else is asked for. */
  readonly listed: readonly JobListStub[];
}

export async function driftOf(nomad: Nomad, question: DriftQuestion): Promise<JobDrift[]> {
  const drifts: JobDrift[] = [];
  for (const job of question.deployment.jobs) drifts.push(await jobDrift(nomad, question, job));
  return drifts;
}

async function jobDrift(nomad: Nomad, question: DriftQuestion, job: DeployJob): Promise<JobDrift> {
  const nothing = { job: job.id, differences: [], scaled: [] };
  const registered = question.listed.some(({ ID }) => ID === job.id) ? await registeredJob(nomad, job.id) : undefined;
  if (registered === undefined) return { ...nothing, state: "not registered" };
  const known = { ...nothing, version: registered.Version };
  const submitted = { submitted: registered.SubmitTime };
  if (registered.Stop) return { ...known, ...submitted, state: "stopped" };
  const differences = differencesOf(question, job, registered);
  if (differences.length === 0 || await saysUnchanged(nomad, job)) return { ...known, ...submitted, state: "equal" };
  const versions = await versionsOf(nomad, job, question) ?? [];
  const fileWas = versions.find(({ equalsFile, version }) => equalsFile && version !== registered.Version)?.version;
  const scaled = await scalings(nomad, job, differences);
  return { ...known, ...(scaled.length > 0 ? {} : submitted), state: "differs", differences, scaled, ...(fileWas === undefined ? {} : { fileWas }) };
}

/** What differs for the whole job is a reason of each of its groups: it is said once. */
function differencesOf({ deployment, version }: DriftQuestion, job: DeployJob, registered: RegisteredJob): Reason[] {
  const side = sideOf(deployment);
  const before = { network: side.network, target: side.target, jobs: new Map([[job.id, comparable(registered, version)]]) };
  const { groups } = forecast(before, { ...side, jobs: new Map([[job.id, comparable(job.job, version)]]) }, version);
  return [...new Map(groups.flatMap(({ reasons }) => reasons).map((reason) => [JSON.stringify([reason.path, reason.from, reason.to]), reason])).values()];
}

/**
 * What an agent's own configuration adds to jobs nobody can know but the server: where allocations of the job run, and a dry run would leave all
 * of them alone, nothing differs. Who may not plan has our own comparison.
 */
async function saysUnchanged(nomad: Nomad, { id, job }: DeployJob): Promise<boolean> {
  try {
    const answer = await nomad.put<JobPlanResponse>(jobPath(id, "/plan"), { Job: job as Json, Diff: true }, { safe: true });
    return changeOf(answer) === "unchanged" && Object.values(answer.Annotations?.DesiredTGUpdates ?? {}).some(({ Ignore }) => Ignore > 0);
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

async function scalings(nomad: Nomad, { id, groups }: DeployJob, differences: readonly Reason[]): Promise<JobDrift["scaled"]> {
  const counts = differences.filter(({ path }) => path.endsWith("/Count"));
  if (counts.length === 0) return [];
  const status = (await nomad.find<JobScaleStatus>(jobPath(id, "/scale")))?.value.TaskGroups ?? {};
  return counts.flatMap(({ path, from }) => {
    const group = groups.find(({ name }) => path.endsWith(`/${name}/Count`))?.name;
    const event = group === undefined ? undefined : status[group]?.Events?.find(({ Count, Error }) => Count !== null && !Error);
    return group !== undefined && event !== undefined && event.Count === from ? [{ ...event, group }] : [];
  });
}

/** Jobs of a namespace that none of the networks in it says; launches of periodic jobs and stopped ones are not meant. */
export function unknownJobs(listed: readonly JobListStub[], deployments: readonly Deployment[]): JobListStub[] {
  const ids = new Set(deployments.flatMap(({ jobs }) => jobs.map(({ id }) => id)));
  return listed.filter(({ ID, ParentID, Stop }) => ParentID === "" && !Stop && !ids.has(ID));
}
