/**
 * `npm run test:live`: the suites against a real Nomad, one after the other. In: `--record` keeps what the server said as fixtures, other
 * arguments are parts of suites' names. Without a Nomad it says so and succeeds. The exit code is 0 only if everything passed.
 */
import * as fs from "node:fs";
import { findAgent, type Agent } from "./agent.ts";
import { wipe } from "./api.ts";
import { openSite, site } from "./site.ts";

const words = process.argv.slice(2);
const record = words.includes("--record");
const parts = words.filter((word) => !word.startsWith("--"));
const suites = fs.readdirSync(import.meta.dirname).filter((name) => name.endsWith(".live.ts") && (parts.length === 0 || parts.some((part) => name.includes(part)))).sort();

async function main(): Promise<number> {
  if (suites.length === 0) throw new Error(`no suite has ${parts.join(" or ")} in its name`);
  const agent = await findAgent(process.env, record);
  if (typeof agent === "string") {
    console.log(`0 passed, 0 failed, skipped: ${agent}`);
    return 0;
  }
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void agent.stop().finally(() => process.exit(130)));
  try {
    return await runSuites(agent);
  } finally {
    await agent.stop();
  }
}

async function runSuites(agent: Agent): Promise<number> {
  openSite(agent, record);
  console.log(`Nomad ${agent.version}${agent.directory === undefined ? ` at ${agent.address}` : ""}`);
  const globals = globalThis as unknown as { UVU_DEFER: number; UVU_INDEX: number; UVU_QUEUE: unknown[][] };
  globals.UVU_DEFER = 1;
  const uvu = await import("uvu");
  for (const [index, file] of suites.entries()) {
    globals.UVU_INDEX = index;
    globals.UVU_QUEUE.push([file]);
    await import(`./${file}`);
  }
  await wipe(site().api);
  await uvu.exec();
  // Tasks of a suite that stopped half-way would outlive an agent that is ended while they start.
  await wipe(site().api).catch(() => {});
  console.log(`  Nomad:     ${agent.version}\n`);
  return Number(process.exitCode ?? 0);
}

main().then((code) => (process.exitCode = code), (error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
