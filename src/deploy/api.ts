/** What Nomad's API answers: only the fields that are read here. Names and units are the API's. */
import type { Fields } from "../check/fill.ts";
import type { JobDiff } from "../nomad/diff/model.ts";
import type { DesiredUpdates } from "../nomad/model.ts";

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
  readonly Diff: JobDiff | null;
  /** Groups of which not all allocations find a node. */
  readonly FailedTGAllocs: Readonly<Record<string, AllocationMetric>> | null;
  /** Of the registered job; 0 where there is none. */
  readonly JobModifyIndex: number;
  /** RFC 3339. */
  readonly NextPeriodicLaunch: string | null;
  readonly Warnings: string;
}

/** Why nodes were no place for an allocation, and how many nodes each reason ruled out. */
export interface AllocationMetric {
  readonly NodesEvaluated: number;
  readonly NodesFiltered: number;
  readonly NodesExhausted: number;
  /** Candidates by datacenter. */
  readonly NodesAvailable: Readonly<Record<string, number>> | null;
  readonly ClassFiltered: Readonly<Record<string, number>> | null;
  readonly ConstraintFiltered: Readonly<Record<string, number>> | null;
  readonly ClassExhausted: Readonly<Record<string, number>> | null;
  readonly DimensionExhausted: Readonly<Record<string, number>> | null;
  readonly QuotaExhausted: readonly string[] | null;
  /** Allocations that failed for the same reasons after the first one. */
  readonly CoalescedFailures: number;
}

/** GET /v1/evaluation/:id and /v1/job/:id/evaluations. */
export interface Evaluation {
  readonly ID: string;
  readonly Status: "blocked" | "pending" | "complete" | "failed" | "canceled";
  readonly StatusDescription: string;
  readonly TriggeredBy: string;
  readonly CreateIndex: number;
  readonly NextEval?: string;
  readonly BlockedEval?: string;
  readonly DeploymentID?: string;
  /** Groups for which no node was found. */
  readonly FailedTGAllocs?: Readonly<Record<string, AllocationMetric>> | null;
}

/** GET /v1/job/:id/versions: newest first. With `diffs=true`, each diff leads from the version below to the one it stands for. */
export interface JobVersionsResponse {
  readonly Versions: readonly RegisteredJob[];
  readonly Diffs: readonly JobDiff[] | null;
}

/** GET /v1/job/:id/deployment. */
export interface Deployment {
  readonly ID: string;
  readonly Status: string;
  readonly StatusDescription: string;
  readonly JobVersion: number;
  /** `JobModifyIndex` of the job that it rolls out. */
  readonly JobSpecModifyIndex: number;
  readonly JobCreateIndex: number;
  readonly TaskGroups: Readonly<Record<string, DeploymentState>> | null;
}

