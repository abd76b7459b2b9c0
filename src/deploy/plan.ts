/**
 * What a roll-out would do: each selected job, in dependency order, through the server's own dry run, beside our forecast of it.
 * In: the network, the selection, the server. Out: steps as data. Changes nothing.
 */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { forecast } from "../forecast/forecast.ts";
import type { GroupForecast } from "../forecast/model.ts";
import { blocksIn } from "../nomad/blocks.ts";
import type { DesiredUpdates } from "../nomad/model.ts";
import type { Json } from "../text/json.ts";
import type { JobPlanResponse, RegisteredJob } from "./api.ts";
import { Failed, Refused } from "./failed.ts";
import { lostFields } from "./lost-fields.ts";
import type { DeployJob, Deployment } from "./model.ts";
import { jobPath, type Nomad } from "./nomad.ts";
import { payloadOf, type Payload } from "./payload.ts";
import { placementWarnings } from "./placement.ts";
import { placeOf } from "./place.ts";
import { refusal } from "./refusal.ts";
import { registeredJob } from "./registered.ts";
import type { SelectedJob } from "./selection.ts";

export interface Plan {
  readonly deployment: Deployment;
  /** The server's: `1.6.3`; the network's target where it may not be asked. */
  readonly version: string;
  readonly steps: readonly Step[];
  /** Warnings, each with its place. */
  readonly warnings: readonly Diagnostic[];
}

/** One job's registration. */
export interface Step {
  readonly selected: SelectedJob;
  readonly payload: Payload;
  /** As the server has it now. */
  readonly before: RegisteredJob | undefined;
  readonly answer: JobPlanResponse;
  readonly forecast: readonly GroupForecast[];
  readonly change: "created" | "changed" | "unchanged";
}

export async function planOf(nomad: Nomad, deployment: Deployment, selection: readonly SelectedJob[]): Promise<Plan> {
  const version = (await serverVersion(nomad)) ?? deployment.target;
  const steps: Step[] = [];
  const warnings: Diagnostic[] = [];
  for (const selected of selection) {
    const step = await planStep(nomad, { deployment, version, selected });
    steps.push(step);
    warnings.push(...lostWarnings(deployment, version, step), ...placementWarnings(deployment, selected.job.id, step.answer.FailedTGAllocs ?? {}), ...othersReplaced(deployment, step));
  }
  return { deployment, version, steps, warnings };
}

/** undefined where the token may not ask the agent. */
async function serverVersion(nomad: Nomad): Promise<string | undefined> {
  try {
    return (await nomad.get<{ config: { Version: { Version: string } } }>("/v1/agent/self")).value.config.Version.Version;
  } catch (error) {
    if (error instanceof Refused && error.status === 403) return undefined;
    throw error;
  }
}

export interface StepQuestion { readonly deployment: Deployment; readonly version: string; readonly selected: SelectedJob }

export async function planStep(nomad: Nomad, { deployment, version, selected }: StepQuestion): Promise<Step> {
  const before = await registeredJob(nomad, selected.job.id);
  return stepOf(nomad, { deployment, version, selected }, { before, payload: payloadOf(selected, before) });
}

/** A step with a payload of the caller's: an earlier version of the job, another count. */
export async function stepOf(nomad: Nomad, { deployment, version, selected }: StepQuestion, { before, payload }: Pick<Step, "before" | "payload">): Promise<Step> {
  const answer = await dryRun(nomad, deployment, { id: selected.job.id, payload });
  const changes = forecast(before === undefined ? undefined : sideOf(deployment, before), { ...sideOf(deployment, payload.job), locate: locatorOf(deployment, payload), members: membersOf(deployment) }, version);
  return { selected, payload, before, answer, forecast: changes.groups, change: changeOf(answer) };
}

