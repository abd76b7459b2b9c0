import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { diffTexts } from "./lines.ts";
import type { LinesDiff } from "./model.ts";

const shown = (diff: LinesDiff) => diff.hunks.map((hunk) => `@${hunk.beforeLine},${hunk.afterLine}\n${hunk.lines.join("\n")}`).join("\n");

test("changed lines with three around them, and where they are", () => {
  const lines = Array.from({ length: 30 }, (_, i) => `line ${i + 1}`);
  const before = `${lines.join("\n")}\n`;
  const after = before.replace("line 5\n", "five\n").replace("line 25\n", "");
  assert.is(shown(diffTexts(before, after)), `@2,2
 line 2
 line 3
 line 4
-line 5
+five
 line 6
 line 7
 line 8
@22,22
 line 22
 line 23
 line 24
-line 25
 line 26
 line 27
 line 28`);
});

test("new and removed texts, and a missing last line break", () => {
  assert.equal([diffTexts(undefined, "a\nb\n").added, diffTexts("a\nb\n", undefined).removed], [2, 2]);
  assert.equal([diffTexts("a", "a\n").added, diffTexts("a\n", "a\n").hunks.length], [1, 0]);
});

test("huge bodies that have nothing in common stay bounded", () => {
  const text = (word: string) => Array.from({ length: 100_000 }, (_, i) => `${word} ${i}`).join("\n");
  const diff = diffTexts(text("a"), text("b"));
  assert.equal([diff.added, diff.removed, diff.shortened], [100_000, 100_000, true]);
  assert.ok(diff.hunks.flatMap((hunk) => hunk.lines).length <= 2010);
});

/** Puts the hunks into `before`: what they leave out must be equal on both sides. */
function apply(before: string[], diff: LinesDiff): string[] {
  const result: string[] = [];
  let at = 0;
  for (const hunk of diff.hunks) {
    while (at < hunk.beforeLine - 1) result.push(before[at++]!);
    assert.is(result.length, hunk.afterLine - 1);
    for (const line of hunk.lines) {
      if (line[0] !== "+") assert.is(before[at++], line.slice(1));
      if (line[0] !== "-") result.push(line.slice(1));
    }
  }
  return [...result, ...before.slice(at)];
}

test("property: the hunks turn one text into the other, and nothing differs from itself", () => {
  const text = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 40 });
  fc.assert(fc.property(text, text, (before, after) => {
    const join = (lines: string[]) => lines.map((line) => `${line}\n`).join("");
    assert.equal(apply(before, diffTexts(join(before), join(after))), after);
    assert.equal(diffTexts(join(before), join(before)).hunks, []);
  }), { numRuns: 300 });
});

test.run();
