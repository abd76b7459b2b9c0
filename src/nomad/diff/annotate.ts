/** What a plan writes beside a server's diff: numbers of allocations at each group, and what Nomad thinks that a change of a task forces. */
import { atLeast } from "../../check/version.ts";
import type { DesiredUpdates } from "../model.ts";
import type { FieldDiff, JobDiff, TaskDiff, TaskGroupDiff } from "./model.ts";

/** Nomad's words for the fields of `DesiredUpdates`. */
const words = {
  Ignore: "ignore",
  Place: "create",
  Migrate: "migrate",
  Stop: "destroy",
  Canary: "canary",
  InPlaceUpdate: "in-place update",
  DestructiveUpdate: "create/destroy update",
} as const satisfies { readonly [field in keyof DesiredUpdates]?: string };

/**
 * The diff as a plan shows it. `desired` is by group, as updateOf foresees it; groups without one are left bare, and a count that is absent is 0. What a task "forces" is Nomad's own guess from the
 * diff of the task alone: it calls many a change destructive that is none, and does not see what changes in the group around it. The numbers are the truth.
 */
export function annotated(diff: JobDiff, desired: { readonly [group: string]: Partial<DesiredUpdates> }, { version }: { readonly version: string }): JobDiff {
  const groups = diff.TaskGroups?.map((group) => annotatedGroup(group, Object.hasOwn(desired, group.Name) ? desired[group.Name] : undefined, version)) ?? null;
  return { ...diff, TaskGroups: groups };
}

function annotatedGroup(group: TaskGroupDiff, desired: Partial<DesiredUpdates> | undefined, version: string): TaskGroupDiff {
  return {
    ...group,
    Fields: group.Fields?.map(annotatedCount) ?? null,
    Tasks: group.Tasks?.map((task) => annotatedTask(task, group, version)) ?? null,
    Updates: desired === undefined ? null : updatesOf(desired),
  };
}

function updatesOf(desired: Partial<DesiredUpdates>): { [update: string]: number } {
  const named = Object.entries(words).map(([field, word]) => [word, desired[field as keyof typeof words] ?? 0] as const);
  return Object.fromEntries(named.filter(([, count]) => count !== 0).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function annotatedCount(field: FieldDiff): FieldDiff {
  const step = field.Name === "Count" ? Number(field.New) - Number(field.Old) : 0;
  return step === 0 ? field : { ...field, Annotations: [step > 0 ? "forces create" : "forces destroy"] };
}

function annotatedTask(task: TaskDiff, group: TaskGroupDiff, version: string): TaskDiff {
  if (task.Type === "None") return task;
  const ofGroup = group.Type === "Added" || group.Type === "Deleted";
  if (ofGroup && task.Type === "Added") return { ...task, Annotations: ["forces create"] };
  if (ofGroup && task.Type === "Deleted") return { ...task, Annotations: ["forces destroy"] };
  return { ...task, Annotations: [looksDestructive(task, version) ? "forces create/destroy update" : "forces in-place update"] };
}

function looksDestructive(task: TaskDiff, version: string): boolean {
  const harmless = new Set(["Service", "Constraint", ...(atLeast(version, "1.10.0") ? ["Affinity", "Spread"] : [])]);
  if (task.Fields?.some(({ Name }) => Name !== "KillTimeout")) return true;
  return task.Objects?.some(({ Name, Fields }) => (Name === "LogConfig" ? Fields?.some((field) => field.Name === "Disabled") : !harmless.has(Name))) ?? false;
}
