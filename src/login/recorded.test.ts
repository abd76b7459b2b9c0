/** What a real Vault said while somebody logged in and out, told again without it. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { memoryWorld } from "../cli/memory-world.ts";
import { replay } from "../http/replay.ts";
import { loginCall, readLoginRecordings } from "../live/login-recordings.ts";

const test = suite("recorded logins");

/** Seconds pass otherwise here than they did there. */
const timeless = (text: string) => text.replace(/\b\d+[smhd]\b/g, "#");

for (const { server, steps } of readLoginRecordings()) {
  test(server, async () => {
    assert.ok(steps.length > 15);
    const world = memoryWorld({ files: {}, cwd: "/", directories: ["/home/alice"] });
    for (const step of steps) {
      const servers = replay(step.exchanges);
      const outcome = await loginCall(world, step, { connect: () => servers, clock: world.clock });
      const called = `mantisc ${step.run.join(" ")}`;
      assert.is(timeless(outcome.printed), timeless(step.printed), called);
      assert.is(outcome.exit, step.exit, called);
      assert.equal(servers.unused(), [], called);
    }
  });
}

test.run();
