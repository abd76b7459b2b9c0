/**
 * Vault's KV engine as a store, versions 1 and 2. In version 2 every write says which version it was made from (`options.cas`), also where
 * that one was deleted. Version 1 knows nothing of the kind: there it is read right before and after a write, which leaves a moment.
 */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnose } from "../diagnostics/catalog.ts";
import { Failed, Refused } from "../deploy/failed.ts";
import { sameJson, type Json } from "../text/json.ts";
import { Damaged, exactJson, vaultEncoding, type Items } from "./content.ts";
import { apiPath, Engines, type Spot } from "./kv-engine.ts";
import { PlacedStore, type Document } from "./placed-store.ts";
import type { Vault } from "./vault.ts";

export interface VaultStoreOptions {
  readonly say: (line: string) => void;
  readonly warn: (diagnostic: Diagnostic) => void;
  /** Paths are as the network's jobs read them, with `data/` for version 2; otherwise they are `MOUNT/…` for either version. */
  readonly declared: boolean;
}

export function vaultStore(vault: Vault, options: VaultStoreOptions): PlacedStore {
  const kv = new Kv(vault, options);
  return new PlacedStore({
    title: `Vault at ${vault.options.address}`,
    encoding: vaultEncoding,
    clock: vault.options.clock,
    read: (path) => kv.read(path),
    write: (path, items, before) => kv.write({ path, items, before }),
  });
}

interface Write { readonly path: string; readonly items: Items; readonly before: Document | undefined }

/** GET of version 2. `data` is null where the latest version is deleted. */
interface Versioned {
  readonly data: Items | null;
  readonly metadata: { readonly version: number; readonly deletion_time: string; readonly destroyed: boolean };
}

class Kv {
  private readonly engines: Engines;
  private readonly warned = new Set<string>();
  private saidOnce = false;

  constructor(private readonly vault: Vault, private readonly options: VaultStoreOptions) {
    this.engines = new Engines(vault, options.declared);
  }

  async read(path: string): Promise<Document | undefined> {
    const spot = await this.living(() => this.engines.spotOf(path));
    const { found, text } = await this.living(() => this.vault.find(apiPath(spot)));
    const answer = parsed(text, path) as { readonly data?: Json; readonly warnings?: Json } | null;
    if (!found && JSON.stringify(answer?.warnings ?? null).includes("versioned K/V")) throw changed(spot);
    const data = answer?.data;
    if (typeof data !== "object" || data === null || Array.isArray(data)) return undefined;
    return spot.engine.version === 1 ? { items: data, version: 0 } : this.latest(data as unknown as Versioned, spot);
  }

  private latest({ data, metadata }: Versioned, spot: Spot): Document {
    if (typeof metadata?.version !== "number") throw changed(spot);
    if (data === null) this.warnOfDeleted(metadata, spot);
    return { items: data ?? {}, version: metadata.version };
  }

  private warnOfDeleted({ version, destroyed }: Versioned["metadata"], { engine, name }: Spot): void {
    if (this.warned.has(name)) return;
    this.warned.add(name);
    this.options.warn(diagnose("kv-deleted", { mount: engine.mount, name, version, destroyed }));
  }

  async write({ path, items, before }: Write): Promise<boolean> {
    const spot = await this.engines.spotOf(path);
    return this.living(() => (spot.engine.version === 2 ? this.writeVersion(spot, items, before?.version ?? 0) : this.writeAnd(spot, { path, items, before })));
  }

  private async writeVersion(spot: Spot, items: Items, cas: number): Promise<boolean> {
    try {
      const answer = await this.vault.post<{ readonly data?: { readonly version?: number } } | null>(apiPath(spot), { options: { cas }, data: { ...items } }, { safe: true });
      // Version 1 takes anything, says nothing, and now has our envelope where nobody looks.
      if (answer?.data?.version === undefined) throw changed(spot);
      return true;
    } catch (error) {
      if (error instanceof Refused && /check-and-set parameter did not match/.test(error.reason)) return false;
      throw error;
    }
  }

  private async writeAnd(spot: Spot, { path, items, before }: Write): Promise<boolean> {
    if (!this.saidOnce) this.options.say(`The KV engine at ${spot.engine.mount}/ is of version 1, which has no check-and-set: let nobody else write there meanwhile.`);
    this.saidOnce = true;
    if (!sameItems((await this.read(path))?.items, before?.items)) return false;
    try {
      await this.vault.post(apiPath(spot), { ...items }, { safe: true });
    } catch (error) {
      if (error instanceof Refused && error.status === 404) throw changed(spot);
      throw error;
    }
    return sameItems((await this.read(path))?.items, items);
  }

  /** Vault says the same of a path that is not allowed and of a token that is none (any more); only the token itself can be asked. */
  private async living<T>(body: () => Promise<T>): Promise<T> {
    try {
      return await body();
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 403 || this.vault.options.token === undefined) throw error;
      await this.vault.get("auth/token/lookup-self").catch((told: unknown) => {
        if (told instanceof Refused && told.status === 403) throw new Failed(diagnose("vault-token", { address: this.vault.options.address }));
      });
      throw error;
    }
  }
}

function changed({ engine }: Spot): Failed {
  return new Failed(diagnose("kv-changed", { mount: engine.mount, version: engine.version }));
}

function parsed(text: string, path: string): Json {
  try {
    return exactJson(text);
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    throw new Failed(diagnose("secret-damaged", { place: path, problem: error.message }));
  }
}

function sameItems(a: Items | undefined, b: Items | undefined): boolean {
  return a === undefined || b === undefined ? a === b : sameJson({ ...a }, { ...b });
}
