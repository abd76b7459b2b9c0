/** The versions of jobs that a server still knows: what each changed, and which one the file is. Changes nothing. */
import type { Json } from "../text/json.ts";
import type { JobVersionsResponse, RegisteredJob } from "./api.ts";
import { changeWords } from "./live-diff.ts";
import type { DeployJob } from "./model.ts";
import { jobPath, type Nomad } from "./nomad.ts";

export interface JobVersion {
  readonly version: number;
  /** All of it was healthy once. */
  readonly stable: boolean;
  readonly stopped: boolean;
  /** Nanoseconds since 1970. */
  readonly submitted: number;
  /** Against the version below it, in words; absent for the oldest that is known, and where nothing but its being stopped changed. */
  readonly changes?: string;
  /** The same change as the server describes it. */
  readonly diff?: Json;
  /** Running the file would change nothing of it. */
  readonly equalsFile: boolean;
  readonly job: RegisteredJob;
}

/** Newest first; undefined where the job is not registered. `version` is the server's. */
export async function versionsOf(nomad: Nomad, { id, job: inFile }: DeployJob, version: string): Promise<JobVersion[] | undefined> {
  const found = await nomad.find<JobVersionsResponse>(jobPath(id, "/versions"), { query: { diffs: "true" } });
  if (found === undefined) return undefined;
  const { Versions, Diffs } = found.value;
  return Versions.map((job, i) => {
    const [older, diff] = [Versions[i + 1], Diffs?.[i]];
    const changes = older === undefined ? undefined : changeWords(older, job, version);
    return {
      version: job.Version, stable: job.Stable, stopped: job.Stop, submitted: job.SubmitTime, job,
      equalsFile: !job.Stop && changeWords(job, inFile, version) === undefined,
      ...(changes === undefined ? {} : { changes }), ...(diff === undefined ? {} : { diff }),
    };
  });
}
