/** `check`: compiles each file, says what is wrong, writes nothing. */
import { compile } from "../../compile.ts";
import type { Format } from "../../diagnostics/render/render.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Arguments } from "../arguments.ts";
import { entriesOf } from "../entries.ts";
import type { Entries } from "../entries.ts";
import { shownPath } from "../paths.ts";
import { progressOf } from "../progress.ts";
import { report, withoutRepeats } from "../report.ts";
import { repeat } from "../watch.ts";
import type { Runs } from "../watch.ts";
import { exitCodes } from "../world.ts";
import type { World } from "../world.ts";

export function run(args: Arguments, world: World): number | Promise<number> {
  const entries = entriesOf(args, args.operands, world);
  const format = (args.value("format") ?? "text") as Format;
  if (entries.diagnostics.length > 0) return report(entries.diagnostics, format, world);
  if (args.has("watch")) return repeat(entries.paths, world, (paths) => checkAll({ ...entries, paths }, format, world).runs);
  return checkAll(entries, format, world).code;
}

function checkAll(entries: Entries, format: Format, world: World): { code: number; runs: Runs } {
  const progress = progressOf(world, entries.paths.length);
  const diagnostics: Diagnostic[] = [];
  const runs = new Map<string, readonly string[]>();
  let networks = 0;
  for (const path of entries.paths) {
    progress.step(shownPath(world.cwd, path));
    const result = compile(world.host, path, entries.options);
    diagnostics.push(...result.diagnostics);
    networks += result.builds.length;
    runs.set(path, result.files);
  }
  progress.end();
  const code = report(withoutRepeats(diagnostics), format, world);
  if (format === "text" && code === exitCodes.ok) world.out.write(`${networks} network${networks === 1 ? "" : "s"} checked, no errors\n`);
  return { code, runs };
}
