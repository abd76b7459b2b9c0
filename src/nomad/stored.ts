/**
 * A job as the server stores it: what GET /v1/job/:id returns once it is registered. In goes the value of a payload's `Job`, sparse or full, or what a server
 * returned already; out comes the canonical form with everything the server's mutators add. Left out are zeros (they mean absence), indexes, status and times,
 * which the server keeps for itself, and identities that an agent's own configuration gives to users of Vault and Consul.
 */
import { withDefaults } from "../check/defaults.ts";
import { isFields, type Fields } from "../check/fill.ts";
import type { Json } from "../text/json.ts";
import { eachBlock } from "./blocks.ts";
import { withConnect } from "./mutators/connect.ts";
import { withConsulPartitions } from "./mutators/consul.ts";
import { withExposedChecks } from "./mutators/expose-check.ts";
import { withIdentities, withIdentityConstraint } from "./mutators/identities.ts";
import { withImpliedConstraints } from "./mutators/implied-constraints.ts";
import { withServices } from "./mutators/services.ts";

/** What every mutator is told about the job around the group. */
export interface StoredJob {
  readonly job: Fields;
  readonly version: string;
}

type Mutator = (group: Fields, around: StoredJob) => Fields;

/** In the server's order: each sees what those before it made. */
const mutators: readonly Mutator[] = [
  withCount, withServices, withIdentities, withConsulPartitions, withConnect, withExposedChecks, withImpliedConstraints, withIdentityConstraint,
];

/** Mirrors the job mutators of `version`, a release like `1.6.3`. A second pass changes nothing. Takes any JSON and does not throw. */
export function stored(job: Json, version: string): Json {
  const canonical = withDefaults(job, version);
  if (!isFields(canonical)) return canonical;
  const around = { job: canonical, version };
  return eachBlock(canonical, "TaskGroups", (group) => mutators.reduce((made, mutate) => mutate(made, around), group));
}

/** Older servers run a system job whose count is 0 once on each node. */
function withCount(group: Fields, { job }: StoredJob): Fields {
  return job["Type"] === "system" && group["Count"] === 0 ? { ...group, Count: 1 } : group;
}