/** A group in its deployment. */
export interface DeploymentState {
  /** Nanoseconds; 0: none. */
  readonly ProgressDeadline: number;
  readonly AutoPromote: boolean;
  readonly Promoted: boolean;
  readonly DesiredCanaries: number;
  readonly DesiredTotal: number;
  readonly PlacedAllocs: number;
  readonly HealthyAllocs: number;
  readonly UnhealthyAllocs: number;
  /** RFC 3339; null or the year 1 where there is no deadline (yet). */
  readonly RequireProgressBy: string | null;
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

/** GET /v1/job/:id/allocations and /v1/allocations. */
export interface Allocation extends AllocationListStub {
  readonly Namespace: string;
  readonly NodeID: string;
  readonly ClientDescription: string;
  /** Nanoseconds since 1970. */
  readonly CreateTime: number;
  readonly CreateIndex: number;
  readonly JobVersion: number;
  /** It is tried again: the evaluation that will do it, the allocation that did. */
  readonly FollowupEvalID?: string;
  readonly NextAllocation?: string;
  readonly DeploymentStatus: { readonly Healthy: boolean | null; readonly Canary: boolean } | null;
  readonly TaskStates: Readonly<Record<string, TaskState>> | null;
  /** Only where it was asked for with `resources=true`. */
  readonly AllocatedResources?: AllocatedResources | null;
}

export interface TaskState {
  readonly State: "pending" | "running" | "dead";
  readonly Failed: boolean;
  readonly Restarts: number;
  /** Oldest first, the last ten. */
  readonly Events: readonly TaskEvent[] | null;
}

export interface TaskEvent {
  readonly Type: string;
  readonly DisplayMessage: string;
  /** Nanoseconds since 1970. */
  readonly Time: number;
}

/** MHz, MB. Lists are null where they are empty. */
export interface AllocatedResources {
  readonly Tasks: Readonly<Record<string, {
    readonly Cpu: { readonly CpuShares: number; readonly ReservedCores: readonly number[] | null };
    readonly Memory: { readonly MemoryMB: number };
    readonly Networks: readonly AllocatedNetwork[] | null;
  }>>;
  readonly TaskLifecycles: Readonly<Record<string, { readonly Hook: string; readonly Sidecar: boolean } | null>> | null;
  readonly Shared: { readonly DiskMB: number; readonly Ports: readonly AllocatedPort[] | null; readonly Networks: readonly AllocatedNetwork[] | null };
}

export interface AllocatedPort {
  readonly Label: string;
  readonly Value: number;
  /** Inside of the network namespace; 0 or absent: the same. */
  readonly To?: number;
  readonly HostIP: string;
}

export interface AllocatedNetwork {
  readonly IP?: string;
  readonly ReservedPorts?: readonly NetworkPort[] | null;
  readonly DynamicPorts?: readonly NetworkPort[] | null;
}

export interface NetworkPort { readonly Label: string; readonly Value: number; readonly To?: number }

/** GET /v1/client/allocation/:id/checks, by the check's ID: checks of services that Nomad itself registers. */
export interface CheckStatus {
  readonly Check: string;
  readonly Service: string;
  readonly Mode: "healthiness" | "readiness";
  readonly Status: "success" | "failure" | "pending";
  readonly Output: string;
}

/** GET /v1/agent/self. */
export interface AgentSelf { readonly config: { readonly Version: { readonly Version: string } } }

/** GET /v1/nodes?resources=true, and with attributes and the rest GET /v1/node/:id. */
export interface NodeListStub {
  readonly ID: string;
  readonly Name: string;
  readonly Datacenter: string;
  /** Absent before 1.6. */
  readonly NodePool?: string;
  readonly NodeClass: string;
  readonly Status: "initializing" | "ready" | "down" | "disconnected";
  readonly SchedulingEligibility: "eligible" | "ineligible";
  readonly Drain: boolean;
  readonly Drivers: Readonly<Record<string, { readonly Detected: boolean; readonly Healthy: boolean }>> | null;
}

export interface Node extends NodeListStub {
  readonly HTTPAddr: string;
  readonly Attributes: Readonly<Record<string, string>> | null;
  readonly Meta: Readonly<Record<string, string>> | null;
  readonly HostVolumes: Readonly<Record<string, unknown>> | null;
  readonly HostNetworks: Readonly<Record<string, unknown>> | null;
  readonly NodeResources: NodeResources;
  readonly ReservedResources: {
    readonly Cpu: { readonly CpuShares: number; readonly ReservedCpuCores?: readonly number[] | null };
    readonly Memory: { readonly MemoryMB: number };
    readonly Disk: { readonly DiskMB: number };
    /** `22,80,8500-8600`. */
    readonly Networks: { readonly ReservedHostPorts: string };
  } | null;
}

/** MHz, MB. */
export interface NodeResources {
  readonly Cpu: { readonly CpuShares: number; readonly TotalCpuCores?: number; readonly ReservableCpuCores?: readonly number[] | null };
  readonly Memory: { readonly MemoryMB: number };
  readonly Disk: { readonly DiskMB: number };
  readonly Networks: readonly { readonly Mode?: string; readonly Device?: string; readonly IP?: string }[] | null;
  readonly Devices: readonly { readonly Vendor: string; readonly Type: string; readonly Name: string; readonly Instances: readonly { readonly Healthy: boolean }[] | null }[] | null;
  readonly MinDynamicPort?: number;
  readonly MaxDynamicPort?: number;
}
