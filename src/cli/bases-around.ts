/** Where the servers around a network are, by the environment and by its file. */
import { basesOf, type Bases } from "../deploy/bases.ts";
import type { Network } from "../network/model.ts";
import type { World } from "./world.ts";

/** A domain that no ingress serves, as an inherited one on one's own machine, has no servers under it. */
export function basesAround({ domain, ingress, hosts }: Pick<Network, "domain" | "ingress" | "hosts">, { env }: Pick<World, "env">): Bases {
  const served = ingress !== undefined && ingress !== "none";
  return basesOf(env, { hosts, ...(domain === undefined || !served ? {} : { domain }) });
}
