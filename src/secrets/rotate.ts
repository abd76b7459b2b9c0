/**
 * New values for some secrets, and what follows from them. In: what is in the store, and which to make anew. Out: the replacements in the order
 * in which they are written, with the values they will have, and the objects that were made with the old ones.
 */
import { flawOf } from "../keys/flaw.ts";
import type { KeyTools } from "../keys/tools.ts";
import { sameJson, type Json } from "../text/json.ts";
import { extended } from "./extend.ts";
import { lookupIn, made } from "./make.ts";
import type { SecretPlan, SecretSpec, SecretStore } from "./model.ts";

export interface Replacement {
  readonly secret: SecretSpec;
  /** undefined: there was none. */
  readonly before: Json | undefined;
  readonly value: Json;
  /** It has everything that `before` has beyond what is made. */
  readonly extended: boolean;
}

export interface Rotation {
  readonly replacements: readonly Replacement[];
  /** Made with old values, and left so. */
  readonly stale: readonly SecretSpec[];
}

export interface Rotating {
  readonly ids: ReadonlySet<string>;
  readonly tools: KeyTools;
  /** Objects that were made with old values are extended too. */
  readonly replace: boolean;
}

/** Writes nothing. Fails with `key-not-made`. */
export function rotation({ secrets }: SecretPlan, values: ReadonlyMap<string, Json>, rotating: Rotating): Rotation {
  const current = new Map(values);
  const replacements: Replacement[] = [];
  const stale: SecretSpec[] = [];
  const changed = new Set<string>();
  for (const secret of secrets) {
    const next = nextOf(secret, { current, changed, rotating });
    if (next === "stale") stale.push(secret);
    if (next === undefined || next === "stale") continue;
    replacements.push({ secret, before: current.get(secret.id), ...next });
    current.set(secret.id, next.value);
    changed.add(secret.id);
  }
  return { replacements, stale };
}

interface Before { readonly current: ReadonlyMap<string, Json>; readonly changed: ReadonlySet<string>; readonly rotating: Rotating }

type Next = Pick<Replacement, "value" | "extended">;

/** undefined: it stays as it is. */
function nextOf(secret: SecretSpec, { current, changed, rotating: { ids, tools, replace } }: Before): Next | "stale" | undefined {
  const stored = current.get(secret.id);
  const affected = secret.inputs.some((input) => changed.has(input));
  if (secret.make === undefined || !(ids.has(secret.id) || (affected && stored !== undefined))) return undefined;
  const flaw = stored === undefined ? undefined : flawOf(stored, secret.make, { lookup: lookupIn(current), tools });
  if (stored !== undefined && affected && flaw === undefined) return undefined;
  if (flaw?.kind === "stale" && !replace) return "stale";
  const value = made(secret, current, tools);
  if (stored === undefined || flaw?.kind === "wrong") return { value, extended: false };
  // What is whole may hold more than is made today.
  const whole = extended(value, stored);
  return sameJson(stored, whole) ? undefined : { value: whole, extended: flaw !== undefined };
}

/** Fails with `Failed` where the store does; what was replaced before stays so, and the same rotation again goes on from there. */
export async function rotate({ replacements }: Rotation, store: SecretStore, did: (secret: SecretSpec) => void): Promise<void> {
  for (const { secret, before, value } of replacements) {
    if (before === undefined) await store.add(secret, value);
    else await store.replace(secret, value, before);
    did(secret);
  }
}
