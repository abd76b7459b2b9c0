/**
 * What of a network runs, and how well. In: its jobs, and Nomad. Out: for each job and group what is desired, runs and is healthy, and what is
 * wrong with what is not. Registered jobs that the file does not have are the business of `drift`.
 */
import { blockIn, blocksIn, servicesOf, textIn } from "../nomad/blocks.ts";
import { allocationsOf, current, indexOf, isLive, latestLaunch } from "./allocations.ts";
import type { Allocation, CheckStatus, Deployment as ApiDeployment, Evaluation, RegisteredJob } from "./api.ts";
import { groupIn, tasksIn } from "./blocks.ts";
import { memberName } from "./members.ts";
import type { DeployGroup, DeployJob, Deployment } from "./model.ts";
import { jobPath, type Nomad } from "./nomad.ts";
import { registeredJob } from "./registered.ts";
import { placementReasons } from "./placement.ts";
import type { SelectedJob } from "./selection.ts";
import { checkTrouble, taskTrouble } from "./trouble.ts";

export interface JobStatus {
  readonly job: string;
  readonly type: string;
  /** `absent`: nobody registered it; `stopped`: somebody stopped it. */
  readonly state: "registered" | "stopped" | "absent";
  readonly version?: number;
  /** Milliseconds since 1970. */
  readonly submitted?: number;
  readonly deployment?: { readonly id: string; readonly status: string; readonly description: string; readonly requireProgressBy?: string };
  /** What a periodic job started last. */
  readonly launch?: { readonly job: string; readonly submitted: number };
  readonly healthy: boolean;
  readonly groups: readonly GroupStatus[];
}

export interface GroupStatus {
  readonly group: string;
  /** What the registered job wants; what the file says where it is another number. */
  readonly desired: number;
  readonly inFile?: number;
  readonly running: number;
  readonly healthy: number;
  readonly members: readonly MemberStatus[];
}

export type State = "healthy" | "unhealthy" | "starting" | "complete" | "failed" | "lost" | "unknown" | "stopped" | "not placed";

export interface MemberStatus {
  readonly member: string;
  readonly state: State;
  readonly allocation?: string;
  readonly node?: string;
  /** Milliseconds since 1970. */
  readonly created?: number;
  readonly restarts?: number;
  readonly canary?: boolean;
  readonly problem?: string;
}

export async function statusOf(nomad: Nomad, deployment: Deployment, { job, groups }: SelectedJob): Promise<JobStatus> {
  const registered = await registeredJob(nomad, job.id);
  const head = { job: job.id, type: job.type };
  if (registered === undefined) return { ...head, state: "absent", healthy: false, groups: [] };
  const { Version, SubmitTime } = registered;
  const known = { ...head, version: Version, submitted: milliseconds(SubmitTime) } as const;
  if (registered.Stop) return { ...known, state: "stopped", healthy: false, groups: [] };
  const reader = await read(nomad, deployment, { job, registered });
  const states = await Promise.all(groups.map((group) => groupStatus(reader, group)));
  return {
    ...known, state: "registered", groups: states, healthy: states.every(isHealthy),
    ...(reader.deployment === undefined ? {} : { deployment: shown(reader.deployment) }),
    ...(reader.launch === undefined ? {} : { launch: reader.launch }),
  };
}

function milliseconds(nanoseconds: number): number {
  return Math.floor(nanoseconds / 1e6);
}

/** All that is to run does; where nothing is to run, nothing has failed. */
export function isHealthy({ desired, healthy, members }: GroupStatus): boolean {
  return healthy >= desired && !members.some(({ state }) => state === "failed" || state === "lost");
}

/** What is known of one job. */
interface Known {
  readonly nomad: Nomad;
  readonly network: Deployment;
  readonly job: DeployJob;
  readonly registered: RegisteredJob;
  readonly allocations: readonly Allocation[];
  readonly deployment?: ApiDeployment;
  readonly launch?: { readonly job: string; readonly submitted: number };
  /** Newest first; asked for only where something is missing. */
  evaluations(): Promise<readonly Evaluation[]>;
}

