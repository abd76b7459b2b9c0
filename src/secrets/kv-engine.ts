/** Vault's KV engines: which one a path belongs to, and of which version. In: a path as a network writes it. Out: the engine, and the path in it. */
import { Failed, Refused } from "../deploy/failed.ts";
import { diagnose } from "../diagnostics/catalog.ts";
import type { Vault } from "./vault.ts";
import { vaultPath } from "./vault.ts";

export interface Engine {
  /** `kv`, without slashes around it. */
  readonly mount: string;
  readonly version: 1 | 2;
}

/** A path of a place as the engine has it: `kv/data/a/b` and `kv/a/b` are both `a/b` of `kv`. */
export interface Spot { readonly engine: Engine; readonly name: string }

/** GET /v1/sys/internal/ui/mounts/:path, which every token may ask that may do anything below the path. */
interface MountAnswer { readonly data: { readonly path: string; readonly type: string; readonly options: { readonly version?: string } | null } }

export class Engines {
  private readonly known: Promise<Engine>[] = [];

  /** `declared`: paths are those that the network's jobs read, so an engine of the other version is an error. */
  constructor(private readonly vault: Vault, private readonly declared: boolean) {}

  async spotOf(path: string): Promise<Spot> {
    const engine = await this.engineOf(path);
    const below = path.slice(engine.mount.length + 1);
    const versioned = below.startsWith("data/");
    if (this.declared && versioned !== (engine.version === 2)) throw new Failed(diagnose("kv-version", { ...engine, declared: versioned ? 2 : 1, path }));
    return { engine, name: this.declared && versioned ? below.slice("data/".length) : below };
  }

  /** Each is asked for once. */
  private async engineOf(path: string): Promise<Engine> {
    for (const asked of this.known) {
      const engine = await asked;
      if (path.startsWith(`${engine.mount}/`)) return engine;
    }
    const asked = engineAt(this.vault, path);
    this.known.push(asked);
    return asked;
  }
}

async function engineAt(vault: Vault, path: string): Promise<Engine> {
  const { data } = await vault.get<MountAnswer>(`sys/internal/ui/mounts/${vaultPath(path)}`).catch((error: unknown) => {
    // The same answer for what is not there and for what the token may not see.
    if (error instanceof Refused && /preflight/.test(error.reason)) throw new Failed(diagnose("kv-missing", { path }));
    throw error;
  });
  const mount = data.path.replace(/\/$/, "");
  if (data.type !== "kv" && data.type !== "generic") throw new Failed(diagnose("kv-other-engine", { mount, type: data.type }));
  return { mount, version: data.options?.version === "2" ? 2 : 1 };
}

/** Where the engine's own API has it: `kv/data/a/b` for version 2. */
export function apiPath({ engine, name }: Spot): string {
  return vaultPath(`${engine.mount}/${engine.version === 2 ? "data/" : ""}${name}`);
}
