/**
 * Answers from a recording. In: exchanges, in the order in which they happened. A request takes the first unused exchange that equals it
 * in method, path and (where one was recorded) body; one that nobody recorded is an error of the caller, not of the network.
 */
import { sameJson, type Json } from "../text/json.ts";
import { HttpFailure, failureWords, type FailureKind, type Http, type Request, type Response } from "./http.ts";

export interface Exchange {
  readonly method: Request["method"];
  readonly path: string;
  /** The server that was asked; any that is asked for this otherwise. */
  readonly to?: string;
  /** What was sent, if it is to be compared. */
  readonly body?: Json;
  /** Default 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The answer, as JSON or as text; each element of `chunks` arrives by itself. */
  readonly json?: Json;
  readonly text?: string;
  readonly chunks?: readonly string[];
  /** Instead of an answer, or after what was said of it. */
  readonly failure?: FailureKind;
  /** Answers any number of times. */
  readonly always?: boolean;
}

/** Itself it is a server whose address nobody recorded. */
export interface Replay extends Http {
  /** The server at an address. */
  at(address: string): Http;
  /** What was recorded and never asked for. */
  unused(): readonly Exchange[];
}

export function replay(exchanges: readonly Exchange[]): Replay {
  const used = new Set<Exchange>();
  const at = (address: string): Http => ({
    send: async (request) => {
      if (request.signal?.aborted === true) throw new HttpFailure("aborted", failureWords.aborted);
      const exchange = exchanges.find((candidate) => (candidate.always === true || !used.has(candidate)) && matches(candidate, address, request));
      if (exchange === undefined) throw unrecorded(address, request);
      used.add(exchange);
      return answerOf(exchange);
    },
  });
  return { ...at(""), at, unused: () => exchanges.filter((exchange) => !used.has(exchange) && exchange.always !== true) };
}

export function unrecorded(address: string, { method, path, body }: Request): Error {
  return new Error(`nothing was recorded for ${method} ${path}${address === "" ? "" : ` at ${address}`}${body === undefined ? "" : ` with the body ${body.slice(0, 2000)}`}`);
}

export function matches({ method, path, to, body }: Exchange, address: string, request: Request): boolean {
  if (method !== request.method || path !== request.path || (to !== undefined && to !== address)) return false;
  return body === undefined || (request.body !== undefined && sameJson(body, JSON.parse(request.body) as Json));
}

function answerOf(exchange: Exchange): Response {
  const { status = 200, headers = {}, json, text, chunks, failure } = exchange;
  const says = json !== undefined || text !== undefined || chunks !== undefined || exchange.status !== undefined;
  if (failure !== undefined && !says) throw new HttpFailure(failure, failureWords[failure]);
  const pieces = chunks ?? [text ?? (json === undefined ? "" : JSON.stringify(json))];
  return { status, headers, body: bytesOf(pieces, failure) };
}

async function* bytesOf(pieces: readonly string[], failure: FailureKind | undefined): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield new TextEncoder().encode(piece);
  if (failure !== undefined) throw new HttpFailure(failure, failureWords[failure]);
}
