/** What Vault, or something that stands before it, answered -> a value, or why there is none. Vault's errors are `{"errors": […]}`, in words. */
import { Failed, Refused, Stopped } from "../deploy/failed.ts";
import { nameOf, Transient } from "../deploy/transient.ts";
import { validationErrors } from "../deploy/validation-errors.ts";
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { HttpFailure, Response } from "../http/http.ts";
import type { Json } from "../text/json.ts";

/** What was asked, of whom. */
export interface VaultAsked {
  readonly method: string;
  /** Without query. */
  readonly path: string;
  readonly address: string;
  readonly namespace: string | undefined;
  readonly token: string | undefined;
  readonly body: Json | undefined;
}

export type VaultReceived = Pick<Response, "status" | "headers"> & { readonly text: string };

/** Characters of somebody else's text in a message. */
const MOST_SHOWN = 600;

/** The value of a good answer; an empty one is null. Fails with a `Transient` where the same request may do better soon. */
export function answerOf(received: VaultReceived, asked: VaultAsked): Json {
  const value = parsed(received.text);
  if (received.status >= 300) throw refusalOf(received, value, asked);
  if (received.text.trim() === "") return null;
  if (value !== undefined) return value;
  throw new Failed(stranger(received, asked));
}

/** 404 because there is nothing at a path, or a version that was deleted. */
export function isNothing({ status, text }: VaultReceived): boolean {
  const value = status === 404 ? parsed(text) : undefined;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const { errors, data } = value;
  return Array.isArray(errors) ? errors.length === 0 : data !== undefined;
}

function stranger({ text, headers }: VaultReceived, asked: VaultAsked): Diagnostic {
  const isPage = /^text\/html\b/i.test(headers["content-type"] ?? "") || /^\s*<(!doctype|html)/i.test(text);
  return diagnose("not-vault", { address: asked.address, what: nameOf(asked), reason: isPage ? "a page of HTML" : "text that is no JSON" });
}

function refusalOf(received: VaultReceived, value: Json | undefined, asked: VaultAsked): Failed | Transient {
  const { status, headers } = received;
  const { address } = asked;
  const errors = errorsOf(value, asked);
  const reason = (errors ?? []).join("; ");
  const told = (diagnostic: Diagnostic) => new Refused({ status, reason }, diagnostic);
  if (status < 400) return told(diagnose("vault-redirects", { address, to: place(headers["location"] ?? "nothing") }));
  if (/is sealed/.test(reason)) return told(diagnose("vault-sealed", { address, state: "sealed" }));
  if (/not initialized/.test(reason)) return told(diagnose("vault-sealed", { address, state: "not initialized" }));
  // Right after a KV engine was made one of version 2.
  if (/Upgrading from non-versioned/.test(reason)) return new Transient(told(diagnose("vault-busy", { address, status })), "Vault upgrades its KV engine", { met: true });
  if (status === 429 || (status >= 502 && status <= 504)) return new Transient(told(diagnose("vault-busy", { address, status })), `${address} answered ${status}`, { met: true });
  if (errors === undefined) return told(stranger(received, asked));
  if (status === 403) return told(diagnose("vault-denied", { what: nameOf(asked), needs: capabilityFor(asked), token: asked.token !== undefined }));
  if (status === 404 && /namespace not found/.test(reason)) return told(diagnose("vault-namespace", { namespace: asked.namespace }));
  const what = nameOf(asked);
  return told(status === 404 ? diagnose("vault-missing", { what, reason }) : diagnose("vault-refused", { what, status, reason }));
}

/** There was no answer, or not all of it. */
export function unanswered({ kind, message }: HttpFailure, asked: VaultAsked): Failed | Transient {
  if (kind === "aborted") return new Stopped();
  const failed = new Failed(diagnosisOf(kind, message, asked));
  const passes = ["refused", "unresolved", "unreachable", "timeout", "dropped"].includes(kind);
  return passes ? new Transient(failed, `${asked.address}: ${message}`, { met: kind === "dropped" }) : failed;
}

function diagnosisOf(kind: HttpFailure["kind"], reason: string, asked: VaultAsked): Diagnostic {
  const { address, method } = asked;
  const unknown = method === "GET" || !["timeout", "dropped"].includes(kind) ? {} : { notes: ["Whether Vault did it all the same is not known."] };
  switch (kind) {
    case "timeout": return diagnose("vault-silent", { address, reason }, undefined, unknown);
    case "dropped": return diagnose("vault-dropped", { address, what: nameOf(asked) }, undefined, unknown);
    case "untrusted": return diagnose("vault-untrusted", { address, reason });
    case "client-certificate":
    case "settings":
    case "tls": return diagnose("vault-tls", { address, reason });
    default: return diagnose("vault-unreachable", { address, reason });
  }
}

/** Vault's own words, one each; undefined where the answer is none of Vault's. What was sent is not repeated. */
function errorsOf(value: Json | undefined, asked: VaultAsked): string[] | undefined {
  if (value === null || typeof value !== "object" || Array.isArray(value) || value === undefined) return undefined;
  const { errors, warnings } = value;
  // A read of nothing has warnings at most; so has a deleted version of KV v2, whose data says when.
  if (!Array.isArray(errors)) return Array.isArray(warnings) || "data" in value ? [] : undefined;
  const sent = [asked.token ?? "", ...strings(asked.body ?? null)].filter((text) => text.length > 3);
  const without = (text: string) => sent.reduce((rest, secret) => rest.replaceAll(secret, "(what was sent)"), text);
  return errors.filter((error): error is string => typeof error === "string").flatMap((error) => validationErrors(without(error))).map((error) => (error.length <= MOST_SHOWN ? error : `${error.slice(0, MOST_SHOWN)}…`));
}

function strings(value: Json): string[] {
  if (typeof value === "string") return [value];
  return value === null || typeof value !== "object" ? [] : Object.values(value).flatMap(strings);
}

/** As a policy would give it. */
function capabilityFor({ method, path }: VaultAsked): string | undefined {
  const capability = { GET: "read", POST: "create\", \"update", PUT: "create\", \"update", DELETE: "delete", HEAD: undefined }[method];
  return capability === undefined ? undefined : `\`path "${path.replace(/^\/v1\//, "")}" { capabilities = ["${capability}"] }\` in a policy`;
}

/** Of another address only what leads there: a query can hold secrets. */
function place(location: string): string {
  return location.replace(/[?#].*$/, "").replace(/\/\/[^/@]*@/, "//").slice(0, 300);
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
