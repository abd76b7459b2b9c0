import { test } from "uvu";
import * as assert from "uvu/assert";
import { memoryWorld } from "../memory-world.ts";
import type { MemorySetup, MemoryWorld } from "../memory-world.ts";
import { run } from "../run.ts";
import { Watcher } from "../watch.ts";

const kit = `role relay(cpu: frequency = 500MHz) {
  group {
    network { port p2p { to = 4000 } }
    service p2p { port = p2p }
    task relay { driver = raw_exec  config { command = "/bin/relay" }  resources { cpu = cpu } }
  }
}
`;
const harbour = `import { relay } from "kit/roles"
## A small network.
network harbour {
  let size: int = 2
  job relay { relay 1..2 {} }
  job second { relay more { count = size } }
}
`;
const files = { "/p/networks/kit/roles.mantis": kit, "/p/networks/harbour.mantis": harbour };

async function call(words: readonly string[], setup: Partial<MemorySetup> = {}) {
  const world = memoryWorld({ cwd: "/p", ...setup, files: { ...files, ...setup.files } });
  return { world, ...(await again(world, words)) };
}
async function again(world: MemoryWorld, words: readonly string[]) {
  const [out, err] = [world.stdout().length, world.stderr().length];
  const code = await run(words, world);
  return { code, out: world.stdout().slice(out), err: world.stderr().slice(err) };
}
const outputs = (world: MemoryWorld) => [...world.disk.keys()].filter((path) => path.startsWith("/p/out/")).sort();

test("build writes below out/, says what, and changes nothing the second time", async () => {
  const { world, code, out, err } = await call(["build", "harbour"]);
  assert.is(err, "");
  assert.is(code, 0);
  assert.match(out, /^harbour  2 jobs  3 groups  3 files  .* out\/harbour  3 written\n$/);
  assert.equal(outputs(world), ["manifest.json", "nomad/relay.json", "nomad/second.json"].map((path) => `/p/out/harbour/${path}`));
  assert.match((await again(world, ["build", "networks/harbour.mantis"])).out, /out\/harbour  unchanged\n$/);
});

test("a job that is gone takes its file along, a failed build touches nothing", async () => {
  const { world } = await call(["build"]);
  world.disk.set("/p/networks/harbour.mantis", harbour.replace(/^ {2}job relay.*$/m, ""));
  assert.match((await again(world, ["build"])).out, "1 removed");
  assert.not.ok(world.disk.has("/p/out/harbour/nomad/relay.json"));
  const before = new Map(world.disk).set("/p/networks/harbour.mantis", "network harbour { oops }");
  world.disk.set("/p/networks/harbour.mantis", "network harbour { oops }");
  assert.is((await again(world, ["build"])).code, 1);
  assert.equal(world.disk, before);
});

test("--out, and what stands in the way there", async () => {
  const { world, code } = await call(["build", "harbour", "--out", "/srv/x"]);
  assert.is(code, 0);
  assert.ok(world.disk.has("/srv/x/harbour/manifest.json"));
  const blocked = await call(["build", "harbour", "--out=/srv/x"], { files: { "/srv/x/harbour/nomad/relay.json": "mine" } });
  assert.is(blocked.code, 1);
  assert.match(blocked.err, "error[output-in-the-way]: `/srv/x/harbour/nomad/relay.json` is a file that mantisc did not write");
  assert.is(blocked.world.disk.get("/srv/x/harbour/nomad/relay.json"), "mine");
});

test("out/ may not lead out of the project, a place that was named may lie anywhere", async () => {
  const links = { "/p/out": "/etc", "/p/named": "/srv" };
  const directories = ["/etc", "/srv"];
  const refused = await call(["build", "harbour"], { links, directories });
  assert.match(refused.err, "error[output-outside]");
  assert.is((await call(["build", "harbour", "--out", "named"], { links, directories })).code, 0);
});

