/**
 * What commands of deployment share: the network that their first operand names, compiled; the connection to its Nomad; and one way to
 * report what stops them. A network that does not compile is never deployed.
 */
import { compile } from "../compile.ts";
import { nomadSettings } from "../deploy/environment.ts";
import { Failed } from "../deploy/failed.ts";
import type { Deployment } from "../deploy/model.ts";
import { Nomad } from "../deploy/nomad.ts";
import { diagnose } from "../diagnostics/catalog.ts";
import type { NetworkBuild } from "../result.ts";
import { visible } from "../text/visible.ts";
import type { Arguments } from "./arguments.ts";
import { deploymentOf } from "./deployment.ts";
import { entriesOf } from "./entries.ts";
import { shownPath } from "./paths.ts";
import { report } from "./report.ts";
import { nomadTokenFor } from "./session.ts";
import type { World } from "./world.ts";

export interface Site {
  readonly args: Arguments;
  readonly world: World;
  readonly deployment: Deployment;
  /** What it was made from. */
  readonly build: NetworkBuild;
  /** The operands after the file. */
  readonly names: readonly string[];
  readonly nomad: Nomad;
  /** Aborted at Ctrl-C once a command has asked for that; until then Ctrl-C ends the program. */
  readonly signal?: AbortSignal;
}

/** Runs `body` for the network of the first operand. Whatever fails with `Failed` is reported, and the exit code is 1. */
export async function onSite(command: string, args: Arguments, world: World, body: (site: Site) => Promise<number>): Promise<number> {
  return reporting(world, async () => {
    const [file, ...names] = args.operands;
    if (file === undefined) throw new Failed(diagnose("no-file-named", { command }));
    const { build, shown } = buildOf(file, args, world);
    const deployment = deploymentOf(build, shown);
    sayWhichNamespace(deployment, world);
    let nomad: Nomad | undefined;
    // Commands that ask nobody need no token that is good.
    return body({ args, world, deployment, build, names, get nomad() { return (nomad ??= nomadOf(deployment, world)); } });
  });
}

/** Runs `body`; whatever fails with `Failed` is reported, and the exit code is 1. */
export async function reporting(world: World, body: () => Promise<number>): Promise<number> {
  try {
    return await body();
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    return report(error.diagnostics, "text", world) || 1;
  }
}

/** The one network of a file; warnings are reported, errors fail. */
export function buildOf(file: string, args: Arguments, world: World): { build: NetworkBuild; shown: string } {
  const entries = entriesOf(args, [file], world);
  if (entries.diagnostics.length > 0) throw new Failed(...entries.diagnostics);
  const path = entries.paths[0]!;
  const { builds, diagnostics } = compile(world.host, path, entries.options);
  if (builds.length === 0) throw new Failed(...diagnostics);
  report(diagnostics, "text", world);
  return { build: pick(builds, args.value("network"), shownPath(world.cwd, path)), shown: shownPath(world.cwd, path) };
}

/** The network that `--network` names, or the only one. */
export function pick(builds: readonly NetworkBuild[], name: string | undefined, file: string): NetworkBuild {
  const networks = builds.map(({ network }) => network.name);
  if (name === undefined && builds.length > 1) throw new Failed(diagnose("several-networks", { file, networks }));
  const found = name === undefined ? builds[0] : builds.find(({ network }) => network.name === name);
  if (found === undefined) throw new Failed(diagnose("unknown-network", { name: name!, file, networks }));
  return found;
}

/** The network's region wins over NOMAD_REGION. */
export function nomadOf({ namespace, region }: Pick<Deployment, "namespace" | "region">, world: World): Nomad {
  const settings = nomadSettings(world.env);
  const inRegion = region ?? world.env("NOMAD_REGION");
  return new Nomad(world.connect(settings), {
    address: settings.address, namespace, ...(inRegion === undefined ? {} : { region: inRegion }), ...nomadTokenFor(world, settings.address),
    clock: world.clock, say: (line) => world.err.write(`${line}\n`),
  });
}

function sayWhichNamespace({ namespace, network }: Deployment, world: World): void {
  const other = world.env("NOMAD_NAMESPACE");
  if (other !== undefined && other !== namespace) world.err.write(`NOMAD_NAMESPACE is ${visible(other)}; ${network} is in the namespace ${namespace}, which its file says.\n`);
}
