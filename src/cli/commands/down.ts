/**
 * `down`: what `up` brought up ends: its jobs, and the Nomad that it started, if nobody else uses that. The keys stay, so that the next `up` is the
 * same network; they go only where its name is typed.
 */
import { diagnose } from "../../diagnostics/catalog.ts";
import { nomadSettings } from "../../deploy/environment.ts";
import { Failed } from "../../deploy/failed.ts";
import { changeLedger, isOurs, readLedger, type Ledger } from "../../deploy/ledger.ts";
import type { Nomad } from "../../deploy/nomad.ts";
import { registeredJob } from "../../deploy/registered.ts";
import { planStop, type StopPlan } from "../../deploy/stop.ts";
import { checkOwner, releaseDirectory } from "../../secrets/directory-owner.ts";
import type { SecretStore } from "../../secrets/model.ts";
import { endAgent, ownAgent, type OwnAgent } from "../agent/agent.ts";
import type { Arguments } from "../arguments.ts";
import { confirmed, declined } from "../confirm.ts";
import { onSite, type Site } from "../deploy-frame.ts";
import { interruptible } from "../interrupt.ts";
import { secretPlan } from "../secret-plan.ts";
import { storeOf } from "../secret-store.ts";
import { directoryOf, ownedDirectory } from "../up/keys.ts";
import { hasNamespace, isSilent } from "../up/reach.ts";
import { exitCodes, type World } from "../world.ts";
import { preview, stopAll } from "./stop.ts";

export function run(args: Arguments, world: World): Promise<number> {
  return onSite("down", args, world, async (site) => {
    checkForgetting(site);
    const agent = ownAgent(world, nomadSettings(world.env).address);
    // Without its Nomad there are no jobs either: what is left of it is cleared away.
    if (await isSilent(site)) return withoutNomad(site, agent);
    const plan = await planOfOurs(site);
    const ending = agent?.alive === true && (await nobodyElse(site, plan)) ? agent : undefined;
    world.out.write(preview(plan, site));
    if (agent?.alive === true) world.out.write(ending === undefined ? `The Nomad that \`up\` started goes on: others run jobs on it.\n` : `The Nomad that \`up\` started ends, and with it whatever is in its variables.\n`);
    if (plan.stopping.length === 0 && ending === undefined && !args.has("forget-keys")) return exitCodes.ok;
    if (!(await confirmed(args, world, question(site, plan, ending)))) return declined(world);
    return interruptible(world, (signal) => end(site, { plan, ending, signal }));
  });
}

/** Before anything else is done. */
function checkForgetting({ args, deployment: { network }, build }: Site): void {
  const given = args.value("forget-keys");
  if (given === undefined) return;
  if (given !== network) throw new Failed(diagnose("down-other-name", { given, network }));
  if (build.network.store?.kind === "vault") throw new Failed(diagnose("down-store-keeps", { store: "Vault" }));
}

/** Jobs of this network that somebody else registered go on. */
async function planOfOurs({ nomad, deployment, args, world }: Site): Promise<StopPlan> {
  const none: StopPlan = { stopping: [], absent: deployment.jobs.map(({ id }) => id), stopped: [], dependents: [] };
  if (!(await hasNamespace(nomad))) return none;
  const ledger = await readLedger(nomad, deployment.network);
  const plan = await planStop(nomad, deployment, [], args.has("purge"));
  const theirs = plan.stopping.filter(({ launch, registered }) => !launch && !isOurs(ledger, registered)).map(({ id }) => id);
  if (theirs.length > 0) world.out.write(`Not stopped, because \`up\` did not make them: ${theirs.join(", ")}. \`mantisc stop ${deployment.file}\` stops them.\n`);
  const gone = await stillThere(nomad, ledger, [...ledger.jobs.keys()].filter((id) => !deployment.jobs.some((job) => job.id === id)));
  if (gone.length > 0) world.out.write(`Not in the file any more, and not stopped: ${gone.join(", ")}. \`nomad job stop -namespace ${deployment.namespace}\` stops them.\n`);
  return { ...plan, stopping: plan.stopping.filter(({ job }) => !theirs.includes(job.id)) };
}

