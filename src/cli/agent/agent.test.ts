/** An agent of one's own in memory: started, found again, ended, and every way in which that fails. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { Failed, Stopped } from "../../deploy/failed.ts";
import type { Exchange } from "../../http/replay.ts";
import { interruptible } from "../interrupt.ts";
import { memoryWorld, type MemorySetup, type MemoryWorld } from "../memory-world.ts";
import { endAgent, ownAgent, startAgent } from "./agent.ts";
import type { MemoryProgram } from "./memory-daemons.ts";
import { agentPlace } from "./place.ts";

const address = "http://127.0.0.1:4646";
const directory = "/s/mantisc/agent-4646";
const nodes = "/v1/nodes";
const refused: Exchange = { method: "GET", path: nodes, failure: "refused", always: true };
const comesUp: Exchange[] = [
  { method: "GET", path: nodes, failure: "refused" },
  { method: "GET", path: nodes, status: 500, text: "No cluster leader" },
  { method: "GET", path: nodes, text: "half a" },
  { method: "GET", path: nodes, json: [{ Status: "initializing" }] },
  { method: "GET", path: nodes, json: [{ Status: "ready" }] },
];
const nomad: MemoryProgram = { version: "Nomad v1.6.3\nBuildDate 2023-10-30\n" };

type Setup = Partial<MemorySetup> & { readonly nomad?: MemoryProgram; readonly alive?: number[]; readonly taken?: number[] };

function world({ nomad: program = nomad, alive = [], taken = [], ...setup }: Setup = {}): MemoryWorld {
  return memoryWorld({ cwd: "/p", files: {}, env: { XDG_STATE_HOME: "/s", PATH: "/usr/bin", AWS_CA_BUNDLE: "/ca", NOMAD_TOKEN: "secret" }, exchanges: comesUp, daemons: { programs: { nomad: program }, alive, taken }, ...setup });
}

const record = (daemon?: string) => JSON.stringify({ starter: "laptop.100.1", ...(daemon === undefined ? {} : { daemon }), program: "/usr/bin/nomad", version: "1.6.3", address });
const left = (daemon?: string) => ({ [`${directory}/agent.json`]: record(daemon), [`${directory}/old`]: "data" });
const below = (at: MemoryWorld) => [...at.disk.keys()].filter((path) => path.startsWith("/s/")).sort();
const never = new AbortController().signal;

/** What it fails with, as `code: title` and its notes. */
async function failure(at: MemoryWorld, where = address): Promise<string> {
  const error: unknown = await startAgent(at, where, never).catch((thrown: unknown) => thrown);
  if (!(error instanceof Failed)) throw error instanceof Error ? error : new Error("it did not fail");
  return error.diagnostics.map(({ code, title, notes }) => [`${code}: ${title}`, ...notes].join("\n")).join("\n");
}

test("it is started, ready, and found again until it is ended", async () => {
  const at = world();
  const agent = await startAgent(at, address, never);
  assert.equal(agent, { address, directory, log: `${directory}/log`, program: "/usr/bin/nomad", version: "1.6.3", daemon: "laptop.5001.1", pid: 5001, alive: true });
  assert.is(at.printed(), `(process 5001 runs in ${directory}: PATH=/usr/bin HOME=${directory} TMPDIR=${directory} /usr/bin/nomad agent -dev -bind 127.0.0.1 -config ${directory}/agent.hcl)\n`);
  assert.equal(at.servers.unused(), []);
  assert.equal(at.connections, [{ address, tls: { verify: true } }]);
  assert.equal(below(at), ["agent.hcl", "agent.json", "log"].map((name) => `${directory}/${name}`));
  assert.match(String(at.disk.get(`${directory}/agent.hcl`)), /http = 4646\n  rpc  = 4647\n  serf = 4648/);
  assert.not.match(String(at.disk.get(`${directory}/agent.hcl`)), /vault|cni_path/);
  assert.equal(ownAgent(at, "http://localhost:4646"), agent);
  await endAgent(at, agent);
  assert.equal(below(at), []);
  assert.is(ownAgent(at, address), undefined);
  assert.match(at.printed(), `(process 5001 is ended)\n(${directory} is removed)\n`);
});

test("the CNI plugins of the machine are used", async () => {
  const at = world({ directories: ["/usr/lib/cni"] });
  await startAgent(at, address, never);
  assert.match(String(at.disk.get(`${directory}/agent.hcl`)), 'cni_path = "/usr/lib/cni"');
});

