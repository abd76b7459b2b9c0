/**
 * Nomad's HTTP API, thin: requests in the API's own words out, answers in. Every request names its namespace and region. Where there is no
 * answer, or one that says no, it fails with a `Failed` that says why in words; the token is in a header and nowhere else.
 */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Clock } from "../http/clock.ts";
import { HttpFailure, query, readText, type Http, type Request, type Response } from "../http/http.ts";
import type { Json } from "../text/json.ts";
import { Failed, Refused } from "./failed.ts";

export interface NomadOptions {
  /** As it was given, for messages. */
  readonly address: string;
  readonly namespace: string;
  readonly region?: string;
  readonly token?: string;
  readonly clock: Clock;
  /** A line for stderr: a retry, a slow answer. */
  readonly say: (line: string) => void;
  readonly signal?: AbortSignal;
}

export interface Answer<T> {
  readonly value: T;
  /** `X-Nomad-Index`, for the next blocking query; 0 if there was none. */
  readonly index: number;
}

export interface Read {
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** A blocking query: answers when the index is above this one, or after `wait` seconds. */
  readonly index?: number;
  readonly wait?: number;
  /** Another namespace than the network's: `*`. */
  readonly namespace?: string;
  readonly signal?: AbortSignal;
}

const TIMEOUT = 30_000;

export class Nomad {
  constructor(private readonly http: Http, readonly options: NomadOptions) {}

  /** `path` without query, its parts encoded: `/v1/job/mantis`. Fails on 404. */
  async get<T>(path: string, read: Read = {}): Promise<Answer<T>> {
    const answer = await this.find<T>(path, read);
    if (answer === undefined) throw new Failed(diagnose("nomad-refused", { what: `GET ${path}`, status: 404, reason: "not found" }));
    return answer;
  }

  /** undefined where Nomad has no such thing (404). */
  async find<T>(path: string, read: Read = {}): Promise<Answer<T> | undefined> {
    const blocking = read.index === undefined ? {} : { index: read.index, wait: `${read.wait ?? 60}s` };
    const response = await this.send("GET", path, { ...read.query, ...blocking }, read, undefined, TIMEOUT + (read.index === undefined ? 0 : (read.wait ?? 60) * 1100));
    if (response.status === 404) return undefined;
    return { value: await this.json<T>(response, `GET ${path}`), index: Number(response.headers["x-nomad-index"] ?? 0) };
  }

  /** `safe`: sending it twice does the same as once, so it may be sent again when the answer was lost. */
  async put<T>(path: string, body: Json, options: { readonly safe?: boolean; readonly method?: "PUT" | "DELETE"; readonly query?: Read["query"] } = {}): Promise<T> {
    const method = options.method ?? "PUT";
    const response = await this.send(method, path, options.query ?? {}, {}, method === "DELETE" ? undefined : JSON.stringify(body), TIMEOUT);
    return this.json<T>(response, `${method} ${path}`);
  }

  /** The body as it arrives (logs, events). */
  async stream(path: string, read: Read = {}): Promise<AsyncIterable<Uint8Array>> {
    const response = await this.send("GET", path, read.query ?? {}, read, undefined, 3600_000);
    if (response.status >= 400) await this.json(response, `GET ${path}`);
    return response.body;
  }

  private async send(method: Request["method"], path: string, extra: NonNullable<Read["query"]>, read: Read, body: string | undefined, timeout: number): Promise<Response> {
    const { namespace, region, token, address } = this.options;
    const signal = read.signal ?? this.options.signal;
    const headers = { ...(token === undefined ? {} : { "x-nomad-token": token }), ...(body === undefined ? {} : { "content-type": "application/json" }) };
    const whole = path + query({ ...extra, namespace: read.namespace ?? namespace, region });
    try {
      return await this.http.send({ method, path: whole, headers, timeout, ...(body === undefined ? {} : { body }), ...(signal === undefined ? {} : { signal }) });
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      throw new Failed(diagnose("nomad-unreachable", { address, reason: error.message }));
    }
  }

  private async json<T>(response: Response, what: string): Promise<T> {
    const text = await readText(response);
    const { status } = response;
    const reason = text.trim();
    if (status >= 400) throw new Refused({ status, reason }, diagnose("nomad-refused", { what, status, reason }));
    return JSON.parse(text) as T;
  }
}

/** A job's ID may hold slashes and spaces. */
export function jobPath(id: string, rest = ""): string {
  return `/v1/job/${encodeURIComponent(id)}${rest}`;
}
