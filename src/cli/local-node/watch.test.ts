import { test } from "uvu";
import * as assert from "uvu/assert";
import { Failed } from "../../deploy/failed.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Clock } from "../../http/clock.ts";
import { VirtualTime } from "../../live/virtual-time.ts";
import type { Ended, Running } from "../program.ts";
import type { Services } from "./services.ts";
import { exitOf, keepUp } from "./watch.ts";

/** A service whose state changes at these times (ms), and `refresh`es that each say whether files changed. */
interface Story { readonly changes: readonly number[]; readonly refreshes: readonly (boolean | "fails")[]; readonly ends?: number; readonly program?: boolean }

async function told({ changes, refreshes, ends = 300_000, program = true }: Story): Promise<{ log: string[]; exit: number }> {
  const time = new VirtualTime(0);
  const log: string[] = [];
  const note = (text: string) => void log.push(`${time.now() / 1000} ${text}`);
  const signal = new AbortController();
  const left = [...refreshes];
  const keeping = {
    clock: time, from: changing(changes, time), services: ["server"],
    refresh: async () => {
      const next = left.shift() ?? false;
      note(`refresh ${next}`);
      if (next === "fails") throw new Failed(diagnose("not-consul", { address: "x" }));
      return next;
    },
    ...(program ? { start: () => running(time, ends, note) } : {}),
    say: () => {}, trouble: ({ diagnostics }: Failed) => note(`trouble ${diagnostics[0]!.code}`),
  };
  if (!program) void time.until(ends).then(() => signal.abort());
  const exit = await time.drive(keepUp(keeping, signal.signal));
  return { log, exit };
}

function changing(times: readonly number[], time: VirtualTime): Services {
  return {
    title: "a server", live: true, instances: async () => [],
    changes: async function* (_name, signal) {
      for (const at of [0, ...times]) {
        await time.until(at, signal);
        if (signal.aborted) return;
        yield at;
      }
      await time.until(Infinity, signal);
    },
  };
}

/** Ends by itself with 7 at a time, or with 143 three seconds after it was asked to. */
function running(time: VirtualTime, ends: number, note: (text: string) => void): Running {
  note("start");
  const asked = new AbortController();
  const ended = (async (): Promise<Ended> => {
    await time.until(ends, asked.signal);
    if (!asked.signal.aborted) return 7;
    await time.wait(3000);
    note("ended");
    return 143;
  })();
  return { command: "client", ended, stop: () => asked.abort() };
}

test("what did not change restarts nothing, and the program's exit code is ours", async () => {
  assert.equal(await told({ changes: [60_000], refreshes: [false, false], ends: 100_000 }), { exit: 7, log: ["0 start", "30 refresh false", "62 refresh false"] });
});

test("a burst of changes is one restart", async () => {
  assert.equal((await told({ changes: [60_000, 60_500, 61_000, 61_900], refreshes: [false, true], ends: 200_000 })).log, ["0 start", "30 refresh false", "62 refresh true", "65 ended", "65 start"]);
});

test("at most one restart in half a minute", async () => {
  const { log } = await told({ changes: [40_000, 50_000, 60_000], refreshes: [false, true, true], ends: 200_000 });
  assert.equal(log, ["0 start", "30 refresh false", "42 refresh true", "45 ended", "45 start", "75 refresh true", "78 ended", "78 start"]);
});

test("a refresh that fails changes nothing, and the next one is tried", async () => {
  assert.equal((await told({ changes: [40_000, 80_000], refreshes: [false, "fails", true], ends: 200_000 })).log, ["0 start", "30 refresh false", "42 refresh fails", "42 trouble not-consul", "82 refresh true", "85 ended", "85 start"]);
});

test("a program that ends while changes are let pass is not started again", async () => {
  assert.equal(await told({ changes: [50_000], refreshes: [false, true], ends: 51_000 }), { exit: 7, log: ["0 start", "30 refresh false"] });
});

test("files alone, until Ctrl-C", async () => {
  assert.equal(await told({ changes: [40_000], refreshes: [false, true], ends: 60_000, program: false }), { exit: 0, log: ["2 refresh false", "42 refresh true"] });
});

test("a program that cannot start", () => {
  assert.is(exitOf(0, "client"), 0);
  assert.throws(() => exitOf({ failure: "there is no such program" }, "client"), (error: unknown) => error instanceof Failed && error.diagnostics[0]!.code === "node-program");
});

test.run();
