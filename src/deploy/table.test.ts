import { test } from "uvu";
import * as assert from "uvu/assert";
import { textWidth } from "../text/visible.ts";
import type { GroupProgress, JobProgress } from "./progress.ts";
import { newsLines, tableLines } from "./table.ts";

const group = (name: string, more: Partial<GroupProgress> = {}): GroupProgress => ({ group: name, desired: 3, placed: 2, healthy: 1, unhealthy: 0, ...more });
const screen = { width: 100, now: 60_000, start: 0 };

test("jobs, groups, numbers and a bar", () => {
  const jobs: JobProgress[] = [{ job: "chain", state: "rolling out", groups: [group("miner", { deadline: 150_000, note: "node waits for a key" }), group("passive", { healthy: 3, placed: 3 })] }, { job: "web", state: "waiting", groups: [] }];
  assert.equal(tableLines(jobs, screen), [
    "JOB    GROUP    DESIRED  PLACED  HEALTHY  UNHEALTHY   LEFT",
    "chain  miner          3       2        1          0  1m30s  node waits for a key",
    "       passive        3       3        3          0",
    "web                                                         waiting",
    "[####################----------] 4 of 6 healthy, 1m, 1 to come",
  ]);
});

test("no line is wider than the terminal, and no table longer than a screen", () => {
  const jobs: JobProgress[] = [{ job: "j", state: "rolling out", groups: Array.from({ length: 500 }, (_, i) => group(`g${i}`, { note: "漢字 \u001b[2J".repeat(40), healthy: i % 2 === 0 ? 3 : 0 })) }];
  for (const width of [1, 20, 80]) {
    const lines = tableLines(jobs, { ...screen, width });
    assert.ok(lines.length < 25);
    for (const line of lines) assert.ok(textWidth(line) <= width && !line.includes("\u001b"), JSON.stringify(line));
  }
  assert.match(tableLines(jobs, screen).join("\n"), /and 480 more/);
  assert.not.match(tableLines(jobs, screen).join("\n"), /g0 /);
});

test("lines say what changed, once, and the end of it last", () => {
  const before: JobProgress = { job: "j", state: "rolling out", groups: [group("a"), group("b")] };
  assert.equal(newsLines(undefined, before), ["j: rolling out", "j/a: 2 of 3 placed, 1 healthy", "j/b: 2 of 3 placed, 1 healthy"]);
  assert.equal(newsLines(before, before), []);
  assert.equal(newsLines(before, { ...before, groups: [group("a", { deadline: 5 }), group("b", { unhealthy: 1 })] }), ["j/b: 2 of 3 placed, 1 healthy, 1 unhealthy"]);
  assert.equal(newsLines(before, { job: "j", state: "healthy", groups: [group("a", { healthy: 3, placed: 3 }), group("b")] }), ["j/a: 3 of 3 placed, 3 healthy", "j: healthy"]);
});

test.run();
