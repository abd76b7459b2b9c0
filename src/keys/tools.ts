/** What values of key time are made with, apart from their expression. The real one is in `cli/node-keys.ts`. */
import type { Json } from "../text/json.ts";
import type { KeyExpr } from "./tree.ts";

export interface KeyTools {
  /** Cryptographically strong random bytes, in an array of their own. */
  readonly random: (bytes: number) => Uint8Array;
  /** AES-128 in counter mode: encrypts and decrypts. */
  readonly aes128ctr: (key: Uint8Array, iv: Uint8Array, data: Uint8Array) => Uint8Array;
  /** What a new keystore costs to open, if not what those of clients do. */
  readonly cost?: ScryptCost;
}

export interface ScryptCost { readonly n: number; readonly r: number; readonly p: number; readonly dklen: number }

export type SecretOf = Extract<KeyExpr, { op: "secret" }>;

/** The value of a secret that was made before. */
export type Lookup = (secret: SecretOf) => Json;
