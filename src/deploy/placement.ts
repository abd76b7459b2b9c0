/** Why allocations find no node: in Nomad's own lines, and as diagnostics at the lines of the file that ask for what no node has. */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { blockIn, blocksIn, listIn, textIn } from "../nomad/blocks.ts";
import { isFields, type Fields } from "../check/fill.ts";
import type { Json, JsonPath } from "../text/json.ts";
import type { AllocationMetric } from "./api.ts";
import type { Deployment } from "./model.ts";
import { partOf, placeOf, type Part } from "./place.ts";

/** The lines that `nomad job plan` prints for a group, in one order. */
export function metricLines(metric: AllocationMetric): string[] {
  const sorted = (counts: Readonly<Record<string, number>> | null, words: (name: string, count: number) => string) => Object.entries(counts ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => words(name, count));
  return [
    ...(metric.NodesEvaluated === 0 ? ["* No nodes were eligible for evaluation"] : []),
    ...sorted(metric.NodesAvailable, (name, count) => (count === 0 ? `* No nodes are available in datacenter "${name}"` : "")).filter((line) => line !== ""),
    ...sorted(metric.ClassFiltered, (name, count) => `* Class "${name}": ${count} nodes excluded by filter`),
    ...sorted(metric.ConstraintFiltered, (name, count) => `* Constraint "${name}": ${count} nodes excluded by filter`),
    ...(metric.NodesExhausted > 0 ? [`* Resources exhausted on ${metric.NodesExhausted} nodes`] : []),
    ...sorted(metric.ClassExhausted, (name, count) => `* Class "${name}" exhausted on ${count} nodes`),
    ...sorted(metric.DimensionExhausted, (name, count) => `* Dimension "${name}" exhausted on ${count} nodes`),
    ...[...(metric.QuotaExhausted ?? [])].sort().map((name) => `* Quota limit hit "${name}"`),
  ];
}

/** One for each reason of each group. */
export function placementWarnings(deployment: Deployment, job: string, failed: Readonly<Record<string, AllocationMetric>>): Diagnostic[] {
  return Object.entries(failed).sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([group, metric]) => {
    const count = metric.CoalescedFailures + 1;
    return reasonsOf(deployment, { job, group }, metric).map(({ reason, part }) => diagnose("no-place", { job, group, count, reason }, placeOf(deployment, part)));
  });
}

/** The same, each in a few words. */
export function placementReasons(deployment: Deployment, at: { readonly job: string; readonly group: string }, metric: AllocationMetric): string[] {
  return reasonsOf(deployment, at, metric).map(({ reason }) => reason);
}

interface Reason { readonly reason: string; readonly part: Part }
interface GroupPart { readonly job: string; readonly group: string }

function reasonsOf(deployment: Deployment, at: GroupPart, metric: AllocationMetric): Reason[] {
  const reasons = [
    ...Object.entries(metric.ConstraintFiltered ?? {}).map(([text, nodes]) => constraintReason(deployment, at, { text, nodes })),
    ...Object.entries(metric.DimensionExhausted ?? {}).map(([text, nodes]) => dimensionReason(deployment, at, { text, nodes })),
    ...(metric.QuotaExhausted ?? []).map((quota) => ({ reason: `the namespace's quota is used up: ${quota}`, part: at })),
  ];
  if (reasons.length > 0) return reasons;
  const job = partOf(deployment, { job: at.job });
  const datacenters = isFields(job) ? listIn(job, "Datacenters").join(", ") : "";
  return [{ reason: metric.NodesEvaluated === 0 ? `no node that is ready is in the datacenters ${datacenters || "of the job"} (or in its node pool)` : "Nomad names no reason", part: { job: at.job, field: ["Datacenters"] } }];
}

interface Counted { readonly text: string; readonly nodes: number }

