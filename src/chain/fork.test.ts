/** Where chains part, found by halves, is where they really part; momentary forks at the end are not told. */
import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { HttpFailure, type Http } from "../http/http.ts";
import { isHealthy } from "./health.ts";
import { look } from "./look.ts";
import type { Endpoint } from "./model.ts";

const hash = (branch: number, height: number) => `0x${branch.toString(16).padStart(8, "0")}${height.toString(16).padStart(56, "0")}`;
const hex = (number: number) => `0x${number.toString(16)}`;

/** A member whose chain is the common one below `from`, and that of its branch from there on. */
interface Chain { readonly height: number; readonly branch: number; readonly from: number }

/** Two that part from the common one at different heights have nothing in common afterwards. */
function idOf({ branch, from }: Pick<Chain, "branch" | "from">): number {
  return branch * 4096 + from;
}

function server(chain: () => Chain, now: () => number): Http {
  const block = (height: number) => {
    const { branch, from } = chain();
    return { number: hex(height), hash: hash(height < from ? 0 : idOf({ branch, from }), height), parentHash: hash(9, 9), timestamp: hex(Math.floor(now() / 1000) - (chain().height - height) * 2), miner: `0x${"00".repeat(20)}` };
  };
  const answers: Readonly<Record<string, (params: readonly string[]) => unknown>> = {
    eth_getBlockByNumber: ([at = ""]) => (at === "latest" ? block(chain().height) : Number(at) <= chain().height ? block(Number(at)) : null),
    net_peerCount: () => "0x2", eth_syncing: () => false, eth_mining: () => true, web3_clientVersion: () => "Test/v1",
  };
  return {
    send: async ({ body = "" }) => {
      const { id, method, params } = JSON.parse(body) as { id: number; method: string; params: string[] };
      return { status: 200, headers: {}, body: (async function* () { yield new TextEncoder().encode(JSON.stringify({ jsonrpc: "2.0", id, result: answers[method]!(params) })); })() };
    },
  };
}

async function seen(chains: readonly (() => Chain)[], waited: (milliseconds: number) => void = () => {}, through: (http: Http) => Http = (http) => http) {
  let now = 1_800_000_000_000;
  const endpoints: Endpoint[] = chains.map((_, i) => ({ member: `m${i}`, kinds: ["m"], address: `http://m${i}` }));
  const clock = { now: () => now, random: () => 0, wait: async (milliseconds: number) => { now += milliseconds; waited(milliseconds); } };
  return look({ endpoints: async () => endpoints, quorums: [], clock, connect: (address) => through(server(chains[Number(address.slice("http://m".length))]!, () => now)) });
}

test("chains that part somewhere are told to part there", async () => {
  const member = fc.record({ height: fc.integer({ min: 1, max: 2000 }), from: fc.integer({ min: 0, max: 2000 }), branch: fc.integer({ min: 1, max: 3 }) });
  await fc.assert(fc.asyncProperty(fc.array(member, { minLength: 2, maxLength: 5 }), async (members) => {
    const { verdict } = await seen(members.map((one) => () => one));
    // What the highest one has is what the others are compared with: those that differ from it, nowhere else.
    const best = members.reduce((most, one) => (one.height > most.height ? one : most));
    const from = members.filter((one) => one !== best).map((one) => first(best, one)).filter((height) => height !== undefined);
    if (from.length === 0) assert.is(verdict.kind, "agree");
    else {
      assert.is(verdict.kind, "fork");
      if (verdict.kind === "fork") assert.is(verdict.height, Math.min(...from));
    }
  }), { numRuns: 200 });
});

function first(best: Chain, one: Chain): number | undefined {
  const at = Math.min(best.from, one.from);
  return idOf(best) === idOf(one) || at > one.height ? undefined : at;
}

test("two newest blocks for a moment are no fork", async () => {
  let settled = false;
  const chains = [() => ({ height: 20, branch: 1, from: 20 }), () => (settled ? { height: 20, branch: 1, from: 20 } : { height: 20, branch: 2, from: 20 })];
  assert.is((await seen(chains, () => (settled = true))).verdict.kind, "agree");
  assert.is((await seen([chains[0]!, () => ({ height: 20, branch: 2, from: 20 })])).verdict.kind, "fork");
});

test("another first block is told at once", async () => {
  let waits = 0;
  const { verdict } = await seen([() => ({ height: 20, branch: 1, from: 0 }), () => ({ height: 9, branch: 2, from: 0 }), () => ({ height: 20, branch: 1, from: 0 })], () => waits++);
  assert.equal(verdict, { kind: "fork", height: 0, branches: [{ hash: hash(4096, 0), members: ["m0", "m2"] }, { hash: hash(8192, 0), members: ["m1"] }] });
  assert.is(waits, 0);
});

test("where the comparison does not come about, nobody agrees with anybody", async () => {
  const chain = { height: 20, branch: 1, from: 0 };
  const other = { ...chain, height: 9 };
  for (const broken of ["silent", "without the block"] as const) {
    const { verdict, members } = await seen([() => chain, () => other], () => {}, (http) => ({
      send: async (request) => {
        const { id, method, params } = JSON.parse(request.body ?? "") as { id: number; method: string; params: string[] };
        if (method !== "eth_getBlockByNumber" || params[0] !== "0x9") return http.send(request);
        if (broken === "silent") throw new HttpFailure("refused", "nobody listens there");
        return { status: 200, headers: {}, body: (async function* () { yield new TextEncoder().encode(JSON.stringify({ jsonrpc: "2.0", id, result: null })); })() };
      },
    }));
    assert.is(verdict.kind, "unclear", broken);
    assert.is(isHealthy({ verdict, members }), false);
  }
});

test.run();
