import { test } from "uvu";
import * as assert from "uvu/assert";
import { compactNames } from "./compact-names.ts";

test("names that differ in a number", () => {
  assert.equal(compactNames(["mantis-1", "mantis-2", "mantis-3", "faucet", "mantis-5"]), ["mantis-{1..3,5}", "faucet"]);
  assert.equal(compactNames(["obft-node-10", "obft-node-9"]), ["obft-node-{9,10}"]);
  assert.equal(compactNames(["a", "a", "b"]), ["a", "b"]);
  assert.equal(compactNames(["m1x", "m2x", "m1y"]), ["m{1,2}x", "m1y"]);
});

test("a leading zero is part of the name", () => {
  assert.equal(compactNames(["a-01", "a-02", "a-1"]), ["a-0{1,2}", "a-1"]);
});

test.run();
