/** Calls against recorded answers: good ones, refusals, and what a server should never say. */
import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Clock } from "../http/clock.ts";
import type { FailureKind, Http, Request } from "../http/http.ts";
import { replay, type Exchange } from "../http/replay.ts";
import type { Json } from "../text/json.ts";
import { isUnknownMethod, RpcFailure } from "./rpc-failure.ts";
import { EthRpc } from "./rpc.ts";

const clock: Clock = { now: () => 0, random: () => 0, wait: async () => {} };
const rpcOf = (http: Http, address = "http://10.0.0.7:8546") => new EthRpc(http, { address, clock });
const answers = (...exchanges: readonly Omit<Exchange, "method" | "path">[]) => rpcOf(replay(exchanges.map((exchange) => ({ method: "POST", path: "/", ...exchange }))));

async function failure(work: Promise<unknown>): Promise<RpcFailure> {
  try {
    await work;
  } catch (error) {
    assert.instance(error, RpcFailure);
    return error as RpcFailure;
  }
  return assert.unreachable("it went through") as never;
}

test("calls are numbered from 1, and answered", async () => {
  const rpc = answers(
    { body: { jsonrpc: "2.0", id: 1, method: "eth_blockNumber", params: [] }, json: { jsonrpc: "2.0", id: 1, result: "0x1" } },
    { body: { jsonrpc: "2.0", id: 2, method: "eth_getBalance", params: ["0x0", "latest"] }, json: { jsonrpc: "2.0", id: 2, result: null, error: null } },
  );
  assert.is(await rpc.call("eth_blockNumber"), "0x1");
  assert.is(await rpc.call("eth_getBalance", ["0x0", "latest"]), null);
});

test("what is sent, and where", async () => {
  const paths = { "http://a:8546": "/", "https://a/rpc/v1?key=1": "/rpc/v1?key=1", "unix:///run/node.sock": "/", "10.0.0.7:8546": "/" };
  for (const [address, path] of Object.entries(paths)) {
    const seen: Request[] = [];
    const http: Http = { send: async (request) => { seen.push(request); return replay([{ method: "POST", path, json: { jsonrpc: "2.0", id: 1, result: true } }]).send(request); } };
    assert.is(await rpcOf(http, address).call("eth_mining"), true);
    assert.equal([seen[0]!.path, seen[0]!.headers["content-type"], seen[0]!.timeout], [path, "application/json", 5000]);
  }
});

for (const kind of ["refused", "timeout", "dropped", "untrusted", "other"] satisfies FailureKind[]) test(`silent: ${kind}`, async () => {
  const { kind: what, cause, message } = await failure(answers({ failure: kind }).call("eth_mining"));
  assert.equal([what, cause?.kind, message.length > 10], ["silent", kind, true]);
});

test("silent: cut off in the middle, stopped, and an answer that comes in drops", async () => {
  assert.is((await failure(answers({ text: '{"jsonrpc":"2.0",', failure: "dropped" }).call("eth_mining"))).cause?.kind, "dropped");
  const stopped = new EthRpc(replay([]), { address: "http://a", clock, signal: AbortSignal.abort() });
  assert.equal([(await failure(stopped.call("eth_mining"))).kind, (await failure(stopped.call("eth_mining"))).cause?.kind], ["silent", "aborted"]);
  let time = 0;
  const slow = new EthRpc(replay([{ method: "POST", path: "/", chunks: Array<string>(100).fill(" ") }]), { address: "http://a", clock: { ...clock, now: () => (time += 4000) } });
  const { kind, cause } = await failure(slow.call("eth_mining"));
  assert.equal([kind, cause?.kind], ["silent", "timeout"]);
  assert.ok(time < 60_000);
});

const refusal = (error: Json, id: Json = 1): Json => ({ jsonrpc: "2.0", id, error });

