/** Rules about a job as a whole: id, type, placement, counts. Mirrors Job.Validate and Nomad's admission hooks. */
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { atLeast } from "../version.ts";
import { repeated, type Block, type Facts } from "./block.ts";

export function jobRules(facts: Facts): Diagnostic[] {
  const groups = facts.job.blocks("TaskGroups");
  return [...identity(facts), ...typed(facts, groups), ...names(groups), ...total(facts, groups), ...promotion(groups), ...enterprise(facts)];
}

function identity({ job, target }: Facts): Diagnostic[] {
  const result: Diagnostic[] = [];
  const id = job.str("ID");
  if (/[ \0]/.test(id)) result.push(diagnose("job-id", { id }, job.span("ID")));
  if (job.count("Priority") > 100) result.push(diagnose("job-priority", { value: job.count("Priority") }, job.span("Priority")));
  if (!atLeast(target, "1.5") && job.texts("Datacenters").length === 0) result.push(diagnose("job-datacenters", { target }, job.span("Datacenters")));
  if (job.str("Payload") !== "") result.push(diagnose("job-payload", {}, job.span("Payload")));
  return result;
}

function typed(facts: Facts, groups: readonly Block[]): Diagnostic[] {
  const { job, type } = facts;
  const result: Diagnostic[] = [];
  const batch = type === "batch" || type === "sysbatch";
  if (!batch && job.block("Periodic")?.flag("Enabled") === true) result.push(wrongType(facts, "periodic", job.span("Periodic")));
  if (!batch && job.block("ParameterizedJob") !== undefined) result.push(wrongType(facts, "parameterized", job.span("ParameterizedJob")));
  for (const group of groups) result.push(...groupPolicies(facts, group), ...(type === "system" ? system(group) : []));
  if (type === "system") result.push(...placement(job));
  return result;
}

const allowed: Readonly<Record<string, string>> = {
  periodic: "batch and sysbatch", parameterized: "batch and sysbatch", update: "service and system", migrate: "service", reschedule: "service and batch",
  max_run_duration: "batch and sysbatch", stop_on_client_after: "service and batch", scaling: "service, batch and sysbatch",
};

function wrongType({ type }: Facts, block: string, span: ReturnType<Block["span"]>): Diagnostic {
  return diagnose("block-job-type", { block, type, allowed: allowed[block]! }, span);
}

/** Policies that are there after the job's were merged in: a job's update counts for each of its groups. */
function groupPolicies(facts: Facts, group: Block): Diagnostic[] {
  const { type, job } = facts;
  const place = (name: string, outer: string) => (group.wrote(name) ? group.span(name) : job.wrote(outer) ? job.span(outer) : group.span());
  const has = (name: string) => group.block(name) !== undefined;
  const batch = type === "batch" || type === "sysbatch";
  const result: Diagnostic[] = [];
  if (batch && has("Update")) result.push(wrongType(facts, "update", place("Update", "Update")));
  if (type !== "service" && has("Migrate")) result.push(wrongType(facts, "migrate", place("Migrate", "Migrate")));
  if (type.startsWith("sys") && has("ReschedulePolicy")) result.push(wrongType(facts, "reschedule", place("ReschedulePolicy", "Reschedule")));
  if (!batch && group.num("MaxRunDuration") !== undefined) result.push(wrongType(facts, "max_run_duration", group.span("MaxRunDuration")));
  const disconnect = group.block("Disconnect");
  if (type.startsWith("sys") && disconnect?.num("StopOnClientAfter") !== undefined) result.push(wrongType(facts, "stop_on_client_after", disconnect.span("StopOnClientAfter")));
  if (type === "system" && has("Scaling")) result.push(wrongType(facts, "scaling", group.span("Scaling")));
  return result;
}

function system(group: Block): Diagnostic[] {
  const count = group.count("Count");
  const counted = count > 1 ? [diagnose("system-count", { count }, group.span("Count"))] : [];
  return [...counted, ...placement(group), ...group.blocks("Tasks").flatMap(placement)];
}

function placement(owner: Block): Diagnostic[] {
  const found = (name: string, block: string) => owner.blocks(name).map((item) => diagnose("system-placement", { block }, item.span()));
  return [...found("Affinities", "affinity"), ...found("Spreads", "spread")];
}

function names(groups: readonly Block[]): Diagnostic[] {
  const twice = repeated(groups, (group) => group.str("Name") || undefined).map(({ first, again }) =>
    diagnose("group-twice", { name: again.str("Name") }, again.span("Name"), { related: [{ span: first.span("Name"), text: "the other one" }] }));
  const odd = groups.filter((group) => !/^[A-Za-z0-9_-]*$/.test(group.str("Name")));
  return [...twice, ...odd.map((group) => diagnose("group-name", { name: group.str("Name") }, group.span("Name")))];
}

function total({ job, target }: Facts, groups: readonly Block[]): Diagnostic[] {
  const limit = 50000;
  const sum = groups.reduce((all, group) => all + group.count("Count"), 0);
  return atLeast(target, "1.11") && sum > limit ? [diagnose("job-too-many", { total: sum, limit }, job.span())] : [];
}

function promotion(groups: readonly Block[]): Diagnostic[] {
  const updates = groups.flatMap((group) => group.block("Update") ?? []).filter((update) => update.count("Canary") > 0);
  const promoting = updates.filter((update) => update.flag("AutoPromote"));
  const first = promoting[0];
  return first === undefined || promoting.length === updates.length ? [] : [diagnose("update-promote-mixed", {}, first.span("AutoPromote"))];
}

function enterprise({ job }: Facts): Diagnostic[] {
  const result: Diagnostic[] = [];
  const refuse = (what: string, instead: string, span: ReturnType<Block["span"]>) => result.push(diagnose("enterprise-only", { what, instead }, span));
  if (job.block("Multiregion") !== undefined) refuse("`multiregion`", "Write a network for each region.", job.span("Multiregion"));
  for (const group of job.blocks("TaskGroups")) {
    for (const owner of [group, ...group.blocks("Tasks")]) enterpriseBlocks(owner, refuse);
  }
  return result;
}

function enterpriseBlocks(owner: Block, refuse: (what: string, instead: string, span: ReturnType<Block["span"]>) => void): void {
  const clusters = [owner.block("Vault"), owner.block("Consul"), ...owner.blocks("Services")];
  for (const block of clusters) {
    if (block !== undefined && !["", "default"].includes(block.str("Cluster"))) refuse(`A cluster other than \`default\``, "Remove `cluster`.", block.span("Cluster"));
  }
  const numa = owner.block("Resources")?.block("NUMA");
  if (numa !== undefined && ["prefer", "require"].includes(numa.str("Affinity"))) refuse("NUMA affinity", "Write `affinity = none`, or remove the block.", numa.span("Affinity"));
  if (owner.block("Schedule")?.block("Cron") !== undefined) refuse("A task `schedule`", "Use a periodic batch job.", owner.span("Schedule"));
}

