/** A Nomad to run on: the one that answers, or one of our own. And the network's namespace in it. */
import { Failed } from "../../deploy/failed.ts";
import { nomadSettings } from "../../deploy/environment.ts";
import type { Nomad } from "../../deploy/nomad.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import { HttpFailure, readText, type FailureKind } from "../../http/http.ts";
import { startAgent } from "../agent/agent.ts";
import type { Site } from "../deploy-frame.ts";
import { interruptible } from "../interrupt.ts";

const ABSENT: ReadonlySet<FailureKind> = new Set(["refused", "unreachable", "unresolved", "timeout"]);

/** Starts one where none answers and `--agent` is given. Fails with `up-no-nomad`, and where the agent does not start. */
export async function reachNomad(site: Site): Promise<void> {
  const { world, args, deployment } = site;
  const unanswered = await silence(site);
  if (unanswered === undefined) return;
  const { address } = nomadSettings(world.env);
  if (!args.has("agent")) throw new Failed(diagnose("up-no-nomad", { address, file: deployment.file, reason: unanswered }));
  world.out.write(`No Nomad answers at ${address}: one is started.\n`);
  const { version, directory } = await interruptible(world, (signal) => startAgent(world, address, signal));
  world.out.write(`Nomad ${version} runs at ${address}, in ${directory}. \`mantisc down ${deployment.file}\` ends it.\n`);
}

/** Nobody answers as a Nomad would. */
export async function isSilent(site: Site): Promise<boolean> {
  return (await silence(site)) !== undefined;
}

/** undefined: somebody does, or something else is wrong, which the first real question says better. */
async function silence({ world }: Site): Promise<string | undefined> {
  try {
    await readText(await world.connect(nomadSettings(world.env)).send({ method: "GET", path: "/v1/status/leader", headers: {}, timeout: 5000 }));
    return undefined;
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
    return ABSENT.has(error.kind) ? error.message : undefined;
  }
}

export async function hasNamespace(nomad: Nomad): Promise<boolean> {
  return (await nomad.find(`/v1/namespace/${encodeURIComponent(nomad.options.namespace)}`)) !== undefined;
}

export async function makeNamespace(nomad: Nomad, network: string): Promise<void> {
  const { namespace } = nomad.options;
  await nomad.put("/v1/namespace", { Name: namespace, Description: `the network ${network}` }, { safe: true });
}
