/**
 * Makes what is missing, each from the values that are really in the store: where somebody else was faster, his value counts. Nothing that is
 * there changes, but for what the user allowed. Whoever is stopped in the middle leaves whole values, and the next run goes on from there.
 */
import { Failed } from "../deploy/failed.ts";
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { flawOf } from "../keys/flaw.ts";
import { KeyError } from "../keys/key-error.ts";
import { makeValue } from "../keys/make.ts";
import type { KeyTools, SecretOf } from "../keys/tools.ts";
import { sameJson, type Json } from "../text/json.ts";
import { extended } from "./extend.ts";
import { idOf } from "./id.ts";
import type { SecretSpec, SecretStore } from "./model.ts";
import { fieldOf, type Assessment, type Checked } from "./plan.ts";

/** What the user allowed beyond making what is missing. */
export interface Allowed {
  /** Stale objects stay as they are. */
  readonly keep: boolean;
  /** Stale objects are extended. */
  readonly replace: boolean;
  /** The value at home is written over copies that differ. */
  readonly repair: boolean;
}

export type Act = "make" | "copy" | "repair" | "replace";

export interface Step { readonly secret: SecretSpec; readonly act: Act }

/** What is to be written, in order. */
export function stepsOf({ checked }: Assessment, allowed: Allowed): Step[] {
  return checked.flatMap((one) => {
    const act = actOn(one, allowed);
    return act === undefined ? [] : [{ secret: one.secret, act }];
  });
}

function actOn({ state, missing, different }: Checked, allowed: Allowed): Act | undefined {
  if (state === "missing") return "make";
  if (state === "stale" && allowed.replace) return "replace";
  if (different.length > 0 && allowed.repair) return "repair";
  return missing.length > 0 && (state === "whole" || state === "stale") ? "copy" : undefined;
}

export interface Making {
  readonly store: SecretStore;
  readonly tools: KeyTools;
  /** After each step that ended as it should. */
  readonly did: (step: Step) => void;
}

/** Returns what was found to be wrong meanwhile: another run made a value that does not fit. Fails with `Failed` where the store does. */
export async function make(steps: readonly Step[], { values }: Pick<Assessment, "values">, making: Making): Promise<readonly Diagnostic[]> {
  const current = new Map(values);
  const problems: Diagnostic[] = [];
  for (const step of steps) {
    const { value, problem } = await take(step, current, making);
    current.set(step.secret.id, value);
    if (problem === undefined) making.did(step);
    else problems.push(problem);
  }
  return problems;
}

async function take({ secret, act }: Step, current: ReadonlyMap<string, Json>, { store, tools }: Making): Promise<{ value: Json; problem?: Diagnostic }> {
  const stored = current.get(secret.id);
  if (act === "copy") return { value: await store.add(secret, stored!) };
  const value = act === "repair" ? stored! : made(secret, current, tools);
  if (act === "make") return settled(secret, await store.add(secret, value), { value, current, tools });
  const final = act === "replace" ? extended(value, stored!) : value;
  await store.replace(secret, final, stored!);
  return { value: final };
}

interface Race { readonly value: Json; readonly current: ReadonlyMap<string, Json>; readonly tools: KeyTools }

/** Somebody else's value counts, if it is made of what is there. */
function settled(secret: SecretSpec, there: Json, { value, current, tools }: Race): { value: Json; problem?: Diagnostic } {
  const flaw = sameJson(there, value) ? undefined : flawOf(there, secret.make!, { lookup: lookupIn(current), tools });
  return flaw === undefined ? { value: there } : { value: there, problem: diagnose("key-made-elsewhere", { id: secret.id, says: flaw.says }) };
}

/** Fails with `key-not-made`. */
export function made(secret: SecretSpec, current: ReadonlyMap<string, Json>, tools: KeyTools): Json {
  try {
    return makeValue(secret.make!, lookupIn(current), tools);
  } catch (error) {
    if (error instanceof KeyError) throw new Failed(diagnose("key-not-made", { id: secret.id, reason: error.message }, secret.span));
    throw error;
  }
}

export function lookupIn(current: ReadonlyMap<string, Json>): (secret: SecretOf) => Json {
  return (secret) => {
    const value = current.get(idOf(secret));
    if (value === undefined) throw new KeyError(`${idOf(secret)} is missing`);
    return fieldOf(value, secret);
  };
}
