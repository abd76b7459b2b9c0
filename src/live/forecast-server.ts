/** The development agent behind NOMAD_ADDR, as far as recording needs it: requests, jobs that run healthy, their end. Refuses any server that is not on this machine. */
import type { Json } from "../text/json.ts";

type Fields = { [key: string]: Json };

const address = new URL(process.env["NOMAD_ADDR"] ?? "http://127.0.0.1:4646");
if (!["127.0.0.1", "localhost", "[::1]"].includes(address.hostname)) throw new Error(`${address.origin} is not on this machine.`);

/** The answer's JSON; throws the server's own words when it refuses. */
export async function ask(method: string, path: string, body?: Json): Promise<Json> {
  const answer = await fetch(new URL(path, address), { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }), signal: AbortSignal.timeout(30_000) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text === "" ? null : (JSON.parse(text) as Json);
}

export async function agentVersion(): Promise<string> {
  const { config } = (await ask("GET", "/v1/agent/self")) as { config: { Version: { Version: string } } };
  return config.Version.Version;
}

export function jobPath(job: Json): string {
  return `/v1/job/${encodeURIComponent(String((job as Fields)["ID"]))}`;
}

/** Registers the job and waits, a minute at most, until all of it runs and its deployment, if it has one, is through. */
export async function registerHealthy(job: Json): Promise<void> {
  await ask("PUT", "/v1/jobs", { Job: job });
  const runsNothing = ["Periodic", "ParameterizedJob"].some((name) => (job as Fields)[name] !== undefined);
  for (let tries = 0; tries < 120; tries++) {
    if (runsNothing || (await isHealthy(job))) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`${String((job as Fields)["ID"])} did not become healthy within a minute.`);
}

async function isHealthy(job: Json): Promise<boolean> {
  const allocations = (await ask("GET", `${jobPath(job)}/allocations`)) as { ClientStatus: string; DesiredStatus: string }[];
  const deployment = (await ask("GET", `${jobPath(job)}/deployment`)) as { Status: string } | null;
  const live = allocations.filter(({ DesiredStatus }) => DesiredStatus === "run");
  const wanted = ((job as Fields)["TaskGroups"] as Fields[]).reduce((sum, group) => sum + Number(group["Count"] ?? 1), 0);
  return live.length === wanted && live.every(({ ClientStatus }) => ClientStatus === "running") && (deployment === null || deployment.Status === "successful");
}

export async function purge(job: Json): Promise<void> {
  await ask("DELETE", `${jobPath(job)}?purge=true`);
}