async function read(nomad: Nomad, network: Deployment, { job, registered }: Pick<Known, "job" | "registered">): Promise<Known> {
  const launch = job.periodic ? await latestLaunch(nomad, job.id) : undefined;
  const deployment = job.type === "service" ? (await nomad.find<ApiDeployment | null>(jobPath(job.id, "/deployment")))?.value ?? undefined : undefined;
  let asked: Promise<readonly Evaluation[]> | undefined;
  return {
    nomad, network, job, registered, allocations: job.periodic && launch === undefined ? [] : await allocationsOf(nomad, job, launch),
    ...(deployment === undefined ? {} : { deployment }), ...(launch === undefined ? {} : { launch: { job: launch.ID, submitted: milliseconds(launch.SubmitTime) } }),
    evaluations: () => (asked ??= evaluationsOf(nomad, launch?.ID ?? job.id)),
  };
}

async function evaluationsOf(nomad: Nomad, job: string): Promise<Evaluation[]> {
  const found = await nomad.find<Evaluation[] | null>(jobPath(job, "/evaluations"));
  return [...(found?.value ?? [])].sort((a, b) => b.CreateIndex - a.CreateIndex);
}

function shown({ ID, Status, StatusDescription, TaskGroups }: ApiDeployment): NonNullable<JobStatus["deployment"]> {
  const deadlines = Object.values(TaskGroups ?? {}).map(({ RequireProgressBy }) => RequireProgressBy).filter((time): time is string => time !== null && !time.startsWith("0001")).sort();
  return { id: ID, status: Status, description: StatusDescription, ...(Status === "running" && deadlines[0] !== undefined ? { requireProgressBy: deadlines[0] } : {}) };
}

async function groupStatus(known: Known, group: DeployGroup): Promise<GroupStatus> {
  const own = known.allocations.filter(({ TaskGroup }) => TaskGroup === group.name);
  const registered = countOf(known.registered, group.name);
  const desired = desiredOf(known, own, registered ?? 0);
  const system = isSystem(known.job);
  const shownOnes = standing(own, desired, system);
  const placed = await Promise.all(shownOnes.map((one) => memberStatus(known, group, one)));
  const missing = missingIndexes(shownOnes, desired, system).map((index) => memberName(group, index, desired));
  const why = missing.length === 0 ? undefined : registered === undefined ? "the registered job has no such group" : await whyMissing(known, group.name);
  return {
    group: group.name, desired, ...(registered === group.count || system ? {} : { inFile: group.count }),
    running: own.filter((one) => isLive(one) && one.ClientStatus === "running").length,
    healthy: placed.filter(({ state, canary }) => (state === "healthy" || state === "complete") && canary !== true).length,
    members: [...placed, ...missing.map((member): MemberStatus => ({ member, state: "not placed", ...(why === undefined ? {} : { problem: why }) }))],
  };
}

function countOf(registered: RegisteredJob, name: string): number | undefined {
  const group = groupIn(registered, name);
  return group === undefined ? undefined : Number(group["Count"] ?? 1);
}

/** A system job is wherever Nomad put it; a periodic one is not meant to run between its launches. */
function desiredOf({ job, launch }: Known, allocations: readonly Allocation[], count: number): number {
  if (isSystem(job)) return Math.max(1, allocations.filter(({ DesiredStatus }) => DesiredStatus === "run").length);
  return job.periodic && launch === undefined ? 0 : count;
}

function isSystem({ type }: DeployJob): boolean {
  return type === "system" || type === "sysbatch";
}

/** In each place what is live, else the newest; a count that went down leaves no trace. */
function standing(allocations: readonly Allocation[], desired: number, system: boolean): Allocation[] {
  const places = new Map<string, Allocation[]>();
  for (const one of allocations) {
    const place = system ? one.NodeID : one.Name;
    places.set(place, [...(places.get(place) ?? []), one]);
  }
  return [...places.values()].flatMap((same) => {
    const live = same.filter(isLive);
    return live.length > 0 ? live : [current(same)!].filter((one) => system ? one.DesiredStatus === "run" : indexOf(one) < desired);
  }).sort((a, b) => indexOf(a) - indexOf(b) || a.CreateIndex - b.CreateIndex);
}

