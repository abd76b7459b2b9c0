/**
 * Nomad's HTTP API, thin: requests in the API's own words out, answers in. Every request names its namespace and region. Where there is no
 * answer, or one that says no, it fails with a `Failed` that says why in words; the token is in a header and nowhere else.
 *
 * Reads, and what is safe to send twice, are tried again while the trouble is one that passes (`retries.ts`); each time is said in a line.
 */
import type { Clock } from "../http/clock.ts";
import { diagnose } from "../diagnostics/catalog.ts";
import { HttpFailure, query, readText, type Http, type Request, type Response } from "../http/http.ts";
import type { Json } from "../text/json.ts";
import { refusalOf, valueOf } from "./answers.ts";
import { changes } from "./changes.ts";
import { Failed } from "./failed.ts";
import { retried, stranger, usual, type Patience } from "./retries.ts";
import { nameOf, Transient, unanswered, type Asked } from "./transient.ts";

export interface NomadOptions {
  /** As it was given, for messages. */
  readonly address: string;
  readonly namespace: string;
  readonly region?: string;
  readonly token?: string;
  /** `mantisc login` got it; otherwise it is that of NOMAD_TOKEN. */
  readonly fromLogin?: boolean;
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
  readonly patience?: Patience;
}

/** One request as it is sent, any number of times. */
interface Sending {
  readonly asked: Asked;
  readonly request: Request;
  readonly patience: Patience | undefined;
}

const TIMEOUT = 30_000;
/** Of a stream: Nomad sends something at least each 30 s while nothing happens. */
const STREAM_TIMEOUT = 90_000;
/** A refusal longer than this is none of Nomad's. */
const MOST_BYTES = { value: 256 * 1024 * 1024, refusal: 1024 * 1024 };

export class Nomad {
  private met = false;

  constructor(private readonly http: Http, readonly options: NomadOptions) {}

  /** `path` without query, its parts encoded: `/v1/job/mantis`. Fails on 404. */
  async get<T>(path: string, read: Read = {}): Promise<Answer<T>> {
    return this.again(this.reading(path, read), async (received, asked) => this.answerOf<T>(received, asked));
  }

  /** undefined where Nomad has no such thing (404). */
  async find<T>(path: string, read: Read = {}): Promise<Answer<T> | undefined> {
    return this.again(this.reading(path, read), async (received, asked) => (received.status === 404 ? void (await this.textOf(received, asked)) : this.answerOf<T>(received, asked)));
  }

  /**
   * `safe`: sending it twice does the same as once, so it may be sent again when the answer was lost. A register with an enforced index is
   * safe, and may then be refused because the first one arrived.
   */
  async put<T>(path: string, body: Json, options: { readonly safe?: boolean; readonly method?: "PUT" | "DELETE"; readonly query?: Read["query"] } = {}): Promise<T> {
    const { method = "PUT", safe = false } = options;
    const sending = this.sending({ method, path, ...(method === "DELETE" ? {} : { body: JSON.stringify(body) }) }, { ...(options.query === undefined ? {} : { query: options.query }) });
    const { value } = safe ? await this.again(sending, (received, asked) => this.answerOf<T>(received, asked)) : await this.once(sending, (received, asked) => this.answerOf<T>(received, asked)).catch(giveUp);
    return value;
  }

  /** The body as it arrives (logs, events). Reading it fails with an HttpFailure where the connection breaks; its reader knows where to go on. */
  async stream(path: string, read: Read = {}): Promise<AsyncIterable<Uint8Array>> {
    const { asked, request, patience } = this.sending({ method: "GET", path }, read);
    const sending = { asked, patience, request: { ...request, timeout: STREAM_TIMEOUT } };
    return this.again(sending, async (received) => {
      if (received.status >= 300) throw refusalOf({ ...received, text: await this.textOf(received, asked) }, asked);
      return received.body;
    });
  }

  /** Blocking queries as a sequence: the value now, and after each change. See `changes.ts`. */
  changes<T>(path: string, read: Omit<Read, "index" | "patience"> = {}): AsyncGenerator<T, void, undefined> {
    return changes<T>(this, path, read);
  }

  private reading(path: string, read: Read): Sending {
    const { index, wait = 60 } = read;
    const blocking = index === undefined ? {} : { index, wait: `${wait}s` };
    const { asked, request, patience } = this.sending({ method: "GET", path }, { ...read, query: { ...read.query, ...blocking } });
    // The server adds up to a sixteenth to `wait`.
    return { asked, patience, request: { ...request, headers: { ...request.headers, "accept-encoding": "gzip" }, timeout: TIMEOUT + (index === undefined ? 0 : wait * 1100) } };
  }

  private sending({ method, path, body }: Pick<Request, "method" | "path" | "body">, read: Read): Sending {
    const { namespace, region, token, fromLogin = false, address } = this.options;
    const signal = read.signal ?? this.options.signal;
    const headers = { ...(token === undefined ? {} : { "x-nomad-token": token }), ...(body === undefined ? {} : { "content-type": "application/json" }) };
    const whole = path + query({ ...read.query, namespace: read.namespace ?? namespace, region });
    return {
      asked: { method, path, address, namespace: read.namespace ?? namespace, region, token: token === undefined ? undefined : fromLogin ? "login" : "NOMAD_TOKEN" },
      request: { method, path: whole, headers, timeout: TIMEOUT, ...(body === undefined ? {} : { body }), ...(signal === undefined ? {} : { signal }) },
      patience: read.patience,
    };
  }

  private again<T>(sending: Sending, use: (received: Response, asked: Asked) => Promise<T>): Promise<T> {
    const { clock, say } = this.options;
    const patience = ({ options }: Transient) => (this.met || options.met ? sending.patience ?? usual : stranger);
    return retried(() => this.once(sending, use), { clock, say, patience, signal: sending.request.signal });
  }

  private async once<T>({ asked, request }: Sending, use: (received: Response, asked: Asked) => Promise<T>): Promise<T> {
    try {
      const received = await this.http.send(request);
      this.met = true;
      return await use(received, asked);
    } catch (error) {
      throw error instanceof HttpFailure ? unanswered(error, asked) : error;
    }
  }

  private async answerOf<T>(received: Response, asked: Asked): Promise<Answer<T>> {
    const value = valueOf({ ...received, text: await this.textOf(received, asked) }, asked) as T;
    return { value, index: indexOf(received) };
  }

  /** Without the token, should somebody have sent it back. */
  private async textOf(received: Response, asked: Asked): Promise<string> {
    const { token } = this.options;
    const good = received.status < 300;
    const text = await readText(received, good ? MOST_BYTES.value : MOST_BYTES.refusal).catch((error: unknown) => {
      if (!(error instanceof HttpFailure) || error.kind !== "other") throw error;
      throw new Failed(diagnose("broken-answer", { what: nameOf(asked), reason: error.message }));
    });
    return good || token === undefined ? text : text.replaceAll(token, "(the token)");
  }
}

function giveUp(error: unknown): never {
  throw error instanceof Transient ? error.failed : error;
}

function indexOf({ headers }: Response): number {
  const index = Number(headers["x-nomad-index"] ?? 0);
  return Number.isSafeInteger(index) && index > 0 ? index : 0;
}

/** A job's ID may hold slashes and spaces. */
export function jobPath(id: string, rest = ""): string {
  return `/v1/job/${encodeURIComponent(id)}${rest}`;
}
