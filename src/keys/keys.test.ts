/** Known answers from public vectors, and what holds for any key. */
import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { nodeKeys } from "../cli/node-keys.ts";
import type { Json } from "../text/json.ts";
import { flawOf } from "./flaw.ts";
import { KeyError } from "./key-error.ts";
import { keystoreAddress, makeKeystore, openKeystore } from "./keystore.ts";
import { makeValue } from "./make.ts";
import { addressOf, newPrivateKey, publicKeyOf } from "./secp256k1.ts";
import type { KeyTools } from "./tools.ts";
import type { KeyExpr } from "./tree.ts";

const hex = (number: bigint) => number.toString(16).padStart(64, "0");
const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
/** The real thing with a cost that many runs can pay. */
const cheap: KeyTools = { ...nodeKeys, cost: { n: 16, r: 8, p: 1, dklen: 32 } };
const nothing = () => { throw new Error("no secret is read"); };

/** Multiples of the generator, as lists of test vectors of the curve give them. */
const points: readonly [bigint, string, string][] = [
  [1n, "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798", "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8"],
  [2n, "c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5", "1ae168fea63dc339a3c58419466ceaeef7f632653266d0e1236431a950cfe52a"],
  [3n, "f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9", "388f7b0f632de8140fe337e62a37f3566500a99934c2231b6cb9fd7584b8e672"],
  [112233445566778899n, "a90cc3d3f3e146daadfc74ca1372207cb4b725ae708cef713a98edd73d99ef29", "5a79d6b289610c68bc3b47f3d72f9788a26a06868b4d8e433e1e2ad76fb7dc76"],
  [order - 1n, "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798", "b7c52588d95c3b9aa25b0403f1eef75702e84bb7597aabe663b82f6f04ef2777"],
];
for (const [k, x, y] of points) test(`public key of ${k < 1n << 64n ? k : "the order less one"}`, () => assert.is(publicKeyOf(hex(k)), x + y));

/** Accounts that everybody knows: 1 and 2, and those of clients' own tests and development tools. */
const accounts: readonly [string, string][] = [
  [hex(1n), "7e5f4552091a69125d5dfcb7b8c2659029395bdf"],
  [hex(2n), "2b5ad5c4795c026514f8317c7a215e218dccd6cf"],
  ["ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80", "f39fd6e51aad88f6f4ce6ab8827279cfffb92266"],
  ["289c2857d4598e37fb9647507e47a309d6133539bf21a8b9cb6df88fd5232032", "970e8128ab834e8eac17ab8e3812f010678cf791"],
  ["7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d", "008aeeda4d805471df9b2a5b0f38a0c3bcba786b"],
];
for (const [key, address] of accounts) test(`address ${address}`, () => assert.is(addressOf(key), address));

/** The scrypt vector of the definition of Web3 Secret Storage. It has no address. */
const published: Json = {
  crypto: {
    cipher: "aes-128-ctr", cipherparams: { iv: "83dbcc02d8ccb40e466191a123791e0e" }, ciphertext: "d172bf743a674da9cdad04534d56926ef8358534d458fffccd4e6ad2fbde479c",
    kdf: "scrypt", kdfparams: { dklen: 32, n: 262144, r: 1, p: 8, salt: "ab0c7876052600dd703518d6fc3fe8984592145b591fc8fb5c6d43190334ba19" },
    mac: "2103ac29920d71da29f15d75b4a16dbe95cfd7ff8faea1056c33131d846e3097",
  },
  id: "3198bc9c-6672-5ab3-d995-4942343ae5b6",
  version: 3,
};

test("the published keystore opens with its password and no other", () => {
  assert.is(openKeystore(published, "testpassword", nodeKeys), "7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d");
  assert.throws(() => openKeystore(published, "testpasswore", nodeKeys), /another one/);
});

test("a light keystore costs next to nothing, and opens", () => {
  const light = makeKeystore(hex(7n), "random", { tools: nodeKeys, light: true });
  const { n, r, p } = (light as unknown as { crypto: { kdfparams: { n: number; r: number; p: number } } }).crypto.kdfparams;
  assert.equal([n, r, p], [2, 8, 1]);
  assert.is(openKeystore(light, "random", nodeKeys), hex(7n));
});

