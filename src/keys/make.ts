/** Expressions of key time -> values. The functions are those of the language's reference; what they make is a matter of Ethereum's own specifications. */
import type { Json } from "../text/json.ts";
import type { KeyExpr } from "./tree.ts";

/** What a value is made with, apart from the expression. */
export interface KeyTools {
  /** Cryptographically strong random bytes. */
  readonly random: (bytes: number) => Uint8Array;
  /** RFC 7914. */
  readonly scrypt: (password: Uint8Array, salt: Uint8Array, options: { readonly N: number; readonly r: number; readonly p: number; readonly length: number }) => Uint8Array;
  /** The value of a secret that was made before. */
  readonly secret: (ref: Extract<KeyExpr, { op: "secret" }>) => Json;
}

/** Fails with a KeyError where an input is not what a function takes. No message holds a private value. */
export function makeValue(expr: KeyExpr, tools: KeyTools): Json {
  throw new KeyError(`not made yet: ${expr.op} ${typeof tools}`);
}

/**
 * Whether `value` is one that `expr` could have made: derived ones are made again and compared, a keystore is opened, a key is in range.
 * undefined: it is; otherwise what is wrong, without the value.
 */
export function flawOf(value: Json, expr: KeyExpr, tools: KeyTools): string | undefined {
  return typeof value === typeof expr && typeof tools === "object" ? "not checked yet" : undefined;
}

export class KeyError extends Error {}
