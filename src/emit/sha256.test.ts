import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { sha256 } from "./sha256.ts";

const real = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");

test("agrees with the machine's own", () => {
  for (const length of [0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 1000, 100_000]) assert.is(sha256("a".repeat(length)), real("a".repeat(length)), String(length));
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => assert.is(sha256(text), real(text))), { numRuns: 300 });
});

test.run();
