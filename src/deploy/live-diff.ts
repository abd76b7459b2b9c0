/**
 * What is registered beside what the file says, as `diff` compares networks. Both sides are brought into the form in which the server stores
 * them, so that what it adds by itself is no difference. Asks no server.
 */
import schema from "../../schemas/nomad-job.schema.json" with { type: "json" };
import type { NetworkDiff } from "../diff/model.ts";
import { diffNetworks } from "../diff/network.ts";
import type { JobSchema } from "../emit/nomad-shape.ts";
import type { Json } from "../text/json.ts";
import { comparable } from "./registered.ts";

export type Jobs = ReadonlyMap<string, Json>;

/** `version`: the server's. Jobs are by ID; one that only a side has is new, or gone. */
export function liveDiff(network: string, sides: { readonly before: Jobs; readonly after: Jobs }, version: string): NetworkDiff {
  const side = (jobs: Jobs) => ({ network, target: version, jobs, files: new Map<string, string>() });
  return diffNetworks(side(sides.before), side(sides.after), { schema: schema as unknown as JobSchema, withDefaults: comparable });
}

/** What differs between two forms of one job, in one line of words; undefined where nothing does. */
export function changeWords(before: Json, after: Json, version: string): string | undefined {
  const [job] = liveDiff("", { before: new Map([["", before]]), after: new Map([["", after]]) }, version).jobs;
  return job?.summary.replace(/^: /, "");
}
