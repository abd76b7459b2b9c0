/**
 * Follows one registration until Nomad is done with it: evaluation, then deployment or allocations. In: the evaluation's ID. Out: how it ended.
 * What goes wrong on the way is told at once, and again at the end with all that is known. Changes nothing.
 */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnose } from "../diagnostics/catalog.ts";
import { allocationNotes, anyCheckFails, failuresOf } from "./failures.ts";
import type { Allocation, Deployment as ServerDeployment, DeploymentState, Evaluation, RegisteredJob } from "./api.ts";
import { Stopped } from "./failed.ts";
import type { DeployJob, Deployment } from "./model.ts";
import { jobPath, type Nomad } from "./nomad.ts";
import { placementWarnings } from "./placement.ts";
import { placeOf } from "./place.ts";
import type { GroupProgress, JobProgress, JobState } from "./progress.ts";
import { watching } from "./retries.ts";
import { timeOf } from "./time.ts";

export interface Watch {
  readonly nomad: Nomad;
  readonly deployment: Deployment;
  readonly job: DeployJob;
  /** `JobModifyIndex` of what was registered; absent where nothing was. */
  readonly registered?: number;
  /** What was registered: groups and their counts. */
  readonly counts: ReadonlyMap<string, number>;
  readonly signal: AbortSignal;
  readonly show: (progress: JobProgress) => void;
  readonly warn: (diagnostics: readonly Diagnostic[]) => void;
}

export type Ending =
  | { readonly kind: "healthy" }
  /** The diagnostics say why. */
  | { readonly kind: "failed"; readonly diagnostics: readonly Diagnostic[] }
  /** The signal: it goes on without us. */
  | { readonly kind: "left" };

/** Seconds that the server may hold an answer back; then everything is looked at again, for events that move no index. */
const HOLD = 5;
/** Milliseconds that an allocation without a deployment has to run to count as healthy: Nomad's own default for deployments. */
const STEADY = 10_000;
/** Milliseconds that allocations of a failed deployment have to show that they run all the same. */
const RECHECK = 30_000;
/** A rolling update of a system job makes one evaluation after another. */
const MOST_EVALUATIONS = 10_000;

export async function watch(site: Watch, evaluation: string): Promise<Ending> {
  try {
    let id = evaluation;
    for (let n = 0; n < MOST_EVALUATIONS; n++) {
      const done = await evaluated(site, id);
      if (done === undefined) return { kind: "left" };
      const ending = await afterEvaluation(site, done);
      if (ending !== undefined) return ending;
      id = done.NextEval!;
    }
    return { kind: "left" };
  } catch (error) {
    if (error instanceof Stopped || site.signal.aborted) return { kind: "left" };
    throw error;
  }
}

/** An ongoing deployment of a job, taken up again. */
export async function rejoin(site: Watch, deployment: string): Promise<Ending> {
  try {
    return await followDeployment(site, deployment);
  } catch (error) {
    if (error instanceof Stopped || site.signal.aborted) return { kind: "left" };
    throw error;
  }
}

async function evaluated({ nomad, signal, show, job }: Watch, id: string): Promise<Evaluation | undefined> {
  show({ job: job.id, state: "evaluating", groups: [] });
  for await (const evaluation of nomad.changes<Evaluation>(`/v1/evaluation/${id}`, { signal, wait: HOLD })) {
    if (evaluation.Status !== "pending") return evaluation;
  }
  return undefined;
}

/** undefined: the next evaluation goes on with it. */
async function afterEvaluation(site: Watch, evaluation: Evaluation): Promise<Ending | undefined> {
  const { deployment, job, warn } = site;
  if (evaluation.Status === "failed") return { kind: "failed", diagnostics: [diagnose("evaluation-failed", { job: job.id, reason: evaluation.StatusDescription }, placeOf(deployment, { job: job.id }))] };
  if (evaluation.Status === "canceled") return { kind: "failed", diagnostics: [superseded(site)] };
  const unplaced = placementWarnings(deployment, job.id, evaluation.FailedTGAllocs ?? {});
  if ((evaluation.NextEval ?? "") !== "") {
    warn(unplaced);
    return undefined;
  }
  if ((evaluation.DeploymentID ?? "") === "") {
    if (unplaced.length > 0) return { kind: "failed", diagnostics: unplaced };
    return followAllocations(site);
  }
  warn(unplaced);
  return followDeployment(site, evaluation.DeploymentID!);
}

