/** Back to an earlier version of a job, which Nomad registers as a new one. In: names, the server's versions. Out: the step it would be; and doing it. */
import { diagnose } from "../diagnostics/catalog.ts";
import type { JobRegisterResponse } from "./api.ts";
import { Failed, Refused } from "./failed.ts";
import type { DeployJob, Deployment } from "./model.ts";
import { jobPath, type Nomad } from "./nomad.ts";
import { stepOf, type Step } from "./plan.ts";
import { select, type SelectedJob } from "./selection.ts";
import { serverVersion } from "./server-version.ts";
import { versionsOf, type JobVersion } from "./versions.ts";

export interface Reverting {
  readonly job: DeployJob;
  readonly current: JobVersion;
  readonly target: JobVersion;
  readonly step: Step;
  /** The server's. */
  readonly version: string;
}

/** `words`: a whole job, and the number of a version that is neither the current one nor a stopped one; others fail. */
export async function planRevert(nomad: Nomad, deployment: Deployment, words: readonly string[]): Promise<Reverting> {
  const { file } = deployment;
  const [name, number, more] = words;
  if (name === undefined || number === undefined || more !== undefined || !/^\d{1,9}$/.test(number)) throw new Failed(diagnose("no-version-named", { file, job: name ?? deployment.jobs[0]?.label ?? "JOB" }));
  const selected = wholeJob(deployment, name);
  const { job } = selected;
  const version = (await serverVersion(nomad)) ?? deployment.target;
  const versions = await versionsOf(nomad, job, { version });
  const current = versions?.[0];
  if (versions === undefined || current === undefined) throw new Failed(diagnose("not-registered", { what: `the job ${job.id}`, stopped: false, file }, deployment.locate(job.id, [])));
  const target = usable(versions, Number(number), { file, job: job.label });
  const step = await stepOf(nomad, { deployment, version, selected }, { before: current.job, payload: { job: target.job, hash: "", kept: [], foreign: true } });
  return { job, current, target, step, version };
}

function wholeJob(deployment: Deployment, name: string): SelectedJob {
  const selected = select(deployment, [name])[0]!;
  if (!selected.whole) throw new Failed(diagnose("part-has-no-versions", { name, job: selected.job.label, file: deployment.file }, selected.groups[0]?.span));
  return selected;
}

function usable(versions: readonly JobVersion[], number: number, { file, job }: { readonly file: string; readonly job: string }): JobVersion {
  const target = versions.find(({ version }) => version === number);
  const why = target === undefined ? "unknown" : target === versions[0] ? "current" : target.stopped ? "stopped" : undefined;
  if (target !== undefined && why === undefined) return target;
  const others = versions.filter(({ stopped }, i) => i > 0 && !stopped).map(({ version }) => version);
  throw new Failed(diagnose("unusable-version", { job, version: number, why: why!, others, file }));
}

/** Only while the job still has the version that was shown. */
export async function revert(nomad: Nomad, { job, current, target }: Reverting): Promise<JobRegisterResponse> {
  try {
    return await nomad.put<JobRegisterResponse>(jobPath(job.id, "/revert"), { JobID: job.id, JobVersion: target.version, EnforcePriorVersion: current.version });
  } catch (error) {
    if (error instanceof Refused && /enforcing version/.test(error.reason)) throw new Failed(diagnose("job-moved", { job: job.id }));
    throw error;
  }
}