async function dryRun(nomad: Nomad, deployment: Deployment, { id, payload }: { id: string; payload: Payload }): Promise<JobPlanResponse> {
  try {
    return await nomad.put<JobPlanResponse>(jobPath(id, "/plan"), { Job: payload.job as Json, Diff: true }, { safe: true });
  } catch (error) {
    if (error instanceof Refused) throw new Failed(...refusal(deployment, id, error));
    throw error;
  }
}

/** Some changes are in no diff of the server's (a job's spread): what it means to do with allocations tells. */
export function changeOf({ Diff, Annotations, JobModifyIndex }: JobPlanResponse): Step["change"] {
  if (JobModifyIndex === 0 || Diff?.Type === "Added") return "created";
  const updated = Object.values(Annotations?.DesiredTGUpdates ?? {}).some((group) => group.InPlaceUpdate + group.DestructiveUpdate + group.Canary > 0);
  return updated || (Diff !== null && Diff.Type !== "None") ? "changed" : "unchanged";
}

function sideOf({ network, target, quorums, jobs }: Deployment, job: Json | RegisteredJob) {
  const groups = (of: string) => jobs.flatMap(({ id, groups }) => groups.filter(({ set, name }) => set === of || name === of).map((group) => ({ job: id, group: group.name })));
  return { network, target, jobs: new Map([[String((job as { ID: string }).ID), job as Json]]), quorums: quorums.map(({ of, size, need }) => ({ of, size, need, groups: groups(of) })) };
}

/** A mixed payload has its groups at other places than the file's. */
function locatorOf(deployment: Deployment, { job, kept, foreign }: Payload) {
  if (foreign === true) return () => undefined;
  const names = blocksIn(job, "TaskGroups").map(({ Name }) => String(Name));
  return (id: string, pointer: readonly (string | number)[]) => {
    if (pointer[0] !== "TaskGroups" || pointer[1] === undefined) return deployment.locate(id, pointer);
    const group = names[Number(pointer[1])];
    return group === undefined || kept.includes(group) ? undefined : placeOf(deployment, { job: id, group, field: pointer.slice(2) });
  };
}

function membersOf({ jobs }: Deployment) {
  return (job: string, group: string) => jobs.find(({ id }) => id === job)?.groups.find(({ name }) => name === group)?.members ?? [];
}

/** Nomad passes over fields that it does not know. */
function lostWarnings(deployment: Deployment, version: string, { selected: { job } }: Step): Diagnostic[] {
  const { target } = deployment;
  const lost = new Map(lostFields(job.job as Json, { target, server: version }).map((path) => [path.filter((step) => typeof step === "string").join("."), path]));
  return [...lost].map(([field, path]) => diagnose("field-lost", { job: job.id, field, target, version }, deployment.locate(job.id, path)));
}

/** Groups that nobody selected and that this step replaces or stops all the same. */
export function touched({ payload: { kept }, answer }: Pick<Step, "payload" | "answer">): string[] {
  return kept.filter((group) => replaced(answer.Annotations?.DesiredTGUpdates?.[group]));
}

function replaced(desired: DesiredUpdates | undefined): boolean {
  return desired !== undefined && desired.DestructiveUpdate + desired.Stop + desired.Canary > 0;
}

function othersReplaced(deployment: Deployment, step: Step): Diagnostic[] {
  const groups = touched(step);
  if (groups.length === 0) return [];
  const { job } = step.selected;
  const reason = step.forecast.find(({ group }) => groups.includes(group))?.reasons[0];
  const pointer = reason === undefined ? [] : jobField(job, reason.path);
  return [diagnose("others-replaced", { job: job.id, groups, field: pointer.join("/") }, deployment.locate(job.id, pointer))];
}

/** `mantis/Datacenters/0` -> the way from the job on. */
function jobField({ label, id }: DeployJob, path: string): string[] {
  const prefix = [label, id].find((name) => path.startsWith(`${name}/`));
  return prefix === undefined ? [] : path.slice(prefix.length + 1).split("/");
}
