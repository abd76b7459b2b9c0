/**
 * What Nomad fills in for a field that is absent, given what surrounds it. Mirrors the Canonicalize methods of Nomad's api package
 * and the server's own defaults. The one place that knows: both completing a job and thinning it out ask here.
 */
import type { Json } from "../text/json.ts";
import type { Field, Plan } from "./plan.ts";
import { atLeast } from "./version.ts";

export type Fields = { readonly [key: string]: Json };

/** What a field inherits from: effective values of the blocks around it. */
export interface Around {
  readonly plan: Plan;
  readonly job: Fields;
  readonly group?: Fields;
  readonly task?: Fields;
  readonly service?: Fields;
  /** The block of the same kind further out: a job's update for a group's, a group's restart for a task's. */
  readonly outer?: Fields | undefined;
}

/** The value the server would use if the field were absent; undefined: none. */
export function absent(field: Field, owner: Fields, around: Around): Json | undefined {
  return computedDefault(field.key, owner, around) ?? around.outer?.[field.name] ?? field.fallback;
}

function computedDefault(key: string, owner: Fields, around: Around): Json | undefined {
  switch (key) {
    case "Job.Name": return owner["ID"] || undefined;
    case "TaskGroup.Count": return scalingMin(owner) ?? 1;
    case "ScalingPolicy.Min": return around.group?.["Count"];
    case "Resources.CPU": return owner["Cores"] === undefined ? 100 : 0;
    case "Template.ChangeSignal": return owner["ChangeMode"] === "signal" ? "SIGHUP" : "";
    case "TaskArtifact.RelativeDest": return owner["GetterMode"] === "file" ? fileDestination(owner) : "local/";
    case "Service.Name": return serviceName(around);
    case "Service.TaskName": return around.task?.["Name"] || undefined;
    case "ServiceCheck.Name": return `service: "${String(around.service?.["Name"] ?? "")}" check`;
    case "ServiceCheck.TaskName": return around.service?.["TaskName"] || undefined;
    case "ServiceCheck.OnUpdate": return around.service?.["OnUpdate"];
    default: return undefined;
  }
}

function scalingMin(group: Fields): Json | undefined {
  const scaling = group["Scaling"];
  return isFields(scaling) ? scaling["Min"] : undefined;
}

/** Go's path.Join("local", path.Base(source)). */
function fileDestination(artifact: Fields): string {
  const parts = String(artifact["GetterSource"] ?? "").split("/").filter((part) => part !== "");
  const base = parts.at(-1) ?? "";
  if (base === ".." ) return ".";
  return base === "" || base === "." ? "local" : `local/${base}`;
}

function serviceName(around: Around): string {
  const parts = [around.job["Name"], around.group?.["Name"], around.task?.["Name"]];
  return parts.filter((part) => part !== undefined).map(String).join("-");
}

/** Whether the server makes the block itself when it is absent, so that absent and empty mean the same. */
export function made(field: Field, around: Around): boolean {
  const { type } = around.plan;
  switch (field.key) {
    case "Job.Update": return updatesByDefault(around.plan);
    case "Job.Reschedule": return type === "service" || type === "batch";
    case "Job.Migrate": return type === "service";
    case "TaskGroup.Update": return around.job["Update"] !== undefined;
    case "TaskGroup.ReschedulePolicy": return around.job["Reschedule"] !== undefined || type === "service" || type === "batch";
    case "TaskGroup.Migrate": return around.job["Migrate"] !== undefined || type === "service";
    case "ServiceCheck.CheckRestart": return around.service?.["CheckRestart"] !== undefined;
    default: return alwaysMade.has(field.key);
  }
}

const alwaysMade = new Set([
  "TaskGroup.EphemeralDisk", "TaskGroup.RestartPolicy", "Task.Resources", "Task.LogConfig", "Task.RestartPolicy",
  "SidecarTask.Resources", "SidecarTask.LogConfig", "Multiregion.Strategy",
]);

/** System jobs have an update strategy of their own only from 1.11 on. */
function updatesByDefault({ type, target }: Plan): boolean {
  return type === "service" || (type === "system" && atLeast(target, "1.11.0"));
}

/** The block further out that a field's block inherits from. */
export function outerOf(field: Field, around: Around): Fields | undefined {
  switch (field.key) {
    case "TaskGroup.Update": return blockOf(around.job, "Update");
    case "TaskGroup.ReschedulePolicy": return blockOf(around.job, "Reschedule");
    case "TaskGroup.Migrate": return blockOf(around.job, "Migrate");
    case "Task.RestartPolicy": return blockOf(around.group, "RestartPolicy");
    case "ServiceCheck.CheckRestart": return blockOf(around.service, "CheckRestart");
    default: return undefined;
  }
}

function blockOf(owner: Fields | undefined, name: string): Fields | undefined {
  const value = owner?.[name];
  return isFields(value) ? value : undefined;
}

/** The surroundings of what stands inside a struct: the struct itself, as far as it is known. */
export function within(struct: string, self: Fields, around: Around): Around {
  switch (struct) {
    case "Job": return { plan: around.plan, job: self };
    case "TaskGroup": return { plan: around.plan, job: around.job, group: self };
    case "Task": return { ...around, task: self };
    case "Service": return { ...around, service: self };
    default: return around;
  }
}

/** A type that does not exist is reported elsewhere; its job is filled in like a service. */
export function jobType(job: Fields): string {
  const type = job["Type"];
  return typeof type === "string" && ["batch", "system", "sysbatch"].includes(type) ? type : "service";
}

export function isFields(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