test("its directory is in the user's state, one for each port", () => {
  const at = (env: Record<string, string>, where = address) => agentPlace(memoryWorld({ cwd: "/p", files: {}, env }), where).directory;
  assert.is(at({ HOME: "/h", XDG_STATE_HOME: "/s/" }), "/s/mantisc/agent-4646");
  assert.is(at({ HOME: "/h", XDG_STATE_HOME: "s" }, "http://localhost:14646"), "/h/.local/state/mantisc/agent-14646");
  assert.is(at({ HOME: "/h" }, "http://127.0.0.1"), "/h/.local/state/mantisc/agent-80");
  assert.throws(() => at({}), /agent-directory: There is no place/);
});

test("on this machine only", async () => {
  for (const elsewhere of ["https://127.0.0.1:4646", "http://10.0.0.1:4646", "http://[::1]:4646", "http://localhost.example:4646", "unix:///run/nomad.sock", "http://127.0.0.1:65534", "nowhere"]) {
    assert.match(await failure(world(), elsewhere), "agent-not-here");
    assert.is(ownAgent(world(), elsewhere), undefined);
  }
});

test("without a Nomad, and with what is none", async () => {
  const env = { XDG_STATE_HOME: "/s", NOMAD_BIN: "bin/nomad" };
  assert.match(await failure(world({ daemons: {} })), "agent-no-program: There is no Nomad to start: there is no `nomad` on PATH");
  assert.match(await failure(world({ env })), "NOMAD_BIN is bin/nomad, and that is no program");
  assert.match(await failure(world({ nomad: {} })), "`/usr/bin/nomad version` does not work: it ends with 1");
  assert.match(await failure(world({ nomad: { version: "Consul v1.2.3" } })), "does not say `Nomad v…`");
  const at = world({ nomad: { ...nomad, starts: "it may not be executed" } });
  assert.match(await failure(at), "agent-no-program: There is no Nomad to start: /usr/bin/nomad cannot be started: it may not be executed");
  assert.equal(below(at), []);
});

test("NOMAD_BIN names another one, by name or by path", async () => {
  const at = (name: string, key: string) => memoryWorld({ cwd: "/p", files: {}, env: { XDG_STATE_HOME: "/s", NOMAD_BIN: name }, exchanges: comesUp, daemons: { programs: { [key]: { version: "Nomad v2.0.6-dev" } } } });
  assert.equal((({ program, version }) => [program, version])(await startAgent(at("bin/nomad", "/p/bin/nomad"), address, never)), ["/p/bin/nomad", "2.0.6-dev"]);
  assert.is((await startAgent(at("nomad-2", "nomad-2"), address, never)).program, "/usr/bin/nomad-2");
});

test("ports that are taken", async () => {
  assert.match(await failure(world({ taken: [4648] })), "agent-port-taken: Port 4648 of 127.0.0.1 is taken by another program");
  const at = world({ taken: [4646, 4647, 14646] });
  assert.match(await failure(at), "Ports 4646 and 4647 of 127.0.0.1 are taken");
  assert.equal(below(at), []);
});

test("one that is there and does not answer is not started twice", async () => {
  const files = left("laptop.77.1");
  const at = world({ files, alive: [77] });
  const said = await failure(at);
  assert.match(said, "agent-silent: The agent that mantisc started for http://127.0.0.1:4646 runs and does not answer");
  assert.match(said, `It is the process 77, and prints to ${directory}/log.`);
  assert.equal(below(at), Object.keys(files).sort());
  assert.equal([ownAgent(at, address)?.pid, ownAgent(at, address)?.alive], [77, true]);
  assert.match(await failure(world({ files: left() })), "It is the process 100");
});

test("what an agent left that died is cleared", async () => {
  const at = world({ files: left("laptop.77.1") });
  const dead = ownAgent(at, address)!;
  assert.is(dead.alive, false);
  await startAgent(at, address, never);
  assert.is(at.stderr(), `The Nomad agent that was started for ${address} has ended; what it left in ${directory} is removed.\n`);
  assert.not(at.disk.has(`${directory}/old`));
  const other = world({ files: left("laptop.77.1") });
  await endAgent(other, ownAgent(other, address)!);
  assert.equal(below(other), []);
});

