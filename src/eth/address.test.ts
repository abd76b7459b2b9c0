/** The addresses that EIP-55 publishes, and addresses that are none. */
import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { checksummed, parseAddress } from "./address.ts";

const published = [
  "0x52908400098527886E0F7030069857D2E4169EE7", "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
  "0xde709f2102306220921060314715629080e2fb77", "0x27b1fdb04752bbc536007a920d24acb045561c26",
  "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359", "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
];
for (const address of published) test(`address ${address}`, () => {
  const lower = address.toLowerCase();
  assert.is(checksummed(lower), address);
  assert.is(checksummed(lower.slice(2)), address);
  for (const text of [address, address.slice(2), lower, `0x${address.slice(2).toUpperCase()}`]) assert.is(parseAddress(text), lower);
});

const problem = (text: string) => {
  const address = parseAddress(text);
  return typeof address === "string" ? "it is one" : address.problem;
};

test("a letter of the wrong case is found, and so is a wrong digit", () => {
  assert.match(problem("0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"), /checksum/);
  assert.match(problem("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAee"), /checksum/);
});

test("wrong lengths and other text say so", () => {
  assert.match(problem(`0x${"1".repeat(39)}`), /39 hex digits/);
  assert.match(problem("1".repeat(64)), /64 hex digits/);
  for (const text of ["", "0x", "0X".padEnd(42, "1"), "0xg".padEnd(42, "1"), ` ${"1".repeat(40)}`, `${"1".repeat(40)}\n`, "vitalik.eth"]) assert.match(problem(text), /no address/);
});

test("addresses: any one in its own checksum is taken, and in no other mixture", () => {
  fc.assert(fc.property(fc.uint8Array({ minLength: 20, maxLength: 20 }), fc.nat(39), (bytes, at) => {
    const address = checksummed([...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(""));
    assert.is(parseAddress(address), address.toLowerCase());
    const letter = address[at + 2]!;
    const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
    const changed = address.slice(0, at + 2) + other + address.slice(at + 3);
    const mixed = changed.slice(2) !== changed.slice(2).toLowerCase() && changed.slice(2) !== changed.slice(2).toUpperCase();
    if (letter !== other && mixed) assert.match(problem(changed), /checksum/);
  }));
});

test.run();
