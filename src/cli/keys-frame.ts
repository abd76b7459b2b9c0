/** What the parts of `keys` share: the network with its secrets, the stores, and how its commands are called in advice. */
import { compile } from "../compile.ts";
import { Failed } from "../deploy/failed.ts";
import type { Network } from "../network/model.ts";
import { locating } from "../secrets/located.ts";
import type { SecretPlan, SecretSpec, SecretStore } from "../secrets/model.ts";
import { placeText, type Called } from "../secrets/problems.ts";
import { storeChoice } from "../secrets/store-choice.ts";
import type { NetworkBuild } from "../result.ts";
import type { Arguments } from "./arguments.ts";
import { buildOf, pick } from "./deploy-frame.ts";
import { entriesOf } from "./entries.ts";
import { shownPath } from "./paths.ts";
import { secretPlan } from "./secret-plan.ts";
import { storeOf } from "./secret-store.ts";
import { spareMembers } from "./spare-members.ts";
import type { World } from "./world.ts";

export interface KeysSite {
  readonly args: Arguments;
  readonly world: World;
  readonly network: Network;
  readonly plan: SecretPlan;
  readonly called: Called;
  /** The operands after the network. */
  readonly names: readonly string[];
}

/** Fails with `Failed`. */
export function keysSite(args: Arguments, world: World, [file, ...names]: readonly [string, ...string[]]): KeysSite {
  const { network } = withSpare(buildOf(file, args, world).build, file, { args, world });
  const flags = ["store", "network"].flatMap((flag) => args.values(flag).map((value) => ` --${flag} ${value}`)).join("");
  return { args, world, network, plan: secretPlan(network), called: { network: file, flags }, names };
}

/** The same network with more members, whose problems are problems of that size. */
function withSpare(build: NetworkBuild, file: string, { args, world }: Pick<KeysSite, "args" | "world">): NetworkBuild {
  const members = spareMembers(args.values("spare"), build.network);
  if (members.size === 0) return build;
  const { paths, options } = entriesOf(args, [file], world);
  const { builds, diagnostics } = compile(world.host, paths[0]!, { ...options, members });
  if (builds.length === 0) throw new Failed(...diagnostics);
  return pick(builds, build.network.name, shownPath(world.cwd, paths[0]!));
}

/** Opens the store for `body` and lets go of it afterwards, whatever happens. `words` as `--store` takes them. */
export async function inStore<T>({ plan, world }: KeysSite, words: string | undefined, body: (store: SecretStore) => Promise<T>): Promise<T> {
  const store = storeOf(plan, words, world);
  try {
    return await body(store);
  } finally {
    await store.close();
  }
}

/** Where a secret lies in that store: `nomad/jobs/net#genesis`, `keys/genesis`. */
export function placesIn({ plan, args }: KeysSite): (secret: SecretSpec) => string {
  const choice = storeChoice(plan, args.value("store"));
  if (choice.kind === "directory") return ({ id }) => `${choice.path.replace(/\/$/, "")}/${id}`;
  const locate = locating(plan, choice);
  return (secret) => placeText((locate?.(secret) ?? secret).home);
}
