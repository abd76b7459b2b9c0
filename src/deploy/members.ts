/** The members of a network, those of groups outside of any set among them; and a word on the command line -> the member that it means. */
import { diagnose } from "../diagnostics/catalog.ts";
import { closest } from "../diagnostics/did-you-mean.ts";
import { tasksIn } from "./blocks.ts";
import { Failed } from "./failed.ts";
import type { DeployGroup, DeployJob, DeployMember, Deployment } from "./model.ts";

/** Job by job, in the file's order of members within one. */
export function everyMember({ jobs, members }: Pick<Deployment, "jobs" | "members">): DeployMember[] {
  return jobs.flatMap((job) => [...members.filter((member) => member.job === job.id), ...job.groups.filter((group) => group.members.length === 0).flatMap((group) => ofGroup(job, group))]);
}

function ofGroup({ id, job }: DeployJob, group: DeployGroup): DeployMember[] {
  const task = String(tasksIn(job, group.name)[0]?.["Name"] ?? group.name);
  return Array.from({ length: group.count }, (_, index) => ({ name: memberName(group, index, group.count), set: group.name, role: group.name, job: id, group: group.name, index, public: {}, task }));
}

/** Of an allocation of the group: `passive-0`, or where no set names it `cache`, and `cache[1]` among several. */
export function memberName({ name, members }: DeployGroup, index: number, count: number): string {
  return members[index] ?? (members.length === 0 && count === 1 && index === 0 ? name : `${name}[${index}]`);
}

/** By its name, or by that of its group or set where there is no other member. Fails where it means none or several. */
export function memberNamed(deployment: Deployment, name: string | undefined, command: string): DeployMember {
  const members = everyMember(deployment);
  const names = members.map((member) => member.name);
  if (name === undefined) throw new Failed(diagnose("no-member-named", { command, file: deployment.file, members: names }));
  const exact = members.find((member) => member.name === name);
  if (exact !== undefined) return exact;
  const others = members.filter(({ set, group }) => set === name || group === name);
  if (others.length === 1) return others[0]!;
  throw new Failed(diagnose("unknown-member", { name, network: deployment.network, guess: others[0]?.name ?? closest(name, names), members: names }));
}
