/** Private keys, public keys and addresses, as Ethereum writes them: lower-case hex without `0x`. */
import { secp256k1 } from "@noble/curves/secp256k1";
import { keccak_256 } from "@noble/hashes/sha3";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils";
import { KeyError } from "./key-error.ts";

/** Draws until the number is in the group's range: practically always once. */
export function newPrivateKey(random: (bytes: number) => Uint8Array): string {
  for (;;) {
    const bytes = random(32);
    const hex = secp256k1.utils.isValidPrivateKey(bytes) ? bytesToHex(bytes) : undefined;
    bytes.fill(0);
    if (hex !== undefined) return hex;
  }
}

/** The 32 bytes of 64 hex digits; the caller clears them. Fails where they are no key of the curve. */
export function privateBytes(hex: string): Uint8Array {
  const bytes = /^[0-9a-fA-F]{64}$/.test(hex) ? hexToBytes(hex) : undefined;
  if (bytes === undefined || !secp256k1.utils.isValidPrivateKey(bytes)) throw new KeyError("it is no private key: 64 hex digits within the range of secp256k1");
  return bytes;
}

/** Both coordinates, 128 hex digits: the ID of a node in its enode. */
export function publicKeyOf(privateKey: string): string {
  return bytesToHex(publicBytes(privateKey));
}

/** The last 20 bytes of the public key's Keccak-256, 40 hex digits (Ethereum's yellow paper, appendix F). */
export function addressOf(privateKey: string): string {
  return bytesToHex(keccak_256(publicBytes(privateKey)).slice(-20));
}

/** Without the byte that says "uncompressed". */
function publicBytes(privateKey: string): Uint8Array {
  const bytes = privateBytes(privateKey);
  const point = secp256k1.getPublicKey(bytes, false).slice(1);
  bytes.fill(0);
  return point;
}
