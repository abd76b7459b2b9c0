/**
 * Vault's HTTP API, thin: requests in the API's own words out, answers in. Where there is no answer, or one that says no, it fails with a
 * `Failed` that says why in words. The token is in a header and nowhere else; nothing of a body, sent or received, is in a message but
 * Vault's own `errors`, without what was sent.
 *
 * What is safe to send twice is tried again while the trouble is one that passes; each time is said in a line.
 */
import { retried, stranger, usual } from "../deploy/retries.ts";
import { Transient } from "../deploy/transient.ts";
import type { Clock } from "../http/clock.ts";
import { HttpFailure, readText, type Http, type Request } from "../http/http.ts";
import type { Json } from "../text/json.ts";
import { answerOf, isNothing, unanswered, type VaultAsked, type VaultReceived } from "./vault-answers.ts";

export interface VaultOptions {
  /** As it was given, for messages. */
  readonly address: string;
  /** `VAULT_NAMESPACE`. */
  readonly namespace?: string;
  readonly token?: string;
  readonly clock: Clock;
  /** A line for stderr: a retry. */
  readonly say: (line: string) => void;
  readonly signal?: AbortSignal;
}

export interface VaultRequest {
  readonly method: Request["method"];
  /** Below /v1/, its parts encoded, with its query: `kv/data/mantis-1?version=2`. */
  readonly path: string;
  readonly body?: Json;
  /** Sending it twice does the same as once. */
  readonly safe: boolean;
}

const TIMEOUT = 30_000;
const MOST_BYTES = 16 * 1024 * 1024;

export class Vault {
  private met = false;

  constructor(private readonly http: Http, readonly options: VaultOptions) {}

  /** The same server, asked by somebody else. */
  as(token: string): Vault {
    return new Vault(this.http, { ...this.options, token });
  }

  /** The answer's body; null for an empty one. Fails on 404. `safe: false` for what makes something new each time, as credentials. */
  async get<T>(path: string, { safe = true }: { readonly safe?: boolean } = {}): Promise<T> {
    return this.send<T>({ method: "GET", path, safe });
  }

  async post<T>(path: string, body: Json, { safe = false }: { readonly safe?: boolean } = {}): Promise<T> {
    return this.send<T>({ method: "POST", path, body, safe });
  }

  /** What may not be there: a 404 that names no error is an answer too, and its body may say why. The text is the whole body's. */
  async find(path: string): Promise<{ readonly found: boolean; readonly text: string }> {
    return this.again({ method: "GET", path, safe: true }, (received, asked) => {
      if (!isNothing(received)) answerOf(received, asked);
      return { found: received.status < 300, text: received.text };
    });
  }

  /** Fails with a `Refused` that has the answer's status where there is one. */
  async send<T>(request: VaultRequest): Promise<T> {
    return this.again(request, (received, asked) => answerOf(received, asked) as T);
  }

  private async again<T>(request: VaultRequest, use: (received: VaultReceived, asked: VaultAsked) => T): Promise<T> {
    const { clock, say, signal } = this.options;
    if (!request.safe) return this.once(request, use).catch(giveUp);
    return retried(() => this.once(request, use), { clock, say, signal, patience: ({ options }) => (this.met || options.met ? usual : stranger) });
  }

  private async once<T>({ method, path, body }: VaultRequest, use: (received: VaultReceived, asked: VaultAsked) => T): Promise<T> {
    const { namespace, token, signal, address } = this.options;
    const sent = body === undefined ? undefined : JSON.stringify(body);
    const asked: VaultAsked = { method, path: `/v1/${path.replace(/\?.*$/, "")}`, address, namespace, token, body };
    const headers = {
      "x-vault-request": "true", ...(token === undefined ? {} : { "x-vault-token": token }), ...(namespace === undefined ? {} : { "x-vault-namespace": namespace }),
      ...(sent === undefined ? {} : { "content-type": "application/json" }),
    };
    try {
      const received = await this.http.send({ method, path: `/v1/${path}`, headers, timeout: TIMEOUT, ...(sent === undefined ? {} : { body: sent }), ...(signal === undefined ? {} : { signal }) });
      this.met = true;
      return use({ ...received, text: await readText(received, MOST_BYTES) }, asked);
    } catch (error) {
      throw error instanceof HttpFailure ? unanswered(error, asked) : error;
    }
  }
}

function giveUp(error: unknown): never {
  throw error instanceof Transient ? error.failed : error;
}

/** One part of a path that somebody else names: `alice@example.org`. */
export function vaultPart(name: string): string {
  return encodeURIComponent(name);
}

/** A mount or another path of several parts, without slashes around it. */
export function vaultPath(path: string): string {
  return path.split("/").filter((part) => part !== "").map(vaultPart).join("/");
}
