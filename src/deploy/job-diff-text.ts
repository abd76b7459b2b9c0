/** The server's diff of a job, in the form of `nomad job plan`. */
import type { JobDiff } from "../nomad/diff/model.ts";
import type { TextOptions } from "./plan-text.ts";

export function jobDiffText(diff: JobDiff | null, _options: TextOptions): string {
  return diff === null ? "" : `${JSON.stringify(diff.TaskGroups?.map(({ Name, Type, Updates }) => ({ Name, Type, Updates })))}\n`;
}
