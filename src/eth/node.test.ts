/** Questions to a member: answers as servers give them, the ways in which servers differ, and shapes that no honest one has. */
import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { replay, type Replay } from "../http/replay.ts";
import type { Json } from "../text/json.ts";
import { EthNode } from "./node.ts";
import { RpcFailure } from "./rpc-failure.ts";
import { EthRpc } from "./rpc.ts";

interface Said {
  readonly asked?: readonly [method: string, ...params: Json[]];
  readonly result?: Json;
  readonly error?: Json;
}

const hash = (digit: string) => `0x${digit.repeat(64)}`;
const address = `0x${"c".repeat(40)}`;

function recording(said: readonly Said[]): Replay {
  return replay(said.map(({ asked, result, error }, index) => {
    const id = index + 1;
    const body = asked === undefined ? {} : { body: { jsonrpc: "2.0", id, method: asked[0], params: asked.slice(1) } };
    return { method: "POST", path: "/", ...body, json: { jsonrpc: "2.0", id, ...(error === undefined ? { result: result ?? null } : { error }) } };
  }));
}

function node(...said: readonly Said[]): EthNode {
  return new EthNode(new EthRpc(recording(said), { address: "http://a:8546", clock: { now: () => 0, random: () => 0, wait: async () => {} } }));
}

async function failure(work: Promise<unknown>): Promise<string> {
  try {
    return `it answered ${String(await work)}`;
  } catch (error) {
    assert.instance(error, RpcFailure);
    return `${(error as RpcFailure).kind}: ${(error as RpcFailure).message}`;
  }
}

const block = { number: "0x5", hash: hash("A"), parentHash: hash("b"), timestamp: "0x5f5e100", miner: address.toUpperCase().replace("0X", "0x"), transactions: [], size: "0x220" };
const receipt = { transactionHash: hash("1"), status: "0x1", blockNumber: "0x5", blockHash: hash("a"), gasUsed: "0x5208", logs: [] };
const unknown = { code: -32601, message: "the method does not exist/is not available" };

test("numbers", async () => {
  assert.is(await node({ asked: ["eth_blockNumber"], result: "0x10" }).blockNumber(), 16);
  assert.is(await node({ asked: ["net_peerCount"], result: "0x0" }).peerCount(), 0);
  assert.is(await node({ asked: ["eth_gasPrice"], result: "0x4a817c800" }).gasPrice(), 20n * 10n ** 9n);
  assert.is(await node({ asked: ["eth_getBalance", address, "latest"], result: `0x${"f".repeat(64)}` }).balance(address), 2n ** 256n - 1n);
  assert.is(await node({ asked: ["eth_estimateGas", { from: address, to: address, value: "0xde0b6b3a7640000" }], result: "0x5208" }).estimateGas({ from: address, to: address, value: 10n ** 18n }), 21_000n);
});

test("blocks: by number, the latest, and one that it does not have", async () => {
  const found = { number: 5, hash: hash("a"), parentHash: hash("b"), timestamp: 100_000_000, miner: address };
  assert.equal(await node({ asked: ["eth_getBlockByNumber", "0x5", false], result: block }).block(5), found);
  assert.equal(await node({ asked: ["eth_getBlockByNumber", "latest", false], result: block }).block("latest"), found);
  assert.is(await node({ result: null }).block(99), undefined);
});

test("syncing, sealing, version", async () => {
  assert.is(await node({ asked: ["eth_syncing"], result: false }).syncing(), false);
  assert.equal(await node({ result: { startingBlock: "0x0", currentBlock: "0x10", highestBlock: "0x20", knownStates: "0x0" } }).syncing(), { current: 16, highest: 32 });
  assert.is(await node({ asked: ["eth_mining"], result: true }).sealing(), true);
  assert.is(await node({ error: unknown }).sealing(), undefined);
  assert.match(await failure(node({ error: { code: 200, message: "The consensus algorithm is another" } }).sealing()), /^refused: eth_mining: The consensus/);
  assert.is(await node({ asked: ["web3_clientVersion"], result: "node/v1\u001b[2J" }).clientVersion(), "node/v1\\u{1B}[2J");
});

test("the number of the chain, and that of the network where there is no such method", async () => {
  assert.is(await node({ asked: ["eth_chainId"], result: "0x3d" }).chainId(), 61);
  assert.match(await failure(node({ error: { code: -32000, message: "not synced" } }).chainId()), /^refused: eth_chainId/);
});

