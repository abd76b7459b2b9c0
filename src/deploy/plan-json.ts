/** A plan for programs: `schemas/plan.schema.json`. What a plan file holds, and with it the server's diffs and our forecast. */
import { withoutSecrets } from "./secret-fields.ts";
import { disagreement } from "./disagreement.ts";
import { metricLines } from "./placement.ts";
import { planFile } from "./plan-file.ts";
import type { Plan, Step } from "./plan.ts";

export function planJson(plan: Plan): string {
  const file = planFile(plan);
  const jobs = file.jobs.map((job, i) => ({ ...job, ...details(plan.steps[i]!) }));
  const warnings = [...new Set(plan.steps.flatMap(({ forecast }) => forecast.warnings))];
  return `${JSON.stringify({ ...file, jobs, warnings }, null, 2)}\n`;
}

function details(step: Step) {
  const { answer, forecast, payload } = step;
  const failed = Object.entries(answer.FailedTGAllocs ?? {}).map(([group, metric]) => ({ group, count: metric.CoalescedFailures + 1, reasons: metricLines(metric).map((line) => line.replace(/^\* /, "")) }));
  return {
    kept: payload.kept, diff: answer.Diff === null ? null : withoutSecrets(answer.Diff), failed, nextPeriodicLaunch: answer.NextPeriodicLaunch,
    serverWarnings: answer.Warnings, forecast: forecast.groups.map(({ job: _job, ...group }) => group), notes: disagreement(step),
  };
}
