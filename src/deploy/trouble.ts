/** What keeps allocations from running, in a few words: from task events, from checks. */
import type { Allocation, CheckStatus, TaskState } from "./api.ts";
import { dependencyWords, missingIn } from "./dependency.ts";

/** Events that say why a task does not run; others only say that it does not. */
const REASONS = new Set(["Driver Failure", "Setup Failure", "Failed Validation", "Failed Artifact Download", "Task hook failed", "Terminated", "Template", "Sibling Task Failed"]);

/** Task by task: why it does not run, or why it ended the last time. undefined where there is nothing to say. */
export function taskTrouble({ TaskStates }: Pick<Allocation, "TaskStates">): string | undefined {
  const lines = Object.entries(TaskStates ?? {}).flatMap(([task, state]) => {
    const reason = reasonOf(state);
    return reason === undefined ? [] : [`${task}: ${reason}`];
  });
  return lines.length === 0 ? undefined : lines.sort().join("; ");
}

function reasonOf({ State, Failed, Restarts, Events }: TaskState): string | undefined {
  const reasons = (Events ?? []).filter(({ Type }) => REASONS.has(Type));
  if (State === "running") return Restarts === 0 ? undefined : restarted(Restarts, reasons.filter(({ Type }) => Type !== "Template").at(-1)?.DisplayMessage);
  if (State === "dead" && !Failed) return undefined;
  return reasonWords(reasons.at(-1)?.DisplayMessage);
}

/** A template's dependencies by names that people use. */
function reasonWords(message: string | undefined): string | undefined {
  const missing = missingIn(message ?? "");
  return missing === undefined ? message : `waits for ${missing.map(dependencyWords).join(", ")}`;
}

function restarted(times: number, reason: string | undefined): string {
  return `restarted ${times === 1 ? "once" : `${times} times`}${reason === undefined ? "" : `, the last time after: ${reason}`}`;
}

/** Checks of Nomad's own services that fail now. */
export function checkTrouble(checks: Readonly<Record<string, CheckStatus>>): string | undefined {
  const failing = Object.values(checks).filter(({ Mode, Status }) => Mode === "healthiness" && Status === "failure");
  return failing.length === 0 ? undefined : failing.map(({ Service, Output }) => `the check of ${Service} fails: ${Output}`).sort().join("; ");
}
