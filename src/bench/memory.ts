/** Peak memory of a process that checks 1,000 networks. */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import type { Row } from "./bench.ts";
import { copyText, projectRoot } from "./copies.ts";

const NETWORKS = 1000;

export function peakMemory(): Row[] {
  const place = fs.mkdtempSync(`${os.tmpdir()}/mantisc-bench-`);
  try {
    fs.cpSync(`${projectRoot}/networks/kit`, `${place}/networks/kit`, { recursive: true });
    for (let i = 0; i < NETWORKS; i++) fs.writeFileSync(`${place}/networks/copy-${i}.mantis`, copyText(i));
    const hook = `${place}/peak.cjs`;
    fs.writeFileSync(hook, "process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS + '\\n'));\n");
    return [row("check", run(place, hook, "check")), row("build", run(place, hook, "build"))];
  } finally {
    fs.rmSync(place, { recursive: true, force: true });
  }
}

function run(cwd: string, hook: string, command: string): number {
  const result = spawnSync(process.execPath, ["--require", hook, `${projectRoot}/dist/mantisc.cjs`, command], { cwd, encoding: "utf8", stdio: ["ignore", "ignore", "pipe"] });
  const peak = /^peak (\d+)$/m.exec(result.stderr)?.[1];
  if (result.status !== 0 || peak === undefined) throw new Error(`mantisc ${command} ended with ${result.status}: ${result.stderr.slice(0, 2000)}`);
  return Number(peak) / 1024;
}

function row(command: string, mebibytes: number): Row {
  return { what: `peak memory of \`mantisc ${command}\` over ${NETWORKS.toLocaleString("en")} networks`, measured: `${Math.round(mebibytes)} MiB`, budget: "<= 1 GiB" };
}
