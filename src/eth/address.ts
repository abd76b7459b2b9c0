/** Addresses as people write them -> lower-case hex after `0x`, and back with the checksum that capitals make (EIP-55). */
import { keccak_256 } from "@noble/hashes/sha3";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils";

export interface NoAddress {
  /** Completes "it …". */
  readonly problem: string;
}

const DIGITS = 40;

/** Takes 40 hex digits, with or without `0x`, in any case. */
export function checksummed(hex: string): string {
  const digits = hex.replace(/^0x/, "").toLowerCase();
  const hash = bytesToHex(keccak_256(utf8ToBytes(digits)));
  return `0x${[...digits].map((digit, at) => (hash[at]! >= "8" ? digit.toUpperCase() : digit)).join("")}`;
}

/** `0x` may be left out. Where all letters have one case, there is no checksum to look at. */
export function parseAddress(text: string): string | NoAddress {
  const digits = text.replace(/^0x/, "");
  if (!/^[0-9a-fA-F]+$/.test(digits)) return { problem: `is no address: ${DIGITS} hex digits, with 0x before them` };
  if (digits.length !== DIGITS) return { problem: `has ${digits.length} hex digits, and an address has ${DIGITS}` };
  const mixed = /[a-f]/.test(digits) && /[A-F]/.test(digits);
  if (mixed && checksummed(digits) !== `0x${digits}`) return { problem: "has a wrong checksum: its capitals do not fit its digits, so a digit or a letter's case is wrong (EIP-55)" };
  return `0x${digits.toLowerCase()}`;
}
