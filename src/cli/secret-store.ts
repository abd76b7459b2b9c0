/** The store of a network's secrets with the disk, the servers and the environment of a world. */
import type { SecretPlan, SecretStore } from "../secrets/model.ts";
import { openStore } from "../secrets/open-store.ts";
import { nomadOf } from "./deploy-frame.ts";
import { resolvePath } from "./paths.ts";
import { report } from "./report.ts";
import { vaultOf } from "./session.ts";
import type { World } from "./world.ts";

/** `words` are those of `--store`; without them it is the network's own choice. Warnings go to stderr as they come. Fails with a `Failed`. */
export function storeOf(plan: Omit<SecretPlan, "secrets">, words: string | undefined, world: World): SecretStore {
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
