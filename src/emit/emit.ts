/**
 * A resolved network -> its artifacts, sorted by path, `manifest.json` last. The same network gives the same bytes.
 * Writes nothing. Problems with output paths go to `report`; the caller drops the artifacts then.
 */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Network } from "../network/model.ts";
import type { Tree } from "../network/tree.ts";
import type { Artifact } from "../result.ts";
import { consulTemplateFiles, type OutputFile } from "./consul-template.ts";
import { dockerImages, printDockerImages } from "./cue.ts";
import { printManifest } from "./manifest.ts";
import { jobShape, type JobSchema } from "./nomad-shape.ts";
import { printJob } from "./nomad.ts";
import { place } from "./output-paths.ts";

export interface EmitTools {
  /** `schemas/nomad-job.schema.json`. */
  readonly schema: JobSchema;
  /** Removes what only repeats Nomad's defaults at that target. */
  sparse(job: Tree, target: string): Tree;
  sha256(text: string): string;
  report(diagnostic: Diagnostic): void;
}

export function emit(network: Network, tools: EmitTools): Artifact[] {
  const artifacts = place([...jobFiles(network, tools), ...cueFiles(network), ...consulTemplateFiles(network)], tools.report);
  return [...artifacts, { path: "manifest.json", text: printManifest(network, artifacts, tools.sha256) }];
}

function jobFiles(network: Network, tools: EmitTools): OutputFile[] {
  const shape = jobShape(tools.schema);
  return network.jobs.map((job) => {
    const tree = tools.sparse(job.tree, network.target);
    return { steps: ["nomad", `${job.label}.json`], text: printJob(tree.kind === "map" ? tree : job.tree, shape), span: job.origin.span };
  });
}

function cueFiles(network: Network): OutputFile[] {
  const text = printDockerImages(dockerImages(network.programs));
  return text === undefined ? [] : [{ steps: ["cue", "docker_images.cue"], text, span: network.origin.span }];
}
