/** A call of JSON-RPC without a result. The message is safe to print on one line. */
import type { HttpFailure } from "../http/http.ts";

export type RpcFailureKind =
  /** There is no answer, or not all of it: `cause` says why. */
  | "silent"
  /** The server says no: `code` is its own. */
  | "refused"
  /** What answers is no server of JSON-RPC, or says what no such method does. */
  | "odd";

export interface RpcFailureDetails {
  /** Of JSON-RPC. */
  readonly code?: number;
  readonly cause?: HttpFailure;
}

export class RpcFailure extends Error {
  readonly kind: RpcFailureKind;
  readonly code: number | undefined;
  override readonly cause: HttpFailure | undefined;

  constructor(kind: RpcFailureKind, message: string, { code, cause }: RpcFailureDetails = {}) {
    super(message);
    this.kind = kind;
    this.code = code;
    this.cause = cause;
  }
}

export function isRefusal(error: unknown): error is RpcFailure {
  return error instanceof RpcFailure && error.kind === "refused";
}

/** The server has no such method, or does not offer it. Not all say so by the code that is meant for it. */
export function isUnknownMethod(error: unknown): boolean {
  return isRefusal(error) && (error.code === -32601 || /unknown method|\bmethod\b.*(\bnot (found|supported|available|enabled|implemented)|does not exist|doesn't exist|unknown)/i.test(error.message));
}