test("--job --stdout prints one payload and nothing else", async () => {
  const { world, code, out } = await call(["build", "harbour", "--job", "relay", "--stdout"]);
  assert.is(code, 0);
  assert.is((JSON.parse(out) as { Job: { ID: string } }).Job.ID, "relay");
  assert.equal(outputs(world), []);
  const unknown = await call(["build", "harbour", "--job", "relai", "--stdout"]);
  assert.match(unknown.err, "Did you mean `relay`?");
  assert.is(unknown.out, "");
  const two = await call(["build", "--job", "relay", "--stdout"], { files: { "/p/networks/other.mantis": harbour.replace("network harbour", "network other") } });
  assert.match(two.err, "error[ambiguous-job]");
});

test("flags that do not go together", async () => {
  for (const words of [["--stdout"], ["--job", "x"], ["--job", "x", "--stdout", "--out", "y"], ["--job", "x", "--stdout", "--watch"]]) {
    assert.match((await call(["build", "harbour", ...words])).err, "error[flags-together]", words.join(" "));
  }
});

test("two networks of one name are not written over each other", async () => {
  const { code, err } = await call(["build"], { files: { "/p/networks/twin.mantis": harbour } });
  assert.is(code, 1);
  assert.match(err, "error[same-output]: Two networks are called `harbour`");
  assert.match(err, "networks/harbour.mantis and networks/twin.mantis");
});

test("--set gives an input, and must have a name", async () => {
  const { out } = await call(["list", "jobs", "harbour", "--json", "--set", "size=5"]);
  assert.is((JSON.parse(out) as { name: string; allocations: number }[]).find(({ name }) => name === "second")!.allocations, 5);
  assert.match((await call(["check", "--set", "size"])).err, "error[bad-flag-value]");
});

test("check in every format; the exit code says whether there are errors", async () => {
  const bad = { "/p/networks/bad.mantis": "network bad { job x { relai {} } }" };
  assert.equal((({ code, out, err }) => ({ code, out, err }))(await call(["check"])), { code: 0, out: "1 network checked, no errors\n", err: "" });
  const text = await call(["check"], { files: bad });
  assert.is(text.code, 1);
  assert.is(text.out, "");
  assert.match(text.err, /bad\.mantis:1:23/);
  const json = await call(["check", "--format", "json"], { files: bad });
  assert.is(json.code, 1);
  assert.is(json.err, "");
  assert.ok((JSON.parse(json.out) as { errors: number }).errors > 0);
  assert.is((JSON.parse((await call(["check", "--format", "sarif"])).out) as { version: string }).version, "2.1.0");
  assert.match((await call(["check", "--format", "github"], { files: bad })).out, /^::error file=.*bad\.mantis,line=1/);
});

