/** `--store`, or the network's own choice -> which store it is. Nothing is opened here. */
import { diagnose } from "../diagnostics/catalog.ts";
import { Failed } from "../deploy/failed.ts";
import type { SecretPlan } from "./model.ts";

export type ServerChoice =
  | { readonly kind: "vault"; readonly mount?: string }
  | { readonly kind: "variables" };

export type Choice = ServerChoice | { readonly kind: "directory"; readonly path: string };

/** `dir:PATH`, `vault`, `vault:MOUNT`, `nomad`. Fails with `bad-store`, and with `no-store` where neither says one. */
export function storeChoice(plan: Pick<SecretPlan, "network" | "store">, words: string | undefined): Choice {
  if (words !== undefined) return chosen(words);
  if (plan.store === "none") throw new Failed(diagnose("no-store", { network: plan.network }));
  return { kind: plan.store };
}

function chosen(words: string): Choice {
  const [, name = "", rest] = /^([^:]*)(?::(.*))?$/s.exec(words) ?? [];
  const bad = (problem: string) => new Failed(diagnose("bad-store", { text: words, problem }));
  if (name === "dir") {
    if (rest === undefined || rest === "") throw bad("the path of its directory is missing");
    return { kind: "directory", path: rest };
  }
  if (name === "vault") {
    const mount = rest?.replace(/^\/+|\/+$/g, "");
    if (mount !== undefined && !/^[\w.-]+(\/[\w.-]+)*$/.test(mount)) throw bad("after the colon comes the path of a KV engine");
    return mount === undefined ? { kind: "vault" } : { kind: "vault", mount };
  }
  if (name !== "nomad") throw bad("a store is a directory, Vault, or Nomad's variables");
  if (rest !== undefined) throw bad("Nomad's variables leave nothing to choose");
  return { kind: "variables" };
}
