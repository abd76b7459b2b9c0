/** Errors of Node and undici -> what happened, in words. No header and no body is in them. */
import { HttpFailure, failureWords, type FailureKind } from "../../http/http.ts";
import type { Proxy } from "./proxy.ts";

interface NodeError extends Error {
  readonly code?: string;
  readonly address?: string;
  readonly port?: number;
  readonly hostname?: string;
  /** Of several addresses tried. */
  readonly errors?: readonly NodeError[];
}

/** `proxy`: it was that which was connected to. */
export function failureOf(thrown: unknown, signal: AbortSignal | undefined, proxy: Proxy | undefined): HttpFailure {
  if (thrown instanceof HttpFailure) return thrown;
  if (signal?.aborted === true) return new HttpFailure("aborted", failureWords.aborted);
  const error = (thrown instanceof Error ? thrown : new Error("unknown trouble")) as NodeError;
  const { kind, message } = describe(error);
  if (proxy !== undefined && ["refused", "unresolved", "unreachable"].includes(kind)) return new HttpFailure("proxy", `the proxy ${proxy.shown} cannot be reached: ${message}`);
  return new HttpFailure(kind, message);
}

function describe(error: NodeError): { readonly kind: FailureKind; readonly message: string } {
  const code = error.code ?? error.errors?.[0]?.code ?? "";
  const [kind, message] = plain[code] ?? certificates[code] ?? tlsAlert(code) ?? otherwise(code);
  return { kind, message: typeof message === "string" ? message : message(error) };
}

type Words = readonly [FailureKind, string | ((error: NodeError) => string)];

const silent: Words = ["timeout", failureWords.timeout];
const dropped: Words = ["dropped", failureWords.dropped];
const noWay: Words = ["unreachable", failureWords.unreachable];

const plain: Readonly<Record<string, Words | undefined>> = {
  ECONNREFUSED: ["refused", (error) => `nobody listens${placeOf(error)}`],
  ENOENT: ["refused", (error) => `there is no socket${placeOf(error)}`],
  EACCES: ["refused", (error) => `this user may not use the socket${placeOf(error)}`],
  ENOTSOCK: ["refused", "what lies there is no socket"],
  ENOTFOUND: ["unresolved", ({ hostname }) => `no address is known for the name ${hostname ?? ""}`.trimEnd()],
  EAI_AGAIN: ["unresolved", ({ hostname }) => `the name service did not say what the address of ${hostname ?? "the server"} is`],
  EHOSTUNREACH: noWay, ENETUNREACH: noWay, ENETDOWN: noWay, EADDRNOTAVAIL: noWay,
  ETIMEDOUT: ["timeout", "the connection was not accepted in time"],
  UND_ERR_CONNECT_TIMEOUT: ["timeout", "the connection was not accepted in time"],
  UND_ERR_HEADERS_TIMEOUT: silent,
  UND_ERR_BODY_TIMEOUT: ["timeout", "the answer began and did not go on"],
  ECONNRESET: dropped, EPIPE: dropped, ECONNABORTED: dropped, UND_ERR_SOCKET: dropped, UND_ERR_RES_CONTENT_LENGTH_MISMATCH: dropped,
  ERR_STREAM_PREMATURE_CLOSE: dropped, HPE_INVALID_EOF_STATE: dropped, Z_BUF_ERROR: dropped,
  Z_DATA_ERROR: ["other", "the answer is compressed in a way that cannot be undone"],
  UND_ERR_HEADERS_OVERFLOW: ["other", "the headers of the answer are too long"],
};

function placeOf({ address, port, errors }: NodeError): string {
  if (address === undefined) return errors?.[0] === undefined ? "" : placeOf(errors[0]);
  return ` at ${port === undefined ? address : `${address.includes(":") ? `[${address}]` : address}:${port}`}`;
}

const ownCa: Words = ["untrusted", failureWords.untrusted];
const selfSigned: Words = ["untrusted", "the server's certificate is signed by nobody but itself"];

const certificates: Readonly<Record<string, Words | undefined>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: selfSigned,
  SELF_SIGNED_CERT_IN_CHAIN: ownCa, UNABLE_TO_VERIFY_LEAF_SIGNATURE: ownCa, UNABLE_TO_GET_ISSUER_CERT: ownCa, UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ownCa,
  CERT_UNTRUSTED: ownCa, INVALID_CA: ownCa,
  CERT_SIGNATURE_FAILURE: ["untrusted", "the signature of the server's certificate is not its CA's"],
  CERT_HAS_EXPIRED: ["untrusted", "the server's certificate has expired"],
  CERT_NOT_YET_VALID: ["untrusted", "the server's certificate is not valid yet; the clocks may differ"],
  CERT_REVOKED: ["untrusted", "the server's certificate was revoked"],
  ERR_TLS_CERT_ALTNAME_INVALID: ["untrusted", (error) => `the server's certificate is for another name: ${namesIn(error)}`],
};

/** Node says: `Hostname/IP does not match certificate's altnames: Host: a.example. is not in the cert's altnames: DNS:b.example`. */
function namesIn(error: NodeError): string {
  const { reason } = error as { readonly reason?: string };
  return (reason ?? error.message).replace(/^Host: (.*?)\.? is not/, "$1 is not").slice(0, 500);
}

/** What the other side says when it ends the handshake. */
function tlsAlert(code: string): Words | undefined {
  if (/^ERR_SSL_(TLSV13_ALERT_CERTIFICATE_REQUIRED|SSL_ALERT_CERTIFICATE_REQUIRED|\w*ALERT_(BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE_(UNKNOWN|EXPIRED|REVOKED)|UNSUPPORTED_CERTIFICATE|ACCESS_DENIED))$/.test(code)) {
    return ["client-certificate", `${failureWords["client-certificate"]} (${alertWords(code)})`];
  }
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNKNOWN_PROTOCOL|UNEXPECTED_MESSAGE/.test(code)) return ["tls", "the server does not speak TLS there; an address without it begins with http://"];
  if (/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|VERSION_TOO_LOW/.test(code)) return ["tls", "the server speaks only TLS versions older than 1.2"];
  if (/HANDSHAKE_FAILURE/.test(code)) return ["tls", "the two sides found no way to speak TLS with each other; the server may want a client certificate"];
  return /^(ERR_SSL|ERR_TLS|EPROTO|ERR_OSSL)/.test(code) ? ["tls", `${failureWords.tls} (${alertWords(code)})`] : undefined;
}

function alertWords(code: string): string {
  return code.replace(/^ERR_(SSL|TLS|OSSL)_/, "").replace(/^(TLSV1\d?|SSLV3|SSL)_(ALERT_)?/, "").toLowerCase().replaceAll("_", " ");
}

function otherwise(code: string): Words {
  if (code.startsWith("HPE_")) return ["other", "what answers there does not speak HTTP"];
  return ["other", code === "" ? failureWords.other : `${failureWords.other} (${code})`];
}
