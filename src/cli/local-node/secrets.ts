/**
 * The secrets that a node's files hold, and no others. In: the files, the network's plan of secrets and an open store. Out: what the look-ups
 * of the files answer, in the shape of the network's own store, wherever the values were kept.
 */
import { Failed } from "../../deploy/failed.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import { plain, type SecretUse } from "../../evaluate/text.ts";
import type { Network, NetworkFile } from "../../network/model.ts";
import { variableEncoding, vaultEncoding, type Items } from "../../secrets/content.ts";
import { idOf } from "../../secrets/id.ts";
import type { SecretPlan, SecretSpec, SecretStore } from "../../secrets/model.ts";
import type { RenderData } from "../../template/render.ts";
import type { Json } from "../../text/json.ts";

/** Those that the files refer to. Readers' copies do not concern a node. */
export function neededBy(files: readonly NetworkFile[], plan: SecretPlan): SecretSpec[] {
  const ids = new Set(files.flatMap(({ secrets }) => secrets.flatMap(idsOf)));
  return plan.secrets.filter(({ id }) => ids.has(id)).map((secret) => ({ ...secret, readers: [] }));
}

function idsOf({ secret: { secret: name, owner, owners, set } }: SecretUse): string[] {
  if (owner === undefined) return [idOf({ name, ...(set === undefined ? {} : { set }) })];
  const known = plain(owner);
  return (known === undefined ? owners ?? [] : [known]).map((member) => idOf({ name, owner: member }));
}

export type SecretData = Required<Pick<RenderData, "secrets" | "variables">>;

/** Fails with `node-secrets-missing`, and where the store does. */
export async function secretData(needed: readonly SecretSpec[], store: SecretStore, network: Network): Promise<SecretData> {
  const found = needed.length === 0 ? new Map() : await store.read(needed);
  const missing = needed.filter(({ id }) => !found.has(id));
  if (missing.length > 0) throw new Failed(diagnose("node-secrets-missing", { ids: missing.map(({ id }) => id), store: store.title, network: network.name, given: missing.filter(({ make }) => make === undefined).map(({ id }) => id) }));
  return dataOf(needed.map((secret) => ({ secret, value: found.get(secret.id)!.value as Json })), network);
}

function dataOf(values: readonly { readonly secret: SecretSpec; readonly value: Json }[], { store }: Network): SecretData {
  const places = new Map<string, Items>();
  for (const { secret, value } of values) {
    const { path, item, store: kind } = secret.home;
    const encoding = kind === "vault" ? vaultEncoding : variableEncoding;
    places.set(path, encoding.put(places.get(path) ?? {}, secret, { item, value }));
  }
  const all = Object.fromEntries(places);
  if (store?.kind === "variables") return { secrets: {}, variables: all as Record<string, Record<string, string>> };
  return { secrets: store?.version === 1 ? all : Object.fromEntries([...places].map(([path, data]) => [path, { data }])), variables: {} };
}
