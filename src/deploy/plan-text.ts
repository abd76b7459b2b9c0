/** A plan as people read it: job by job the server's diff and its dry run; then why groups are replaced, where that is written, and the roll-out as a whole. */
import { many } from "../diff/words.ts";
import { printForecast } from "../forecast/print.ts";
import { printJobDiff } from "../nomad/diff/print.ts";
import { compactNames } from "../text/compact-names.ts";
import { visible } from "../text/visible.ts";
import { disagreement } from "./disagreement.ts";
import { metricLines } from "./placement.ts";
import type { Plan, Step } from "./plan.ts";
import { durationWords, rolloutOf } from "./rollout.ts";
import { withoutSecrets } from "./secret-fields.ts";

export interface TextOptions {
  readonly colour: boolean;
  /** What is in new and removed groups as well. */
  readonly verbose: boolean;
  /** Columns. */
  readonly width?: number;
}

export function planText(plan: Plan, options: TextOptions): string {
  const changed = plan.steps.filter(({ change }) => change !== "unchanged");
  const quiet = plan.steps.filter(({ change }) => change === "unchanged").map(({ selected }) => selected.job.id);
  const parts = [...changed.map((step) => stepText(step, options)), forecastText(plan, changed, options), quiet.length === 0 ? "" : `Unchanged: ${quiet.map(visible).join(", ")}\n`, summary(plan, changed)];
  return parts.filter((part) => part !== "").join("\n");
}

function stepText(step: Step, options: TextOptions): string {
  const { answer, payload, selected } = step;
  const next = answer.NextPeriodicLaunch;
  const lines = [
    ...(answer.Diff === null ? [] : [printJobDiff(withoutSecrets(answer.Diff), options)]),
    ...(payload.kept.length === 0 ? [] : [`Only ${names(selected.groups.map(({ name }) => name))}. As the server has them stay: ${names(payload.kept)}.`, ""]),
    ...dryRunLines(step),
    ...(next === null ? [] : [`- If submitted now, next periodic launch would be at ${visible(next)}`]),
    ...warningLines(answer.Warnings),
  ];
  return `${lines.join("\n")}\n`;
}

function names(of: readonly string[]): string {
  return compactNames(of).map(visible).join(", ");
}

function dryRunLines({ selected, answer }: Step): string[] {
  const failed = Object.entries(answer.FailedTGAllocs ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  if (failed.length === 0) return ["Scheduler dry-run:", "- All tasks successfully allocated."];
  const everywhere = selected.job.type === "system" || selected.job.type === "sysbatch" ? " on all nodes" : "";
  return [
    "Scheduler dry-run:",
    `- WARNING: Failed to place all allocations${everywhere}.`,
    ...failed.flatMap(([group, metric]) => [`  Task Group "${visible(group)}" (failed to place ${many(metric.CoalescedFailures + 1, "allocation")}):`, ...metricLines(metric).map((line) => `    ${visible(line)}`)]),
  ];
}

function warningLines(warnings: string): string[] {
  return warnings.trim() === "" ? [] : ["", "Job Warnings:", ...warnings.trim().split("\n").filter((line) => line.trim() !== "").map(visible)];
}

function forecastText({ deployment, version }: Plan, steps: readonly Step[], { colour, width = 100 }: TextOptions): string {
  const groups = steps.flatMap(({ forecast }) => forecast.groups);
  const warnings = [...new Set(steps.flatMap(({ forecast }) => forecast.warnings))];
  return printForecast({ network: deployment.network, nomad: version, groups, warnings }, { colour, width });
}

function summary({ steps }: Plan, changed: readonly Step[]): string {
  const notes = steps.flatMap(disagreement).map((note) => `Note: ${visible(note)}\n`);
  if (changed.length === 0) return `${notes.join("")}Nothing to change: what is registered is what the files say.\n`;
  const counts = (["created", "changed"] as const).map((change) => [change, steps.filter((step) => step.change === change).length] as const).filter(([, count]) => count > 0);
  const words = counts.map(([change, count], i) => `${i === 0 ? many(count, "job") : count} to ${change === "created" ? "create" : "change"}`).join(", ");
  const rollout = rolloutOf(changed.flatMap(({ forecast }) => forecast.groups));
  const whole = rollout === undefined ? "" : `, one after the other: ${many(rollout.batches, "batch")}, ${durationWords(rollout.least)} to ${durationWords(rollout.most)}`;
  return `${notes.join("")}${words}${whole}.\n`;
}
