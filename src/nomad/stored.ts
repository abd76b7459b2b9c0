/**
 * A job as the server stores it: what GET /v1/job/:id returns once it is registered. In goes the value of a payload's `Job`, sparse or full, or what a server
 * returned already; out comes the canonical form with everything the server's mutators add. Left out are zeros (they mean absence), indexes, status and times,
 * which the server keeps for itself, and identities that an agent's own configuration gives to users of Vault and Consul.
 */
import { withDefaults } from "../check/defaults.ts";
import { isFields, jobType, type Fields } from "../check/fill.ts";
import { atLeast } from "../check/version.ts";
import type { Json } from "../text/json.ts";
import { blockIn, blocksIn, eachBlock, numberIn, textIn } from "./blocks.ts";
import { isZeros, withoutDropped } from "./mutators/dropped.ts";
import { withConnect } from "./mutators/connect.ts";
import { withConsulNamespace, withConsulPartitions } from "./mutators/consul.ts";
import { withExposedChecks } from "./mutators/expose-check.ts";
import { withIdentities, withIdentityConstraint } from "./mutators/identities.ts";
import { withImpliedConstraints } from "./mutators/implied-constraints.ts";
import { withServices } from "./mutators/services.ts";

/** What every mutator is told about the job around the group. */
export interface StoredJob {
  readonly job: Fields;
  readonly version: string;
  /** Of the payload: the stored job has it in its groups only. */
  readonly consulNamespace: string;
  /** Of all groups: the server has every group ask for them. */
  readonly secretProviders: readonly string[];
}

type Mutator = (group: Fields, around: StoredJob) => Fields;

/** In the server's order: each sees what those before it made. */
const mutators: readonly Mutator[] = [
  withoutDropped, withCount, withVaultNamespace, withVaultSignals, withServices, withIdentities, withConsulNamespace, withConsulPartitions, withConnect, withExposedChecks, withImpliedConstraints, withIdentityConstraint,
];

/** Mirrors the job mutators of `version`, a release like `1.6.3`. A second pass changes nothing. Takes any JSON and does not throw. */
export function stored(job: Json, version: string): Json {
  const canonical = withDefaults(withoutEmptyUpdate(withLinkAddresses(job), version), version);
  if (!isFields(job) || !isFields(canonical)) return canonical;
  const around = { job: canonical, version, consulNamespace: textIn(job, "ConsulNamespace"), secretProviders: secretProviders(canonical) };
  return eachBlock(withUpdate(withoutVersion(canonical), version), "TaskGroups", (group) => mutators.reduce((made, mutate) => mutate(made, around), group));
}

function secretProviders(job: Fields): string[] {
  const secrets = blocksIn(job, "TaskGroups").flatMap((group) => blocksIn(group, "Tasks")).flatMap((task) => blocksIn(task, "Secrets"));
  return [...new Set(secrets.map((secret) => textIn(secret, "Provider")))];
}

/** A link's `URL` comes back as `Url`. */
function withLinkAddresses(job: Json): Json {
  const ui = isFields(job) ? blockIn(job, "UI") : undefined;
  if (!isFields(job) || ui === undefined) return job;
  return { ...job, UI: eachBlock(ui, "Links", ({ Url: address, ...link }) => ({ ...(address === undefined ? {} : { URL: address }), ...link })) };
}

/** The server counts versions itself. */
function withoutVersion({ Version: _counted, ...job }: Fields): Fields {
  return job;
}

/** A job that has no update is returned with one of zeros, which says nothing to its groups. */
function withoutEmptyUpdate(job: Json, version: string): Json {
  const update = isFields(job) ? blockIn(job, "Update") : undefined;
  if (!isFields(job) || update === undefined || updatesByDefault(job, version)) return job;
  const { Update: _zeros, ...rest } = job;
  return isZeros(update) ? rest : job;
}

function updatesByDefault(job: Fields, version: string): boolean {
  const type = jobType(job);
  return type === "service" || (type === "system" && atLeast(version, "1.11.0"));
}

/** A job's update lives in its groups; the job keeps two fields of it, and without batches none. */
function withUpdate(job: Fields, version: string): Fields {
  const { Update: update, ...rest } = job;
  if (update === undefined || numberIn(blockIn(job, "Update"), "MaxParallel") > 0) return job;
  return updatesByDefault(job, version) ? { ...rest, Update: { Stagger: 0, MaxParallel: 0 } } : rest;
}

function withVaultSignals(group: Fields): Fields {
  return eachBlock(group, "Tasks", (task) => {
    const vault = blockIn(task, "Vault");
    return vault === undefined ? task : { ...task, Vault: { ...vault, ...(textIn(vault, "ChangeSignal") === "" ? {} : { ChangeSignal: textIn(vault, "ChangeSignal").toUpperCase() }) } };
  });
}

/** A task that uses Vault and names no namespace takes the job's. */
function withVaultNamespace(group: Fields, { job }: StoredJob): Fields {
  const namespace = textIn(job, "VaultNamespace");
  if (namespace === "") return group;
  return eachBlock(group, "Tasks", (task) => {
    const vault = blockIn(task, "Vault");
    return vault === undefined || textIn(vault, "Namespace") !== "" ? task : { ...task, Vault: { ...vault, Namespace: namespace } };
  });
}

/** Older servers run a system job whose count is 0 once on each node. */
function withCount(group: Fields, { job, version }: StoredJob): Fields {
  return !atLeast(version, "1.9.4") && job["Type"] === "system" && group["Count"] === 0 ? { ...group, Count: 1 } : group;
}
