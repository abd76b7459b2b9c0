/**
 * A plan as a file, and what moved since it was written. In it: what would be registered, by hash; as what it was planned, by index; what was expected. Not in
 * it: payloads, tokens, addresses. The shape is `schemas/plan.schema.json`.
 */
import { isFields } from "../check/fill.ts";
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { GroupForecast } from "../forecast/model.ts";
import type { DesiredUpdates } from "../nomad/model.ts";
import type { Json } from "../text/json.ts";
import { Failed } from "./failed.ts";
import type { Deployment } from "./model.ts";
import { placeOf } from "./place.ts";
import type { Plan, Step } from "./plan.ts";
import { rolloutOf, type Rollout } from "./rollout.ts";
import type { SelectedJob } from "./selection.ts";

export const PLAN_KIND = "mantisc plan 1";

export interface PlanFile {
  readonly kind: typeof PLAN_KIND;
  readonly network: string;
  readonly namespace: string;
  readonly region: string | null;
  /** Of the server that planned. */
  readonly nomad: string;
  /** In the order in which they go. */
  readonly jobs: readonly PlannedJob[];
  /** Of all that changes; null where nothing is replaced or placed. */
  readonly rollout: Rollout | null;
}

export interface PlannedJob {
  readonly job: string;
  readonly change: Step["change"];
  /** SHA-256 of what would be registered. */
  readonly hash: string;
  /** What it was planned over; 0: the job is new. */
  readonly JobModifyIndex: number;
  /** The selected groups; null: the whole job. */
  readonly only: readonly string[] | null;
  /** By group: the server's own dry run. */
  readonly desired: Readonly<Record<string, DesiredUpdates>>;
  /** By group. */
  readonly outcome: Readonly<Record<string, GroupForecast["outcome"]>>;
}

export function planFile({ deployment, version, steps }: Plan): PlanFile {
  const { network, namespace, region = null } = deployment;
  return { kind: PLAN_KIND, network, namespace, region, nomad: version, jobs: steps.map(plannedJob), rollout: rolloutOf(steps.flatMap(({ forecast }) => forecast.groups)) ?? null };
}

function plannedJob({ selected, payload, answer, forecast, change }: Step): PlannedJob {
  return {
    job: selected.job.id, change, hash: payload.hash, JobModifyIndex: answer.JobModifyIndex, only: selected.whole ? null : selected.groups.map(({ name }) => name),
    desired: answer.Annotations?.DesiredTGUpdates ?? {}, outcome: Object.fromEntries(forecast.groups.map(({ group, outcome }) => [group, outcome])),
  };
}

/** undefined for text that is no plan. */
export function readPlan(text: string): PlanFile | undefined {
  const value = parsed(text);
  if (!isFields(value) || value["kind"] !== PLAN_KIND || typeof value["network"] !== "string" || typeof value["namespace"] !== "string") return undefined;
  const jobs = value["jobs"];
  return Array.isArray(jobs) && jobs.every(isPlanned) ? (value as unknown as PlanFile) : undefined;
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function isPlanned(job: Json): boolean {
  if (!isFields(job)) return false;
  const { only } = job;
  return typeof job["job"] === "string" && typeof job["hash"] === "string" && typeof job["JobModifyIndex"] === "number" && (only === null || (Array.isArray(only) && only.every((name) => typeof name === "string")));
}

/** The jobs and groups that it is about, as the files have them now; what they no longer have is left to `movedSince`. */
export function selectedBy({ jobs }: PlanFile, deployment: Deployment): SelectedJob[] {
  return jobs.flatMap(({ job: id, only }) => {
    const job = deployment.jobs.find((candidate) => candidate.id === id);
    if (job === undefined) return [];
    return [{ job, whole: only === null, groups: only === null ? job.groups : job.groups.filter(({ name }) => only.includes(name)) }];
  });
}

/** Fails where the file is a plan of another network, namespace or region. */
export function checkSite(file: PlanFile, path: string, deployment: Deployment): void {
  const { network, namespace, region = null } = deployment;
  if (file.network === network && file.namespace === namespace && file.region === region) return;
  throw new Failed(diagnose("plan-of-another", { path, planned: siteWords(file), network: siteWords({ network, namespace, region }) }, deployment.span));
}

/** What is no longer as the file says: one diagnostic for each job, none where all is as it was. */
export function movedSince(file: PlanFile, path: string, { deployment, steps }: Plan): Diagnostic[] {
  const now = new Map(steps.map((step) => [step.selected.job.id, step]));
  return file.jobs.flatMap(({ job, hash, JobModifyIndex: before }) => {
    const step = now.get(job);
    const after = step?.answer.JobModifyIndex ?? before;
    if (after === before && step?.payload.hash === hash) return [];
    return [diagnose("plan-outdated", { path, job, what: after === before ? "files" : "cluster", before, after }, placeOf(deployment, { job }))];
  });
}

function siteWords({ network, namespace, region }: Pick<PlanFile, "network" | "namespace" | "region">): string {
  return `${network} in the namespace ${namespace}${region === null ? "" : ` of the region ${region}`}`;
}
