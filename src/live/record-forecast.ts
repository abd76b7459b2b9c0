/**
 * Records what a real Nomad server makes of every change in forecast-changes.ts: `NOMAD_ADDR=http://127.0.0.1:4646 npx tsx src/live/record-forecast.ts`.
 * The server is a development agent on this machine with the mock driver and a host volume called `forecast`; each base runs there healthy before its changes are
 * planned, and is purged afterwards. Writes golden/nomad/forecast/VERSION.json. Nothing of the machine goes in: no tokens, ids, indexes or times.
 */
import * as fs from "node:fs";
import type { Json } from "../text/json.ts";
import { bases } from "./forecast-bases.ts";
import { changes, patched, type Change } from "./forecast-changes.ts";
import { agentVersion, ask, jobPath, purge, registerHealthy } from "./forecast-server.ts";
import { printRecording, withoutNulls, withoutServerFields } from "./recording.ts";

const folder = new URL("../../golden/nomad/forecast/", import.meta.url);

interface DesiredByGroup {
  readonly [group: string]: { readonly [count: string]: number };
}

interface Plan {
  readonly Annotations: { readonly DesiredTGUpdates: DesiredByGroup } | null;
  readonly Diff: Json;
  readonly Warnings: string;
}

async function recordedBase(job: Json): Promise<Json> {
  const found = await ask("GET", jobPath(job));
  return { job, stored: withoutServerFields(withoutNulls(found)) };
}

async function recordedChange({ name, base, patch }: Change): Promise<Json> {
  const job = patched(bases[base]!, patch);
  const plan = (await ask("PUT", `${jobPath(job)}/plan`, { Job: job, Diff: true })) as unknown as Plan;
  return {
    name, base, patch: patch as Json,
    desired: withoutZeros(plan.Annotations?.DesiredTGUpdates ?? {}),
    diff: withoutNulls(plan.Diff),
    ...(plan.Warnings === "" ? {} : { warnings: plan.Warnings }),
  };
}

/** Counts that are not 0, by group. */
function withoutZeros(desired: DesiredByGroup): Json {
  return Object.fromEntries(Object.entries(desired).sort().map(([group, counts]) => [group, Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0))]));
}

async function record(): Promise<void> {
  const version = await agentVersion();
  const names = Object.keys(bases);
  await Promise.all(names.map((name) => purge(bases[name]!)));
  await ask("PUT", "/v1/system/gc");
  try {
    await Promise.all(names.map((name) => registerHealthy(bases[name]!)));
    const recording: { [key: string]: Json } = { nomad: version, bases: {}, changes: [] };
    for (const name of names) (recording["bases"] as { [key: string]: Json })[name] = await recordedBase(bases[name]!);
    for (const change of changes) (recording["changes"] as Json[]).push(await recordedChange(change));
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(new URL(`${version}.json`, folder), printRecording(recording));
    console.log(`Nomad ${version}: ${changes.length} changes of ${names.length} jobs recorded.`);
  } finally {
    await Promise.all(names.map((name) => purge(bases[name]!)));
  }
}

await record();