async function followDeployment(site: Watch, id: string): Promise<Ending> {
  const { nomad, signal, show, job } = site;
  const standstill = standstillOf(nomad);
  for await (const deployment of nomad.changes<ServerDeployment>(`/v1/deployment/${id}`, { signal, wait: HOLD })) {
    const allocations = (await nomad.get<Allocation[] | null>(`/v1/deployment/allocations/${id}`, { signal, patience: watching })).value ?? [];
    if (isLater(site, deployment.JobSpecModifyIndex)) return { kind: "failed", diagnostics: [superseded(site)] };
    show({ job: job.id, state: stateOf(deployment), groups: groupsOf(deployment, allocations) });
    const ending = await endOf(site, deployment, allocations);
    if (ending !== undefined) return ending;
    if (standstill(deployment)) return { kind: "failed", diagnostics: [diagnose("nothing-placed", { job: job.id, file: site.deployment.file }, placeOf(site.deployment, { job: job.id }))] };
  }
  return { kind: "left" };
}

/** Nomad's default, milliseconds. */
const PROGRESS_DEADLINE = 600_000;

/**
 * Nomad's own clock for progress starts with the first allocation that is placed: a deployment of which nothing is placed has no deadline and never fails.
 * Whether nothing was placed for as long as the longest of its groups' progress deadlines.
 */
function standstillOf({ options: { clock } }: Nomad): (deployment: ServerDeployment) => boolean {
  const start = clock.now();
  return ({ Status, TaskGroups }) => {
    const groups = Object.values(TaskGroups ?? {}).filter(({ DesiredTotal, HealthyAllocs }) => HealthyAllocs < DesiredTotal);
    if (Status !== "running" || groups.length === 0 || groups.some(({ PlacedAllocs }) => PlacedAllocs > 0)) return false;
    const longest = Math.max(...groups.map(({ ProgressDeadline }) => (ProgressDeadline > 0 ? ProgressDeadline / 1e6 : PROGRESS_DEADLINE)));
    return clock.now() - start > longest;
  };
}

/** Somebody registered the job again before its evaluation was done: what is rolled out is theirs. */
function isLater({ registered }: Watch, index: number): boolean {
  return registered !== undefined && index > registered;
}

function stateOf({ Status }: ServerDeployment): JobState {
  return Status === "successful" ? "healthy" : Status === "failed" || Status === "cancelled" ? "failed" : Status === "paused" || Status === "blocked" ? "paused" : "rolling out";
}

function groupsOf({ TaskGroups }: ServerDeployment, allocations: readonly Allocation[]): GroupProgress[] {
  const notes = allocationNotes(allocations);
  return Object.entries(TaskGroups ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)).map(([group, state]) => {
    const deadline = timeOf(state.RequireProgressBy ?? "");
    const done = state.HealthyAllocs >= state.DesiredTotal;
    const note = done ? undefined : notes.get(group);
    return {
      group, desired: state.DesiredTotal, placed: state.PlacedAllocs, healthy: state.HealthyAllocs, unhealthy: state.UnhealthyAllocs,
      ...(deadline !== undefined && !done ? { deadline } : {}), ...(note === undefined ? {} : { note }),
    };
  });
}

async function endOf(site: Watch, deployment: ServerDeployment, allocations: readonly Allocation[]): Promise<Ending | undefined> {
  const { job } = site;
  const span = placeOf(site.deployment, { job: job.id });
  switch (deployment.Status) {
    case "successful": return { kind: "healthy" };
    case "cancelled": return { kind: "failed", diagnostics: [superseded(site)] };
    case "failed": return { kind: "failed", diagnostics: [...(await failuresOf(site, allocations)), diagnose("deployment-failed", { job: job.id, reason: deployment.StatusDescription, back: backTo(deployment) }, span)] };
    default: break;
  }
  const groups = Object.entries(deployment.TaskGroups ?? {});
  const canaries = groups.filter(([, state]) => waitsForPromotion(state));
  if (canaries.length === 0 || groups.some(([name, state]) => canariesHealthy(name, state, allocations) === false)) return undefined;
  return { kind: "failed", diagnostics: [diagnose("needs-promotion", { job: job.id, groups: canaries.map(([name]) => name), deployment: deployment.ID }, span)] };
}

/** `… - rolling back to job version 3`. */
function backTo({ StatusDescription }: ServerDeployment): number | undefined {
  const version = /rolling back to job version (\d+)/.exec(StatusDescription)?.[1];
  return version === undefined ? undefined : Number(version);
}

