/**
 * Records how `nomad job plan` prints the diffs of some changes in forecast-changes.ts: `NOMAD_ADDR=http://127.0.0.1:4646 npx tsx src/live/record-print.ts`, with the
 * `nomad` of that server on PATH. The program asks through a door that keeps the answer, because a diff's objects can come in another order each time: what is recorded
 * is the diff that was printed. Writes golden/nomad/print/VERSION.json. Jobs are registered and purged; whether they run does not matter.
 */
import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import type { Json } from "../text/json.ts";
import { bases } from "./forecast-bases.ts";
import { changes, patched } from "./forecast-changes.ts";
import { agentVersion, ask, purge } from "./forecast-server.ts";
import { printRecording } from "./recording.ts";

const folder = new URL("../../golden/nomad/print/", import.meta.url);
/** One change in so many. */
const EVERY = 10;

interface Printed { readonly diff: Json; readonly text: string }

/** Passes on what it is asked and keeps the diff of the last plan. */
async function openDoor(): Promise<{ readonly url: string; readonly lastDiff: () => Json; readonly close: () => void }> {
  let diff: Json = null;
  const server = http.createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const found = await ask(request.method ?? "GET", request.url ?? "/", parts.length === 0 ? undefined : (JSON.parse(Buffer.concat(parts).toString()) as Json));
    if (/\/plan\b/.test(request.url ?? "")) diff = (found as { readonly Diff: Json }).Diff;
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(found));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, lastDiff: () => diff, close: () => server.close() };
}

async function printed(job: Json, flags: readonly string[], door: Awaited<ReturnType<typeof openDoor>>): Promise<Printed> {
  const text = await new Promise<string>((resolve, reject) => {
    const child = execFile("nomad", ["job", "plan", ...flags, "-json", "-"], { env: { ...process.env, NOMAD_ADDR: door.url, NOMAD_CLI_SHOW_HINTS: "0" } }, (error, stdout, stderr) => {
      // 1 says that there are changes.
      if (error !== null && error.code !== 1) reject(new Error(stderr));
      else resolve(stdout);
    });
    child.stdin!.end(JSON.stringify({ Job: job }));
  });
  // The rest is about the dry run.
  return { diff: door.lastDiff(), text: text.slice(0, /\n(?:\x1b\[1m)?Scheduler dry-run/.exec(text)!.index) };
}

async function record(): Promise<void> {
  const version = await agentVersion();
  const door = await openDoor();
  const chosen = changes.filter((_, index) => index % EVERY === 0);
  const samples: Json[] = [];
  try {
    for (const job of Object.values(bases)) await ask("PUT", "/v1/jobs", { Job: job });
    for (const { name, base, patch } of chosen) {
      const job = patched(bases[base]!, patch);
      const [plain, colour, verbose] = [await printed(job, ["-no-color"], door), await printed(job, ["-force-color"], door), await printed(job, ["-no-color", "-verbose"], door)];
      samples.push({ name: `${base}: ${name}`, plain: plain as unknown as Json, colour: colour as unknown as Json, verbose: verbose as unknown as Json });
    }
    const gone = { ...(bases["batch"] as { [key: string]: Json }), ID: "forecast-new" };
    samples.push({ name: "a new job", verbose: (await printed(gone, ["-no-color", "-verbose"], door)) as unknown as Json, plain: (await printed(gone, ["-no-color"], door)) as unknown as Json });
  } finally {
    door.close();
    for (const job of Object.values(bases)) await purge(job);
  }
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(new URL(`${version}.json`, folder), printRecording({ nomad: version, samples }));
  console.log(`Nomad ${version}: ${samples.length} changes printed.`);
}

await record();
