/** Cold start: a whole process that builds the testnet, against one that does nothing. */
import * as fs from "node:fs";
import * as os from "node:os";
import type { Row } from "./bench.ts";
import { projectRoot } from "./copies.ts";
import { interleaved, median, processTime } from "./measure.ts";

const ROUNDS = 41;

export function coldStart(): Row[] {
  const place = fs.mkdtempSync(`${os.tmpdir()}/mantisc-bench-`);
  const program = `${projectRoot}/dist/mantisc.cjs`;
  const build = (out: string) => [program, "build", "networks/testnet.mantis", "--out", out];
  const fresh = `${place}/fresh`;
  const call = (args: readonly string[], before?: () => void) => () => processTime({ args, cwd: projectRoot, ...(before === undefined ? {} : { before }) });
  try {
    call(build(`${place}/same`))();
    const times = interleaved(ROUNDS, {
      nothing: call(["-e", "0"]),
      fresh: call(build(fresh), () => fs.rmSync(fresh, { recursive: true, force: true })),
      same: call(build(`${place}/same`)),
      version: call([program, "--version"]),
    });
    const nothing = median(times.nothing);
    const ratio = (values: readonly number[]) => `${(median(values) / nothing).toFixed(2)}x (${median(values).toFixed(0)} ms / ${nothing.toFixed(0)} ms)`;
    return [
      { what: "`mantisc build networks/testnet.mantis`, whole process, all files written, against `node -e 0`", measured: ratio(times.fresh), budget: "<= 2x" },
      { what: "the same, output already up to date", measured: ratio(times.same), budget: "" },
      { what: "`mantisc --version`", measured: ratio(times.version), budget: "" },
    ];
  } finally {
    fs.rmSync(place, { recursive: true, force: true });
  }
}
