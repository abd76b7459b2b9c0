/** Emitting a resolved network against JSON.stringify over the same payloads. */
import { compile } from "../compile.ts";
import { emit } from "../emit/emit.ts";
import { dropDefaults } from "../check/defaults.ts";
import { nomadJob } from "../check/schema.ts";
import { nodeHost } from "../node-host.ts";
import type { JobSchema } from "../emit/nomad-shape.ts";
import { jobShape } from "../emit/nomad-shape.ts";
import { printJob } from "../emit/nomad.ts";
import type { MapTree } from "../network/tree.ts";
import type { NetworkBuild } from "../result.ts";
import type { Row } from "./bench.ts";
import { copies, root } from "./copies.ts";
import { interleaved, median, timed } from "./measure.ts";

const NETWORKS = 20;

export function emitRatio(): Row[] {
  const { host, entries } = copies(NETWORKS);
  const builds = entries.flatMap((entry) => compile(host, entry, { root }).builds);
  const payloads = builds.flatMap(({ artifacts }) => artifacts.filter(({ path }) => path.startsWith("nomad/")).map(({ text }) => JSON.parse(text) as unknown));
  const tools = { schema: nomadJob as unknown as JobSchema, sparse: dropDefaults, sha256: nodeHost().sha256!, report: () => {} };
  const shape = jobShape(tools.schema);
  const payload = ({ network }: NetworkBuild) => network.jobs.map((job) => printJob(dropDefaults(job.tree, network.target) as MapTree, shape));
  const contenders = {
    payloads: () => timed(() => { for (const build of builds) payload(build); }),
    emit: () => timed(() => { for (const { network } of builds) emit(network, tools); }),
    stringify: () => timed(() => { for (const payload of payloads) JSON.stringify(payload, null, 2); }),
  };
  interleaved(5, contenders);
  const times = interleaved(21, contenders);
  const theirs = median(times.stringify) / NETWORKS;
  const row = (what: string, ours: number, budget: string): Row => ({ what, budget, measured: `${(ours / theirs).toFixed(1)}x (${ours.toFixed(2)} ms / ${theirs.toFixed(2)} ms)` });
  return [
    row("emitting a network's payloads, made sparse and printed, against `JSON.stringify` over them", median(times.payloads) / NETWORKS, "<= 10x"),
    row("the same with its templates, image manifest, checksums and paths", median(times.emit) / NETWORKS, ""),
  ];
}
