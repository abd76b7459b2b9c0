/** `build --job NAME --stdout`: one payload on stdout and nothing else there, for `nomad job run -json -`. */
import { compile } from "../../compile.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Format } from "../../diagnostics/render/render.ts";
import type { NetworkBuild } from "../../result.ts";
import type { Entries } from "../entries.ts";
import { report, withoutRepeats } from "../report.ts";
import { exitCodes } from "../world.ts";
import type { World } from "../world.ts";

export interface JobRequest {
  readonly job: string;
  readonly format: Format;
  readonly entries: Entries;
}

export function printJob(request: JobRequest, world: World): number {
  const results = request.entries.paths.map((path) => compile(world.host, path, request.entries.options));
  const builds = results.flatMap((result) => result.builds);
  const diagnostics = withoutRepeats(results.flatMap((result) => result.diagnostics));
  const failed = diagnostics.some((diagnostic) => diagnostic.severity === "error");
  const found = failed ? diagnostics : findPayload(request.job, builds);
  if (typeof found !== "string") return report(found, request.format, world);
  // Warnings must not mix with the payload.
  if (diagnostics.length > 0 && request.format === "text") report(diagnostics, "text", world);
  world.out.write(found);
  return exitCodes.ok;
}

function findPayload(name: string, builds: readonly NetworkBuild[]): string | Diagnostic[] {
  const holders = builds.filter(({ network }) => network.jobs.some((job) => job.label === name));
  if (holders.length === 0) {
    const jobs = builds.flatMap(({ network }) => network.jobs.map((job) => job.label));
    return [diagnose("unknown-job", { name, jobs })];
  }
  if (holders.length > 1) return [diagnose("ambiguous-job", { name, networks: [...new Set(holders.map(({ network }) => network.name))] })];
  return holders[0]!.artifacts.find((artifact) => artifact.path === `nomad/${name}.json`)!.text;
}
