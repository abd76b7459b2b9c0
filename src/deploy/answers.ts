/**
 * What Nomad, or something that stands before it, answered -> a value, or why there is none. Nomad's errors are plain text, and their status
 * says little: most are 500. The texts are those of `nomad/structs/errors.go`.
 *
 * Numbers: Nomad's nanoseconds since 1970 are above 2^53 and come out rounded to 256 ns, which nothing here looks at; whole seconds of
 * durations, indexes and versions are exact.
 */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Response } from "../http/http.ts";
import { Failed, Refused } from "./failed.ts";
import { capabilityFor } from "./capabilities.ts";
import { nameOf, Transient, type Asked } from "./transient.ts";
import { stripped } from "./validation-errors.ts";

/** Characters of somebody else's text in a message. */
const MOST_SHOWN = 1500;

export type Received = Pick<Response, "status" | "headers"> & { readonly text: string };

/** The value of a good answer; an empty one is null. Fails with a `Transient` where the same request may do better soon. */
export function valueOf(received: Received, asked: Asked): unknown {
  const { text, status, headers } = received;
  if (status >= 300) throw refusalOf(received, asked);
  if (text.trim() === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    const { address } = asked;
    if (/^\s*[[{"]/.test(text)) {
      const failed = new Failed(diagnose("broken-answer", { what: nameOf(asked), reason: `it ends in the middle, after ${text.length} characters` }));
      throw new Transient(failed, `${address}: the answer ends in the middle`, { met: true });
    }
    throw new Failed(diagnose("not-nomad", { address, what: nameOf(asked), reason: isPage(headers, text) ? "a page of HTML" : "text that is no JSON" }));
  }
}

/** For a status of 300 and more. */
export function refusalOf(received: Received, asked: Asked): Refused | Transient {
  const { status } = received;
  // What was written in the meantime: somebody's secrets.
  const reason = status === 409 && asked.path.startsWith("/v1/var/") ? "cas error: somebody else has changed the variable" : reasonOf(received);
  const told = (diagnostic: Diagnostic) => new Refused({ status, reason }, diagnostic);
  const passing = (diagnostic: Diagnostic, words: string) => new Transient(told(diagnostic), words, { met: true, ...retryAfter(received) });
  const { address } = asked;
  const shown = cut(reason);
  if (/No cluster leader|node is not the leader|leadership lost|Not ready to serve consistent reads/i.test(reason)) return passing(diagnose("nomad-leaderless", { address }), "Nomad has no leader");
  if (status === 429) return passing(diagnose("nomad-busy", { address, reason: shown }), "Nomad refuses more connections from here");
  if (status >= 502 && status <= 504) return passing(diagnose("gateway-failed", { address, status, reason: shown }), `${address} answered ${status}`);
  const permanent = diagnosisOf(received, reason, asked);
  if (permanent !== undefined) return told(permanent);
  const refused = diagnose("nomad-refused", { what: nameOf(asked), status, reason: shown });
  return status >= 500 && mayPass(reason, asked) ? passing(refused, `Nomad answered ${status} (${cut(reason, 120)})`) : told(refused);
}

/** What is known to stay as it is until somebody does something. */
function diagnosisOf({ status, headers }: Received, reason: string, asked: Asked): Diagnostic | undefined {
  const { address, namespace, region, token } = asked;
  const shown = cut(reason);
  if (/ACL token (not found|expired|is invalid)/.test(reason)) return diagnose("nomad-token", { reason: shown, login: token === "login" });
  if (/Permission denied$/.test(reason)) return diagnose("nomad-denied", { what: nameOf(asked), needs: capabilityFor(asked.method, asked.path, namespace), token });
  if (/nonexistent namespace/.test(reason)) return diagnose("namespace-missing", { namespace, reason: shown });
  if (/No path to region|no servers? .*region/i.test(reason)) return diagnose("region-missing", { region, reason: shown });
  if (/HTTP request to an HTTPS server/.test(reason)) return diagnose("nomad-tls", { address, reason: "the server speaks TLS there; an address with it begins with https://" });
  if (status < 400) return diagnose("nomad-redirects", { address, to: withoutLogin(headers["location"] ?? "nothing") });
  if (status === 401) return diagnose("nomad-wants-login", { address });
  return status === 404 ? diagnose("nomad-missing", { what: nameOf(asked), reason: shown }) : undefined;
}

/** A read may be tried again after any trouble of the server; what changes something only after trouble that is known to pass. */
function mayPass(reason: string, { method }: Asked): boolean {
  if (/errors? occurred:|Enforcing job modify index|index error|UUID must be/.test(reason)) return false;
  return method === "GET" || /^rpc error: .*(EOF|connection|broken pipe|timeout)|EOF$|connection (refused|reset)|i\/o (timeout|deadline)|deadline exceeded|timed out|session shutdown|stream (closed|reset)|failed to get conn|shutting down/i.test(reason);
}

/** Nomad's own words without what forwarding put before them; a page of HTML by its title. */
function reasonOf({ headers, text }: Received): string {
  if (!isPage(headers, text)) return stripped(text);
  const title = /<title>\s*([^<]{1,200}?)\s*<\/title>/i.exec(text.slice(0, 20_000))?.[1];
  return title === undefined ? "a page of HTML" : `a page of HTML with the title "${title}"`;
}

function isPage(headers: Received["headers"], text: string): boolean {
  return /^text\/html\b/i.test(headers["content-type"] ?? "") ? text.trim() !== "" : /^\s*<(!doctype|html)/i.test(text);
}

function cut(text: string, most = MOST_SHOWN): string {
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}

/** Of another address only what leads there: a query can hold secrets. */
function withoutLogin(location: string): string {
  return cut(location.replace(/[?#].*$/, "").replace(/\/\/[^/@]*@/, "//"), 300);
}

/** Seconds; a date is left to the usual waits. */
function retryAfter({ headers }: Received): { readonly after?: number } {
  const value = headers["retry-after"] ?? "";
  return /^\d{1,6}$/.test(value) ? { after: Number(value) * 1000 } : {};
}