test("one problem in a file that two networks import is told once", async () => {
  const broken = { "/p/networks/kit/roles.mantis": `${kit}role broken( {`, "/p/networks/other.mantis": harbour.replace("network harbour", "network other") };
  const { err } = await call(["check"], { files: broken });
  assert.is(err.match(/^error\[/gm)!.length, (await call(["check", "harbour"], { files: broken })).err.match(/^error\[/gm)!.length);
});

test("files: a path, a name, a missing one, a directory, none at all, a root", async () => {
  assert.is((await call(["check", "harbour"])).code, 0);
  assert.is((await call(["check", "./networks/harbour.mantis"])).code, 0);
  assert.match((await call(["check", "harbor"])).err, "Did you mean `harbour`?");
  assert.is((await call(["check", "networks/kit"])).code, 1);
  assert.match((await call(["check"], { cwd: "/empty" })).err, "error[no-network-files]");
  assert.is((await call(["check", "--root", "networks"])).code, 0);
  assert.match((await call(["check", "--root", "networks/harbour.mantis"])).err, "error[not-a-directory]");
  assert.is((await call(["check"], { cwd: "/p/networks" })).code, 0);
});

test("list: every kind has rows with names, as columns and as JSON", async () => {
  for (const kind of ["networks", "jobs", "groups", "tasks", "services", "ports", "members"]) {
    const { code, out } = await call(["list", kind, "harbour", "--json"]);
    assert.is(code, 0);
    const rows = JSON.parse(out) as { name: string }[];
    assert.ok(rows.length > 0 && rows.every(({ name }) => name !== ""), kind);
    assert.is((await call(["list", kind])).out.trimEnd().split("\n").length, rows.length + 1);
  }
  assert.equal(JSON.parse((await call(["list", "secrets", "--json"])).out), []);
  assert.equal((await call(["list", "members", "--names"])).out, "relay-1\nrelay-2\nmore-0\nmore-1\n");
  assert.match((await call(["list"])).out, /^NAME +NAMESPACE.*\nharbour +harbour .*A small network\.\n$/);
  assert.match((await call(["list", "servces"])).err, "What can be listed: networks, jobs");
});

test("fmt writes only what changes, --check writes nothing, - is a filter", async () => {
  const messy = { "/p/networks/messy.mantis": "network   messy{\n}\n" };
  const { world, code, out } = await call(["fmt", "--check"], { files: messy });
  assert.is(code, 1);
  assert.match(out, "networks/messy.mantis\n");
  assert.is(world.disk.get("/p/networks/messy.mantis"), messy["/p/networks/messy.mantis"]);
  assert.equal(world.journal, []);
  assert.is((await again(world, ["fmt"])).code, 0);
  assert.equal(await again(world, ["fmt", "--check"]), { code: 0, out: "", err: "" });
  assert.is((await call(["fmt", "-"], { stdin: messy["/p/networks/messy.mantis"] })).out, world.disk.get("/p/networks/messy.mantis"));
  assert.is((await call(["fmt", "-"], { stdin: "network {" })).code, 1);
});

test("fmt leaves a file alone that does not parse, is no text, or cannot be written", async () => {
  for (const content of ["network x {\n", new Uint8Array([0xff, 0xfe, 0])]) {
    const { world, code } = await call(["fmt", "networks/bad.mantis"], { files: { "/p/networks/bad.mantis": content } });
    assert.is(code, 1);
    assert.equal(world.journal, []);
  }
  const full = await call(["fmt", "messy"], { files: { "/p/networks/messy.mantis": "network   messy{\n}\n" }, faults: [{ op: "write", path: "mantisc-new", code: "ENOSPC" }] });
  assert.match(full.err, "error[output-disk-full]");
  assert.is(full.world.disk.get("/p/networks/messy.mantis"), "network   messy{\n}\n");
});

test("new writes a network that compiles, and nothing over another", async () => {
  const { world, code, err } = await call(["new", "alice-net", "--from", "harbour"]);
  assert.is(err, "");
  assert.is(code, 0);
  assert.match(String(world.disk.get("/p/networks/alice-net.mantis")), /^import \{ harbour \} from "harbour"\n\n## .*\nnetwork alice-net extends harbour \{\n/);
  assert.is((await again(world, ["build", "alice-net"])).code, 0);
  assert.match((await again(world, ["new", "alice-net", "--from", "harbour"])).err, "error[file-exists]");
});

test("new refuses names and bases that cannot be", async () => {
  for (const name of ["9lives", "a--b", "a/b", "../x", "a b", "", "-"]) assert.match((await call(["new", name, "--from", "harbour"])).err, "error[bad-network-name]", name);
  assert.match((await call(["new"])).err, "error[missing-argument]");
  assert.match((await call(["new", "x", "--from", "nowhere"])).err, "error[unknown-network-file]");
  assert.match((await call(["new", "x", "--from", "kit/roles"])).err, "error[no-base-network]");
});

test("watching: nothing for an unchanged file, only what read a changed one, errors do not end it", () => {
  const world = memoryWorld({ cwd: "/p", files: { "/p/a": "1", "/p/b": "1", "/p/shared": "1" } });
  const ran: string[][] = [];
  const watcher = new Watcher(world, (entries) => {
    ran.push([...entries]);
    return new Map(entries.map((entry) => [entry, [entry, "/p/shared", "/p/missing"]]));
  });
  watcher.start(["/p/a", "/p/b"]);
  assert.equal(watcher.changed(), []);
  world.disk.set("/p/a", "2");
  assert.equal(watcher.changed(), ["/p/a"]);
  assert.equal(watcher.changed(), []);
  world.disk.set("/p/shared", "2");
  assert.equal(watcher.changed(), ["/p/a", "/p/b"]);
  world.disk.set("/p/missing", "now there");
  assert.equal(watcher.changed(), ["/p/a", "/p/b"]);
  assert.equal(ran, [["/p/a", "/p/b"], ["/p/a"], ["/p/a", "/p/b"], ["/p/a", "/p/b"]]);
});

test.run();