test("refused: with the server's code and words, on one line, also where it could not read the call", async () => {
  const first = await failure(answers({ json: refusal({ code: -32000, message: "nonce too low\n\u001b[31m\u202e", data: { a: 1 } }) }).call("eth_sendRawTransaction", ["0x"]));
  assert.equal([first.kind, first.code, first.message], ["refused", -32000, "eth_sendRawTransaction: nonce too low\\n\\u{1B}[31m\\u{202E} (-32000)"]);
  assert.is((await failure(answers({ status: 400, json: refusal({ code: -32700, message: "parse error" }, null) }).call("eth_mining"))).kind, "refused");
  assert.ok((await failure(answers({ json: refusal({ code: 1, message: "x".repeat(1_000_000) }) }).call("eth_mining"))).message.length < 1000);
});

test("unknown methods are told from other refusals, whatever their code", async () => {
  const known = async (code: number, message: string) => !isUnknownMethod(await failure(answers({ json: refusal({ code, message }) }).call("eth_mining")));
  for (const [code, message] of [[-32601, "?"], [-32000, "the method eth_mining does not exist/is not available"], [-32604, "Method not enabled"], [-32004, "Method eth_mining is not supported"], [1, "unknown method"]] as const) assert.not(await known(code, message), message);
  for (const [code, message] of [[-32000, "header not found"], [-32602, "Invalid method parameters"], [-32005, "request rate exceeded"]] as const) assert.ok(await known(code, message), message);
  assert.not(isUnknownMethod(new RpcFailure("odd", "unknown method")));
});

const odd: readonly [string, Omit<Exchange, "method" | "path">][] = [
  ["nothing", { text: "" }],
  ["a page", { status: 502, text: "<html>Bad Gateway</html>" }],
  ["half of an answer", { text: '{"jsonrpc":"2.0","id":1,' }],
  ["a list", { json: [{ jsonrpc: "2.0", id: 1, result: 1 }] }],
  ["null", { json: null }],
  ["text", { json: "0x1" }],
  ["other JSON", { json: { id: 1, result: "0x1" } }],
  ["version 1", { json: { jsonrpc: "1.0", id: 1, result: "0x1" } }],
  ["another id", { json: { jsonrpc: "2.0", id: 2, result: "0x1" } }],
  ["an id of text", { json: { jsonrpc: "2.0", id: "1", result: "0x1" } }],
  ["no id", { json: { jsonrpc: "2.0", result: "0x1" } }],
  ["a result for nobody", { json: { jsonrpc: "2.0", id: null, result: "0x1" } }],
  ["neither result nor error", { json: { jsonrpc: "2.0", id: 1 } }],
  ["an error of text", { json: refusal("no") }],
  ["an error without words", { json: refusal({ code: 5 }) }],
  ["an error whose code is text", { json: refusal({ code: "5", message: "no" }) }],
  ["fields of a prototype", { text: '{"__proto__":{"jsonrpc":"2.0","id":1,"result":"0x1"}}' }],
  ["a result of a prototype", { text: '{"jsonrpc":"2.0","id":1,"__proto__":{"result":"0x1"}}' }],
  ["more than 16 MiB", { chunks: Array<string>(17).fill(" ".repeat(1024 * 1024)) }],
  ["a million brackets", { text: "[".repeat(1_000_000) }],
];
for (const [name, exchange] of odd) test(`odd: ${name}`, async () => {
  const { kind, message } = await failure(answers(exchange).call("eth_mining"));
  assert.is(kind, "odd", message);
  assert.match(message, /^eth_mining: /);
});

test("whatever answers, it is a result or an RpcFailure", async () => {
  const answer = fc.oneof(fc.string(), fc.json(), fc.record({ jsonrpc: fc.constantFrom("2.0", 2), id: fc.constantFrom(1, 2, null), result: fc.jsonValue(), error: fc.jsonValue() }, { requiredKeys: [] }).map((value) => JSON.stringify(value)));
  await fc.assert(fc.asyncProperty(answer, async (text) => {
    try { await answers({ text }).call("eth_mining"); } catch (error) { assert.instance(error, RpcFailure); }
  }));
});

test.run();
