/**
 * Artifacts of a build -> the payloads that are compared. Text that belongs to a task is in its job already; files of the network itself
 * and the image manifest are kept beside the jobs.
 */
import type { Json } from "../text/json.ts";
import type { Artifact } from "../result.ts";
import { at } from "./values.ts";
import type { Payloads } from "./model.ts";

const DEEPEST = 100;

/** A string says what is wrong with one of the artifacts. */
export function payloadsOf(network: string, target: string, artifacts: readonly Artifact[]): Payloads | string {
  const jobs = new Map<string, Json>();
  const files = new Map<string, string>();
  const labels = new Set(artifacts.map(({ path }) => /^nomad\/(.*)\.json$/.exec(path)?.[1]));
  for (const { path, text } of artifacts) {
    if (/^nomad\/[^/]*\.json$/.test(path)) {
      const job = jobOf(text);
      if (typeof job === "string") return `${path} ${job}`;
      const id = at(job, "ID");
      const name = typeof id === "string" ? id : path.slice("nomad/".length, -".json".length);
      if (jobs.has(name)) return `${path} holds the job ${JSON.stringify(name)}, and so does another payload.`;
      jobs.set(name, job);
    } else if (path.startsWith("cue/") || (path.startsWith("consul-template/") && !(path.split("/").length > 2 && labels.has(path.split("/")[1])))) files.set(path, text);
  }
  return { network, target, jobs, files };
}

function jobOf(text: string): { [key: string]: Json } | string {
  const payload = parse(text);
  if (payload === undefined) return "is not JSON.";
  const job = at(payload, "Job");
  if (typeof job !== "object" || job === null || Array.isArray(job)) return 'is not a register payload: it holds no object "Job".';
  return isTooDeep(job) ? `is nested more than ${DEEPEST} levels deep.` : job;
}

export function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Without recursion, and before anything that recurses. */
function isTooDeep(json: Json): boolean {
  let level: Json[] = [json];
  for (let depth = 0; depth <= DEEPEST; depth++) {
    level = level.flatMap((value) => (typeof value === "object" && value !== null ? (Object.values(value) as Json[]) : []));
    if (level.length === 0) return false;
  }
  return true;
}
