/**
 * Whole numbers from 0 to 2^256 - 1, and how JSON-RPC writes them (QUANTITY: hex after `0x` without leading zeros). What is written keeps to
 * the definition; what is read may have leading zeros, as some servers write them.
 */
import { EthError } from "./eth-error.ts";

export type Whole = bigint | number;

export const MOST = 2n ** 256n - 1n;

/** Fails with an EthError where it is none, or a number that cannot be told from its neighbours. */
export function whole(value: Whole): bigint {
  if (typeof value === "number" && !Number.isSafeInteger(value)) throw new EthError("is no whole number below 2^53");
  const number = BigInt(value);
  if (number < 0n || number > MOST) throw new EthError("is no whole number from 0 to 2^256 - 1");
  return number;
}

export function quantity(value: Whole): string {
  return `0x${whole(value).toString(16)}`;
}

/** Fails with an EthError where it is no text of up to 32 bytes in hex. */
export function readQuantity(value: unknown): bigint {
  if (typeof value !== "string" || !/^0x[0-9a-fA-F]{1,64}$/.test(value)) throw new EthError("is no quantity: hex digits after 0x, 32 bytes at most");
  return BigInt(value);
}

/** One that fits a number: of blocks, seconds, peers. */
export function readNumber(value: unknown): number {
  const number = Number(readQuantity(value));
  if (!Number.isSafeInteger(number)) throw new EthError("is too large: 2^53 or more");
  return number;
}
