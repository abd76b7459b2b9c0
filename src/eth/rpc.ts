/**
 * JSON-RPC 2.0 over HTTP, thin: one call, one answer, nothing is tried again. In: a method and its parameters; out: the result, whose shape is the
 * caller's to look at. Where there is none it fails with an RpcFailure.
 */
import type { Clock } from "../http/clock.ts";
import { HttpFailure, readText, type Http, type Response } from "../http/http.ts";
import type { Json } from "../text/json.ts";
import { resultOf } from "./rpc-answer.ts";
import { RpcFailure } from "./rpc-failure.ts";

export interface RpcOptions {
  /** `http://10.0.0.7:8546`, with a path where the server has one. */
  readonly address: string;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

/** Milliseconds without a byte, and for the whole of an answer that comes in drops. */
const TIMEOUT = 5000;
const LONGEST = 15_000;
const MOST_BYTES = 16 * 1024 * 1024;
const headers = { "content-type": "application/json", accept: "application/json" };

export class EthRpc {
  private calls = 0;

  constructor(private readonly http: Http, readonly options: RpcOptions) {}

  async call(method: string, params: readonly Json[] = []): Promise<Json> {
    const id = ++this.calls;
    const response = await this.send(JSON.stringify({ jsonrpc: "2.0", id, method, params }));
    return resultOf(await this.read(response, method), response.status, { id, method });
  }

  private async send(body: string): Promise<Response> {
    const { address, signal } = this.options;
    try {
      return await this.http.send({ method: "POST", path: pathOf(address), headers, body, timeout: TIMEOUT, ...(signal === undefined ? {} : { signal }) });
    } catch (error) {
      throw error instanceof HttpFailure ? silent(error) : error;
    }
  }

  /** A body that is too long, or no text at all, comes from somebody who is there. */
  private async read(response: Response, method: string): Promise<string> {
    try {
      return await readText({ ...response, body: inTime(response.body, this.options.clock) }, MOST_BYTES);
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      throw error.kind === "other" ? new RpcFailure("odd", `${method}: ${error.message}`, { cause: error }) : silent(error);
    }
  }
}

function silent(failure: HttpFailure): RpcFailure {
  return new RpcFailure("silent", failure.message, { cause: failure });
}

function pathOf(address: string): string {
  if (!/^https?:/i.test(address) || !URL.canParse(address)) return "/";
  const { pathname, search } = new URL(address);
  return `${pathname}${search}`;
}

async function* inTime(body: AsyncIterable<Uint8Array>, clock: Clock): AsyncGenerator<Uint8Array> {
  const end = clock.now() + LONGEST;
  for await (const chunk of body) {
    if (clock.now() > end) throw new HttpFailure("timeout", `the answer was not complete after ${LONGEST / 1000} s`);
    yield chunk;
  }
}
