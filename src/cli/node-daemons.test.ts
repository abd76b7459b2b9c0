import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { pidOf, type Daemon } from "./daemons.ts";
import { nodeDaemons } from "./node-daemons.ts";
import { nodePrivateFs } from "./node-private-fs.ts";

const node = process.execPath;
const onLinux = fs.existsSync("/proc/self/stat");

async function inDirectory(body: (directory: string) => Promise<void>): Promise<void> {
  const directory = fs.mkdtempSync(`${fs.realpathSync(tmpdir())}/mantisc-daemons-`);
  try {
    await body(directory);
  } finally {
    fs.rmSync(directory, { recursive: true, force: true });
  }
}

async function started(directory: string, script: string, env: Record<string, string> = {}): Promise<Daemon> {
  const daemon = await nodeDaemons.start({ command: [node, "-e", script], directory, env, log: `${directory}/log` });
  assert.type(daemon, "string");
  return daemon as Daemon;
}

async function until(holds: () => boolean): Promise<void> {
  for (const last = Date.now() + 10_000; !holds(); await pause(20)) assert.ok(Date.now() < last, "in time");
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;
const logOf = (directory: string) => fs.readFileSync(`${directory}/log`, "utf8");

test("it works in its directory, with the environment given, prints to its log, and goes with the directory", async () => {
  await inDirectory(async (directory) => {
    const daemon = await started(directory, "console.log(process.cwd(), process.env.A, process.env.HOME); console.error('oh'); setInterval(() => {}, 1000)", { A: "1" });
    await until(() => logOf(directory).includes("oh"));
    assert.is(logOf(directory), `${directory} 1 undefined\noh\n`);
    assert.is(fs.statSync(`${directory}/log`).mode & 0o777, 0o600);
    assert.is(nodeDaemons.isAlive(daemon), true);
    await nodeDaemons.end(daemon, directory);
    assert.is(nodeDaemons.isAlive(daemon), false);
    assert.not(fs.existsSync(directory));
    await nodeDaemons.end(daemon, directory);
  });
});

test("it goes on after the process that started it", async () => {
  await inDirectory(async (directory) => {
    const script = `import { nodeDaemons } from "./src/cli/node-daemons.ts"; console.log(await nodeDaemons.start({ command: ["${node}", "-e", "setInterval(() => {}, 1000)"], directory: process.env.WHERE, env: {}, log: process.env.WHERE + "/log" }));`;
    const daemon = execFileSync(node, ["--import", "tsx", "--input-type=module", "-e", script], { cwd: `${import.meta.dirname}/../..`, encoding: "utf8", env: { ...process.env, WHERE: directory } }).trim();
    assert.is(nodeDaemons.isAlive(daemon), true);
    await nodeDaemons.end(daemon, directory);
    assert.is(nodeDaemons.isAlive(daemon), false);
  });
});

test("one that has ended is dead", async () => {
  await inDirectory(async (directory) => {
    const daemon = await started(directory, "");
    await until(() => !nodeDaemons.isAlive(daemon));
  });
});

test("a number that is somebody else's by now is not ended", async () => {
  await inDirectory(async (directory) => {
    const other = spawn(node, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore", detached: true });
    try {
      const machine = nodePrivateFs().process.split(".")[0]!;
      const stale = `${machine}.${other.pid}.1`;
      assert.is(nodeDaemons.isAlive(stale), false);
      await nodeDaemons.end(stale, directory);
      await pause(100);
      assert.is(hasEnded(other), false);
      for (const none of ["", "x", `${machine}.${other.pid}`, `${machine}.0.0`, `${machine}.-1.1`, `another-machine.${process.pid}.1`]) assert.is(nodeDaemons.isAlive(none), false);
      assert.is(nodeDaemons.isAlive(nodePrivateFs().process), true, "as private files name a process");
    } finally {
      other.kill("SIGKILL");
    }
  });
});

test("what its children left is ended with it, and whoever names the directory", async () => {
  if (!onLinux) return;
  await inDirectory(async (directory) => {
    fs.mkdirSync(`${directory}/task`);
    const orphan = `require("child_process").spawn("${node}", ["-e", "setInterval(() => {}, 1000)"], { detached: true, stdio: "ignore", cwd: "task" })`;
    const daemon = await started(directory, `console.log(${orphan}.pid); setInterval(() => {}, 1000)`);
    await until(() => logOf(directory) !== "");
    const pid = Number(logOf(directory));
    const named = spawn(node, ["-e", "setInterval(() => {}, 1000)", `${directory}/task`], { stdio: "ignore", detached: true });
    const near = spawn(node, ["-e", "setInterval(() => {}, 1000)", `${directory}-2/task`], { stdio: "ignore", detached: true });
    await nodeDaemons.end(daemon, directory);
    await until(() => hasEnded(named) && !fs.existsSync(`/proc/${pid}/cwd`));
    assert.is(hasEnded(near), false);
    near.kill("SIGKILL");
    assert.not(fs.existsSync(directory));
  });
});

test("a script that names the directory and ends its daemon lives on", async () => {
  await inDirectory(async (directory) => {
    const daemon = await started(directory, "setInterval(() => {}, 1000)");
    const script = `import { nodeDaemons } from "./src/cli/node-daemons.ts"; await nodeDaemons.end("${daemon}", "${directory}"); console.log("here", "${directory}/log");`;
    const said = execFileSync("/bin/sh", ["-c", `"$0" --import tsx --input-type=module -e '${script}'; echo and here`, node], { cwd: `${import.meta.dirname}/../..`, encoding: "utf8" });
    assert.is(said, `here ${directory}/log\nand here\n`);
    assert.is(nodeDaemons.isAlive(daemon), false);
  });
});

test("a program that is not there, and one that may not run", async () => {
  await inDirectory(async (directory) => {
    const start = (program: string, log: string) => nodeDaemons.start({ command: [program], directory, env: {}, log: `${directory}/${log}` });
    assert.equal(await start("/no/such/program", "1"), { failure: "there is no such program" });
    fs.writeFileSync(`${directory}/text`, "text");
    assert.equal(await start(`${directory}/text`, "2"), { failure: "it may not be executed" });
    await start(node, "1").then(() => assert.unreachable(), (error: NodeJS.ErrnoException) => assert.is(error.code, "EEXIST"));
  });
});

test("programs are found on PATH, or where they are", async () => {
  await inDirectory(async (directory) => {
    const before = process.env["PATH"];
    fs.writeFileSync(`${directory}/one`, "#!/bin/sh\n", { mode: 0o700 });
    fs.writeFileSync(`${directory}/two`, "#!/bin/sh\n", { mode: 0o600 });
    fs.mkdirSync(`${directory}/three`);
    process.env["PATH"] = `/no/such:${directory}::`;
    try {
      assert.equal(["one", "two", "three", "four"].map(nodeDaemons.find), [`${directory}/one`, undefined, undefined, undefined]);
      assert.equal([`${directory}/one`, `${directory}/two`].map(nodeDaemons.find), [`${directory}/one`, undefined]);
    } finally {
      process.env["PATH"] = before;
    }
  });
});

test("what a command prints, or why it does not", async () => {
  assert.is(await nodeDaemons.output([node, "-e", "console.log('v1'); console.error('no')"], 10_000), "v1\n");
  assert.equal(await nodeDaemons.output([node, "-e", "process.exit(3)"], 10_000), { failure: "it ends with 3" });
  assert.equal(await nodeDaemons.output([node, "-e", "process.kill(process.pid, 'SIGTERM')"], 10_000), { failure: "SIGTERM ended it" });
  assert.equal(await nodeDaemons.output([node, "-e", "setInterval(() => {}, 1000)"], 500), { failure: "it says nothing for 0.5 s" });
  assert.equal(await nodeDaemons.output(["/no/such/program"], 10_000), { failure: "there is no such program" });
});

test("ports that somebody listens on", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  assert.equal(await nodeDaemons.takenPorts([port]), [port]);
  await new Promise((resolve) => server.close(resolve));
  assert.equal(await nodeDaemons.takenPorts([port]), []);
});

test("the number of a daemon", () => assert.is(pidOf("laptop.77.1"), 77));

test.run();
