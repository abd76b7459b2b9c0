/** Comparisons for tests: payloads from plain jobs, with the real schema and the real defaults. */
import { readFileSync } from "node:fs";
import { withDefaults } from "../check/defaults.ts";
import type { JobSchema } from "../emit/nomad-shape.ts";
import type { Json } from "../network/tree.ts";
import type { NetworkDiff, Payloads } from "./model.ts";
import { diffNetworks } from "./network.ts";

const schema = JSON.parse(readFileSync("schemas/nomad-job.schema.json", "utf8")) as JobSchema;

export function payloads(jobs: { [id: string]: Json }, files: { [path: string]: string } = {}): Payloads {
  return { network: "testnet", target: "1.6", jobs: new Map(Object.entries(jobs)), files: new Map(Object.entries(files)) };
}

export function diff(before: Payloads, after: Payloads): NetworkDiff {
  return diffNetworks(before, after, { schema, withDefaults });
}
