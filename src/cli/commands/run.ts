/** `run`: shows the plan, asks once, registers and waits until everything is healthy. */
import { rollOut, type RunEnd } from "../../deploy/run.ts";
import { planOf, type Plan } from "../../deploy/plan.ts";
import { planText } from "../../deploy/plan-text.ts";
import { select } from "../../deploy/selection.ts";
import { setBySet, wholeJobs, type Stage } from "../../deploy/stages.ts";
import { many } from "../../diff/words.ts";
import type { Arguments } from "../arguments.ts";
import { boardOf, type Board } from "../board.ts";
import { confirmed } from "../confirm.ts";
import { onSite, type Site } from "../deploy-frame.ts";
import { interruptible } from "../interrupt.ts";
import { report } from "../report.ts";
import { exitCodes, type World } from "../world.ts";

export function run(args: Arguments, world: World): Promise<number> {
  const board = boardOf(world);
  return onSite("run", args, board.world, async (site) => {
    const plan = await planOf(site.nomad, site.deployment, select(site.deployment, [...site.names, ...args.values("only")]));
    world.out.write(planText(plan, { colour: world.out.colour, verbose: false }));
    report(plan.warnings, "text", world);
    const stages = args.has("stages") ? setBySet(plan) : wholeJobs(plan);
    if (changes(plan) && !(await agreed(site, stages))) return exitCodes.error;
    return carryOut(site, { plan, stages, board });
  });
}

function changes({ steps }: Plan): boolean {
  return steps.some(({ change }) => change !== "unchanged");
}

async function agreed({ args, world }: Site, stages: readonly Stage[]): Promise<boolean> {
  if (args.has("stages")) world.out.write(`\nStages:\n${stages.map(({ name }, i) => `  ${i + 1}. ${name}\n`).join("")}`);
  const count = new Set(stages.filter(({ step }) => step?.change !== "unchanged").map(({ selected }) => selected.job.id)).size;
  if (await confirmed(args, world, `Register ${many(count, "job")}?`)) return true;
  world.err.write("Nothing was registered.\n");
  return false;
}

async function carryOut(site: Site, { plan, stages, board }: { plan: Plan; stages: readonly Stage[]; board: Board }): Promise<number> {
  const { args, nomad } = site;
  const view = { show: board.show, warn: (diagnostics: Plan["warnings"]) => void report(diagnostics, "text", board.world) };
  for (const { job } of changes(plan) ? plan.steps.map(({ selected }) => selected) : []) board.show({ job: job.id, state: "waiting", groups: [] });
  const end = await interruptible(board.world, (signal) => rollOut({ nomad, plan, stages, view, detach: args.has("detach"), signal }));
  board.end();
  return told(site, end);
}

function told({ world, deployment, args }: Site, { diagnostics, goesOn, left }: RunEnd): number {
  const code = report(diagnostics, "text", world);
  const again = `\`mantisc status ${deployment.file}\` shows where things stand`;
  if (left.length > 0) world.err.write(`Not begun: ${left.join(", ")}.\n`);
  if (args.has("detach") && diagnostics.length === 0) {
    if (goesOn.length > 0) world.out.write(`Registered: ${goesOn.join(", ")}. ${again}.\n`);
    return exitCodes.ok;
  }
  if (goesOn.length > 0 || (left.length > 0 && diagnostics.length === 0)) {
    world.err.write(`Interrupted. ${goesOn.length === 0 ? "" : `What was registered goes on: ${goesOn.join(", ")}. `}${again}; \`mantisc run ${deployment.file}\` takes it up again.\n`);
    return exitCodes.error;
  }
  return diagnostics.length > 0 ? code || exitCodes.error : exitCodes.ok;
}
