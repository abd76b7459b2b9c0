/**
 * Opens the store that `--store` names, or the network's own. In: the words and the doors to disk and servers. Out: a store. Where a server
 * cannot be reached its errors name a directory as the other way, which is never taken by itself.
 */
import type { Nomad } from "../deploy/nomad.ts";
import { Failed } from "../deploy/failed.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { DirectoryStore, type DirectorySettings } from "./directory-store.ts";
import { locating, type Locate } from "./located.ts";
import type { SecretPlan, SecretStore } from "./model.ts";
import { storeChoice } from "./store-choice.ts";
import { variablesStore } from "./variables-store.ts";
import type { Vault } from "./vault.ts";
import { vaultStore } from "./vault-store.ts";

export interface Doors extends Omit<DirectorySettings, "path" | "shown"> {
  /** An absolute path. */
  readonly resolve: (path: string) => string;
  /** Connected only when they are needed: their settings may be wrong. */
  readonly nomad: () => Nomad;
  readonly vault: () => Vault;
}

/** `words` are those of `--store`. Asks no server yet. Fails with `bad-store`, `no-store`, and for settings that are of no use. */
export function openStore(plan: Omit<SecretPlan, "secrets">, words: string | undefined, doors: Doors): SecretStore {
  const choice = storeChoice(plan, words);
  if (choice.kind === "directory") return new DirectoryStore({ ...doors, path: doors.resolve(choice.path), shown: choice.path });
  const locate = locating(plan, choice);
  const store = choice.kind === "vault" ? vaultStore(doors.vault(), { say: doors.say, warn: doors.warn, declared: locate === undefined }) : variablesStore(doors.nomad());
  return onServer(store, locate ?? ((secret) => secret));
}

function onServer(store: SecretStore, locate: Locate): SecretStore {
  const remove = store.remove?.bind(store);
  return {
    title: store.title,
    ...(remove === undefined ? {} : { remove: (secrets) => naming(() => remove(secrets.map(locate))) }),
    read: (secrets) => naming(() => store.read(secrets.map(locate))),
    add: (secret, value) => naming(() => store.add(locate(secret), value)),
    replace: (secret, value, before) => naming(() => store.replace(locate(secret), value, before)),
    close: () => store.close(),
  };
}

const unreachable: ReadonlySet<string> = new Set(["nomad-unreachable", "nomad-silent", "nomad-dropped", "vault-unreachable", "vault-silent", "vault-dropped", "vault-sealed"]);
const OTHER_WAY = "`--store dir:PATH` keeps secrets in a directory of this machine instead; `mantisc keys copy` takes them over later.";

async function naming<T>(body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    if (!(error instanceof Failed) || !error.diagnostics.some(({ code }) => unreachable.has(code))) throw error;
    throw new Failed(...error.diagnostics.map((diagnostic): Diagnostic => (unreachable.has(diagnostic.code) ? { ...diagnostic, notes: [...diagnostic.notes, OTHER_WAY] } : diagnostic)));
  }
}
