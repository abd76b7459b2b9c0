/** Emitting a resolved network against JSON.stringify over the same payloads. */
import { compile } from "../compile.ts";
import { emit } from "../emit/emit.ts";
import { dropDefaults } from "../check/defaults.ts";
import { nomadJob } from "../check/schema.ts";
import { nodeHost } from "../node-host.ts";
import type { JobSchema } from "../emit/nomad-shape.ts";
import type { Row } from "./bench.ts";
import { copies, root } from "./copies.ts";
import { interleaved, median, timed } from "./measure.ts";

const NETWORKS = 20;

export function emitRatio(): Row[] {
  const { host, entries } = copies(NETWORKS);
  const builds = entries.flatMap((entry) => compile(host, entry, { root }).builds);
  const payloads = builds.flatMap(({ artifacts }) => artifacts.filter(({ path }) => path.startsWith("nomad/")).map(({ text }) => JSON.parse(text) as unknown));
  const tools = { schema: nomadJob as unknown as JobSchema, sparse: dropDefaults, sha256: nodeHost().sha256!, report: () => {} };
  const contenders = {
    emit: () => timed(() => { for (const { network } of builds) emit(network, tools); }),
    stringify: () => timed(() => { for (const payload of payloads) JSON.stringify(payload, null, 2); }),
  };
  interleaved(5, contenders);
  const times = interleaved(21, contenders);
  const [ours, theirs] = [median(times.emit) / NETWORKS, median(times.stringify) / NETWORKS];
  return [{
    what: "emitting everything of a network (payloads, templates, images, checksums) against `JSON.stringify` over its payloads", budget: "<= 10x",
    measured: `${(ours / theirs).toFixed(1)}x (${ours.toFixed(2)} ms / ${theirs.toFixed(2)} ms)`,
  }];
}
