/** What Nomad's API answers: only the fields that are read here. Names and units are the API's. */
import type { Fields } from "../check/fill.ts";
import type { DesiredUpdates } from "../nomad/model.ts";
import type { Json } from "../text/json.ts";

/** GET /v1/job/:id: the job as it is stored, and what the server keeps about it. */
export interface RegisteredJob extends Fields {
  readonly ID: string;
  readonly Type: string;
  readonly Version: number;
  /** Somebody stopped it; it stays known until it is purged or collected. */
  readonly Stop: boolean;
  readonly Stable: boolean;
  /** Nanoseconds since 1970. */
  readonly SubmitTime: number;
  readonly CreateIndex: number;
  readonly JobModifyIndex: number;
}

/** GET /v1/jobs. */
export interface JobListStub {
  readonly ID: string;
  /** Of a job that a periodic or parameterized one started. */
  readonly ParentID: string;
  readonly Type: string;
  readonly Stop: boolean;
  readonly Status: string;
  readonly SubmitTime: number;
}

/** GET /v1/job/:id/allocations. */
export interface AllocationListStub {
  readonly ID: string;
  readonly Name: string;
  readonly JobID: string;
  readonly TaskGroup: string;
  readonly NodeName: string;
  readonly DesiredStatus: "run" | "stop" | "evict";
  readonly ClientStatus: "pending" | "running" | "complete" | "failed" | "lost" | "unknown";
}

/** PUT /v1/jobs, …/scale, …/revert; DELETE /v1/job/:id. The evaluation is "" where none was made. */
export interface JobRegisterResponse {
  readonly EvalID: string;
  readonly JobModifyIndex: number;
  readonly Warnings?: string;
}

/** PUT /v1/job/:id/plan. */
export interface JobPlanResponse {
  readonly Annotations: { readonly DesiredTGUpdates: Readonly<Record<string, DesiredUpdates>> | null } | null;
  readonly Diff: { readonly Type: string } | null;
  readonly FailedTGAllocs: Readonly<Record<string, unknown>> | null;
  readonly JobModifyIndex: number;
  readonly Warnings: string;
}

/** GET /v1/job/:id/versions: newest first. With `diffs=true`, each diff leads from the version below to the one it stands for. */
export interface JobVersionsResponse {
  readonly Versions: readonly RegisteredJob[];
  readonly Diffs: readonly Json[] | null;
}

/** GET /v1/job/:id/deployment. */
export interface Deployment {
  readonly ID: string;
  readonly Status: string;
  readonly StatusDescription: string;
  readonly JobVersion: number;
  readonly JobCreateIndex: number;
}

/** GET /v1/job/:id/scale. */
export interface JobScaleStatus {
  readonly TaskGroups: Readonly<Record<string, { readonly Desired: number; readonly Events: readonly ScalingEvent[] | null }>> | null;
}

/** Newest first. */
export interface ScalingEvent {
  /** Nanoseconds since 1970. */
  readonly Time: number;
  readonly Count: number | null;
  readonly PreviousCount: number;
  readonly Message: string;
  readonly Error: boolean;
}
