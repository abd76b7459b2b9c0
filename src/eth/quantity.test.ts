/** Numbers and amounts, as JSON-RPC and as people write them. */
import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { EthError } from "./eth-error.ts";
import { MOST, quantity, readNumber, readQuantity } from "./quantity.ts";
import { parseAmount, showAmount } from "./units.ts";

const fails = (work: () => unknown) => assert.throws(work, (error: Error) => error instanceof EthError);
/** Of every length, not only long ones. */
const wei = fc.integer({ min: 0, max: 256 }).chain((bits) => fc.bigInt(0n, 2n ** BigInt(bits) - 1n));

/** The examples of the definition of JSON-RPC's QUANTITY. */
for (const [number, text] of [[65, "0x41"], [1024, "0x400"], [0, "0x0"]] as const) test(`quantity ${text}`, () => {
  assert.is(quantity(number), text);
  assert.is(readNumber(text), number);
});

test("quantities: what is written reads back, with leading zeros too", () => {
  fc.assert(fc.property(wei, fc.nat(64), (number, width) => {
    const text = quantity(number);
    assert.match(text, /^0x(0|[1-9a-f][0-9a-f]*)$/);
    assert.is(readQuantity(text), number);
    assert.is(readQuantity(`0x${text.slice(2).padStart(width, "0")}`), number);
  }));
});

test("nothing else is read or written as a quantity", () => {
  for (const bad of ["", "0x", "400", "0xg", " 0x1", "0x1 ", "0X1", "-0x1", "0x-1", `0x${"1".repeat(65)}`, 5, 5n, null, undefined, ["0x1"], { toString: () => "0x1" }, true]) fails(() => readQuantity(bad));
  for (const bad of [-1, -1n, MOST + 1n, 2 ** 53, 0.5, NaN, Infinity]) fails(() => quantity(bad));
  assert.is(readNumber("0x1fffffffffffff"), Number.MAX_SAFE_INTEGER);
  fails(() => readNumber("0x20000000000000"));
});

const amounts: readonly [string, bigint, string][] = [
  ["1ether", 10n ** 18n, "1 ether"],
  ["0.5 ether", 5n * 10n ** 17n, "0.5 ether"],
  ["21000gwei", 21_000n * 10n ** 9n, "0.000021 ether"],
  ["100gwei", 100n * 10n ** 9n, "100 gwei"],
  ["1.50 gwei", 15n * 10n ** 8n, "1.5 gwei"],
  ["5wei", 5n, "5 wei"],
  ["1000 wei", 1000n, "1000 wei"],
  [" 007 wei ", 7n, "7 wei"],
  ["0ether", 0n, "0 wei"],
  ["1.000000000000000001 ether", 10n ** 18n + 1n, "1.000000000000000001 ether"],
  ["1000000000000000000000 ether", 10n ** 39n, "1000000000000000000000 ether"],
  [`${MOST}wei`, MOST, `${MOST / 10n ** 18n}.${MOST % 10n ** 18n} ether`],
];
for (const [text, amount, shown] of amounts) test(`amount ${text.slice(0, 40)}`, () => {
  assert.is(parseAmount(text), amount);
  assert.is(showAmount(amount), shown);
});

const none: readonly [string, RegExp][] = [
  ["7", /no unit.*ether, gwei and wei/], ["0.5", /no unit/], ["1 eth", /unknown unit.*ether, gwei and wei/], ["1 Ether", /unknown unit/], ["1 constructor", /unknown unit/],
  ["0.5 wei", /smallest unit/], ["0.0000000001 gwei", /more decimals than the 9/], ["-1 ether", /negative/], [`${MOST + 1n} wei`, /more than 2\^256 - 1/], [`${"9".repeat(100_000)} wei`, /more than/],
  ["", /no amount/], ["ether", /no amount/], [".5 ether", /no amount/], ["1. ether", /no amount/], ["1,5 ether", /no amount/], ["1e18 wei", /no amount/], ["0x10 wei", /no amount/], ["1 ether 5 wei", /no amount/], ["١ ether", /no amount/],
];
for (const [text, why] of none) test(`no amount: ${text.slice(0, 30)}`, () => assert.match(String(parseAmount(text)), why));

test("amounts: what is shown is exact, and reads back", () => {
  fc.assert(fc.property(wei, (amount) => assert.is(parseAmount(showAmount(amount)), amount)), { numRuns: 1000 });
});

test("amounts: whatever is written, it is an amount or a reason", () => {
  fc.assert(fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^[-+0-9. a-z]*$/)), (text) => {
    const amount = parseAmount(text);
    assert.ok(typeof amount === "bigint" ? amount >= 0n && amount <= MOST : amount.length > 0);
  }));
});

test.run();
