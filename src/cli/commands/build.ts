/** `build`: compiles each file and puts its networks below the output directory, or one payload on stdout. */
import { compile } from "../../compile.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Format } from "../../diagnostics/render/render.ts";
import { writeArtifacts } from "../../emit/write.ts";
import type { WriteResult } from "../../emit/write.ts";
import type { CompileResult, NetworkBuild } from "../../result.ts";
import type { Arguments } from "../arguments.ts";
import { entriesOf } from "../entries.ts";
import type { Entries } from "../entries.ts";
import { resolvePath, shownPath } from "../paths.ts";
import { progressOf } from "../progress.ts";
import { report, withoutRepeats } from "../report.ts";
import { columns } from "../table.ts";
import { repeat } from "../watch.ts";
import type { Runs } from "../watch.ts";
import type { World } from "../world.ts";
import { printJob } from "./build-job.ts";

export function run(args: Arguments, world: World): number | Promise<number> {
  const wrong = checkFlags(args);
  const entries = entriesOf(args, args.operands, world);
  const diagnostics = [...wrong, ...entries.diagnostics];
  const format = (args.value("format") ?? "text") as Format;
  if (diagnostics.length > 0) return report(diagnostics, format, world);
  const job = args.value("job");
  if (job !== undefined) return printJob({ job, format, entries }, world);
  return args.has("watch") ? watched(args, entries, world) : buildAll(args, entries, world).code;
}

function checkFlags(args: Arguments): Diagnostic[] {
  const together = (flag: string, other: string, reason: string) => [diagnose("flags-together", { flag, other, reason })];
  if (args.has("stdout") !== args.has("job")) {
    return together("--stdout", "--job", "Give both to print one job's payload, or neither to write all files.");
  }
  if (args.has("stdout") && args.has("out")) return together("--stdout", "--out", "The payload is printed, so nothing is written: leave one out.");
  if (args.has("stdout") && args.has("watch")) return together("--stdout", "--watch", "One payload is printed once: leave one out.");
  return [];
}

/** After the first run, only the entries that read a changed file are built again. */
function watched(args: Arguments, entries: Entries, world: World): Promise<number> {
  return repeat(entries.paths, world, (paths) => buildAll(args, { ...entries, paths }, world).runs);
}

function buildAll(args: Arguments, entries: Entries, world: World): { code: number; runs: Runs } {
  const progress = progressOf(world, entries.paths.length);
  const batch: Batch = { args, world, names: new Map(), rows: [], diagnostics: [] };
  const runs: [string, CompileResult["files"]][] = [];
  for (const path of entries.paths) {
    progress.step(shownPath(world.cwd, path));
    const result = compile(world.host, path, entries.options);
    batch.diagnostics.push(...result.diagnostics);
    writeBuilds(batch, path, result.builds);
    runs.push([path, result.files]);
  }
  progress.end();
  const format = (args.value("format") ?? "text") as Format;
  const code = report(withoutRepeats(batch.diagnostics), format, world);
  if (format === "text" && batch.rows.length > 0) world.out.write(columns(batch.rows));
  return { code, runs: new Map(runs) };
}

interface Batch {
  readonly args: Arguments;
  readonly world: World;
  /** Network name -> the entry it came from. */
  readonly names: Map<string, string>;
  readonly rows: string[][];
  readonly diagnostics: Diagnostic[];
}

function writeBuilds(batch: Batch, entry: string, builds: readonly NetworkBuild[]): void {
  for (const build of builds) {
    const { name } = build.network;
    const first = batch.names.get(name);
    if (first !== undefined) {
      const shown = (path: string) => shownPath(batch.world.cwd, path);
      batch.diagnostics.push(diagnose("same-output", { name, first: shown(first), second: shown(entry) }));
      continue;
    }
    batch.names.set(name, entry);
    const result = writeBuild(batch, build);
    batch.diagnostics.push(...result.diagnostics);
    if (result.diagnostics.length === 0) batch.rows.push(row(batch, build, result));
  }
}

function outputDirectory(batch: Batch): string {
  return resolvePath(batch.world.cwd, batch.args.value("out") ?? "out");
}

/** A place that was named may lie anywhere; `out/` itself may not lead out of the current directory. */
function writeBuild(batch: Batch, build: NetworkBuild): WriteResult {
  const out = outputDirectory(batch);
  const dir = `${out}/${build.network.name}`;
  const inside = batch.args.has("out") ? out : batch.world.cwd;
  return writeArtifacts(batch.world.files, { dir, inside, shown: shownPath(batch.world.cwd, dir) }, build.artifacts);
}

function row(batch: Batch, build: NetworkBuild, result: WriteResult): string[] {
  const { network, artifacts } = build;
  const groups = network.jobs.reduce((sum, job) => sum + job.groups.length, 0);
  const bytes = artifacts.reduce((sum, artifact) => sum + Buffer.byteLength(artifact.text), 0);
  const changes = [`${result.written.length} written`, ...(result.removed.length > 0 ? [`${result.removed.length} removed`] : [])];
  return [
    network.name, count(network.jobs.length, "job"), count(groups, "group"), count(artifacts.length, "file"), size(bytes),
    `${shownPath(batch.world.cwd, outputDirectory(batch))}/${network.name}`, result.written.length + result.removed.length === 0 ? "unchanged" : changes.join(", "),
  ];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function size(bytes: number): string {
  return bytes < 1024 ? `${bytes} B` : bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
