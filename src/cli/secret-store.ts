/** The store of a network's secrets with the disk, the servers and the environment of a world. */
import { vaultSettings, vaultToken } from "../deploy/environment.ts";
import type { SecretPlan, SecretStore } from "../secrets/model.ts";
import { openStore } from "../secrets/open-store.ts";
import { Vault } from "../secrets/vault.ts";
import { nomadOf } from "./deploy-frame.ts";
import { resolvePath } from "./paths.ts";
import { report } from "./report.ts";
import type { World } from "./world.ts";

/** `words` are those of `--store`; without them it is the network's own choice. Warnings go to stderr as they come. Fails with a `Failed`. */
export function storeOf(plan: Omit<SecretPlan, "secrets"> & { readonly region?: string }, words: string | undefined, world: World): SecretStore {
  return openStore(plan, words, {
    fs: world.files,
    clock: world.clock,
    say: (line) => world.err.write(`${line}\n`),
    warn: (diagnostic) => void report([diagnostic], "text", world),
    resolve: (path) => resolvePath(world.cwd, path),
    nomad: () => nomadOf(plan, world),
    vault: () => vaultOf(world),
  });
}

/** As VAULT_ADDR, VAULT_TOKEN, VAULT_NAMESPACE and Vault's variables of TLS say. */
export function vaultOf(world: World): Vault {
  const settings = vaultSettings(world.env);
  const [token, namespace] = [vaultToken(world.env), world.env("VAULT_NAMESPACE")];
  return new Vault(world.connect(settings), {
    address: settings.address, ...(token === undefined ? {} : { token }), ...(namespace === undefined ? {} : { namespace }),
    clock: world.clock, say: (line) => world.err.write(`${line}\n`),
  });
}
