/** Names that narrow a command (of jobs, sets, groups, members) -> the groups that are meant. */
import { diagnose } from "../diagnostics/catalog.ts";
import { closest } from "../diagnostics/did-you-mean.ts";
import { compactNames } from "../text/compact-names.ts";
import { Failed } from "./failed.ts";
import type { DeployGroup, DeployJob, Deployment } from "./model.ts";

export interface SelectedJob {
  readonly job: DeployJob;
  readonly groups: readonly DeployGroup[];
  /** All groups of the job are meant. */
  readonly whole: boolean;
}

/** In the order of `deployment.jobs`; without names all of them. A name that nothing has fails. */
export function select(deployment: Deployment, names: readonly string[]): SelectedJob[] {
  for (const name of names) if (!deployment.jobs.some((job) => matchesJob(job, name) || job.groups.some((group) => matchesGroup(group, name)))) throw new Failed(unknown(deployment, name));
  return deployment.jobs.flatMap((job) => {
    const whole = names.length === 0 || names.some((name) => matchesJob(job, name));
    const groups = whole ? job.groups : job.groups.filter((group) => names.some((name) => matchesGroup(group, name)));
    return groups.length === 0 ? [] : [{ job, groups, whole: whole || groups.length === job.groups.length }];
  });
}

/** A job of one set often has the set's name: then both mean the same groups. */
function matchesJob({ id, label, groups }: DeployJob, name: string): boolean {
  return (name === id || name === label) && !groups.some((group) => group.set === name && groups.some((other) => other.set !== name));
}

function matchesGroup({ name: group, set, members }: DeployGroup, name: string): boolean {
  return name === group || name === set || members.includes(name);
}

function unknown(deployment: Deployment, name: string) {
  const groups = deployment.jobs.flatMap(({ groups }) => groups);
  const parts = [...new Set([...deployment.jobs.map(({ label }) => label), ...groups.flatMap(({ set, name, members }) => [...(set === undefined ? [] : [set]), name, ...members])])];
  return diagnose("unknown-part", { name, network: deployment.network, guess: closest(name, parts), parts: compactNames(parts) });
}
