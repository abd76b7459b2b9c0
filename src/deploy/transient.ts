/** What stands between a request and its value: what to tell the user, and whether the same request may do better in a moment. */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { HttpFailure } from "../http/http.ts";
import { Failed, Stopped } from "./failed.ts";

/** What was asked, of whom. */
export interface Asked {
  readonly method: string;
  /** Without query. */
  readonly path: string;
  readonly address: string;
  readonly namespace: string;
  readonly region: string | undefined;
  /** Where the token came from that went along: the variable, or a login. */
  readonly token: "NOMAD_TOKEN" | "login" | undefined;
}

/** Thrown by one attempt where another one may succeed; it never leaves the client. */
export class Transient extends Error {
  /** `words`: for the line that says so on stderr. `after`: milliseconds that the server asked for. `met`: there was an answer. */
  constructor(readonly failed: Failed, readonly words: string, readonly options: { readonly met: boolean; readonly after?: number }) {
    super(words);
  }
}

/** `GET /v1/job/mantis`: as messages name a request. */
export function nameOf({ method, path }: Pick<Asked, "method" | "path">): string {
  return `${method} ${path}`;
}

/** There was no answer, or not all of it. */
export function unanswered({ kind, message }: HttpFailure, asked: Asked): Failed | Transient {
  if (kind === "aborted") return new Stopped();
  const failed = new Failed(diagnosisOf(kind, message, asked));
  const passes = ["refused", "unresolved", "unreachable", "timeout", "dropped"].includes(kind);
  return passes ? new Transient(failed, `${asked.address}: ${message}`, { met: kind === "dropped" }) : failed;
}

function diagnosisOf(kind: HttpFailure["kind"], reason: string, asked: Asked): Diagnostic {
  const { address } = asked;
  const unknown = asked.method === "GET" || !["timeout", "dropped"].includes(kind) ? {} : { notes: ["Whether Nomad did it all the same is not known: look before you repeat it."] };
  switch (kind) {
    case "timeout": return diagnose("nomad-silent", { address, reason }, undefined, unknown);
    case "dropped": return diagnose("nomad-dropped", { address, what: nameOf(asked) }, undefined, unknown);
    case "untrusted": return diagnose("nomad-untrusted", { address, reason });
    case "client-certificate": return diagnose("nomad-wants-certificate", { address, reason });
    case "tls": return diagnose("nomad-tls", { address, reason });
    case "proxy": return diagnose("proxy-refused", { address, reason });
    case "settings": return diagnose("bad-connection-settings", { address, reason });
    default: return diagnose("nomad-unreachable", { address, reason });
  }
}
