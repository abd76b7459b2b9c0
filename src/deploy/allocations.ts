/** Allocations of a network's jobs, and which member each of them is. */
import type { Allocation, JobListStub } from "./api.ts";
import type { DeployJob, DeployMember } from "./model.ts";
import { jobPath, type Nomad } from "./nomad.ts";

/** Of this registration of the job, oldest first; of a periodic job those of its latest launch. */
export async function allocationsOf(nomad: Nomad, { id, periodic }: DeployJob, launch?: JobListStub): Promise<Allocation[]> {
  const job = periodic ? (launch ?? await latestLaunch(nomad, id))?.ID : id;
  if (job === undefined) return [];
  const found = await nomad.find<Allocation[] | null>(jobPath(job, "/allocations"));
  return [...(found?.value ?? [])].sort((a, b) => a.CreateIndex - b.CreateIndex);
}

/** The job that a periodic one started last. */
export async function latestLaunch(nomad: Nomad, id: string): Promise<JobListStub | undefined> {
  const { value } = await nomad.get<JobListStub[] | null>("/v1/jobs", { query: { prefix: `${id}/periodic-` } });
  return (value ?? []).filter(({ ParentID }) => ParentID === id).sort((a, b) => b.SubmitTime - a.SubmitTime)[0];
}

/** `mantis.passive[2]` -> 2. */
export function indexOf({ Name }: Pick<Allocation, "Name">): number {
  return Number(/\[(\d+)\]$/.exec(Name)?.[1] ?? 0);
}

/** Nomad means it to run and it has not ended. */
export function isLive({ DesiredStatus, ClientStatus }: Pick<Allocation, "DesiredStatus" | "ClientStatus">): boolean {
  return DesiredStatus === "run" && (ClientStatus === "pending" || ClientStatus === "running" || ClientStatus === "unknown");
}

export function ofMember(allocations: readonly Allocation[], member: Pick<DeployMember, "group" | "index">): Allocation[] {
  return allocations.filter((allocation) => allocation.TaskGroup === member.group && indexOf(allocation) === member.index);
}

/** The one that stands for its member: the newest that runs, else the newest that is to run, else the newest. */
export function current(allocations: readonly Allocation[]): Allocation | undefined {
  const newest = [...allocations].reverse();
  return newest.find((one) => isLive(one) && one.ClientStatus === "running") ?? newest.find(isLive) ?? newest[0];
}

/** As people write it: its first eight digits. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}