function waitsForPromotion({ DesiredCanaries, Promoted, AutoPromote }: DeploymentState): boolean {
  return DesiredCanaries > 0 && !Promoted && !AutoPromote;
}

/** undefined for a group without canaries. */
function canariesHealthy(group: string, state: DeploymentState, allocations: readonly Allocation[]): boolean | undefined {
  if (state.DesiredCanaries === 0 || state.Promoted) return undefined;
  return allocations.filter(({ TaskGroup, DeploymentStatus }) => TaskGroup === group && DeploymentStatus?.Canary === true && DeploymentStatus.Healthy === true).length >= state.DesiredCanaries;
}

function superseded({ deployment, job }: Watch): Diagnostic {
  return diagnose("superseded", { job: job.id, file: deployment.file }, placeOf(deployment, { job: job.id }));
}

/** A job whose last deployment failed: Nomad makes no other for it, but its allocations may have come right since. */
export async function recheck(site: Watch): Promise<Ending> {
  try {
    return await followAllocations(site, site.nomad.options.clock.now() + RECHECK);
  } catch (error) {
    if (error instanceof Stopped || site.signal.aborted) return { kind: "left" };
    throw error;
  }
}

/** Batch jobs, services without `update`, and system jobs of servers that have no deployments for them. */
async function followAllocations(site: Watch, until = Infinity): Promise<Ending> {
  const { nomad, signal, show, job } = site;
  const { clock } = nomad.options;
  const { Version: version, JobModifyIndex: index } = (await nomad.get<RegisteredJob>(jobPath(job.id), { signal })).value;
  if (isLater(site, index)) return { kind: "failed", diagnostics: [superseded(site)] };
  const since = new Map<string, number>();
  for await (const found of nomad.changes<Allocation[] | null>(jobPath(job.id, "/allocations"), { signal, wait: HOLD })) {
    const all = found ?? [];
    if (all.some(({ JobVersion }) => JobVersion > version)) return { kind: "failed", diagnostics: [superseded(site)] };
    const allocations = all.filter((one) => one.JobVersion === version && one.DesiredStatus === "run");
    for (const { ID, ClientStatus } of allocations) {
      if (ClientStatus !== "running") since.delete(ID);
      else if (!since.has(ID)) since.set(ID, clock.now());
    }
    const steady = (one: Allocation) => one.ClientStatus === "complete" || (since.has(one.ID) && clock.now() - since.get(one.ID)! >= STEADY);
    const groups = runningGroups(site, allocations, steady);
    const failed = allocations.filter(isGivenUp);
    const ended = groups.every(({ desired, healthy }) => healthy >= desired);
    show({ job: job.id, state: failed.length > 0 ? "failed" : ended && until === Infinity ? "healthy" : "rolling out", groups });
    if (failed.length > 0) return { kind: "failed", diagnostics: await failuresOf(site, failed) };
    // Deployments mind checks; without one only a recheck does.
    if (ended && (until === Infinity || !(await anyCheckFails(site, allocations)))) return { kind: "healthy" };
    if (clock.now() > until) return { kind: "failed", diagnostics: await failuresOf(site, allocations) };
  }
  return { kind: "left" };
}

/** It failed, and Nomad does not try it again. */
function isGivenUp({ ClientStatus, FollowupEvalID = "", NextAllocation = "" }: Allocation): boolean {
  return (ClientStatus === "failed" || ClientStatus === "lost") && FollowupEvalID === "" && NextAllocation === "";
}

function runningGroups({ job, counts }: Watch, allocations: readonly Allocation[], steady: (one: Allocation) => boolean): GroupProgress[] {
  const notes = allocationNotes(allocations);
  const everywhere = job.type === "system" || job.type === "sysbatch";
  return [...counts].map(([group, count]) => {
    const own = allocations.filter(({ TaskGroup, NextAllocation = "" }) => TaskGroup === group && NextAllocation === "");
    const unhealthy = own.filter(({ ClientStatus }) => ClientStatus === "failed" || ClientStatus === "lost").length;
    const healthy = own.filter(steady).length;
    const desired = everywhere ? own.length : count;
    const note = healthy >= desired ? undefined : notes.get(group);
    return { group, desired, placed: own.length, healthy, unhealthy, ...(note === undefined ? {} : { note }) };
  });
}
