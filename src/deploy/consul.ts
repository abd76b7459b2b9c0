/**
 * Consul's HTTP API, thin: the healthy instances of a service, now and after they change. Where there is no answer, or one that says no, it
 * fails with a `Failed` that says why in words. The token is in a header and nowhere else. Nothing is written.
 */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Clock } from "../http/clock.ts";
import { HttpFailure, query, readText, type Http, type Response } from "../http/http.ts";
import { Failed, Refused, Stopped } from "./failed.ts";
import { retried, stranger, usual, watching } from "./retries.ts";
import { Transient } from "./transient.ts";

export interface ConsulOptions {
  /** As it was given, for messages. */
  readonly address: string;
  /** CONSUL_NAMESPACE and CONSUL_PARTITION, of Consul Enterprise. */
  readonly namespace?: string;
  readonly partition?: string;
  readonly token?: string;
  readonly clock: Clock;
  /** A line for stderr: a retry. */
  readonly say: (line: string) => void;
}

/** An element of GET /v1/health/service/:service. */
interface Entry {
  readonly Node: { readonly Node: string; readonly Address: string };
  readonly Service: { readonly ID: string; readonly Address: string; readonly Port: number; readonly Tags: readonly string[] | null; readonly Meta: Readonly<Record<string, string>> | null };
}

export interface ConsulInstance {
  readonly node: string;
  readonly address: string;
  readonly port: number;
  readonly tags: readonly string[];
  readonly meta: Readonly<Record<string, string>>;
}

export interface ConsulAnswer {
  /** By node, then by ID. */
  readonly instances: readonly ConsulInstance[];
  /** The token may not see all of it (`service:read`, `node:read`): Consul leaves out the rest. */
  readonly filtered: boolean;
  /** For the next blocking query; 0 if there was none. */
  readonly index: number;
}

export interface ConsulRead {
  /** A blocking query: answers when the index is above this one, or after a minute. */
  readonly index?: number;
  readonly signal?: AbortSignal;
}

const TIMEOUT = 30_000;
const WAIT = 60;
const MOST_BYTES = 64 * 1024 * 1024;
const MOST_SHOWN = 600;

export class Consul {
  private met = false;

  constructor(private readonly http: Http, readonly options: ConsulOptions) {}

  /** Instances of a service all of whose checks pass; none for a service that nobody registered. */
  async passing(service: string, { index = 0, signal }: ConsulRead = {}): Promise<ConsulAnswer> {
    const { clock, say, namespace, partition } = this.options;
    const blocking = index === 0 ? {} : { index, wait: `${WAIT}s` };
    const path = `/v1/health/service/${encodeURIComponent(service)}${query({ passing: "true", ns: namespace, partition, ...blocking })}`;
    const patience = index === 0 ? usual : watching;
    // The server adds up to a sixteenth to `wait`.
    const timeout = TIMEOUT + (index === 0 ? 0 : WAIT * 1100);
    return retried(() => this.once(path, { timeout, signal }), { clock, say, signal, patience: ({ options }) => (this.met || options.met ? patience : stranger) });
  }

  private async once(path: string, { timeout, signal }: { readonly timeout: number; readonly signal: AbortSignal | undefined }): Promise<ConsulAnswer> {
    const { token, address } = this.options;
    const headers = token === undefined ? {} : { "x-consul-token": token };
    try {
      const received = await this.http.send({ method: "GET", path, headers, timeout, ...(signal === undefined ? {} : { signal }) });
      this.met = true;
      return this.answerOf(received, await readText(received, MOST_BYTES), path);
    } catch (error) {
      throw error instanceof HttpFailure ? unanswered(error, address) : error;
    }
  }

  private answerOf({ status, headers }: Response, text: string, path: string): ConsulAnswer {
    if (status >= 300) throw this.refusalOf(status, text, path);
    const entries = parsed(text);
    if (!Array.isArray(entries) || !entries.every(isEntry)) throw new Failed(diagnose("not-consul", { address: this.options.address }));
    const index = Number(headers["x-consul-index"] ?? 0);
    return { instances: [...entries].sort(byNodeThenId).map(instanceOf), filtered: headers["x-consul-results-filtered-by-acls"] === "true", index: Number.isSafeInteger(index) && index > 0 ? index : 0 };
  }

  /** Consul's errors are plain text. */
  private refusalOf(status: number, text: string, path: string): Failed | Transient {
    const { address, token } = this.options;
    if (/^\s*</.test(text)) return new Failed(diagnose("not-consul", { address }));
    const whole = token === undefined ? text : text.replaceAll(token, "(the token)");
    const reason = whole.trim().slice(0, MOST_SHOWN);
    const what = `GET ${path.replace(/\?.*$/, "")}`;
    const refused = new Refused({ status, reason }, status === 403 || status === 401 ? diagnose("consul-denied", { what, reason, token: token !== undefined }) : diagnose("consul-refused", { what, status, reason }));
    const passes = status === 429 || status >= 500;
    return passes ? new Transient(refused, `${address} answered ${status}`, { met: true }) : refused;
  }
}

/** There was no answer, or not all of it. */
function unanswered({ kind, message }: HttpFailure, address: string): Failed | Transient {
  if (kind === "aborted") return new Stopped();
  const failed = new Failed(["untrusted", "client-certificate", "tls", "settings"].includes(kind) ? diagnose("consul-tls", { address, reason: message }) : diagnose("consul-unreachable", { address, reason: message }));
  const passes = ["refused", "unresolved", "unreachable", "timeout", "dropped"].includes(kind);
  return passes ? new Transient(failed, `${address}: ${message}`, { met: kind === "dropped" }) : failed;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isEntry(value: unknown): value is Entry {
  const { Node, Service } = (value ?? {}) as Partial<Entry>;
  return typeof Node?.Node === "string" && typeof Service?.Address === "string" && typeof Service.Port === "number";
}

function byNodeThenId(a: Entry, b: Entry): number {
  return compare(a.Node.Node, b.Node.Node) || compare(a.Service.ID, b.Service.ID);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A service without an address of its own has its node's. */
function instanceOf({ Node, Service }: Entry): ConsulInstance {
  return { node: Node.Node, address: Service.Address === "" ? Node.Address : Service.Address, port: Service.Port, tags: Service.Tags ?? [], meta: Service.Meta ?? {} };
}
