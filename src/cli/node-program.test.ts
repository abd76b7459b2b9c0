import { test } from "uvu";
import * as assert from "uvu/assert";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { startProgram } from "./node-program.ts";

const here = fs.realpathSync(tmpdir());

test("the exit code of the program is passed on; a signal counts as in a shell", async () => {
  assert.is(await startProgram([process.execPath, "-e", "process.exit(5)"], here).ended, 5);
  assert.is(await startProgram([process.execPath, "-e", "process.kill(process.pid, 'SIGKILL')"], here).ended, 137);
});

test("it runs in the directory of the files", async () => {
  assert.is(await startProgram([process.execPath, "-e", `process.exit(process.cwd() === ${JSON.stringify(here)} ? 0 : 1)`], here).ended, 0);
});

test("one that is not there, and one that may not run", async () => {
  assert.equal(await startProgram(["no-such-program-at-all"], here).ended, { failure: "there is no such program" });
  assert.equal(await startProgram([here], here).ended, { failure: "it may not be executed" });
});

test("it is asked to end", async () => {
  const running = startProgram([process.execPath, "-e", "process.on('SIGTERM', () => process.exit(9)); setInterval(() => {}, 1000); process.send?.(0)"], here);
  setTimeout(() => running.stop(), 500);
  assert.is(await running.ended, 9);
});

test("signals that we get go to it, and we live on", async () => {
  const before = process.listenerCount("SIGTERM");
  const running = startProgram([process.execPath, "-e", "process.on('SIGTERM', () => process.exit(4)); setInterval(() => {}, 1000)"], here);
  setTimeout(() => process.kill(process.pid, "SIGTERM"), 500);
  assert.is(await running.ended, 4);
  await Promise.resolve();
  assert.is(process.listenerCount("SIGTERM"), before);
});

test.run();
