/** Recordings of servers as files that can be read and compared: stable keys, one item a line where it fits, nothing of the machine it was made on. */
import type { Json } from "../text/json.ts";

/** Go prints what is not there as null. */
export function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null).map(([key, item]) => [key, withoutNulls(item)]));
}

/** Without what a stored job may as well not have: null, "", 0, false, and lists and maps of nothing. An empty block inside a list stays: it is one more. */
export function withoutZeros(value: Json): Json | undefined {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((item) => withoutZeros(item) ?? {});
  if (typeof value !== "object" || value === null) return value === null || value === "" || value === 0 || value === false ? undefined : value;
  const kept = Object.entries(value).flatMap(([key, item]) => {
    const real = withoutZeros(item);
    return real === undefined ? [] : [[key, real] as const];
  });
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

const serverFields = new Set(["CreateIndex", "ModifyIndex", "JobModifyIndex", "SubmitTime", "Version", "Status", "StatusDescription", "Stable", "NomadTokenID", "VaultToken", "ConsulToken"]);

/** A job without what a server keeps for itself: indexes, times, state, and what it knows scaling policies by. */
export function withoutServerFields(job: Json): Json {
  if (typeof job !== "object" || job === null || Array.isArray(job)) return job;
  const kept = Object.fromEntries(Object.entries(job).filter(([name]) => !serverFields.has(name)));
  const groups = kept["TaskGroups"];
  return Array.isArray(groups) ? { ...kept, TaskGroups: groups.map(withoutPolicyId) } : kept;
}

function withoutPolicyId(group: Json): Json {
  if (typeof group !== "object" || group === null || Array.isArray(group)) return group;
  const scaling = group["Scaling"];
  if (typeof scaling !== "object" || scaling === null || Array.isArray(scaling)) return group;
  const { ID: _id, Target: _target, CreateIndex: _made, ModifyIndex: _changed, ...rest } = scaling;
  return { ...group, Scaling: rest };
}

const width = 240;

/** JSON with as few lines as fit into the width. Keys stay as they are: Go prints fields in one order, and maps sorted. */
export function printRecording(value: Json): string {
  return `${printed(value, 0)}\n`;
}

function printed(value: Json, depth: number): string {
  const line = JSON.stringify(value);
  if (line.length + depth * 2 <= width || typeof value !== "object" || value === null) return line;
  const pad = "  ".repeat(depth + 1);
  const items = Array.isArray(value) ? value.map((item) => printed(item, depth + 1)) : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${printed(item, depth + 1)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${items.map((item) => pad + item).join(",\n")}\n${"  ".repeat(depth)}${close}`;
}