function missingIndexes(allocations: readonly Allocation[], desired: number, system: boolean): number[] {
  if (system) return allocations.length === 0 ? [0] : [];
  const taken = new Set(allocations.map(indexOf));
  return Array.from({ length: desired }, (_, index) => index).filter((index) => !taken.has(index));
}

/** The newest evaluation that failed to place it, unless a newer one is not done yet. */
async function whyMissing(known: Known, group: string): Promise<string | undefined> {
  const evaluations = await known.evaluations();
  const failed = evaluations.find(({ FailedTGAllocs }) => FailedTGAllocs?.[group] !== undefined);
  if (failed !== undefined) return `no node takes it: ${placementReasons(known.network, { job: known.job.id, group }, failed.FailedTGAllocs![group]!).join("; ")}`;
  return evaluations.find(({ Status }) => Status === "pending") === undefined ? undefined : "Nomad has not looked for a node yet";
}

async function memberStatus(known: Known, group: DeployGroup, one: Allocation): Promise<MemberStatus> {
  const failing = await failingChecks(known, one);
  const state = failing !== undefined ? "unhealthy" : stateOf(known, one);
  const problem = failing ?? (state === "complete" ? undefined : taskTrouble(one) ?? clientTrouble(one, state));
  const canary = one.DeploymentStatus?.Canary === true && known.deployment?.Status === "running";
  return {
    member: isSystem(known.job) ? `${group.name} on ${one.NodeName}` : memberName(group, indexOf(one), group.count), state, allocation: one.ID, node: one.NodeName, created: milliseconds(one.CreateTime),
    restarts: Object.values(one.TaskStates ?? {}).reduce((sum, { Restarts }) => sum + Restarts, 0),
    ...(canary ? { canary } : {}), ...(problem === undefined ? {} : { problem }),
  };
}

/** The client's own words, where they say more than the state. */
function clientTrouble({ ClientDescription }: Allocation, state: State): string | undefined {
  return state === "failed" || state === "lost" || state === "unknown" ? ClientDescription || undefined : undefined;
}

function stateOf({ job, deployment }: Known, one: Allocation): State {
  const { ClientStatus, DesiredStatus, DeploymentStatus, TaskStates, JobVersion } = one;
  if (ClientStatus === "complete") return job.type === "batch" || job.type === "sysbatch" ? "complete" : "stopped";
  if (ClientStatus !== "running") return ClientStatus === "pending" ? "starting" : ClientStatus;
  if (DesiredStatus !== "run") return "stopped";
  if (DeploymentStatus !== null && DeploymentStatus !== undefined && DeploymentStatus.Healthy !== null) return DeploymentStatus.Healthy ? "healthy" : "unhealthy";
  const late = poststop(job, one.TaskGroup);
  const waiting = Object.entries(TaskStates ?? {}).some(([task, { State }]) => State === "pending" && !late.has(task));
  const deploying = deployment !== undefined && deployment.JobVersion === JobVersion && ["initializing", "pending", "running", "blocked", "paused"].includes(deployment.Status);
  return waiting || deploying ? "starting" : "healthy";
}

/** Tasks that wait for the others to end. */
function poststop({ job }: DeployJob, group: string): Set<string> {
  return new Set(tasksIn(job, group).filter((task) => textIn(blockIn(task, "Lifecycle"), "Hook") === "poststop").map((task) => textIn(task, "Name")));
}

/** Only Nomad's own services are checked by Nomad; Consul's checks are seen while a deployment runs, and in Consul. */
async function failingChecks({ nomad, job }: Known, one: Allocation): Promise<string | undefined> {
  if (one.ClientStatus !== "running" || !hasNomadChecks(job, one.TaskGroup)) return undefined;
  const found = await nomad.find<Readonly<Record<string, CheckStatus>> | null>(`/v1/client/allocation/${one.ID}/checks`);
  return checkTrouble(found?.value ?? {});
}

function hasNomadChecks({ job }: DeployJob, group: string): boolean {
  return servicesOf(groupIn(job, group) ?? {}).some((service) => service["Provider"] === "nomad" && blocksIn(service, "Checks").length > 0);
}
