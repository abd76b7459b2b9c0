/** The secrets of a network as key time sees them, and the one interface of the stores that keep them. */
import type { KeyExpr } from "../keys/tree.ts";
import type { Json } from "../text/json.ts";
import type { Span } from "../text/source.ts";

export interface SecretSpec {
  /** Unique in the network: `mantis-1/secret-key`, `genesis`, `obft/shared-name` for what the members of a set share. */
  readonly id: string;
  readonly name: string;
  readonly owner?: string;
  readonly set?: string;
  /** A value is a string, an object is JSON, fields are an object with exactly these keys. */
  readonly shape: "value" | "object" | "fields";
  readonly fields: readonly string[];
  /** undefined: given from outside, never made. */
  readonly make?: KeyExpr;
  /** IDs of the secrets that `make` reads. */
  readonly inputs: readonly string[];
  /** Where operators and other networks find it. */
  readonly home: Place;
  /** Where each reading task finds its copy. Several tasks may share one place. */
  readonly readers: readonly { readonly job: string; readonly group: string; readonly task: string; readonly place: Place }[];
  readonly span: Span;
}

export interface Place {
  readonly store: "vault" | "variables";
  /** Vault: `kv/data/…` for KV v2, `kv/…` for v1. Nomad variables: `nomad/jobs/…`. */
  readonly path: string;
  /** The key inside the object at `path`; undefined for the whole object. */
  readonly item?: string;
}

export interface SecretPlan {
  readonly network: string;
  readonly namespace: string;
  readonly region?: string;
  readonly store: "vault" | "variables" | "none";
  /** Vault: where its KV engine is, `kv`; the places of secrets begin with it. */
  readonly mount?: string;
  /** Each after its inputs. */
  readonly secrets: readonly SecretSpec[];
}

export interface Found {
  readonly value: Json;
  /** Copies that a reader would look for and not find, or find another value in. */
  readonly missing: readonly Place[];
  readonly different: readonly Place[];
}

/** A store of values. Writes are check-and-set; nothing that is there is ever changed except by `replace`. Fails with `Failed`. */
export interface SecretStore {
  /** For messages: `the directory keys/`, `Vault at https://vault.mantis.ws`. */
  readonly title: string;
  /** What is there now, by ID; absent ones are left out. */
  read(secrets: readonly SecretSpec[]): Promise<ReadonlyMap<string, Found>>;
  /** Puts a value where none is, and into the missing copies. Returns the value that is there afterwards: another's, if that was faster. */
  add(secret: SecretSpec, value: Json): Promise<Json>;
  /** Puts `value` in the place of `before`, home and copies; fails if something else is there by now. */
  replace(secret: SecretSpec, value: Json, before: Json): Promise<void>;
  /** Forgets what is there, home and copies. Undefined where that is not ours to do. */
  remove?(secrets: readonly SecretSpec[]): Promise<void>;
  /** Lets go of locks. */
  close(): Promise<void>;
}
