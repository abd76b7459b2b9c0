import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { FailureKind } from "../../http/http.ts";
import { failureOf } from "./failure.ts";
import { proxyOf } from "./proxy.ts";

const test = suite("proxy");

const through = (address: string, env: Record<string, string>) => proxyOf(new URL(address), env)?.origin;

test("which variable counts", () => {
  const env = { HTTP_PROXY: "http://upper:1", http_proxy: "http://lower:1", https_proxy: "lower.example:2" };
  assert.equal([through("http://n.example", env), through("https://n.example", env), through("https://n.example", { HTTPS_PROXY: "" })], ["http://upper:1", "http://lower.example:2", undefined]);
});

for (const [list, address, direct] of [
  ["example.com", "http://example.com", true], ["example.com", "http://a.example.com", true], ["example.com", "http://anexample.com", false],
  [".example.com", "http://a.example.com", true], [".example.com", "http://example.com", false], ["*.example.com", "http://a.example.com", true],
  ["example.com:4646", "http://example.com:4646", true], ["example.com:4646", "http://example.com", false], ["example.com:80", "http://example.com", true],
  ["EXAMPLE.com, other", "http://example.COM", true], ["*", "http://example.com", true], ["", "http://example.com", false], [",,", "http://example.com", false],
  ["10.0.0.0/8", "http://10.200.1.1", true], ["10.0.0.0/8", "http://11.0.0.1", false], ["10.0.0.0/99", "http://10.0.0.1", false], ["10.0.0.1", "http://10.0.0.1", true], ["10.0.0.1", "http://10.0.0.10", false],
  ["fd00::/8", "http://[fd00::1]:4646", true], ["[fd00::1]:4646", "http://[fd00::1]:4646", true], ["fd00::1", "http://[fd00::1]", true], ["fd00::2", "http://[fd00::1]", false],
  ["", "http://localhost", true], ["", "http://127.1.2.3", true], ["", "http://[::1]", true], ["", "http://[::ffff:127.0.0.1]", true],
] as const) {
  test(`NO_PROXY=${list} and ${address}`, () => assert.is(through(address, { HTTP_PROXY: "http://proxy:1", NO_PROXY: list }) === undefined, direct));
}

/** As Node raises them, the alerts as Go's servers send them. */
const codes: Readonly<Record<string, FailureKind>> = {
  ECONNREFUSED: "refused", EAI_AGAIN: "unresolved", ENETUNREACH: "unreachable", EHOSTUNREACH: "unreachable", ETIMEDOUT: "timeout", UND_ERR_CONNECT_TIMEOUT: "timeout", EPIPE: "dropped",
  CERT_NOT_YET_VALID: "untrusted", UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "untrusted", ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: "client-certificate", ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: "client-certificate",
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: "client-certificate", ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: "tls", ERR_SSL_WRONG_VERSION_NUMBER: "tls", ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: "tls", HPE_INVALID_CONSTANT: "other", ESOMETHING: "other",
};
test("errors of Node: what they mean", () => {
  const kinds = Object.keys(codes).map((code) => failureOf(Object.assign(new Error("x-nomad-token: secret"), { code }), undefined, undefined));
  assert.equal(kinds.map(({ kind }) => kind), Object.values(codes));
  assert.equal(kinds.filter(({ message }) => message.includes("secret")), []);
});

test("of several addresses the first says why", () => {
  const refused = (address: string) => Object.assign(new Error("connect"), { code: "ECONNREFUSED", address, port: 4646 });
  assert.is(failureOf(new AggregateError([refused("::1"), refused("127.0.0.1")]), undefined, undefined).message, "nobody listens at [::1]:4646");
});

test.run();
