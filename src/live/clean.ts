/**
 * What is not kept of a server's answers: what tells one machine from another, what is secret, what nobody reads and takes room. In: the path
 * of a request and its answer. Out: the answer with fewer fields; what stays is as the server said it.
 */
import type { Json } from "../text/json.ts";
import type { Clean } from "./recorder.ts";

/** Attributes of a node that say what it can do, not which machine it is. */
const telling = /^(nomad\.|driver\.(raw_exec|exec|docker|mock_driver)|plugins\.cni|consul\.version|vault\.version|cpu\.(numcores|totalcompute|usablecompute)|memory\.totalbytes|kernel\.name|os\.signals)/;

/** Each allocation repeats its job, and the scores of the nodes that were considered for it. */
const ofAllocations = [
  "Job", "Metrics", "SignedIdentities", "Resources", "TaskResources", "SharedResources", "DesiredTransition", "RescheduleTracker", "PreemptedAllocations", "PreemptedByAllocation", "AllocModifyIndex", "TaskHandle",
];

/** What an event says is in `DisplayMessage`; these are where releases before 0.8 said it. */
const ofEvents = [
  "Details", "DiskLimit", "DownloadError", "DriverError", "DriverMessage", "FailedSibling", "FailsTask", "GenericSource", "KillError", "KillReason", "KillTimeout", "RestartReason", "SetupError",
  "StartDelay", "TaskSignal", "TaskSignalReason", "ValidationError", "VaultError",
];

/** Below these paths, fields by name: never kept. */
const dropped: readonly (readonly [path: RegExp, fields: ReadonlySet<string>])[] = [
  [/^\/v1\/(allocations?|job\/[^/?]+\/allocations|deployment\/allocations|node\/[^/?]+\/allocations)\b/, new Set([...ofAllocations, ...ofEvents])],
  [/^\/v1\/(nodes|node\/[^/?]+)(\?|$)/, new Set(["Links", "HostNetworks", "CgroupParent", "Events", "SecretID", "CSINodePlugins", "CSIControllerPlugins", "LastMissedHeartbeatIndex"])],
];

const self = new Set(["Region", "Datacenter", "Version", "ACL", "Server", "Client"]);
const ofSelf = new Set(["Enabled", "Version", "VersionPrerelease", "Region", "Datacenter"]);

export interface Cleaning {
  /** Of a network whose keys come from a seed that everybody can read: they are no secrets, and what is recorded depends on them. */
  readonly variables?: "kept";
}

/** `directory`: where the agent keeps its data. */
export function cleaner(directory: string | undefined, { variables }: Cleaning = {}): Clean {
  return (path, body) => {
    const fields = dropped.find(([pattern]) => pattern.test(path))?.[1] ?? new Set<string>();
    const trimmed = /^\/v1\/agent\/self\b/.test(path) ? trimmedSelf(body) : /^\/v1\/var\//.test(path) && variables !== "kept" ? withoutItems(body) : body;
    return walk(trimmed, { fields, directory });
  };
}

interface Rules { readonly fields: ReadonlySet<string>; readonly directory: string | undefined }

function walk(value: Json, rules: Rules): Json {
  if (typeof value === "string") return rules.directory === undefined ? value : value.replaceAll(rules.directory, "/nomad");
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => walk(item, rules));
  const entries = Object.entries(value).filter(([name]) => !rules.fields.has(name));
  return Object.fromEntries(entries.map(([name, field]) => [name, name === "Attributes" ? attributes(field) : walk(field, rules)]));
}

function attributes(value: Json): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => telling.test(name)));
}

/** The agent's configuration knows every path and address of its machine. */
function trimmedSelf(body: Json): Json {
  const config = objectOf(objectOf(body)["config"]);
  const kept = Object.entries(config).filter(([name]) => self.has(name));
  return { config: Object.fromEntries(kept.map(([name, value]) => [name, typeof value === "object" ? Object.fromEntries(Object.entries(objectOf(value)).filter(([field]) => ofSelf.has(field))) : value])) };
}

/** Nomad's variables hold secrets. */
function withoutItems(body: Json): Json {
  const variable = objectOf(body);
  return { ...variable, Items: Object.fromEntries(Object.keys(objectOf(variable["Items"])).map((name) => [name, "removed"])) };
}

function objectOf(value: Json | undefined): { [field: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}
