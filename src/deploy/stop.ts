/**
 * Stopping jobs. In: names, and what the server has registered. Out: what would stop and what is lost with it; and doing it, dependents
 * first. A part of a job is not stopped: that is another count, or another file.
 */
import { isFields } from "../check/fill.ts";
import { diagnose } from "../diagnostics/catalog.ts";
import { blockIn, blocksIn, numberIn, textIn } from "../nomad/blocks.ts";
import { Failed } from "./failed.ts";
import type { AllocationListStub, JobListStub, JobRegisterResponse, RegisteredJob } from "./api.ts";
import type { DeployGroup, DeployJob, Deployment } from "./model.ts";
import { jobPath, type Nomad } from "./nomad.ts";
import { registeredJob } from "./registered.ts";
import { select } from "./selection.ts";

export interface Stopping {
  readonly id: string;
  /** Of the network; a launch of a periodic job has that job's. */
  readonly job: DeployJob;
  readonly registered: RegisteredJob;
  readonly launch: boolean;
  readonly allocations: readonly AllocationListStub[];
  /** What ephemeral disks may hold, MB. */
  readonly diskMB: number;
  /** Volumes of hosts and of CSI: they stay. */
  readonly volumes: readonly string[];
}

export interface StopPlan {
  /** In the order in which they stop. */
  readonly stopping: readonly Stopping[];
  /** IDs of jobs that are not registered, and of those that were stopped before. */
  readonly absent: readonly string[];
  readonly stopped: readonly string[];
  /** IDs of this network's jobs that go on and look up a job that stops. */
  readonly dependents: readonly string[];
}

/** Only whole jobs: names of sets, groups and members of a larger job fail. Without names all jobs. With `purge` also what stopped before. */
export async function planStop(nomad: Nomad, deployment: Deployment, names: readonly string[], purge: boolean): Promise<StopPlan> {
  const jobs = wholeJobs(deployment, names).reverse();
  const [stopping, absent, stopped]: [Stopping[], string[], string[]] = [[], [], []];
  for (const job of jobs) {
    const registered = await registeredJob(nomad, job.id);
    if (registered === undefined) absent.push(job.id);
    else if (registered.Stop && !purge) stopped.push(job.id);
    else stopping.push(await stoppingOf(nomad, job, registered, false));
    if (job.periodic) stopping.push(...(await launches(nomad, job)));
  }
  const ends = new Set(jobs.map(({ id }) => id));
  return { stopping, absent, stopped, dependents: deployment.jobs.filter(({ id, after }) => !ends.has(id) && after.some((other) => ends.has(other))).map(({ id }) => id) };
}

function wholeJobs(deployment: Deployment, names: readonly string[]): DeployJob[] {
  const selected = select(deployment, names);
  const parts = selected.filter(({ whole }) => !whole);
  if (parts.length > 0) throw new Failed(...parts.map(({ job, groups }) => partialStop(deployment, job, groups)));
  return selected.map(({ job }) => job);
}

function partialStop(deployment: Deployment, job: DeployJob, groups: readonly DeployGroup[]) {
  return diagnose("partial-stop", { file: deployment.file, job: job.label, groups: groups.map(({ name }) => name) }, groups[0]!.span);
}

/** Nomad lets what a periodic job started run on when that job stops. */
async function launches(nomad: Nomad, job: DeployJob): Promise<Stopping[]> {
  const { value } = await nomad.get<readonly JobListStub[]>("/v1/jobs", { query: { prefix: `${job.id}/` } });
  const running = value.filter(({ ParentID, Stop, Status }) => ParentID === job.id && !Stop && Status !== "dead");
  const found: Stopping[] = [];
  for (const { ID } of running) {
    const registered = await registeredJob(nomad, ID);
    if (registered !== undefined) found.push(await stoppingOf(nomad, job, registered, true));
  }
  return found;
}

async function stoppingOf(nomad: Nomad, job: DeployJob, registered: RegisteredJob, launch: boolean): Promise<Stopping> {
  const { value } = await nomad.get<readonly AllocationListStub[]>(jobPath(registered.ID, "/allocations"));
  const allocations = value.filter(isLive);
  const groups = new Map(blocksIn(registered, "TaskGroups").map((group) => [textIn(group, "Name"), group]));
  const diskMB = allocations.reduce((sum, { TaskGroup }) => sum + numberIn(blockIn(groups.get(TaskGroup), "EphemeralDisk"), "SizeMB"), 0);
  const volumes = [...groups.values()].flatMap((group) => Object.values(blockIn(group, "Volumes") ?? {}).flatMap((volume) => (isFields(volume) ? [textIn(volume, "Source")] : [])));
  return { id: registered.ID, job, registered, launch, allocations, diskMB, volumes: [...new Set(volumes)] };
}

function isLive({ ClientStatus }: AllocationListStub): boolean {
  return ClientStatus === "pending" || ClientStatus === "running" || ClientStatus === "unknown";
}

/** Asking again for what is stopped already changes nothing. */
export async function deregister(nomad: Nomad, id: string, purge: boolean): Promise<void> {
  await nomad.put<JobRegisterResponse>(jobPath(id), null, { method: "DELETE", safe: true, query: purge ? { purge: "true" } : {} });
}

/** Milliseconds between two looks, however fast the index moves. */
const PAUSE = 500;

/**
 * Waits until no allocation of the job runs; returns those that still do when the signal comes, or when they had two minutes more than
 * their own limits (`kill_timeout`, `shutdown_delay`) allow: then their node is most likely away.
 */
export async function untilGone(nomad: Nomad, { id, registered, allocations }: Stopping, signal: AbortSignal): Promise<readonly AllocationListStub[]> {
  const { clock } = nomad.options;
  const end = clock.now() + 120_000 + slowest(registered);
  let live = allocations;
  let index: number | undefined;
  try {
    while (!signal.aborted && clock.now() < end) {
      const answer = await nomad.get<readonly AllocationListStub[]>(jobPath(id, "/allocations"), { signal, ...(index === undefined ? {} : { index, wait: 10 }) });
      live = answer.value.filter(isLive);
      if (live.length === 0) break;
      index = answer.index;
      await clock.wait(PAUSE, signal);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return live;
}

/** Milliseconds. */
function slowest(job: RegisteredJob): number {
  const ends = blocksIn(job, "TaskGroups").flatMap((group) => blocksIn(group, "Tasks").map((task) => numberIn(group, "ShutdownDelay") + numberIn(task, "ShutdownDelay") + numberIn(task, "KillTimeout")));
  return Math.max(0, ...ends) / 1e6;
}
