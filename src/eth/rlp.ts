/** Recursive length prefix (Ethereum's yellow paper, appendix B): bytes, whole numbers and lists of them -> bytes. Nothing is decoded. */
import { concatBytes, hexToBytes } from "@noble/hashes/utils";
import { whole, type Whole } from "./quantity.ts";

export type Rlp = Uint8Array | Whole | readonly Rlp[];

/** Up to this many bytes, the first byte says how many follow. */
const SHORT = 55;
const STRING = 0x80;
const LIST = 0xc0;

export function encodeRlp(item: Rlp): Uint8Array {
  if (item instanceof Uint8Array) return encodeBytes(item);
  if (typeof item === "bigint" || typeof item === "number") return encodeBytes(bigEndian(whole(item)));
  return prefixed(LIST, concatBytes(...item.map(encodeRlp)));
}

function encodeBytes(bytes: Uint8Array): Uint8Array {
  return bytes.length === 1 && bytes[0]! < STRING ? bytes : prefixed(STRING, bytes);
}

function prefixed(base: number, content: Uint8Array): Uint8Array {
  if (content.length <= SHORT) return concatBytes(Uint8Array.of(base + content.length), content);
  const length = bigEndian(BigInt(content.length));
  return concatBytes(Uint8Array.of(base + SHORT + length.length), length, content);
}

/** Without leading zeros: 0 is no byte at all. */
function bigEndian(number: bigint): Uint8Array {
  const hex = number === 0n ? "" : number.toString(16);
  return hexToBytes(hex.length % 2 === 0 ? hex : `0${hex}`);
}
