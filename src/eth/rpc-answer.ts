/** What a server answered to one call -> its result. Whoever answers there is not trusted: everything is looked at before it is used. */
import type { Json } from "../text/json.ts";
import { visible } from "../text/visible.ts";
import { RpcFailure } from "./rpc-failure.ts";

export interface Call {
  readonly id: number;
  readonly method: string;
}

type Fields = { readonly [key: string]: Json };

const MOST_SHOWN = 600;

/** Fails with an RpcFailure, `refused` or `odd`. Servers answer with any status of HTTP: only the text counts. */
export function resultOf(text: string, status: number, call: Call): Json {
  const answer = fieldsOf(parsed(text));
  if (answer === undefined || own(answer, "jsonrpc") !== "2.0") throw odd(call, `what answers is no JSON-RPC (HTTP status ${status})`);
  const [error = null, result, id] = [own(answer, "error"), own(answer, "result"), own(answer, "id")];
  // A server that could not read the call does not know its id.
  if (id !== call.id && !(id === null && error !== null)) throw odd(call, "the answer is one to another call");
  if (error !== null) throw refusal(error, call);
  if (result === undefined) throw odd(call, "the answer has neither a result nor an error");
  return result;
}

function refusal(error: Json, call: Call): RpcFailure {
  const fields = fieldsOf(error);
  const [code, message] = fields === undefined ? [] : [own(fields, "code"), own(fields, "message")];
  if (typeof code !== "number" || typeof message !== "string") return odd(call, "the answer has an error without a code or a message");
  return new RpcFailure("refused", `${call.method}: ${visible(message.slice(0, MOST_SHOWN).trim())} (${code})`, { code });
}

function odd({ method }: Call, says: string): RpcFailure {
  return new RpcFailure("odd", `${method}: ${says}`);
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function fieldsOf(value: Json | undefined): Fields | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
}

function own(fields: Fields, name: string): Json | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}
