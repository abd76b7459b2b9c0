/** The status of a network for people: a line and a table for each job, what is wrong below it, and a verdict. */
import { age } from "../../deploy/age.ts";
import { shortId } from "../../deploy/allocations.ts";
import type { GroupStatus, JobStatus, MemberStatus } from "../../deploy/status.ts";
import { timeOf } from "../../deploy/time.ts";
import { visible } from "../../text/visible.ts";
import { columns } from "../table.ts";
import type { World } from "../world.ts";

export interface NetworkStatus {
  readonly network: string;
  readonly namespace: string;
  readonly jobs: readonly JobStatus[];
}

export function statusText({ network, namespace, jobs }: NetworkStatus, world: World): string {
  return [`${network} in the namespace ${namespace}\n`, ...jobs.map((job) => jobText(job, world)), `${verdict(jobs)}\n`].join("\n");
}

function jobText(job: JobStatus, world: World): string {
  const rows = job.groups.flatMap((group) => groupRows(group, world));
  const table = rows.length === 0 ? "" : columns([HEAD, ...rows.map(({ cells }) => cells)]);
  const lines = table.split("\n").slice(0, -1).map((line, i) => `  ${i > 0 && rows[i - 1]!.bad && world.out.colour ? `\u001b[31m${line}\u001b[0m` : line}\n`);
  return [`${headline(job, world)}\n`, ...lines, ...job.groups.flatMap(problems)].join("");
}

const HEAD = ["GROUP", "RUNNING", "HEALTHY", "MEMBER", "STATE", "ALLOCATION", "NODE", "AGE", "RESTARTS"];

function headline(job: JobStatus, { clock }: World): string {
  const { deployment, launch } = job;
  if (job.state === "absent") return `${job.job}  ${job.type}, not registered`;
  const facts = [
    job.type, `version ${job.version!}`, `registered ${age(clock.now() - job.submitted!)} ago`,
    ...(job.state === "stopped" ? ["stopped"] : []),
    ...(deployment === undefined ? [] : [deploymentText(deployment, clock)]),
    ...(launch === undefined ? [] : [`last launched ${age(clock.now() - launch.submitted)} ago`]),
  ];
  return `${job.job}  ${visible(facts.join(", "))}`;
}

/** Nomad's description is shown where it says more than the status. */
function deploymentText({ id, status, description, requireProgressBy }: NonNullable<JobStatus["deployment"]>, clock: World["clock"]): string {
  const said = /^Deployment (is running|completed successfully)$/.test(description) ? "" : `: ${description}`;
  const deadline = timeOf(requireProgressBy ?? "");
  return `deployment ${shortId(id)} ${status}${said}${deadline === undefined ? "" : `, its deadline in ${age(deadline - clock.now())}`}`;
}

function groupRows(group: GroupStatus, { clock }: World): { cells: string[]; bad: boolean }[] {
  const head = [group.group, `${group.running}/${group.desired}`, `${group.healthy}/${group.desired}`];
  if (group.members.length === 0) return [{ cells: [...head, "-", "-", "-", "-", "-", "-"], bad: false }];
  return group.members.map((one, i) => ({ cells: [...(i === 0 ? head : ["", "", ""]), ...memberCells(one, clock)], bad: isBad(one) }));
}

function memberCells({ member, state, canary, allocation, node, created, restarts }: MemberStatus, clock: World["clock"]): string[] {
  return [member, canary === true ? `${state} canary` : state, allocation === undefined ? "-" : shortId(allocation), node ?? "-", created === undefined ? "-" : age(clock.now() - created), restarts === undefined ? "-" : String(restarts)];
}

function isBad({ state }: MemberStatus): boolean {
  return state !== "healthy" && state !== "complete" && state !== "starting";
}

/** Members with the same trouble share a line. */
function problems(group: GroupStatus): string[] {
  const members = new Map<string, string[]>();
  for (const { member, problem } of group.members) if (problem !== undefined) members.set(problem, [...(members.get(problem) ?? []), member]);
  const count = group.inFile === undefined ? [] : [`  ! ${group.group}: ${group.desired} are registered, ${group.inFile} in the file\n`];
  return [...count, ...[...members].map(([problem, names]) => `  ! ${visible(`${names.join(", ")}: ${problem}`)}\n`)];
}

function verdict(jobs: readonly JobStatus[]): string {
  const groups = jobs.flatMap((job) => job.groups);
  const desired = groups.reduce((sum, group) => sum + group.desired, 0);
  const healthy = groups.reduce((sum, group) => sum + Math.min(group.healthy, group.desired), 0);
  if (jobs.every((job) => job.healthy)) return `All healthy: ${healthy} of ${desired}.`;
  const reasons = [...(healthy < desired ? [`${healthy} of ${desired} are`] : []), ...together(jobs, "absent", "not registered"), ...together(jobs, "stopped", "stopped")];
  return `Not healthy: ${reasons.join("; ") || "something failed"}.`;
}

function together(jobs: readonly JobStatus[], state: JobStatus["state"], words: string): string[] {
  const names = jobs.filter((job) => job.state === state).map(({ job }) => job);
  return names.length === 0 ? [] : [`${names.join(", ")} ${names.length === 1 ? "is" : "are"} ${words}`];
}
