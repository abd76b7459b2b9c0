/** In which pieces a plan is carried out: whole jobs, or with `--stages` each job set by set, as the file declares them. */
import { compactNames } from "../text/compact-names.ts";
import type { Plan, Step } from "./plan.ts";
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
      selected: i < sets.length - 1 ? { job: step.selected.job, groups, whole: false } : { ...step.selected, whole: step.selected.whole },
    }));
  });
}

/** Groups of no set go last. */
function setsOf({ groups }: SelectedJob, { deployment }: Plan): SelectedJob["groups"][] {
  const order = [...new Set(deployment.members.map(({ set }) => set))];
  const named = order.map((set) => groups.filter((group) => group.set === set));
  const others = groups.filter(({ set }) => set === undefined || !order.includes(set));
  return [...named, others].filter((some) => some.length > 0);
}
