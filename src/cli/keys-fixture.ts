/** A small network's secrets with everything that a plan can hold, for tests of what makes them; and Nomad's variables in memory. */
import { seededKeys } from "./seeded-keys.ts";
import { secretPlan } from "./secret-plan.ts";
import { compile } from "../compile.ts";
import { memoryHost } from "../host.ts";
import type { KeyTools } from "../keys/tools.ts";
import type { Json } from "../text/json.ts";
import { variableEncoding, type Items } from "../secrets/content.ts";
import { fastClock } from "../secrets/fixture.ts";
import { make, stepsOf, type Allowed } from "../secrets/make.ts";
import type { SecretPlan, SecretStore } from "../secrets/model.ts";
import { PlacedStore, type Document } from "../secrets/placed-store.ts";
import { assess } from "../secrets/plan.ts";

const source = `
role chain() {
  secret genesis { shared = true  object = true  make = json({ alloc = {for r in relay: r.coin = { balance = "1" }} }) }
}
role relay() {
  secret seal    { make = key() }
  secret sign    { make = public_key(seal) }
  secret coin    { make = address(seal) }
  secret account { make = keystore(seal, "")  object = true }
  secret mesh    { make = random(8)  shared = true }
  group {
    task relay {
      driver = raw_exec
      config { command = "/bin/relay" }
      template "secrets/all" { text = "{{secret seal}} {{secret mesh}} {{#each relay as |peer|}}{{secret peer.sign}} {{/each}}" }
      template "local/genesis" { json = chain.genesis }
    }
  }
}
network harbour {
  namespace = "default"
  store variables
  chain
  job relay { relay 1..2 }
}
`;

export function harbour(relays = 2): SecretPlan {
  const { builds, diagnostics } = compile(memoryHost({ "/p/main.mantis": source }), "/p/main.mantis", { members: new Map([["relay", relays]]) });
  if (builds.length === 0) throw new Error(diagnostics.map(({ title }) => title).join("\n"));
  return secretPlan(builds[0]!.network);
}

export const nothingMore: Allowed = { keep: false, replace: false, repair: false };

/** One run of `keys`; another seed has other random numbers at hand. Returns how many problems it met. */
export async function makeAll(plan: SecretPlan, store: SecretStore, { seed, allowed = nothingMore }: { readonly seed: number; readonly allowed?: Allowed }): Promise<number> {
  const tools: KeyTools = seededKeys(seed);
  const found = await assess(plan, store, { tools });
  const problems = await make(stepsOf(found, allowed), found, { store, tools, did: () => {} });
  await store.close();
  return problems.length;
}

/** What a whole run leaves. */
export async function stateOf(plan: SecretPlan, store: SecretStore): Promise<{ readonly values: ReadonlyMap<string, Json>; readonly states: readonly string[] }> {
  const { checked, values } = await assess(plan, store, { tools: seededKeys(-1), deep: true });
  return { values, states: checked.filter(({ state, missing, different }) => state !== "whole" || missing.length + different.length > 0).map(({ secret, state }) => `${secret.id}: ${state}`) };
}

export class Dead extends Error {}

/** Nomad's variables: every write names the state that it was made from. `die` is asked before and after each write. */
export class MemoryVariables {
  readonly documents = new Map<string, Document>();
  private index = 1;

  store(die: () => void = () => {}, pause: () => Promise<void> = async () => {}): SecretStore {
    return new PlacedStore({
      title: "the variables", encoding: variableEncoding, clock: fastClock(),
      read: async (path) => (await pause(), this.documents.get(path)),
      write: async (path, items: Items, before) => {
        await pause();
        die();
        if ((this.documents.get(path)?.version ?? 0) !== (before?.version ?? 0)) return false;
        this.documents.set(path, { items: { ...items }, version: ++this.index });
        die();
        return true;
      },
    });
  }
}
