/**
 * What there is of a network's secrets, and what is to be done about the rest. In: the plan, a store that is only read. Out: the state of each
 * secret. Whatever exists is checked against what it is made of; where that is missing too, against what would be made.
 */
import { flawOf, type Flaw } from "../keys/flaw.ts";
import { KeyError } from "../keys/key-error.ts";
import { makeValue } from "../keys/make.ts";
import type { KeyTools, SecretOf } from "../keys/tools.ts";
import type { KeyExpr } from "../keys/tree.ts";
import type { Json } from "../text/json.ts";
import { idOf } from "./id.ts";
import type { Found, Place, SecretPlan, SecretSpec, SecretStore } from "./model.ts";

/**
 * - `whole`: it is there and right. `missing`: it can be made. `given`: it is missing, and comes from outside.
 * - `waits`: it is missing, and what it is made of comes from outside and is missing too.
 * - `wrong`: it is there, and belongs to other inputs. `orphan`: it is there, and what it is made of is not.
 * - `stale`: it is there and whole, and would be made otherwise today.
 */
export type State = "whole" | "missing" | "given" | "waits" | "wrong" | "orphan" | "stale";

export interface Checked {
  readonly secret: SecretSpec;
  readonly state: State;
  /** Completes "it …" for what is wrong or stale: `is no private key`. Holds no private value. */
  readonly says: string;
  /** IDs: what it waits for, what an orphan lacks, whose values are not in a stale one. */
  readonly because: readonly string[];
  /** Copies that a reader would look for and not find, or find another value in. */
  readonly missing: readonly Place[];
  readonly different: readonly Place[];
}

export interface Checks {
  readonly tools: KeyTools;
  /** Opens keystores too, most of a second each. */
  readonly deep?: boolean;
}

export interface Assessment {
  /** In the plan's order: each after what it is made of. */
  readonly checked: readonly Checked[];
  /** What is in the store, by ID. */
  readonly values: ReadonlyMap<string, Json>;
}

/** Writes nothing. Fails with `Failed` where the store does. */
export async function assess(plan: SecretPlan, store: SecretStore, checks: Checks): Promise<Assessment> {
  const found = await store.read(plan.secrets);
  return assessFound(plan, found, checks);
}

export function assessFound(plan: SecretPlan, found: ReadonlyMap<string, Found>, checks: Checks): Assessment {
  const values = new Map([...found].map(([id, { value }]) => [id, value]));
  const prospects = new Prospects(plan, values, checks.tools);
  return { values, checked: plan.secrets.map((secret) => checkOne(secret, found.get(secret.id), { prospects, checks })) };
}

/** An input has to come from outside first. */
class Waits extends Error {
  constructor(readonly id: string) { super(`${id} is missing`); }
}

/** Values as they are or would be. What is missing is made once, in memory only. */
export class Prospects {
  private readonly specs: ReadonlyMap<string, SecretSpec>;
  private readonly made = new Map<string, Json>();

  constructor(plan: SecretPlan, readonly stored: ReadonlyMap<string, Json>, private readonly tools: KeyTools) {
    this.specs = new Map(plan.secrets.map((secret) => [secret.id, secret]));
  }

  readonly lookup = (secret: SecretOf): Json => fieldOf(this.valueOf(idOf(secret)), secret);

  valueOf(id: string): Json {
    const known = this.stored.get(id) ?? this.made.get(id);
    if (known !== undefined) return known;
    const make = this.specs.get(id)?.make;
    if (make === undefined) throw new Waits(id);
    const value = makeValue(make, this.lookup, this.tools);
    this.made.set(id, value);
    return value;
  }

  /** undefined where it cannot be made. */
  perhaps(id: string): Json | undefined {
    try {
      return this.valueOf(id);
    } catch (error) {
      if (error instanceof Waits || error instanceof KeyError) return undefined;
      throw error;
    }
  }

  /** IDs of what has to come from outside before it can be made. */
  waitsFor(id: string, seen = new Set<string>()): string[] {
    if (this.stored.has(id) || seen.has(id)) return [];
    seen.add(id);
    const spec = this.specs.get(id);
    return spec?.make === undefined ? [id] : spec.inputs.flatMap((input) => this.waitsFor(input, seen));
  }
}

/** A field of a secret with several. */
export function fieldOf(value: Json, { field, name }: SecretOf): Json {
  if (field === undefined) return value;
  const found = typeof value === "object" && value !== null && !Array.isArray(value) && Object.hasOwn(value, field) ? value[field] : undefined;
  if (found === undefined) throw new KeyError(`${name} has no field ${field}`);
  return found;
}

interface Context { readonly prospects: Prospects; readonly checks: Checks }

function checkOne(secret: SecretSpec, found: Found | undefined, context: Context): Checked {
  const { state, says = "", because = [] } = found === undefined ? absent(secret, context) : present(secret, found.value, context);
  return { secret, state, says, because, missing: found?.missing ?? [], different: found?.different ?? [] };
}

interface Verdict { readonly state: State; readonly says?: string; readonly because?: readonly string[] }

function absent(secret: SecretSpec, { prospects }: Context): Verdict {
  if (secret.make === undefined) return { state: "given" };
  const because = prospects.waitsFor(secret.id);
  return because.length > 0 ? { state: "waits", because } : { state: "missing" };
}

function present(secret: SecretSpec, value: Json, context: Context): Verdict {
  const unfit = unfitShape(secret, value);
  if (unfit !== undefined) return { state: "wrong", says: unfit };
  if (secret.make === undefined) return { state: "whole" };
  const flaw = flawOrWaits(value, secret.make, context);
  if (flaw === undefined) return { state: "whole" };
  if (flaw instanceof Waits) return { state: "orphan", because: [flaw.id] };
  if (flaw.kind === "stale") return { state: "stale", says: flaw.says, because: notIn(value, secret, context) };
  const lost = secret.inputs.filter((input) => !context.prospects.stored.has(input));
  return lost.length > 0 ? { state: "orphan", because: lost } : { state: "wrong", says: flaw.says };
}

function flawOrWaits(value: Json, make: KeyExpr, { prospects: { lookup }, checks }: Context): Flaw | Waits | undefined {
  try {
    return flawOf(value, make, { lookup, ...checks });
  } catch (error) {
    if (error instanceof Waits) return error;
    throw error;
  }
}

/** What its shape alone forbids; completes "it …". */
export function unfitShape({ shape, fields }: SecretSpec, value: Json): string | undefined {
  if (shape === "value") return typeof value === "string" ? undefined : "is no text";
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "is no object";
  const lacking = shape === "fields" ? fields.filter((field) => !Object.hasOwn(value, field)) : [];
  return lacking.length === 0 ? undefined : `lacks the field${lacking.length === 1 ? "" : "s"} ${lacking.join(", ")}`;
}

/** The inputs whose values do not occur in it. */
function notIn(value: Json, { inputs }: SecretSpec, { prospects }: Context): string[] {
  const texts = new Set<string>();
  collectTexts(value, texts);
  return inputs.filter((input) => {
    const part = prospects.perhaps(input);
    return typeof part === "string" && !texts.has(part.toLowerCase());
  });
}

/** Keys and strings, in lower case. */
function collectTexts(value: Json, texts: Set<string>): void {
  if (typeof value === "string") texts.add(value.toLowerCase());
  else if (Array.isArray(value)) for (const item of value) collectTexts(item, texts);
  else if (typeof value === "object" && value !== null) for (const [key, item] of Object.entries(value)) {
    texts.add(key.toLowerCase());
    collectTexts(item, texts);
  }
}
