/** The one door to servers. Everything that talks to one gets an Http from its world; tests and golden cases get recorded answers. */
export interface Connection {
  /** `https://nomad.example:4646`, `http://127.0.0.1:4646`, `unix:///run/nomad.sock`. */
  readonly address: string;
  readonly tls: TlsSettings;
  /** Name and password of HTTP basic authentication (`NOMAD_HTTP_AUTH`). */
  readonly basic?: string;
}

export interface TlsSettings {
  /** Paths of PEM files, and of a directory of them. */
  readonly ca?: string;
  readonly caDirectory?: string;
  /** Both or neither. */
  readonly certificate?: string;
  readonly key?: string;
  readonly serverName?: string;
  /** false only where the user asked for it. */
  readonly verify: boolean;
}

export interface Request {
  readonly method: "GET" | "HEAD" | "PUT" | "POST" | "DELETE";
  /** With its query, whose keys are sorted: equal requests have equal paths. */
  readonly path: string;
  /** Lower-case names. Tokens travel here and nowhere else. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds without a byte until the request fails. */
  readonly timeout: number;
  readonly signal?: AbortSignal;
}

export interface Response {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** May fail with an HttpFailure while it is read. */
  readonly body: AsyncIterable<Uint8Array>;
}

export interface Http {
  /** Sends once, without retries or redirects. Fails with an HttpFailure where there is no answer. */
  send(request: Request): Promise<Response>;
}

export type FailureKind =
  /** Nobody listens there; the name is unknown; no way leads there. */
  | "refused" | "unresolved" | "unreachable"
  /** No byte in time; the connection broke while an answer was due or read. */
  | "timeout" | "dropped"
  /** The server's certificate is not one to trust; the server wants another; other trouble of TLS. */
  | "untrusted" | "client-certificate" | "tls"
  /** The proxy refused or could not be reached. */
  | "proxy"
  /** The caller's signal. */
  | "aborted"
  /** A file that TLS needs cannot be read; an address that is none. */
  | "settings"
  | "other";

/** Where nothing more is known. */
export const failureWords: Readonly<Record<FailureKind, string>> = {
  refused: "nobody listens there",
  unresolved: "no address is known for the server's name",
  unreachable: "no way leads there from this machine",
  timeout: "no answer came in time",
  dropped: "the connection broke before the answer was complete",
  untrusted: "the server's certificate is signed by a CA that is not known here",
  "client-certificate": "the server wants a client certificate that it trusts",
  tls: "the secure connection did not come about",
  proxy: "the proxy refused",
  aborted: "it was stopped",
  settings: "what the settings name cannot be used",
  other: "the connection failed",
};

/** There is no answer, or not all of it. `message` holds no header and no body. */
export class HttpFailure extends Error {
  readonly kind: FailureKind;
  constructor(kind: FailureKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

/** `{ b: "2", a: "1" }` -> `?a=1&b=2`; undefined values are left out. */
export function query(values: Readonly<Record<string, string | number | undefined>>): string {
  const pairs = Object.entries(values).filter((pair): pair is [string, string | number] => pair[1] !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
  return pairs.length === 0 ? "" : `?${pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&")}`;
}

/** The whole body as text; fails with an HttpFailure beyond `most` bytes. */
export async function readText(response: Response, most = 256 * 1024 * 1024): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.length;
    if (bytes > most) throw new HttpFailure("other", `the answer is longer than ${most} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
