import * as assert from "uvu/assert";
import * as fc from "fast-check";
import { suite } from "uvu";
import type { Json } from "../text/json.ts";
import { share, unshare } from "./sharing.ts";

const test = suite("sharing");
const long = (letter: string) => letter.repeat(300);

test("what occurs twice is written once, also within what is shared", () => {
  const inner = { text: long("a") };
  const { parts, value } = share([{ inner, b: long("b") }, { inner, b: long("b") }, inner]);
  assert.is(JSON.stringify(parts).split(long("a")).length, 2);
  assert.is(JSON.stringify(parts).split(long("b")).length, 2);
  assert.is(JSON.stringify(value).length < 30, true);
});

test("and comes back the same", () => {
  const words = fc.constantFrom("", "short", long("x"), long("y"));
  fc.assert(fc.property(fc.letrec((tie) => ({ node: fc.oneof({ depthSize: "small" }, words, fc.integer(), fc.constant(null), fc.array(tie("node")), fc.dictionary(fc.constantFrom("a", "b", long("k")), tie("node"))) })).node, (json) => {
    assert.equal(unshare(share(json as Json)), JSON.parse(JSON.stringify(json)));
  }));
});

test("what looks like a reference is refused", () => assert.throws(() => share({ a: { $: 1 } }), "reference"));

test.run();