test("one of another machine is left alone", async () => {
  const files = { [`${directory}/agent.json`]: record("desktop.77.1").replace("laptop.100", "desktop.100") };
  const at = world({ files });
  assert.is(ownAgent(at, address), undefined);
  assert.match(await failure(at), "the agent of another machine, desktop, works in it");
});

test("a directory that cannot be used", async () => {
  const cases: [Setup, string][] = [
    [{ files: { [directory]: "" } }, "it is not a directory"],
    [{ links: { [directory]: "/p" } }, "it is a link"],
    [{ files: { [`${directory}/mine`]: "" } }, "no agent.json"],
    [{ files: { [`${directory}/agent.json`]: "{}" } }, "it is not what mantisc writes"],
    [{ files: { [`${directory}/agent.json`]: "[" } }, "it is not what mantisc writes"],
    [{ files: { [`${directory}/agent.json`]: record("laptop.-1.1") } }, "it is not what mantisc writes"],
    [{ files: left("laptop.77.1"), permissions: { [directory]: "755" } }, "0755"],
    [{ files: left("laptop.77.1"), permissions: { [`${directory}/agent.json`]: "644" } }, "0644"],
    [{ files: left("laptop.77.1"), faults: [{ op: "read", path: "agent.json", code: "EACCES" }] }, "permission denied"],
    [{ faults: [{ op: "make", path: "agent-4646", code: "EROFS" }] }, "the file system is read-only"],
    [{ env: { XDG_STATE_HOME: `/${"s".repeat(70)}` } }, "its path has 90 bytes"],
  ];
  for (const [setup, reason] of cases) {
    const at = world(setup);
    const before = below(at);
    const said = await failure(at);
    assert.match(said, "agent-directory");
    assert.match(said, reason);
    assert.equal(below(at), before);
  }
});

test("a full disk leaves nothing, whatever file it strikes", async () => {
  for (const path of ["agent.json", "agent.hcl", "log", "agent.json.new"]) {
    const at = world({ faults: [{ op: "write", path: `/${path}`, code: "ENOSPC" }] });
    assert.match(await failure(at), "the disk is full");
    assert.equal(below(at), [], path);
    assert.is(at.files.kind(directory), "missing", path);
  }
});

test("another command that was first keeps its directory", async () => {
  const at = world();
  const { files } = at;
  const takenPorts = async () => {
    for (const path of ["/s", "/s/mantisc", directory]) files.makePrivateDirectory(path);
    files.writePrivate(`${directory}/agent.json`, record());
    return [];
  };
  assert.match(await failure({ ...at, daemons: { ...at.daemons, takenPorts } }), "another process works in it");
  assert.equal(below(at), [`${directory}/agent.json`]);
});

test("one that ends early, with its last words", async () => {
  const log = `${Array.from({ length: 40 }, (_, index) => `line ${index + 1}`).join("\n")}\n==> \u001b[31mbad\n`;
  const at = world({ nomad: { ...nomad, lives: 300, log }, exchanges: [refused] });
  const said = await failure(at);
  assert.match(said, "agent-died-at-start: The Nomad agent did not start: it ended");
  assert.match(said, "It was /usr/bin/nomad, version 1.6.3.");
  assert.match(said, "\n  line 27\n");
  assert.not.match(said, "line 26\n");
  assert.match(said, "==> \\u{1B}[31mbad");
  assert.equal(below(at), []);
});

test("one that is never ready", async () => {
  const at = world({ exchanges: [refused] });
  const said = await failure(at);
  assert.match(said, "its node was not ready after 60 s");
  assert.match(said, "It printed nothing.");
  assert.match(at.stdout(), "(process 5001 is ended)");
  assert.equal(below(at), []);
});

test("Ctrl-C leaves nothing", async () => {
  const at = world({ exchanges: [refused], interrupts: [1000] });
  const thrown = await interruptible(at, (signal) => startAgent(at, address, signal)).catch((error: unknown) => error);
  assert.instance(thrown, Stopped);
  assert.match(at.stdout(), "(process 5001 is ended)");
  assert.equal(below(at), []);
});

test("what cannot be removed is said", async () => {
  const at = world({ faults: [{ op: "remove", path: "agent-4646", code: "EBUSY" }] });
  const thrown = await endAgent(at, await startAgent(at, address, never)).catch((error: unknown) => error);
  assert.match(String(thrown), "agent-directory");
  assert.match(String(thrown), "EBUSY");
});

test.run();