function constraintReason(deployment: Deployment, at: GroupPart, { text, nodes }: Counted): Reason {
  const on = nodes === 1 ? "1 node" : `${nodes} nodes`;
  const group = partOf(deployment, at);
  if (text === "missing drivers") {
    const drivers = [...new Set(isFields(group) ? blocksIn(group, "Tasks").map((task) => textIn(task, "Driver")) : [])];
    return { reason: `${on} cannot run the driver ${drivers.join(" or ")}`, part: taskPart(group, at, ["Driver"]) };
  }
  const implied = IMPLIED.find(([pattern]) => pattern.test(text));
  const part = constraintPart(deployment, at, text);
  if (part === undefined && implied !== undefined) return { reason: `${implied[1]} on ${on} (${text})`, part: at };
  return { reason: `the constraint ${text} rules out ${on}`, part: part ?? at };
}

/** Constraints that the server adds by itself, by what a user of the network would call them. */
const IMPLIED: readonly (readonly [RegExp, string])[] = [
  [/attr\.vault\./, "there is no Vault"],
  [/attr\.consul\./, "there is no Consul"],
  [/attr\.nomad\.service_discovery/, "Nomad's own services are switched off"],
  [/attr\.plugins\.cni\./, "the CNI plugins that bridge networks need are missing"],
  [/attr\.nomad\.version/, "Nomad is too old"],
  [/attr\.os\.signals/, "a signal that a task uses is unknown"],
];

function constraintPart(deployment: Deployment, at: GroupPart, text: string): Part | undefined {
  const group = partOf(deployment, at);
  const owners: Part[] = [{ job: at.job }, at, ...(isFields(group) ? blocksIn(group, "Tasks").map((task) => ({ ...at, task: textIn(task, "Name") })) : [])];
  for (const owner of owners) {
    const block = partOf(deployment, owner);
    const index = isFields(block) ? blocksIn(block, "Constraints").findIndex((constraint) => words(constraint) === text) : -1;
    if (index >= 0) return { ...owner, field: ["Constraints", index] };
  }
  return undefined;
}

function words(constraint: Fields): string {
  return [textIn(constraint, "LTarget"), textIn(constraint, "Operand"), textIn(constraint, "RTarget")].join(" ").trim();
}

const DIMENSIONS: readonly (readonly [RegExp, JsonPath])[] = [[/^memory/, ["Resources", "MemoryMB"]], [/^cpu/, ["Resources", "CPU"]], [/^cores/, ["Resources", "Cores"]], [/^devices/, ["Resources", "Devices"]]];

function dimensionReason(deployment: Deployment, at: GroupPart, { text, nodes }: Counted): Reason {
  const on = nodes === 1 ? "1 node" : `${nodes} nodes`;
  const group = partOf(deployment, at);
  const port = /port collision (.+)=(\d+)/.exec(text);
  if (port !== null) return { reason: `port ${port[2]} is taken on ${on}`, part: portPart(group, at, port[1]!) };
  if (text.startsWith("disk")) return { reason: `not enough disk left on ${on}`, part: { ...at, field: ["EphemeralDisk", "SizeMB"] } };
  const field = DIMENSIONS.find(([pattern]) => pattern.test(text))?.[1];
  return { reason: `not enough ${text.replace(/ exhausted$/, "")} left on ${on}`, part: field === undefined ? at : taskPart(group, at, field) };
}

/** The task that asks for the most of it. */
function taskPart(group: Json | undefined, at: GroupPart, field: JsonPath): Part {
  const amount = (task: Fields) => Number(field.length === 2 ? blockIn(task, String(field[0]))?.[String(field[1])] ?? 0 : 0);
  const tasks = isFields(group) ? [...blocksIn(group, "Tasks")].sort((a, b) => amount(b) - amount(a)) : [];
  return tasks[0] === undefined ? at : { ...at, task: textIn(tasks[0], "Name"), field };
}

function portPart(group: Json | undefined, at: GroupPart, label: string): Part {
  const networks = isFields(group) ? blocksIn(group, "Networks") : [];
  for (const [i, network] of networks.entries()) {
    const index = blocksIn(network, "ReservedPorts").findIndex((port) => textIn(port, "Label") === label);
    if (index >= 0) return { ...at, field: ["Networks", i, "ReservedPorts", index] };
  }
  return at;
}