test("the next nonce: with what waits, and without where that is refused", async () => {
  assert.is(await node({ asked: ["eth_getTransactionCount", address, "pending"], result: "0x7" }).nonce(address), 7);
  assert.is(await node({ error: { code: -32602, message: "no such block" } }, { asked: ["eth_getTransactionCount", address, "latest"], result: "0x6" }).nonce(address), 6);
  assert.match(await failure(node({ result: "7" }).nonce(address)), /^odd: eth_getTransactionCount/);
});

test("sending, and what becomes of it", async () => {
  assert.is(await node({ asked: ["eth_sendRawTransaction", "0xf8"], result: hash("1") }).send("0xf8"), hash("1"));
  const found = { blockNumber: 5, blockHash: hash("a"), gasUsed: 21_000n };
  assert.equal(await node({ asked: ["eth_getTransactionReceipt", hash("1")], result: receipt }).receipt(hash("1")), { ...found, status: true });
  for (const status of ["0x0", 0]) assert.equal(await node({ result: { ...receipt, status } }).receipt(hash("1")), { ...found, status: false });
  const { status: _, ...before } = receipt;
  assert.equal(await node({ result: before }).receipt(hash("1")), found);
  for (const result of [null, { ...receipt, blockNumber: null, blockHash: null }]) assert.is(await node({ result }).receipt(hash("1")), undefined);
});

type Ask = (member: EthNode) => Promise<unknown>;
const asks: Readonly<Record<string, Ask>> = {
  eth_blockNumber: (member) => member.blockNumber(), eth_getBlockByNumber: (member) => member.block("latest"), net_peerCount: (member) => member.peerCount(), eth_syncing: (member) => member.syncing(),
  eth_mining: (member) => member.sealing(), web3_clientVersion: (member) => member.clientVersion(), eth_chainId: (member) => member.chainId(), eth_getBalance: (member) => member.balance(address),
  eth_getTransactionCount: (member) => member.nonce(address), eth_gasPrice: (member) => member.gasPrice(), eth_estimateGas: (member) => member.estimateGas({ from: address, to: address, value: 1 }),
  eth_sendRawTransaction: (member) => member.send("0x"), eth_getTransactionReceipt: (member) => member.receipt(hash("1")),
};
for (const [method, ask] of Object.entries(asks)) test(`${method}: an answer of another shape is odd`, async () => {
  for (const result of [0.5, [], {}, ["0x1"], { result: "0x1" }]) assert.match(await failure(ask(node({ result }))), new RegExp(`^odd: ${method}: the answer `));
  assert.match(await failure(ask(node({ error: { code: -32000, message: "no" } }, { error: { code: -32000, message: "no" } }))), new RegExp(`^refused: ${method}`));
});

const changes: readonly [string, Json][] = [["number", "0x6"], ["number", null], ["number", `0x${"f".repeat(20)}`], ["hash", null], ["hash", "0x12"], ["parentHash", `${hash("b")}0`], ["timestamp", 5], ["miner", null], ["miner", `${address}\n`]];
for (const [name, value] of changes) test(`a block whose ${name} is ${JSON.stringify(value)?.slice(0, 20)}`, async () => {
  assert.match(await failure(node({ result: { ...block, [name]: value } }).block(5)), /^odd: eth_getBlockByNumber: the answer (has a field `(number|hash|parentHash|timestamp|miner)` that is|is block 6)/);
});

test("fields of a prototype are no fields", async () => {
  const below = JSON.parse(`{"__proto__":${JSON.stringify(block)}}`) as Json;
  assert.match(await failure(node({ result: below }).block(5)), /^odd/);
});

test("receipts with a status, a hash or gas that is none, and of another transaction", async () => {
  for (const change of [{ status: "0x2" }, { status: true }, { blockHash: null }, { gasUsed: 21_000 }, { transactionHash: hash("2") }]) assert.match(await failure(node({ result: { ...receipt, ...change } as Json }).receipt(hash("1"))), /^odd: eth_getTransactionReceipt/);
});

test("whatever a server says, it is an answer or an RpcFailure", async () => {
  await fc.assert(fc.asyncProperty(fc.constantFrom(...Object.values(asks)), fc.jsonValue(), fc.jsonValue(), async (ask, result, error) => {
    const said = [result, error].map((value) => ({ result: value as Json }));
    for (const answers of [said, [{ error: unknown }, ...said]]) await failure(ask(node(...answers)));
  }));
});

test.run();
