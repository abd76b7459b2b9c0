/**
 * What one difference does to the running allocations of a group. Mirrors `tasksUpdated` of the generic and system schedulers: what it compares is destructive,
 * everything else goes into the running allocation, if it still fits its node. That it fits is assumed.
 */
import type { Fields } from "../check/fill.ts";
import { atLeast } from "../check/version.ts";
import type { Json } from "../text/json.ts";
import { blockIn, blocksIn, numberIn, textIn } from "./blocks.ts";
import { sameJson, type RawDifference } from "./differences.ts";
import { serviceEffect } from "./service-effects.ts";
import type { Effect } from "./model.ts";

/** A group on both sides, and the jobs around it. */
export interface GroupChange {
  readonly before: Fields;
  readonly after: Fields;
  readonly old: Fields;
  readonly new: Fields;
  readonly version: string;
  /** Affinities and spreads of job, group and tasks, each taken together. */
  readonly affinitiesDiffer: boolean;
  readonly spreadsDiffer: boolean;
}

export function groupChange(sides: Pick<GroupChange, "before" | "after" | "old" | "new" | "version">): GroupChange {
  const { before, after, old, new: fresh } = sides;
  return { ...sides, affinitiesDiffer: !sameSet(allAffinities(after, fresh), allAffinities(before, old)), spreadsDiffer: !sameJson(allSpreads(after, fresh), allSpreads(before, old)) };
}

/** `difference` is of the group or of the job around it, never of another group. */
export function effectOf(difference: RawDifference, change: GroupChange): Effect {
  const { new: path } = difference;
  if (path[0] === "TaskGroups" && path.length === 3 && path[2] === "Count") return numberIn(change.new, "Count") > numberIn(change.old, "Count") ? "place" : "stop";
  if (path[0] === "Stop") return change.after["Stop"] === true ? "stop" : "place";
  return isDestructive(difference, change) ? "destructive" : "in-place";
}

function isDestructive(difference: RawDifference, change: GroupChange): boolean {
  const path = difference.new;
  if (path[0] === "Name" && isSystem(change.after)) return true;
  if (path[0] !== "TaskGroups") return sharedField(path, change);
  const inside = path.slice(2);
  return inside[0] === "Tasks" ? taskField(difference, change) : groupField(inside, difference, change);
}

function isSystem(job: Fields): boolean {
  return ["system", "sysbatch"].includes(textIn(job, "Type"));
}

/** What the job, the group and the task have in common, and of which the server compares the sum. */
function sharedField([field, key]: readonly (string | number)[], change: GroupChange): boolean {
  if (field === "Meta") return metaDiffers(String(key), change);
  // 1.10 stopped replacing allocations only because better nodes are asked for.
  if (atLeast(change.version, "1.10.0")) return false;
  return (field === "Affinities" && change.affinitiesDiffer) || (field === "Spreads" && change.spreadsDiffer);
}

/** The deepest block that has the key wins. Only tasks of both sides are asked: a task more or less is a difference of its own. */
function metaDiffers(key: string, change: GroupChange): boolean {
  const combined = (job: Fields, group: Fields, task: Fields) => [task, group, job].map((owner) => blockIn(owner, "Meta")).find((meta) => meta !== undefined && Object.hasOwn(meta, key))?.[key];
  const old = new Map(blocksIn(change.old, "Tasks").map((task) => [textIn(task, "Name"), task]));
  return blocksIn(change.new, "Tasks").some((task) => {
    const was = old.get(textIn(task, "Name"));
    return was !== undefined && combined(change.after, change.new, task) !== combined(change.before, change.old, was);
  });
}

function allAffinities(job: Fields, group: Fields): Fields[] {
  return [job, group, ...blocksIn(group, "Tasks")].flatMap((owner) => blocksIn(owner, "Affinities"));
}

/** Their order is nothing. */
function sameSet(after: readonly Fields[], before: readonly Fields[]): boolean {
  const key = (affinity: Fields) => JSON.stringify(Object.entries(affinity).sort());
  const old = new Set(before.map(key));
  return after.length === before.length && after.every((affinity) => old.has(key(affinity)));
}

function allSpreads(job: Fields, group: Fields): Json[] {
  return [job, group].flatMap((owner) => blocksIn(owner, "Spreads")) as Json[];
}

function groupField(inside: readonly (string | number)[], difference: RawDifference, change: GroupChange): boolean {
  switch (inside[0]) {
    case "EphemeralDisk": return true;
    case "Volumes": return !isReorderedSet(inside, difference);
    case "Networks": return networkField(inside.slice(1), change.version);
    case "Consul": return consulField(inside.slice(1));
    case "RestartPolicy": return inside[1] === "RenderTemplates";
    case "Services": return serviceEffect(difference, change);
    default: return sharedField(inside, change);
  }
}

/** Flags of a volume are a set. */
function isReorderedSet(inside: readonly (string | number)[], { from, to }: RawDifference): boolean {
  return inside.at(-1) === "MountFlags" && Array.isArray(from) && Array.isArray(to) && sameJson([...from].sort(), [...to].sort());
}

const quietNetworkFields: ReadonlySet<string | number | undefined> = new Set(["CIDR", "IP", "Device"]);

/** `[network, field, port, field of the port]`. A dynamic port has no number of its own. */
function networkField([, field, port, ofPort]: readonly (string | number)[], version: string): boolean {
  if (quietNetworkFields.has(field) || ofPort === "IgnoreCollision") return false;
  if (field === "CNI") return atLeast(version, "1.8.0");
  return !(field === "DynamicPorts" && port !== undefined && ofPort === "Value");
}

/** Cluster and partition are compared where both sides have the block. Namespaces are Enterprise's: servers of the Community Edition, whose rules these are, see none. */
function consulField([field]: readonly (string | number)[]): boolean {
  return field === "Cluster" || field === "Partition";
}

const destructiveTaskFields: ReadonlySet<string | number | undefined> = new Set([
  "Driver", "User", "Config", "Env", "Artifacts", "Vault", "Secrets", "Templates", "CSIPluginConfig", "VolumeMounts", "Identity", "Identities",
]);
const destructiveResources: ReadonlySet<string | number | undefined> = new Set(["CPU", "Cores", "MemoryMB", "MemoryMaxMB", "NUMA", "SecretsMB"]);

/** Tasks are known by name, so their order is nothing, and one more or less is all. */
function taskField(difference: RawDifference, change: GroupChange): boolean {
  const [, , , index, field, ...rest] = difference.new;
  if (index === undefined) return false;
  if (field === undefined || destructiveTaskFields.has(field)) return true;
  switch (field) {
    case "Name": return true;
    case "Consul": return consulField(rest);
    case "Resources": return resourceField(rest, change.version);
    case "LogConfig": return rest[0] === "Disabled";
    case "RestartPolicy": return rest[0] === "RenderTemplates";
    default: return sharedField([field, ...rest], change);
  }
}

function resourceField([field, ...rest]: readonly (string | number)[], version: string): boolean {
  if (field === "Networks") return networkField(rest, version);
  // Devices are compared by name: their order is nothing.
  return destructiveResources.has(field) || (field === "Devices" && rest.length > 0);
}
