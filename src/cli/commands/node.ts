/** `node`: the files with which a node outside of the cluster joins the network, and a program that runs with them. */
import { Failed } from "../../deploy/failed.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Network, NetworkFile } from "../../network/model.ts";
import type { SecretPlan, SecretSpec, SecretStore } from "../../secrets/model.ts";
import type { Arguments } from "../arguments.ts";
import { buildOf, reporting } from "../deploy-frame.ts";
import { interruptible } from "../interrupt.ts";
import { filesOf } from "../local-node/files.ts";
import { peersOf } from "../local-node/peers.ts";
import { placeFiles } from "../local-node/place.ts";
import { renderNode } from "../local-node/render.ts";
import { neededBy, secretData } from "../local-node/secrets.ts";
import { servicesFor } from "../local-node/services-for.ts";
import type { Services } from "../local-node/services.ts";
import { exitOf, keepUp } from "../local-node/watch.ts";
import { resolvePath, shownPath } from "../paths.ts";
import { report } from "../report.ts";
import { secretPlan } from "../secret-plan.ts";
import { storeOf } from "../secret-store.ts";
import { exitCodes, type World } from "../world.ts";

interface Joining {
  readonly world: World;
  readonly network: Network;
  readonly plan: SecretPlan;
  readonly files: readonly NetworkFile[];
  readonly needed: readonly SecretSpec[];
  readonly from: Services;
  readonly store: SecretStore | undefined;
  readonly dir: string;
  readonly shown: string;
}

export function run(args: Arguments, world: World): Promise<number> {
  return reporting(world, async () => {
    const joining = joiningOf(args, world);
    try {
      const services = await bring(joining, (names) => world.out.write(names.length === 0 ? `${joining.shown}: up to date\n` : names.map((name) => `${joining.shown}/${name}\n`).join("")));
      return await after(joining, services, args);
    } finally {
      await joining.store?.close();
    }
  });
}

function joiningOf(args: Arguments, world: World): Joining {
  const [file] = args.operands;
  if (file === undefined) throw new Failed(diagnose("no-file-named", { command: "node" }));
  const { network } = buildOf(file, args, world).build;
  const files = filesOf(network, args.value("format"));
  const plan = secretPlan(network);
  const needed = neededBy(files, plan);
  const dir = resolvePath(world.cwd, args.value("out") ?? `node/${network.name}`);
  const store = needed.length === 0 ? undefined : storeOf(plan, args.value("store"), world);
  return { world, network, plan, files, needed, from: servicesFor(args.value("from"), network, { world, file }), store, dir, shown: shownPath(world.cwd, dir) };
}

/** Renders and writes the files; `wrote` gets those that changed. Returns the services that they and their peers depend on. */
async function bring({ world, network, files, needed, from, store, dir, shown }: Joining, wrote: (names: readonly string[]) => void): Promise<readonly string[]> {
  const secrets = store === undefined ? { secrets: {}, variables: {} } : await secretData(needed, store, network);
  const rendered = await renderNode(files, secrets, from);
  const { up, down, services } = await peersOf(needed, network, { from, asked: rendered.services });
  if (up.length === 0 && down.length > 0) throw new Failed(diagnose("node-nobody-up", { members: down, from: from.title, live: from.live, services }));
  if (down.length > 0) report([diagnose("node-members-down", { members: down, up, live: from.live })], "text", world);
  wrote(placeFiles(world.files, { dir, shown }, { network, files: rendered.files }));
  return [...new Set([...rendered.services.keys(), ...services])];
}

async function after(joining: Joining, services: readonly string[], args: Arguments): Promise<number> {
  const { world, dir, from } = joining;
  const program = args.program;
  const start = program.length === 0 ? undefined : () => world.start(program, dir);
  if (!args.has("watch")) return start === undefined ? exitCodes.ok : exitOf(await start().ended, program[0]!);
  const say = (line: string) => world.err.write(`${line}\n`);
  const refresh = async () => {
    let changed: readonly string[] = [];
    await bring(joining, (names) => (changed = names));
    for (const name of changed) say(`${joining.shown}/${name} changed.`);
    return changed.length > 0;
  };
  const keeping = { clock: world.clock, from, services, refresh, ...(start === undefined ? {} : { start }), say, trouble: (failed: Failed) => void report(failed.diagnostics, "text", world) };
  // Ctrl-C is the program's where there is one; it ends the watching where there is none.
  return start === undefined ? interruptible(world, (signal) => keepUp(keeping, signal)) : keepUp(keeping, new AbortController().signal);
}
