/**
 * Answers from a recording, at their time. In: exchanges in the order of their requests. A request takes the first unused exchange that
 * equals it in method, path and body; one that nobody recorded is an error of the caller.
 */
import { HttpFailure, failureWords, type Http, type Request, type Response } from "../http/http.ts";
import { matches, unrecorded } from "../http/replay.ts";
import type { Timed } from "./fixture.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface TimedReplay extends Http {
  /** The server at an address. */
  at(address: string): Http;
  /** What was recorded and never asked for. */
  unused(): readonly Timed[];
}

export function timedReplay(exchanges: readonly Timed[], clock: VirtualTime): TimedReplay {
  const start = clock.now();
  const used = new Set<Timed>();
  const at = (address: string): Http => ({
    send: async (request) => {
      if (request.signal?.aborted === true) throw new HttpFailure("aborted", "aborted");
      const exchange = exchanges.find((candidate) => !used.has(candidate) && matches(candidate, address, request));
      if (exchange === undefined) throw unrecorded(address, request);
      used.add(exchange);
      return answer(exchange, request, (time) => arrival(start + time, request, clock));
    },
  });
  return { ...at(""), at, unused: () => exchanges.filter((exchange) => !used.has(exchange)) };
}

async function answer(exchange: Timed, request: Request, arrives: (at: number) => Promise<void>): Promise<Response> {
  const { status, headers = {}, json, text, chunks = [text ?? (json === undefined ? "" : JSON.stringify(json))], failure, at, times } = exchange;
  if (status === undefined && failure !== undefined) {
    await arrives(failure === "aborted" ? Infinity : at);
    throw new HttpFailure(failure, failureWords[failure]);
  }
  await arrives(times?.[0] ?? at);
  async function* body(): AsyncGenerator<Uint8Array> {
    for (const [index, chunk] of chunks.entries()) {
      await arrives(times?.[index] ?? at);
      yield new TextEncoder().encode(chunk);
    }
    if (failure === undefined) return;
    await arrives(failure === "aborted" ? Infinity : at);
    throw new HttpFailure(failure, failureWords[failure]);
  }
  return { status: status ?? 200, headers, body: body() };
}

/** What its caller gives up on never arrives. */
async function arrival(at: number, request: Request, time: VirtualTime): Promise<void> {
  await time.until(at, request.signal);
  if (request.signal?.aborted === true) throw new HttpFailure("aborted", "aborted");
}
