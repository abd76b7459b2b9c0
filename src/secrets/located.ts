/**
 * Where a secret of a network lies in a store that is not the network's own: by the rules by which networks place their secrets. In: its
 * places in the network. Out: the same secret with other places.
 */
import type { Place, SecretPlan, SecretSpec } from "./model.ts";
import type { ServerChoice } from "./store-choice.ts";

export type Locate = (secret: SecretSpec) => SecretSpec;

/** undefined: its own places are those of the store. Paths in a Vault begin with `MOUNT/`; what an engine of version 2 wants between is the store's affair. */
export function locating(plan: Omit<SecretPlan, "secrets">, choice: ServerChoice): Locate | undefined {
  if (choice.kind === "variables") return plan.store === "variables" ? undefined : (secret) => asVariables(secret, plan.network);
  const { mount = plan.mount ?? "kv" } = choice;
  if (plan.store !== "vault") return (secret) => placed(secret, () => ({ store: "vault", path: `${mount}/${plan.namespace}/${secret.id}`, ...(secret.shape === "value" ? { item: "value" } : {}) }));
  return mount === plan.mount || choice.mount === undefined ? undefined : (secret) => placed(secret, (place) => ({ ...place, path: moved(place.path, plan.mount, mount) }));
}

/** Home, and a copy for every task that reads it. */
function asVariables(secret: SecretSpec, network: string): SecretSpec {
  const item = secret.id.replace("/", ".");
  return placed(secret, (_, reader) => ({ store: "variables", item, path: reader === undefined ? `nomad/jobs/${network}` : `nomad/jobs/${reader.job}/${reader.group}/${reader.task}` }));
}

function placed(secret: SecretSpec, to: (place: Place, reader?: SecretSpec["readers"][number]) => Place): SecretSpec {
  return { ...secret, home: to(secret.home), readers: secret.readers.map((reader) => ({ ...reader, place: to(reader.place, reader) })) };
}

function moved(path: string, from: string | undefined, to: string): string {
  const below = from !== undefined && path.startsWith(`${from}/`) ? path.slice(from.length + 1) : path.slice(path.indexOf("/") + 1);
  return `${to}/${below.replace(/^data\//, "")}`;
}
