/** What is published of RLP and EIP-155, and what holds of any signature. */
import { secp256k1 } from "@noble/curves/secp256k1";
import { keccak_256 } from "@noble/hashes/sha3";
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils";
import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { KeyError } from "../keys/key-error.ts";
import { addressOf } from "../keys/secp256k1.ts";
import { EthError } from "./eth-error.ts";
import { MOST } from "./quantity.ts";
import { encodeRlp, type Rlp } from "./rlp.ts";
import { signTransaction, type Transaction } from "./transaction.ts";

const text = utf8ToBytes;
const lorem = "Lorem ipsum dolor sit amet, consectetur adipisicing elit";

/** The examples of RLP's definition. */
const encoded: readonly [string, Rlp, string][] = [
  ["dog", text("dog"), "83646f67"],
  ["cat and dog", [text("cat"), text("dog")], "c88363617483646f67"],
  ["the empty text", text(""), "80"],
  ["the empty list", [], "c0"],
  ["0", 0, "80"],
  ["a byte of 0", Uint8Array.of(0), "00"],
  ["a byte of 15", Uint8Array.of(15), "0f"],
  ["15", 15, "0f"],
  ["128", 128n, "8180"],
  ["1024", 1024, "820400"],
  ["the numbers of set theory", [[], [[]], [[], [[]]]], "c7c0c1c0c3c0c1c0"],
  ["lorem ipsum", text(lorem), `b838${bytesToHex(text(lorem))}`],
  ["55 bytes", new Uint8Array(55), `b7${"00".repeat(55)}`],
  ["1024 bytes", new Uint8Array(1024), `b90400${"00".repeat(1024)}`],
  ["a long list", [text(lorem)], `f83ab838${bytesToHex(text(lorem))}`],
];
for (const [name, item, hex] of encoded) test(`RLP: ${name}`, () => assert.is(bytesToHex(encodeRlp(item)), hex));

test("RLP: no negative number, no fraction", () => {
  for (const bad of [-1, -1n, 0.5, MOST + 1n]) assert.throws(() => encodeRlp([bad]), (error: Error) => error instanceof EthError);
});

const example: Transaction = { nonce: 9, gasPrice: 20n * 10n ** 9n, gas: 21_000, to: `0x${"35".repeat(20)}`, value: 10n ** 18n, chainId: 1 };
const exampleKey = "46".repeat(32);

test("EIP-155's example", () => {
  assert.equal(signTransaction(example, exampleKey), {
    raw: "0xf86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a76400008025a028ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276a067cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83",
    hash: "0x33469b22e9f636356c4160a87eb19df52b7412e8eac32a4a55ffe88ea8350788",
  });
});

/** Of one list of byte strings, as a transaction is. */
function decoded(hex: string): Uint8Array[] {
  const bytes = hexToBytes(hex.slice(2));
  const strings: Uint8Array[] = [];
  const length = (at: number, base: number): [number, number] => {
    const short = bytes[at]! - base;
    return short <= 55 ? [at + 1, short] : [at + short - 54, Number(`0x${bytesToHex(bytes.slice(at + 1, at + short - 54))}`)];
  };
  let [at, rest] = length(0, 0xc0);
  assert.is(at + rest, bytes.length);
  while (at < bytes.length) {
    const [from, size] = bytes[at]! < 0x80 ? [at, 1] : length(at, 0x80);
    strings.push(bytes.slice(from, from + size));
    at = from + size;
  }
  return strings;
}

const number = (bytes: Uint8Array) => (bytes.length === 0 ? 0n : BigInt(`0x${bytesToHex(bytes)}`));

/** What anybody sees in a signed transaction. */
function seen(raw: string, chainId: bigint): { sender: string; s: bigint; fields: Uint8Array[] } {
  const strings = decoded(raw);
  const [v, r, s] = strings.slice(6).map(number) as [bigint, bigint, bigint];
  const fields = strings.slice(0, 6);
  const signature = new secp256k1.Signature(r, s).addRecoveryBit(Number(v - 35n - 2n * chainId));
  const point = signature.recoverPublicKey(keccak_256(encodeRlp([...fields, chainId, 0, 0]))).toBytes(false);
  return { sender: bytesToHex(keccak_256(point.slice(1)).slice(-20)), s, fields };
}

const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const arbitrary = fc.record({
  nonce: fc.maxSafeNat(), gasPrice: fc.bigInt(0n, MOST), gas: fc.bigInt(0n, 2n ** 63n), value: fc.bigInt(0n, MOST), chainId: fc.bigInt(1n, 2n ** 64n),
  to: fc.uint8Array({ minLength: 20, maxLength: 20 }).map((bytes) => `0x${bytesToHex(bytes)}`), data: fc.uint8Array({ maxLength: 80 }).map((bytes) => `0x${bytesToHex(bytes)}`),
});

test("transactions: the sender is whom the key belongs to, every field is there, s is low, and twice is the same", () => {
  fc.assert(fc.property(arbitrary, fc.bigInt(1n, order - 1n), (transaction, secret) => {
    const key = secret.toString(16).padStart(64, "0");
    const { raw, hash } = signTransaction(transaction, key);
    const { sender, s, fields } = seen(raw, transaction.chainId);
    assert.is(sender, addressOf(key));
    assert.ok(s <= order / 2n);
    assert.equal([0, 1, 2, 4].map((at) => number(fields[at]!)), [BigInt(transaction.nonce), transaction.gasPrice, transaction.gas, transaction.value]);
    assert.equal([3, 5].map((at) => `0x${bytesToHex(fields[at]!)}`), [transaction.to, transaction.data]);
    assert.is(hash, `0x${bytesToHex(keccak_256(hexToBytes(raw.slice(2))))}`);
    assert.equal(signTransaction(transaction, key), { raw, hash });
  }), { numRuns: 60 });
});

test("a field that is none is not signed, and its failure names no key", () => {
  const bad: Partial<Transaction>[] = [{ to: "" }, { to: "0x" }, { to: "0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed" }, { data: "0x1" }, { data: "00" }, { nonce: -1 }, { value: MOST + 1n }, { gas: 0.5 }, { chainId: 0 }, { chainId: MOST }];
  for (const change of bad) assert.throws(() => signTransaction({ ...example, ...change }, exampleKey), (error: Error) => error instanceof EthError && !error.message.includes("46"), JSON.stringify(Object.keys(change)));
  for (const key of ["", "0x", "00".repeat(32), "ff".repeat(32)]) assert.throws(() => signTransaction(example, key), (error: Error) => error instanceof KeyError);
});

test.run();
