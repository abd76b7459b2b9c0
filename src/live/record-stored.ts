/**
 * Records how a real Nomad server stores each job of stored-jobs.ts: `NOMAD_ADDR=http://127.0.0.1:4646 npx tsx src/live/record-stored.ts`.
 * The server is a development agent on this machine with Vault enabled. It writes gateways to its Consul; without one it refuses them, and they are left out.
 * Writes golden/nomad/stored/VERSION.json.
 */
import * as fs from "node:fs";
import type { Json } from "../text/json.ts";
import { agentVersion, ask, jobPath, purge } from "./forecast-server.ts";
import { printRecording, withoutNulls, withoutServerFields } from "./recording.ts";
import { storedJobs } from "./stored-jobs.ts";

const folder = new URL("../../golden/nomad/stored/", import.meta.url);

async function recorded(name: string, job: Json): Promise<Json | undefined> {
  try {
    await ask("PUT", "/v1/jobs", { Job: job });
    return { name, job, stored: withoutServerFields(withoutNulls(await ask("GET", jobPath(job)))) };
  } catch (refusal) {
    console.log(`${name}: ${String(refusal).split("\n").slice(0, 3).join(" ")}`);
    return undefined;
  } finally {
    await purge(job);
  }
}

const version = await agentVersion();
const jobs: Json[] = [];
for (const [index, [name, job]] of Object.entries(storedJobs).entries()) {
  const entry = await recorded(name, { ID: `stored-${index + 1}`, Datacenters: ["dc1"], ...job });
  if (entry !== undefined) jobs.push(entry);
}
fs.mkdirSync(folder, { recursive: true });
fs.writeFileSync(new URL(`${version}.json`, folder), printRecording({ nomad: version, jobs }));
console.log(`Nomad ${version}: ${jobs.length} of ${Object.keys(storedJobs).length} jobs stored.`);
