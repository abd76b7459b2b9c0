/**
 * `npm run bench`: how fast it is, as ratios measured in one run, so that the machine matters little. Prints Markdown for the README.
 * Never part of the tests. Needs `npm run build`.
 */
import * as fs from "node:fs";
import * as os from "node:os";
import { nodeHost } from "../node-host.ts";
import { coldStart } from "./cold.ts";
import { emitRatio } from "./emit.ts";
import { peakMemory } from "./memory.ts";
import { linearity } from "./warm.ts";
import { watchUnchanged } from "./watch.ts";
import { projectRoot } from "./copies.ts";

export interface Row { readonly what: string; readonly measured: string; readonly budget: string }

const only = process.argv.slice(2);
const parts: readonly [string, () => Row[]][] = [["cold", coldStart], ["warm", linearity], ["emit", emitRatio], ["memory", peakMemory], ["watch", watchUnchanged]];

if (!nodeHost().exists(`${projectRoot}/dist/mantisc.cjs`)) throw new Error("dist/mantisc.cjs is missing: npm run build");
const cpu = os.cpus()[0]?.model.trim() ?? "unknown CPU";
console.log(`${cpu}, ${os.cpus().length} cores, ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${os.type()} ${os.arch()}, Node ${process.version}, bundle ${Math.round(fs.statSync(`${projectRoot}/dist/mantisc.cjs`).size / 1024)} KiB\n`);
console.log("| what | measured | budget |\n|---|---|---|");
for (const [name, measure] of parts) {
  if (only.length > 0 && !only.includes(name)) continue;
  for (const { what, measured, budget } of measure()) console.log(`| ${what} | ${measured} | ${budget} |`);
}
