/**
 * Carries a plan out: registers one job after the other, each only if it is still as it was planned, and waits for its health before the next. In: a plan
 * that somebody agreed to. Out: how far it came. Asks nobody; a part that fails ends it, and what was not begun stays as it was.
 */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { blocksIn, numberIn, textIn } from "../nomad/blocks.ts";
import type { Json } from "../text/json.ts";
import type { Deployment as ServerDeployment, Evaluation, JobRegisterResponse } from "./api.ts";
import { Failed, Refused, Stopped } from "./failed.ts";
import { jobPath, type Nomad } from "./nomad.ts";
import { planStep, type Plan, type Step } from "./plan.ts";
import { placeOf } from "./place.ts";
import type { JobProgress } from "./progress.ts";
import { refusal } from "./refusal.ts";
import type { Stage } from "./stages.ts";
import { recheck, rejoin, watch, type Ending, type Watch } from "./watch.ts";

export interface RunView {
  readonly show: (progress: JobProgress) => void;
  readonly warn: (diagnostics: readonly Diagnostic[]) => void;
}

export interface RunSite {
  readonly nomad: Nomad;
  readonly plan: Plan;
  readonly stages: readonly Stage[];
  readonly view: RunView;
  readonly detach: boolean;
  readonly signal: AbortSignal;
}

export interface RunEnd {
  /** What failed, and why; empty where nothing did. */
  readonly diagnostics: readonly Diagnostic[];
  /** IDs of jobs that go on without us: after --detach, or Ctrl-C. */
  readonly goesOn: readonly string[];
  /** Names of stages that were not begun. */
  readonly left: readonly string[];
}

export async function rollOut(site: RunSite): Promise<RunEnd> {
  const indexes = new Map(site.plan.steps.map(({ selected, answer }) => [selected.job.id, answer.JobModifyIndex]));
  const goesOn: string[] = [];
  for (const [i, stage] of site.stages.entries()) {
    const rest = site.stages.slice(i + 1).map(({ name }) => name);
    const ending = site.signal.aborted ? undefined : await runStage(site, stage, indexes);
    if (ending === undefined) return { diagnostics: [], goesOn, left: [stage.name, ...rest] };
    if (ending.kind === "failed") return { diagnostics: ending.diagnostics, goesOn, left: rest };
    if (ending.kind === "left") goesOn.push(stage.selected.job.id);
    if (ending.kind === "left" && !site.detach) return { diagnostics: [], goesOn, left: rest };
  }
  return { diagnostics: [], goesOn, left: [] };
}

/** undefined: interrupted before anything was registered. What fails before that is an end like others: stages before it stay told. */
async function runStage(site: RunSite, stage: Stage, indexes: Map<string, number>): Promise<Ending | undefined> {
  try {
    const step = await stepOf(site, stage);
    if (step.change === "unchanged") return await unchanged(site, step);
    const { id } = stage.selected.job;
    const expected = indexes.get(id) ?? step.answer.JobModifyIndex;
    if (step.answer.JobModifyIndex !== expected) throw new Failed(moved(site, id));
    const registered = await register(site, step);
    indexes.set(id, registered.JobModifyIndex);
    return await registeredEnding(site, step, registered);
  } catch (error) {
    if (error instanceof Stopped) return undefined;
    if (error instanceof Failed) return { kind: "failed", diagnostics: error.diagnostics };
    throw error;
  }
}

/** A later stage of a job is planned again over what the one before it registered. */
async function stepOf({ nomad, plan }: RunSite, { selected, step }: Stage): Promise<Step> {
  return step ?? planStep(nomad, { deployment: plan.deployment, version: plan.version, selected });
}

/** Nothing is registered. A deployment that still goes on is waited for all the same; one that failed is no success because nobody changed the file. */
async function unchanged(site: RunSite, step: Step): Promise<Ending> {
  const { job } = step.selected;
  const latest = job.periodic || site.detach ? undefined : (await site.nomad.find<ServerDeployment | null>(jobPath(job.id, "/deployment")))?.value;
  if (latest?.Status === "running" || latest?.Status === "pending") return rejoin(watchOf(site, step), latest.ID);
  if (latest?.Status === "failed" && latest.JobVersion === step.before?.Version) return recheck(watchOf(site, step));
  return { kind: "healthy" };
}

async function registeredEnding(site: RunSite, step: Step, { EvalID: evaluation, JobModifyIndex: registered }: Registered): Promise<Ending> {
  const { job } = step.selected;
  const next = step.answer.NextPeriodicLaunch;
  // Periodic and parameterized jobs are not placed when they are registered.
  if (evaluation === "") {
    site.view.show({ job: job.id, state: "registered", groups: [], ...(next === null ? {} : { note: `next launch at ${next}` }) });
    return { kind: "healthy" };
  }
  if (!site.detach) return watch({ ...watchOf(site, step), registered }, evaluation);
  site.view.show({ job: job.id, state: "registered", groups: [] });
  return { kind: "left" };
}

function watchOf({ nomad, plan, view, signal }: RunSite, { selected, payload }: Step): Watch {
  const counts = new Map(blocksIn(payload.job, "TaskGroups").map((group) => [textIn(group, "Name"), "Count" in group ? numberIn(group, "Count") : 1]));
  return { nomad, deployment: plan.deployment, job: selected.job, counts, signal, show: view.show, warn: view.warn };
}

type Registered = Pick<JobRegisterResponse, "EvalID" | "JobModifyIndex">;

/**
 * Only if the job is as it was planned. A conflict may be our own: when the answer to a first attempt was lost, the second finds the job changed. Then what is
 * registered is what we wanted, and is taken as ours.
 */
async function register(site: RunSite, step: Step): Promise<Registered> {
  const { nomad, plan: { deployment } } = site;
  const { id } = step.selected.job;
  try {
    return await nomad.put<JobRegisterResponse>("/v1/jobs", { Job: step.payload.job as Json, EnforceIndex: true, JobModifyIndex: step.answer.JobModifyIndex }, { safe: true });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (!/enforcing job modify index/i.test(error.reason)) throw new Failed(...refusal(deployment, id, error));
    const again = await planStep(nomad, { deployment, version: site.plan.version, selected: step.selected });
    if (again.change !== "unchanged") throw new Failed(moved(site, id));
    return { EvalID: await latestEvaluation(nomad, id), JobModifyIndex: again.answer.JobModifyIndex };
  }
}

async function latestEvaluation(nomad: Nomad, id: string): Promise<string> {
  const { value } = await nomad.get<Evaluation[] | null>(jobPath(id, "/evaluations"));
  return (value ?? []).filter(({ TriggeredBy }) => TriggeredBy === "job-register").sort((a, b) => b.CreateIndex - a.CreateIndex)[0]?.ID ?? "";
}

function moved({ plan: { deployment } }: RunSite, job: string): Diagnostic {
  return diagnose("job-moved", { job }, placeOf(deployment, { job }));
}
