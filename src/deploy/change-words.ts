/**
 * Two forms of one job -> what differs, in words. Both are brought into the form in which a server stores them, so that what it adds by itself is
 * no difference. Asks no server.
 */
import schema from "../../schemas/nomad-job.schema.json" with { type: "json" };
import { diffNetworks } from "../diff/network.ts";
import type { JobSchema } from "../emit/nomad-shape.ts";
import type { Json } from "../text/json.ts";
import { comparable } from "./registered.ts";

/** One line, without the job's name; undefined where nothing differs. `version`: the server's. */
export function changeWords(before: Json, after: Json, version: string): string | undefined {
  const side = (job: Json) => ({ network: "", target: version, jobs: new Map([["", job]]), files: new Map<string, string>() });
  const [job] = diffNetworks(side(before), side(after), { schema: schema as unknown as JobSchema, withDefaults: comparable }).jobs;
  return job?.summary.replace(/^: /, "");
}
