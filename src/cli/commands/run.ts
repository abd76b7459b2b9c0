/** `run`: shows the plan, asks once, registers and waits until everything is healthy. */
import { rollOut, type RunEnd } from "../../deploy/run.ts";
import { Failed } from "../../deploy/failed.ts";
import { planOf, type Plan } from "../../deploy/plan.ts";
import { checkSite, movedSince, selectedBy } from "../../deploy/plan-file.ts";
import { select } from "../../deploy/selection.ts";
import { earlyReplacements, setBySet, wholeJobs, type Stage } from "../../deploy/stages.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import { many } from "../../diff/words.ts";
import type { Arguments } from "../arguments.ts";
import { boardOf, type Board } from "../board.ts";
import { confirmed, declined } from "../confirm.ts";
import { onSite, type Site } from "../deploy-frame.ts";
import { interruptible } from "../interrupt.ts";
import { readPlanFile } from "../plan-document.ts";
import { changes, showPlan } from "../plan-view.ts";
import { report } from "../report.ts";
import { exitCodes, type World } from "../world.ts";

export function run(args: Arguments, world: World): Promise<number> {
  const board = boardOf(world);
  return onSite("run", args, board.world, async (site) => {
    const plan = await planned(site);
    showPlan(plan, world);
    const stages = args.has("stages") ? setBySet(plan) : wholeJobs(plan);
    if (changes(plan) && !(await agreed(site, plan, stages))) return declined(world);
    return carryOut(site, { plan, stages, board });
  });
}

/** With a plan file: what it selects, and only if nothing moved since. */
async function planned({ args, nomad, deployment, names, world }: Site): Promise<Plan> {
  const path = args.value("plan");
  const chosen = [...names, ...args.values("only")];
  if (path === undefined) return planOf(nomad, deployment, select(deployment, chosen));
  if (chosen.length > 0) throw new Failed(diagnose("flags-together", { flag: "--plan", other: "names", reason: "The plan says what it is about: leave the names out." }));
  const file = readPlanFile(path, world);
  checkSite(file, path, deployment);
  const plan = await planOf(nomad, deployment, selectedBy(file, deployment));
  const moved = movedSince(file, path, plan);
  if (moved.length > 0) throw new Failed(...moved);
  return plan;
}

async function agreed({ args, world, nomad }: Site, plan: Plan, stages: readonly Stage[]): Promise<boolean> {
  if (args.has("stages")) report(await earlyReplacements(nomad, plan, stages), "text", world);
  if (args.has("stages")) world.out.write(`\nStages:\n${stages.map(({ name }, i) => `  ${i + 1}. ${name}\n`).join("")}`);
  const count = new Set(stages.filter(({ step }) => step?.change !== "unchanged").map(({ selected }) => selected.job.id)).size;
  return confirmed(args, world, `Register ${many(count, "job")}?`);
}

async function carryOut(site: Site, { plan, stages, board }: { plan: Plan; stages: readonly Stage[]; board: Board }): Promise<number> {
  const { args, nomad } = site;
  const view = { show: board.show, warn: (diagnostics: Plan["warnings"]) => void report(diagnostics, "text", board.world) };
  for (const { change, selected: { job } } of plan.steps) if (change !== "unchanged") board.show({ job: job.id, state: "waiting", groups: [] });
  const end = await interruptible(board.world, (signal) => rollOut({ nomad, plan, stages, view, detach: args.has("detach"), signal }));
  board.end();
  return told(site, end);
}

/** `command`: what takes it up again where it was interrupted. */
export function told({ world, deployment, args }: Site, { diagnostics, goesOn, left }: RunEnd, command = `mantisc run ${deployment.file}`): number {
  const code = report(diagnostics, "text", world);
  const again = `\`mantisc status ${deployment.file}\` shows where things stand`;
  if (left.length > 0) world.err.write(`Not begun: ${left.join(", ")}.\n`);
  if (args.has("detach") && diagnostics.length === 0) {
    if (goesOn.length > 0) world.out.write(`Registered: ${goesOn.join(", ")}. ${again}.\n`);
    return exitCodes.ok;
  }
  if (goesOn.length > 0 || (left.length > 0 && diagnostics.length === 0)) {
    world.err.write(`Interrupted. ${goesOn.length === 0 ? "" : `What was registered goes on: ${goesOn.join(", ")}. `}${again}; \`${command}\` takes it up again.\n`);
    return exitCodes.error;
  }
  return diagnostics.length > 0 ? code || exitCodes.error : exitCodes.ok;
}
