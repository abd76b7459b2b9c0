/** In which pieces a plan is carried out: whole jobs, or with `--stages` each job set by set, as the file declares them. */
import { compactNames } from "../text/compact-names.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Nomad } from "./nomad.ts";
import { othersReplaced, planStep, type Plan, type Step } from "./plan.ts";
import type { SelectedJob } from "./selection.ts";

export interface Stage {
  /** For people: `mantis: miner-1..5`. */
  readonly name: string;
  readonly selected: SelectedJob;
  /** As it was planned; absent where it can only be planned when the stage before it is registered. */
  readonly step?: Step;
}

export function wholeJobs({ steps }: Plan): Stage[] {
  return steps.map((step) => ({ name: step.selected.job.id, selected: step.selected, step }));
}

/** Sets in the file's order. The last one of a job registers the whole selection, so that groups which the file no longer has go then. */
export function setBySet(plan: Plan): Stage[] {
  return plan.steps.flatMap((step) => {
    const sets = setsOf(step.selected, plan);
    if (step.change === "unchanged" || sets.length < 2) return [{ name: step.selected.job.id, selected: step.selected, step }];
    return sets.map((groups, i) => ({
      name: `${step.selected.job.id}: ${compactNames(groups.map(({ name }) => name)).join(", ")}`,
      selected: i < sets.length - 1 ? { job: step.selected.job, groups, whole: false } : step.selected,
    }));
  });
}

/** Where the first stage of a running job already replaces groups of later ones: what is written on the job belongs to all of them. */
export async function earlyReplacements(nomad: Nomad, { deployment, version, steps }: Plan, stages: readonly Stage[]): Promise<Diagnostic[]> {
  const running = new Set(steps.filter(({ before }) => before?.Stop === false).map(({ selected }) => selected.job.id));
  const first = stages.filter(({ step, selected: { job } }, i) => step === undefined && running.has(job.id) && stages.findIndex(({ selected }) => selected.job === job) === i);
  const warnings: Diagnostic[] = [];
  for (const { selected } of first) warnings.push(...othersReplaced(deployment, await planStep(nomad, { deployment, version, selected })));
  return warnings;
}

/** Groups of no set go last. */
function setsOf({ groups }: SelectedJob, { deployment }: Plan): SelectedJob["groups"][] {
  const order = [...new Set(deployment.members.map(({ set }) => set))];
  const named = order.map((set) => groups.filter((group) => group.set === set));
  const others = groups.filter(({ set }) => set === undefined || !order.includes(set));
  return [...named, others].filter((some) => some.length > 0);
}
