/** Shapes within results of JSON-RPC, each read or refused with an EthError. Servers are not trusted: a field is only one if it is the object's own. */
import { visible } from "../text/visible.ts";
import { EthError } from "./eth-error.ts";

export type Read<T> = (value: unknown) => T;

const MOST_TEXT = 200;

/** Fails where `value` is no object, and says which field it was that could not be read. */
export function field<T>(value: unknown, name: string, read: Read<T>): T {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new EthError("is no object");
  const found: unknown = Object.hasOwn(value, name) ? (value as { readonly [key: string]: unknown })[name] : undefined;
  try {
    return read(found);
  } catch (error) {
    throw error instanceof EthError ? new EthError(`has a field \`${name}\` that ${error.message}`) : error;
  }
}

/** Null and nothing are both how servers say that there is none. */
export function optional<T>(read: Read<T>): Read<T | undefined> {
  return (value) => (value === undefined || value === null ? undefined : read(value));
}

export function readHash(value: unknown): string {
  if (typeof value !== "string" || !/^0x[0-9a-fA-F]{64}$/.test(value)) throw new EthError("is no hash: 32 bytes in hex after 0x");
  return value.toLowerCase();
}

/** Capitals mean nothing in answers: not all servers write checksums. */
export function readAddress(value: unknown): string {
  if (typeof value !== "string" || !/^0x[0-9a-fA-F]{40}$/.test(value)) throw new EthError("is no address: 20 bytes in hex after 0x");
  return value.toLowerCase();
}

export function readFlag(value: unknown): boolean {
  if (typeof value !== "boolean") throw new EthError("is neither true nor false");
  return value;
}

/** One line, safe to print. */
export function readLine(value: unknown): string {
  if (typeof value !== "string") throw new EthError("is no text");
  return visible(value.slice(0, MOST_TEXT));
}
