/** Comparisons for tests: payloads from plain jobs, with the real schema and the real defaults. */
import schema from "../../schemas/nomad-job.schema.json" with { type: "json" };
import { withDefaults } from "../check/defaults.ts";
import type { JobSchema } from "../emit/nomad-shape.ts";
import type { Json } from "../text/json.ts";
import type { NetworkDiff, Payloads } from "./model.ts";
import { diffNetworks } from "./network.ts";

export function payloads(jobs: { [id: string]: Json }, files: { [path: string]: string } = {}): Payloads {
  return { network: "testnet", target: "1.6", jobs: new Map(Object.entries(jobs)), files: new Map(Object.entries(files)) };
}

export function diff(before: Payloads, after: Payloads): NetworkDiff {
  return diffNetworks(before, after, { schema: schema as unknown as JobSchema, withDefaults });
}
