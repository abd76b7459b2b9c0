/**
 * `up`: from a file to a chain that makes blocks. Keys, plan, run, and a wait until the chain itself is well; asks once. What is there already
 * stays, so that whoever was stopped goes on from where he was, and a second call does nothing.
 */
import { look } from "../../chain/look.ts";
import type { ChainView } from "../../chain/model.ts";
import { verdictText } from "../../chain/text.ts";
import { planOf, type Plan } from "../../deploy/plan.ts";
import { rollOut } from "../../deploy/run.ts";
import { select } from "../../deploy/selection.ts";
import { wholeJobs } from "../../deploy/stages.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { many } from "../../diff/words.ts";
import type { Arguments } from "../arguments.ts";
import { boardOf, type Board } from "../board.ts";
import { lookingAt } from "../chain-site.ts";
import { confirmed, declined } from "../confirm.ts";
import { onSite, type Site } from "../deploy-frame.ts";
import { interruptible } from "../interrupt.ts";
import { changes, showPlan } from "../plan-view.ts";
import { report } from "../report.ts";
import { otherClients } from "../smoke/watching.ts";
import { hasChain, isUp, untilWell } from "../up/chain.ts";
import { assessKeys, bringKeys, claimKeys, isDone } from "../up/keys.ts";
import { keyWords, question, type Work } from "../up/work.ts";
import { failIfEnded, whileAgentLives } from "../up/own-agent.ts";
import { noting, refuseOthers } from "../up/own-jobs.ts";
import { hasNamespace, makeNamespace, reachNomad } from "../up/reach.ts";
import { exitCodes, type World } from "../world.ts";
import { told } from "./run.ts";

export function run(args: Arguments, world: World): Promise<number> {
  const board = boardOf(world);
  return onSite("up", args, board.world, async (site) => {
    await reachNomad(site);
    const work = await workOf(site);
    try {
      return await bring(site, work, board);
    } finally {
      await work.keys.stores?.local.close();
    }
  });
}

async function workOf(site: Site): Promise<Work> {
  const there = await hasNamespace(site.nomad);
  return { keys: await assessKeys(site, !there), plan: there ? await planned(site) : undefined };
}

async function planned({ nomad, deployment }: Site): Promise<Plan> {
  const plan = await planOf(nomad, deployment, select(deployment, []));
  await refuseOthers(nomad, plan);
  return plan;
}

async function bring(site: Site, work: Work, board: Board): Promise<number> {
  const { args, world } = site;
  const { keys, plan } = work;
  const idle = isDone(keys) && plan !== undefined && !changes(plan);
  if (idle && (await nothingToDo(site))) return exitCodes.ok;
  if (!idle) {
    if (keys.stores !== undefined) world.out.write(`Keys of ${site.deployment.network}: ${keyWords(keys)}.\n\n`);
    if (plan !== undefined) showPlan(plan, world);
    if (!(await confirmed(args, world, `${question(site, work)}?`))) return declined(world);
  }
  return interruptible(world, (ctrlC) => whileAgentLives(site, ctrlC, (signal) => carryOut(site, { ...work, board, signal })));
}

/** Says so, if all is there and well. */
async function nothingToDo(site: Site): Promise<boolean> {
  const { world, deployment: { network } } = site;
  const view = hasChain(site) ? await look(lookingAt(site)) : undefined;
  if (view === undefined || !isUp(view)) return false;
  world.out.write(`Nothing to do: the keys of ${network} are there, its jobs are as the file says, and its chain is well. ${verdictText(view, world.clock.now())}\n`);
  return true;
}

interface Carrying extends Work { readonly board: Board; readonly signal: AbortSignal }

async function carryOut(site: Site, { keys, plan, board, signal }: Carrying): Promise<number> {
  const { nomad, deployment, world } = site;
  if (plan === undefined) await makeNamespace(nomad, deployment.network);
  const whole = await bringKeys(keys, { tools: world.keyTools, signal });
  claimKeys(site);
  if (!whole) return interrupted(site, "Nothing was registered.", signal);
  if (keys.stores !== undefined && !isDone(keys)) world.out.write(`The keys are in ${keys.stores.local.title} and in ${keys.stores.remote.title}.\n`);
  const final = plan ?? (await planned(site));
  if (plan === undefined) showPlan(final, world);
  const code = await register(site, final, { board, signal });
  if (code !== exitCodes.ok) return code;
  if (hasChain(site)) return untilBlocks(site, board, signal);
  board.end();
  world.out.write(`${deployment.network} is up.\n`);
  return exitCodes.ok;
}

async function register(site: Site, plan: Plan, { board, signal }: Pick<Carrying, "board" | "signal">): Promise<number> {
  const { nomad, args } = site;
  const view = { show: board.show, warn: (diagnostics: Plan["warnings"]) => void report(diagnostics, "text", board.world) };
  for (const { change, selected: { job } } of plan.steps) if (change !== "unchanged") board.show({ job: job.id, state: "waiting", groups: [] });
  const end = await noting(nomad, plan, () => rollOut({ nomad, plan, stages: wholeJobs(plan), view, detach: false, signal }));
  if (end.diagnostics.length + end.goesOn.length + end.left.length > 0) board.end();
  failIfEnded(signal);
  const code = told(site, end, `mantisc up ${site.deployment.file}${args.has("agent") ? " --agent" : ""}`);
  if (end.diagnostics.length > 0) site.world.err.write(`What runs goes on; \`mantisc down ${site.deployment.file}\` stops it.\n`);
  return code;
}

async function untilBlocks(site: Site, board: Board, signal: AbortSignal): Promise<number> {
  const { world, deployment: { network } } = site;
  try {
    const view = await untilWell(site, board, signal);
    board.end();
    if (view === undefined) return interrupted(site, "What was registered goes on.", signal);
    world.out.write(`${network} is up: ${many(view.members.length, "member")}. ${verdictText(view, world.clock.now())}\n`);
    return report(strangers(site, view), "text", world);
  } finally {
    board.end();
  }
}

/** A client that the file does not expect may follow the chain for now. */
function strangers({ build: { network }, deployment: { file } }: Site, view: ChainView): Diagnostic[] {
  return network.expects.filter(({ what }) => what === "client").flatMap((expect) => {
    const said = otherClients(view, expect);
    return said === undefined ? [] : [diagnose("up-other-client", { said, file }, expect.origin.span)];
  });
}

function interrupted({ world, deployment: { file } }: Site, what: string, signal: AbortSignal): number {
  failIfEnded(signal);
  world.err.write(`Interrupted. ${what} \`mantisc up ${file}\` takes it up again, \`mantisc down ${file}\` stops what runs.\n`);
  return exitCodes.error;
}
