import { test } from "uvu";
import * as assert from "uvu/assert";
import { atLeast, drops, knows } from "./version.ts";

test("a target without a patch is the newest of its line", () => {
  assert.ok(atLeast("1.6", "1.6.2"));
  assert.not(atLeast("1.6.1", "1.6.2"));
  assert.ok(atLeast("1.10", "1.9.2"));
  assert.ok(atLeast("2.0", "1.11.0"));
  assert.not(atLeast("1.6", "1.7.0"));
});

test("a backport counts in its own line", () => {
  const field = { "x-since": "1.3.10", "x-backports": ["1.3.10", "1.4.5"] };
  assert.equal(["1.3", "1.3.9", "1.4", "1.4.2", "1.4.5", "1.5"].map((target) => knows(target, field)), [true, false, true, false, true, true]);
});

test("dropped always, or from a release on", () => {
  assert.ok(drops("1.6", { "x-server-drops": true }));
  assert.equal(["1.9", "1.10", "1.11.2"].map((target) => drops(target, { "x-dropped-since": "1.10" })), [false, true, true]);
});

test.run();