test("a keystore made here has the cost of clients, says whose it is, and opens", () => {
  const key = newPrivateKey(nodeKeys.random);
  const store = makeKeystore(key, "", { tools: nodeKeys }) as { crypto: { kdfparams: Json }; id: string };
  const { salt, ...cost } = store.crypto.kdfparams as { salt: string };
  assert.equal(cost, { dklen: 32, n: 262144, p: 1, r: 8 });
  assert.match(salt, /^[0-9a-f]{64}$/);
  assert.match(store.id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.is(keystoreAddress(store as Json), addressOf(key));
  assert.is(openKeystore(store as Json, "", nodeKeys), key);
});

test("a random number out of the curve's range is drawn again", () => {
  const draws = [new Uint8Array(32), new Uint8Array(32).fill(255), new Uint8Array(32).fill(1)];
  assert.is(newPrivateKey(() => draws.shift()!), "01".repeat(32));
});

test("keys: any keystore opens to what was put in, whatever the password", () => {
  fc.assert(fc.property(fc.bigInt(1n, order - 1n), fc.string({ unit: "grapheme" }), (number, password) => {
    assert.is(openKeystore(makeKeystore(hex(number), password, { tools: cheap }), password, cheap), hex(number));
  }), { numRuns: 50 });
});

test("no key, no keystore, no cost is taken that is none", () => {
  for (const bad of ["", "00".repeat(32), hex(order), "0x".padEnd(64, "1"), "g".repeat(64), "1".repeat(63)]) assert.throws(() => addressOf(bad), (error: Error) => error instanceof KeyError && !error.message.includes(bad || "\0"));
  const costly = JSON.parse(JSON.stringify(published).replace("262144", "268435456")) as Json;
  assert.throws(() => openKeystore(costly, "", nodeKeys), /more memory/);
  fc.assert(fc.property(fc.jsonValue(), (value) => keystoreAddress(value as Json) === undefined));
});

const genesis: KeyExpr = {
  op: "call", fn: "json", args: [{
    op: "map", entries: [
      { key: { op: "literal", value: "nonce" }, value: { op: "literal", value: "0x42" } },
      { key: { op: "literal", value: "alloc" }, value: { op: "map", entries: [{ key: { op: "secret", name: "coinbase", owner: "a" }, value: { op: "literal", value: { balance: "1" } } }] } },
    ],
  }],
};
const key: KeyExpr = { op: "call", fn: "key", args: [] };
const secret: KeyExpr = { op: "secret", name: "key", owner: "a" };
const known = new Map<string, Json>([["a/key", hex(1n)], ["a/coinbase", "7e5f4552091a69125d5dfcb7b8c2659029395bdf"]]);
const lookup = ({ owner, name }: { owner?: string; name: string }) => known.get(`${owner}/${name}`)!;
const flaw = (value: Json, expr: KeyExpr, deep = false) => flawOf(value, expr, { lookup, tools: cheap, deep })?.kind;

test("expressions make text, lists, maps and objects of other secrets", () => {
  assert.equal(makeValue(genesis, lookup, cheap), { nonce: "0x42", alloc: { "7e5f4552091a69125d5dfcb7b8c2659029395bdf": { balance: "1" } } });
  assert.is(makeValue({ op: "concat", parts: [{ op: "literal", value: "enode://" }, { op: "call", fn: "public_key", args: [secret] }] }, lookup, cheap), `enode://${publicKeyOf(hex(1n))}`);
  assert.match(makeValue({ op: "call", fn: "random", args: [{ op: "literal", value: 5 }] }, nothing, cheap) as string, /^[0-9a-f]{10}$/);
  const twice: KeyExpr = { op: "map", entries: [1, 2].map((value) => ({ key: secret, value: { op: "literal", value } })) };
  assert.throws(() => makeValue(twice, lookup, cheap), /same key/);
});

test("a value that its expression could have made has no flaw, and one of other inputs has", () => {
  const address: KeyExpr = { op: "call", fn: "address", args: [secret] };
  const keystore: KeyExpr = { op: "call", fn: "keystore", args: [secret, { op: "literal", value: "pw" }] };
  assert.is(flaw(hex(7n), key), undefined);
  assert.is(flaw(hex(0n), key), "wrong");
  assert.is(flaw("7E5F4552091A69125D5DFCB7B8C2659029395BDF", address), undefined);
  assert.is(flaw("2b5ad5c4795c026514f8317c7a215e218dccd6cf", address), "wrong");
  assert.is(flaw(makeKeystore(hex(1n), "pw", { tools: cheap }), keystore, true), undefined);
  assert.is(flaw(makeKeystore(hex(2n), "pw", { tools: cheap }), keystore), "wrong");
  assert.is(flaw(makeKeystore(hex(1n), "other", { tools: cheap }), keystore), undefined);
  assert.is(flaw(makeKeystore(hex(1n), "other", { tools: cheap }), keystore, true), "wrong");
});

test("an object may hold more than would be made today; what it lacks or says otherwise is stale", () => {
  const made = makeValue(genesis, lookup, cheap) as { nonce: string; alloc: { [address: string]: Json } };
  assert.is(flaw({ ...made, alloc: { ...made.alloc, more: { balance: "2" } } }, genesis), undefined);
  assert.is(flaw({ ...made, alloc: {} }, genesis), "stale");
  assert.is(flaw({ ...made, nonce: "0x43" }, genesis), "stale");
  assert.is(flaw("text", genesis), "wrong");
});

test("whatever is stored, looking at it never throws and never repeats it", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    for (const expr of [genesis, key, secret]) {
      const says = flawOf(value as Json, expr, { lookup, tools: cheap })?.says ?? "";
      assert.not(typeof value === "string" && value.length > 12 && says.includes(value));
    }
  }));
});

test.run();
