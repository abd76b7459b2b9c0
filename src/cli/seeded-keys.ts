/** Keys that are the same for the same seed, and keystores that cost little: for tests and golden cases, never for a network. */
import { keccak_256 } from "@noble/hashes/sha3";
import type { KeyTools } from "../keys/tools.ts";
import { nodeKeys } from "./node-keys.ts";

export function seededKeys(seed: number): KeyTools {
  let count = 0;
  const block = () => keccak_256(`${seed}/${count++}`);
  const random = (bytes: number): Uint8Array => {
    const result = new Uint8Array(bytes);
    for (let at = 0; at < bytes; at += 32) result.set(block().slice(0, bytes - at), at);
    return result;
  };
  return { ...nodeKeys, random, cost: { n: 16, r: 8, p: 1, dklen: 32 } };
}
