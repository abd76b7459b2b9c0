/** A plan as people read it: job by job the server's diff and its dry run, why groups are replaced and where that is written, and the roll-out as a whole. */
import type { GroupForecast, Reason } from "../forecast/model.ts";
import { compactNames } from "../text/compact-names.ts";
import { visible } from "../text/visible.ts";
import { many } from "../diff/words.ts";
import { disagreement } from "./disagreement.ts";
import { jobDiffText } from "./job-diff-text.ts";
import { metricLines } from "./placement.ts";
import type { Plan, Step } from "./plan.ts";
import { durationWords, rolloutOf } from "./rollout.ts";

export interface TextOptions { readonly colour: boolean; readonly verbose: boolean }

export function planText(plan: Plan, options: TextOptions): string {
  const changed = plan.steps.filter(({ change }) => change !== "unchanged");
  const quiet = plan.steps.filter(({ change }) => change === "unchanged").map(({ selected }) => selected.job.id);
  const parts = [...changed.map((step) => stepText(step, options)), ...(quiet.length === 0 ? [] : [`Unchanged: ${quiet.join(", ")}\n`]), summary(plan, changed)];
  return parts.join("\n");
}

function stepText(step: Step, options: TextOptions): string {
  const { answer, payload } = step;
  const lines = [
    ...(payload.kept.length === 0 ? [] : [`Only ${compactNames(step.selected.groups.map(({ name }) => name)).join(", ")}; as the server has them stay: ${compactNames(payload.kept).join(", ")}`, ""]),
    ...dryRunLines(step),
    ...whyLines(step.forecast),
    ...(answer.NextPeriodicLaunch === null ? [] : [`- If submitted now, next periodic launch would be at ${answer.NextPeriodicLaunch}`]),
    ...warningLines(answer.Warnings),
  ];
  return `${jobDiffText(answer.Diff, options)}${lines.join("\n")}\n`;
}

function dryRunLines({ selected, answer }: Step): string[] {
  const failed = Object.entries(answer.FailedTGAllocs ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  if (failed.length === 0) return ["Scheduler dry-run:", "- All tasks successfully allocated."];
  const everywhere = selected.job.type === "system" || selected.job.type === "sysbatch" ? " on all nodes" : "";
  return [
    "Scheduler dry-run:",
    `- WARNING: Failed to place all allocations${everywhere}.`,
    ...failed.flatMap(([group, metric]) => {
      const count = metric.CoalescedFailures + 1;
      return [`  Task Group "${visible(group)}" (failed to place ${many(count, "allocation")}):`, ...metricLines(metric).map((line) => `    ${visible(line)}`)];
    }),
  ];
}

/** Groups to which the same happens for the same reasons are one entry. */
function whyLines(groups: readonly GroupForecast[]): string[] {
  const families = new Map<string, GroupForecast[]>();
  for (const group of groups.filter(({ outcome }) => outcome !== "ignored")) {
    const key = JSON.stringify([group.outcome, group.before, group.after, group.reasons.map((reason) => [fieldOf(group, reason), reason.from, reason.to, reason.file, reason.line]), group.meaning]);
    families.set(key, [...(families.get(key) ?? []), group]);
  }
  return families.size === 0 ? [] : ["", "Forecast:", ...[...families.values()].flatMap(familyLines)];
}

function familyLines(family: readonly GroupForecast[]): string[] {
  const group = family[0]!;
  const names = compactNames(family.map((one) => one.group)).join(", ");
  return [
    `- ${visible(names)}: ${OUTCOMES[group.outcome]}${batches(group)}`,
    ...group.reasons.slice(0, MOST_REASONS).map((reason) => `    ${visible(`${fieldOf(group, reason)}${change(reason)}`)}${reason.file === undefined ? "" : `  ${reason.file}:${reason.line ?? 1}`}`),
    ...(group.reasons.length > MOST_REASONS ? [`    and ${group.reasons.length - MOST_REASONS} more`] : []),
    ...group.meaning.map((sentence) => `    ${sentence}`),
  ];
}

const MOST_REASONS = 6;
const OUTCOMES: Readonly<Record<GroupForecast["outcome"], string>> = {
  ignored: "stays as it is", "in-place": "changes in place, nothing restarts", destructive: "is replaced", created: "is new", removed: "is stopped", scaled: "changes its count",
};

/** Without the job, and without the group where it is the family's. */
function fieldOf({ group }: GroupForecast, { path }: Reason): string {
  const below = path.slice(path.indexOf("/") + 1);
  return below.startsWith(`${group}/`) ? below.slice(group.length + 1) : below;
}

function change({ from, to }: Reason): string {
  if (from === undefined && to === undefined) return "";
  return `  ${from === undefined ? "(none)" : short(JSON.stringify(from))} => ${to === undefined ? "(none)" : short(JSON.stringify(to))}`;
}

function short(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}

function batches({ rollout }: GroupForecast): string {
  if (rollout === undefined) return "";
  return `, in ${many(rollout.batches, "batch")}${rollout.batches === 1 ? "" : ` of ${rollout.atOnce}`}, ${durationWords(rollout.least)} to ${durationWords(rollout.most)}`;
}

function warningLines(warnings: string): string[] {
  return warnings.trim() === "" ? [] : ["", "Job Warnings:", ...warnings.trim().split("\n").filter((line) => line.trim() !== "").map((line) => visible(line))];
}

function summary(plan: Plan, changed: readonly Step[]): string {
  const notes = plan.steps.flatMap(disagreement);
  const rollout = rolloutOf(changed.flatMap((step) => step.forecast));
  const verbs = (["created", "changed"] as const).map((verb) => [verb, changed.filter(({ change }) => change === verb).length] as const).filter(([, count]) => count > 0);
  const counts = verbs.map(([verb, count], i) => `${i === 0 ? many(count, "job") : count} ${verb === "created" ? "to create" : "to change"}`).join(", ");
  const lines = changed.length === 0 ? ["Nothing to change: what is registered is what the files say."] : [`${counts}${rollout === undefined ? "" : `; one job after the other, ${many(rollout.batches, "batch")} in all, ${durationWords(rollout.least)} to ${durationWords(rollout.most)}`}.`];
  return `${[...notes.map((note) => `Note: ${note}`), ...lines].join("\n")}\n`;
}