async function stillThere(nomad: Nomad, ledger: Ledger, ids: readonly string[]): Promise<string[]> {
  const found = await Promise.all(ids.map((id) => registeredJob(nomad, id)));
  return found.flatMap((job) => (job !== undefined && !job.Stop && isOurs(ledger, job) ? [job.ID] : []));
}

/** No job of another network, or of anybody else, runs on it. */
async function nobodyElse({ nomad, deployment }: Site, { stopping }: StopPlan): Promise<boolean> {
  const { value } = await nomad.get<{ ID: string; Namespace: string; Status: string }[] | null>("/v1/jobs", { namespace: "*" });
  return (value ?? []).every(({ ID, Namespace, Status }) => Status === "dead" || (Namespace === deployment.namespace && stopping.some(({ id }) => id === ID)));
}

function question({ args, deployment: { network } }: Site, { stopping }: StopPlan, ending: OwnAgent | undefined): string {
  const parts = [
    ...(stopping.length === 0 ? [] : [args.has("purge") ? "stop and forget its jobs" : "stop its jobs"]),
    ...(ending === undefined ? [] : ["end its Nomad"]),
    ...(args.has("forget-keys") ? [`forget the keys of ${network} for ever`] : []),
  ].join(", ");
  return `${parts[0]!.toUpperCase()}${parts.slice(1)}?`;
}

interface Ending { readonly plan: StopPlan; readonly ending: OwnAgent | undefined; readonly signal: AbortSignal }

async function end(site: Site, { plan, ending, signal }: Ending): Promise<number> {
  const { nomad, args, world, deployment: { network, file } } = site;
  const code = await stopAll(plan, site, signal);
  if (code !== exitCodes.ok) return code;
  if (args.has("purge") && plan.stopping.length > 0) await changeLedger(nomad, network, (jobs) => plan.stopping.forEach(({ id }) => jobs.delete(id)));
  if (args.has("forget-keys")) await forget(site, [storeOf(secretPlan(site.build.network), undefined, world)]);
  if (ending !== undefined) await endOwn(world, ending);
  if (!args.has("forget-keys") && site.build.network.secrets.length > 0) world.out.write(`The keys stay in ${directoryOf(site)}: \`mantisc up ${file}\` brings the same network back.\n`);
  return exitCodes.ok;
}

async function withoutNomad(site: Site, agent: OwnAgent | undefined): Promise<number> {
  const { world, args, deployment: { network } } = site;
  const { address } = nomadSettings(world.env);
  world.out.write(`No Nomad answers at ${address}${agent === undefined ? ": nothing runs there." : `; the one that \`up\` started ${agent.alive ? `is still there (process ${agent.pid})` : "has ended"}.`}\n`);
  if (agent === undefined && !args.has("forget-keys")) return exitCodes.ok;
  const parts = [...(agent === undefined ? [] : ["Clear away what is left of it"]), ...(args.has("forget-keys") ? [`forget the keys of ${network} in ${directoryOf(site)} for ever`] : [])];
  if (!(await confirmed(args, world, `${parts.join(", ")}?`))) return declined(world);
  if (agent !== undefined) await endOwn(world, agent);
  if (args.has("forget-keys")) await forget(site, []);
  return exitCodes.ok;
}

async function endOwn(world: World, agent: OwnAgent): Promise<void> {
  await endAgent(world, agent);
  world.out.write(`The Nomad at ${agent.address} has ended, and ${agent.directory} is removed.\n`);
}

/** The directory last: whatever stops this, the keys are still somewhere. */
async function forget(site: Site, stores: readonly SecretStore[]): Promise<void> {
  const { world, build: { network } } = site;
  const { secrets } = secretPlan(network);
  const owned = ownedDirectory(site);
  checkOwner(world.files, owned);
  const all = [...stores, storeOf(secretPlan(network), `dir:${owned.shown}`, world)];
  for (const store of all) {
    await store.remove?.(secrets);
    await store.close();
    world.out.write(`The keys of ${network.name} are gone from ${store.title}.\n`);
  }
  releaseDirectory(world.files, owned);
}
