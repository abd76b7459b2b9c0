/** The versions of jobs that a server still knows: what each changed, and which one the file is. Changes nothing. */
import type { JobDiff } from "../nomad/diff/model.ts";
import type { JobVersionsResponse, RegisteredJob } from "./api.ts";
import { changeWords } from "./change-words.ts";
import type { DeployJob } from "./model.ts";
import { jobPath, type Nomad } from "./nomad.ts";

export interface JobVersion {
  readonly version: number;
  /** All of it was healthy once. */
  readonly stable: boolean;
  readonly stopped: boolean;
  /** Nanoseconds since 1970; absent where scaling made it: then Nomad repeats the time of the version before it. */
  readonly submitted?: number;
  /** Against the version below it, in words; absent for the oldest that is known, and where nothing but its being stopped changed. */
  readonly changes?: string;
  /** The same change as the server describes it. */
  readonly diff?: JobDiff;
  /** Running the file would change nothing of it. */
  readonly equalsFile: boolean;
  readonly job: RegisteredJob;
}

/** `version` is the server's; its diffs only where they are asked for, for they are long. */
export interface VersionsQuestion { readonly version: string; readonly diffs?: boolean }

/** Newest first; undefined where the job is not registered. */
export async function versionsOf(nomad: Nomad, { id, job: inFile }: DeployJob, { version, diffs = false }: VersionsQuestion): Promise<JobVersion[] | undefined> {
  const found = await nomad.find<JobVersionsResponse>(jobPath(id, "/versions"), diffs ? { query: { diffs: "true" } } : {});
  if (found === undefined) return undefined;
  const { Versions, Diffs } = found.value;
  return Versions.map((job, i) => {
    const [older, diff] = [Versions[i + 1], Diffs?.[i]];
    const changes = older === undefined ? undefined : changeWords(older, job, version);
    return {
      version: job.Version, stable: job.Stable, stopped: job.Stop, job,
      ...(job.SubmitTime === older?.SubmitTime ? {} : { submitted: job.SubmitTime }),
      equalsFile: !job.Stop && changeWords(job, inFile, version) === undefined,
      ...(changes === undefined ? {} : { changes }), ...(diff === undefined ? {} : { diff }),
    };
  });
}
