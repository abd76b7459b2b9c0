/**
 * What a roll-out would do: each selected job, in dependency order, through the server's own dry run, beside our forecast of it.
 * In: the network, the selection, the server. Out: steps as data. Changes nothing.
 */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { forecast } from "../forecast/forecast.ts";
import type { Forecast, Side } from "../forecast/model.ts";
import { blocksIn } from "../nomad/blocks.ts";
import type { DesiredUpdates } from "../nomad/model.ts";
import type { Json, JsonPath } from "../text/json.ts";
import type { JobPlanResponse, RegisteredJob } from "./api.ts";
import { Failed, Refused } from "./failed.ts";
import { lostFields } from "./lost-fields.ts";
import type { DeployJob, Deployment } from "./model.ts";
import { jobPath, type Nomad } from "./nomad.ts";
import { payloadOf, type Payload } from "./payload.ts";
import { placementWarnings } from "./placement.ts";
import { pointerOf } from "./place.ts";
import { refusal } from "./refusal.ts";
import { registeredJob } from "./registered.ts";
import { serverVersion } from "./server-version.ts";
import { sideOf } from "./side.ts";
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
  readonly forecast: Forecast;
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

export interface StepQuestion { readonly deployment: Deployment; readonly version: string; readonly selected: SelectedJob }

export async function planStep(nomad: Nomad, { deployment, version, selected }: StepQuestion): Promise<Step> {
  const before = await registeredJob(nomad, selected.job.id);
  return stepOf(nomad, { deployment, version, selected }, { before, payload: payloadOf(selected, before) });
}

/** A step with a payload of the caller's: an earlier version of the job, another count. */
export async function stepOf(nomad: Nomad, { deployment, version, selected }: StepQuestion, { before, payload }: Pick<Step, "before" | "payload">): Promise<Step> {
  const answer = await dryRun(nomad, deployment, { id: selected.job.id, payload });
  const network = sideOf(deployment);
  const side = (job: Json) => new Map([[selected.job.id, job]]);
  // The registered job was written by whoever registered it: only the new one has lines, and only as far as it is the file's.
  const { locate: _lines, written: _words, ...known } = network;
  const after = payload.foreign === true ? known : { ...network, ...placesOf(deployment, payload) };
  const made = forecast(before === undefined ? undefined : { ...known, jobs: side(before as Json) }, { ...after, jobs: side(payload.job as Json) }, version);
  return { selected, payload, before, answer, forecast: made, change: changeOf(answer) };
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

/** A mixed payload has its groups at other places than the file's, and some that the file has nothing to do with. */
function placesOf(deployment: Deployment, { job, kept }: Payload): Pick<Side, "locate" | "written"> {
  const names = blocksIn(job, "TaskGroups").map(({ Name }) => String(Name));
  const inFile = (id: string, pointer: JsonPath): JsonPath | undefined => {
    const group = pointer[0] === "TaskGroups" ? names[Number(pointer[1])] : undefined;
    if (group === undefined) return pointer;
    return kept.includes(group) ? undefined : pointerOf(deployment, { job: id, group, field: pointer.slice(2) });
  };
  const through = <T>(look: (id: string, pointer: JsonPath) => T | undefined) => (id: string, pointer: JsonPath) => {
    const place = inFile(id, pointer);
    return place === undefined ? undefined : look(id, place);
  };
  const { written } = deployment;
  return { locate: through((id, pointer) => deployment.locate(id, pointer)), ...(written === undefined ? {} : { written: through((id, pointer) => written(id, pointer)) }) };
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

/** A warning, at the line that is to blame, where a partial step replaces groups that were not selected. */
export function othersReplaced(deployment: Deployment, step: Step): Diagnostic[] {
  const groups = touched(step);
  if (groups.length === 0) return [];
  const { job } = step.selected;
  const reason = step.forecast.groups.find(({ group }) => groups.includes(group))?.reasons[0];
  const pointer = reason === undefined ? [] : jobField(job, reason.path);
  return [diagnose("others-replaced", { job: job.id, groups, field: pointer.join("/") }, deployment.locate(job.id, pointer))];
}

/** `mantis/Datacenters/0` -> the way from the job on. */
function jobField({ label, id }: DeployJob, path: string): string[] {
  const prefix = [label, id].find((name) => path.startsWith(`${name}/`));
  return prefix === undefined ? [] : path.slice(prefix.length + 1).split("/");
}
