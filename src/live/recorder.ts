/**
 * Listens to a real Http. In: the Http, the clock, how to clean answers. Out: an Http that answers the same, and the exchanges in the order
 * of their requests. Headers of requests, where tokens are, are not kept. What is cleaned is cleaned for the client too: it never sees more
 * than the recording holds.
 */
import type { Clock } from "../http/clock.ts";
import { HttpFailure, readText, type Http, type Request, type Response } from "../http/http.ts";
import type { Json } from "../text/json.ts";
import type { Timed } from "./fixture.ts";

export interface Recorder extends Http {
  /** Another server, whose address is kept. */
  at(address: string, http: Http): Http;
  /** What has no answer by now is taken as given up. */
  exchanges(): Timed[];
}

export type Clean = (path: string, body: Json) => Json;

type Draft = { -readonly [Key in keyof Timed]: Timed[Key] };

export function recorder(http: Http, clock: Clock, clean: Clean): Recorder {
  const start = clock.now();
  const drafts: Draft[] = [];
  const listening = (own: Http, to?: string): Http => ({
    send: async (request) => {
      const draft: Draft = { method: request.method, path: request.path, ...(to === undefined ? {} : { to }), at: 0, ...(request.body === undefined ? {} : { body: JSON.parse(request.body) as Json }) };
      drafts.push(draft);
      const stamp = () => (draft.at = clock.now() - start);
      return failing(draft, stamp, async () => {
        const response = await own.send(request);
        draft.headers = kept(response.headers);
        return isStream(request) ? streamed(draft, stamp, response) : whole(draft, stamp, response, clean);
      });
    },
  });
  return {
    ...listening(http),
    at: (address, other) => listening(other, address),
    exchanges: () => drafts.map((draft) => (draft.status === undefined && draft.failure === undefined ? { ...draft, failure: "aborted" } : draft)),
  };
}

/** A failure is part of the recording. */
async function failing<T>(draft: Draft, stamp: () => number, body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    stamp();
    if (error instanceof HttpFailure) draft.failure = error.kind;
    throw error;
  }
}

async function whole(draft: Draft, stamp: () => number, response: Response, clean: Clean): Promise<Response> {
  const text = await readText(response);
  stamp();
  draft.status = response.status;
  const json = parsed(text);
  if (json === undefined) draft.text = text;
  else draft.json = clean(draft.path, json);
  return { ...response, body: one(json === undefined ? text : JSON.stringify(draft.json)) };
}

async function streamed(draft: Draft, stamp: () => number, response: Response): Promise<Response> {
  draft.status = response.status;
  const [chunks, times]: [string[], number[]] = [[], []];
  Object.assign(draft, { chunks, times });
  stamp();
  const decoder = new TextDecoder();
  async function* body(): AsyncGenerator<Uint8Array> {
    const pieces = response.body[Symbol.asyncIterator]();
    for (;;) {
      const { done, value } = await failing(draft, stamp, () => pieces.next());
      if (done === true) return;
      chunks.push(decoder.decode(value, { stream: true }));
      times.push(stamp());
      yield value;
    }
  }
  return { ...response, body: body() };
}

function isStream({ path }: Request): boolean {
  return /^\/v1\/(client\/fs\/|event\/stream)/.test(path);
}

/** The type of an answer is told where it is not JSON. */
function kept(headers: Response["headers"]): Record<string, string> {
  const names = /json/.test(headers["content-type"] ?? "") ? ["x-nomad-index"] : ["x-nomad-index", "content-type"];
  return Object.fromEntries(names.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]!]])));
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

async function* one(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
