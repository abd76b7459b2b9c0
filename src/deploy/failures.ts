/** Why allocations are not healthy -> diagnostics at the lines of the tasks, templates and checks, each with the newest events and where to read on. */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Allocation, TaskState } from "./api.ts";
import type { DeployJob, Deployment } from "./model.ts";
import type { Nomad } from "./nomad.ts";
import { placeOf } from "./place.ts";

export interface FailureSite { readonly nomad: Nomad; readonly deployment: Deployment; readonly job: DeployJob }

export async function failuresOf({ deployment, job }: FailureSite, allocations: readonly Allocation[]): Promise<Diagnostic[]> {
  return allocations.flatMap((allocation) => Object.entries(allocation.TaskStates ?? {}).filter(([, state]) => isTrouble(state)).map(([task, state]) => diagnose("task-failed", { group: allocation.TaskGroup, task, events: (state.Events ?? []).map(({ DisplayMessage }) => DisplayMessage).slice(-5), logs: "" }, placeOf(deployment, { job: job.id, group: allocation.TaskGroup, task }))));
}

function isTrouble({ State, Failed }: TaskState): boolean {
  return Failed || State === "pending";
}

/** By group: what keeps its allocations, in a few words. */
export function allocationNotes(allocations: readonly Allocation[]): Map<string, string> {
  const notes = new Map<string, string>();
  for (const { TaskGroup, TaskStates } of allocations) {
    for (const [task, { State, Events }] of Object.entries(TaskStates ?? {})) {
      const event = (Events ?? []).at(-1);
      if (State !== "running" && event !== undefined) notes.set(TaskGroup, `${task}: ${event.DisplayMessage}`);
    }
  }
  return notes;
}
