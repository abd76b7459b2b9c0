/**
 * The keys of a network on one machine: kept in a directory here, and copied to where its tasks read them. In: the network's plan of secrets. Out:
 * what is missing where, and then all of it in both places. Nothing that is there is changed, on either side.
 */
import { Failed } from "../../deploy/failed.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import type { KeyTools } from "../../keys/tools.ts";
import { claimDirectory, checkOwner, type OwnedDirectory } from "../../secrets/directory-owner.ts";
import { make, stepsOf, type Step } from "../../secrets/make.ts";
import type { Found, SecretSpec, SecretStore } from "../../secrets/model.ts";
import { assessFound, type Assessment } from "../../secrets/plan.ts";
import { notGiven, obstacles, placeText } from "../../secrets/problems.ts";
import { storeChoice } from "../../secrets/store-choice.ts";
import { sameJson } from "../../text/json.ts";
import { resolvePath } from "../paths.ts";
import type { Site } from "../deploy-frame.ts";
import { secretPlan } from "../secret-plan.ts";
import { storeOf } from "../secret-store.ts";

export interface KeyWork {
  /** Absent in a network without secrets, which needs no store. */
  readonly stores?: { readonly local: SecretStore; readonly remote: SecretStore };
  readonly found: Assessment;
  /** On the server only: taken over into the directory. */
  readonly adopted: readonly SecretSpec[];
  readonly steps: readonly Step[];
  /** Missing on the server, or a copy of it. */
  readonly copies: readonly SecretSpec[];
}

/** `dir:PATH` of `--store`, or `keys/NETWORK`. */
export function directoryOf({ args, build: { network } }: Site): string {
  const words = args.value("store") ?? `dir:keys/${network.name}`;
  const choice = storeChoice({ network: network.name, store: "none" }, words);
  if (choice.kind !== "directory") throw new Failed(diagnose("bad-store", { text: words, problem: "`up` keeps keys in a directory of this machine: dir:PATH" }));
  return choice.path;
}

/** Reads both. `fresh`: the namespace is not there yet, and nothing in it. Fails where something is wrong, or has to be given from outside. */
export async function assessKeys(site: Site, fresh: boolean): Promise<KeyWork> {
  const { world, args, build: { network } } = site;
  const plan = secretPlan(network);
  const directory = directoryOf(site);
  if (plan.secrets.length === 0) return { adopted: [], steps: [], copies: [], found: { checked: [], values: new Map() } };
  checkOwner(world.files, ownedDirectory(site));
  const local = storeOf(plan, `dir:${directory}`, world);
  const remote = storeOf(plan, undefined, world);
  const [here, there] = [await local.read(plan.secrets), fresh ? new Map<string, Found>() : await remote.read(plan.secrets)];
  refuseDifferent(plan.secrets, { here, there, from: local.title, to: remote.title });
  const found = assessFound(plan, new Map([...there, ...here].map(([id, { value }]) => [id, { value, missing: [], different: [] }])), { tools: world.keyTools });
  const called = { network: site.deployment.file, flags: ` --store dir:${directory}` };
  const allowed = { keep: args.has("keep-genesis"), replace: false, repair: false };
  const problems = [...obstacles(found, allowed, called), ...notGiven(found, called)];
  if (problems.length > 0) throw new Failed(...problems);
  return {
    stores: { local, remote }, found, steps: stepsOf(found, allowed),
    adopted: plan.secrets.filter(({ id }) => there.has(id) && !here.has(id)),
    copies: plan.secrets.filter(({ id }) => !isWhole(there.get(id))),
  };
}

interface Sides { readonly here: ReadonlyMap<string, Found>; readonly there: ReadonlyMap<string, Found>; readonly from: string; readonly to: string }

/** Whichever is right, the other is somebody's key: neither is written over. */
function refuseDifferent(secrets: readonly SecretSpec[], { here, there, from, to }: Sides): void {
  const uneven = secrets.filter(({ id }) => (there.get(id)?.different.length ?? 0) > 0);
  if (uneven.length > 0) throw new Failed(...uneven.map(({ id, span }) => diagnose("key-copies-differ", { id, places: there.get(id)!.different.map(placeText), network: "", flags: "" }, span)));
  const ids = secrets.map(({ id }) => id).filter((id) => here.has(id) && there.has(id) && !sameJson(here.get(id)!.value, there.get(id)!.value));
  if (ids.length > 0) throw new Failed(diagnose("keys-copy-differs", { ids, from, to }));
}

function isWhole(found: Found | undefined): boolean {
  return found !== undefined && found.missing.length === 0;
}

export function isDone({ adopted, steps, copies }: KeyWork): boolean {
  return adopted.length + steps.length + copies.length === 0;
}

export interface Bringing {
  readonly tools: KeyTools;
  readonly signal: AbortSignal;
}

/** Each value is whole or not there at any moment: whoever is stopped goes on from there. false: the signal came first. */
export async function bringKeys({ stores, found, adopted, steps, copies }: KeyWork, { tools, signal }: Bringing): Promise<boolean> {
  if (stores === undefined) return !signal.aborted;
  const { local, remote } = stores;
  const values = new Map(found.values);
  for (const secret of adopted) {
    if (signal.aborted) return false;
    await local.add(secret, values.get(secret.id)!);
  }
  for (const step of steps) {
    if (signal.aborted) return false;
    const problems = await make([step], { values }, { store: local, tools, did: () => {} });
    if (problems.length > 0) throw new Failed(...problems);
    // Somebody else may have been faster: what is there counts.
    values.set(step.secret.id, (await local.read([step.secret])).get(step.secret.id)!.value);
  }
  for (const secret of copies) {
    if (signal.aborted) return false;
    const value = values.get(secret.id);
    if (value !== undefined && !sameJson(await remote.add(secret, value), value)) throw new Failed(diagnose("keys-copy-differs", { ids: [secret.id], from: local.title, to: remote.title }));
  }
  return !signal.aborted;
}

/** The directory says from now on whose keys it holds. */
export function claimKeys(site: Site): void {
  if (secretPlan(site.build.network).secrets.length > 0) claimDirectory(site.world.files, ownedDirectory(site));
}

export function ownedDirectory(site: Site): OwnedDirectory {
  const directory = directoryOf(site);
  return { path: resolvePath(site.world.cwd, directory), shown: directory, network: site.build.network.name };
}
