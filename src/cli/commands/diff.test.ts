import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { diagnose } from "../../diagnostics/catalog.ts";
import { network } from "../../emit/fixture.ts";
import { nodeFs, nodeHost } from "../../node-host.ts";
import { nodePrivateFs } from "../node-private-fs.ts";
import { parseArguments } from "../arguments.ts";
import { commands } from "../commands.ts";
import { memoryWorld } from "../memory-world.ts";
import type { World } from "../world.ts";
import { runDiff } from "./diff-run.ts";
import type { Context } from "./diff-sides.ts";

/** Stands for the compiler: each line of a file is a network and the priority of its only job. Reads through the host it is given. */
const compile: Context["compile"] = (host, entry) => {
  const bytes = host.read(entry);
  const lines = bytes instanceof Uint8Array ? new TextDecoder().decode(bytes).trim().split("\n") : [];
  if (lines.length === 0 || lines.includes("broken")) return { diagnostics: [diagnose("not-a-directory", { flag: "--root", path: entry })], builds: [], files: [] };
  return { diagnostics: [], files: [entry], builds: lines.map((line) => ({ network: { ...network([]), name: line.split(" ")[0]! }, artifacts: [{ path: "nomad/a.json", text: payload(Number(line.split(" ")[1])) }] })) };
};
const payload = (priority: number) => JSON.stringify({ Job: { ID: "a", Priority: priority } });

function diff(words: string[], world: World): number {
  const args = parseArguments(commands.find(({ name }) => name === "diff")!, words);
  assert.equal(args.diagnostics, []);
  return runDiff(args, world, compile);
}

const files = {
  "/p/networks/kit/x": "", "/p/networks/one.mantis": "one 60", "/p/networks/two.mantis": "two 50", "/p/networks/broken.mantis": "broken",
  "/p/out/one/nomad/a.json": payload(50), "/p/out/one/manifest.json": '{"network":"one","target":"1.6"}', "/p/other/nomad/a.json": payload(70), "/p/bad/nomad/a.json": "{", "/p/twice/nomad/a.json": payload(1), "/p/twice/nomad/b.json": payload(1), "/p/list/nomad/a.json": "[]", "/p/deep/nomad/a.json": `{"Job":{"Meta":${"[".repeat(5000)}${"]".repeat(5000)}}}`,
};
const memory = (more: { [path: string]: string } = {}) => memoryWorld({ files: { ...files, ...more }, cwd: "/p" });

test("two networks, in every view", () => {
  const world = memory();
  assert.is(diff(["two", "one", "--text"], world), 0);
  assert.is(world.stdout(), "+/- a/priority: 50 -> 60\n");
  const tree = memory();
  assert.is(diff(["networks/two.mantis", "one"], tree), 0);
  assert.is(tree.stdout(), 'a: gets priority 60 (was 50)\n+/- Job: "a"\n  +/- Priority: 50 => 60\n\n1 job changed; 1 single value differs\n');
  const json = memory();
  assert.is(diff(["two", "one", "--json"], json), 0);
  const [only] = JSON.parse(json.stdout()).networks;
  assert.equal([only.before, only.after, only.jobs[0].fields[0].new], ["two", "one", 60]);
});

test("exit codes: 2 only for differences and only when asked", () => {
  assert.equal([["two", "one"], ["two", "one", "--exit-code"], ["one", "one", "--exit-code"], ["one", "broken", "--exit-code"], ["one", "nobody"]].map((words) => diff(words, memory())), [0, 2, 0, 1, 1]);
  const same = memory();
  diff(["one", "one"], same);
  assert.is(same.printed(), "");
});

test("output directories", () => {
  const world = memory();
  assert.is(diff(["out/one", "other", "--text"], world), 0);
  assert.is(world.stdout(), "+/- a/priority: 50 -> 70\n");
  const alone = memoryWorld({ files: { ...Object.fromEntries(Object.entries(files).filter(([path]) => !path.includes("broken"))) }, cwd: "/p" });
  assert.is(diff(["out/one", "--text"], alone), 0);
  assert.is(alone.stdout(), "+/- a/priority: 50 -> 60\n");
});

test("directories that no build wrote", () => {
  for (const directory of ["bad", "list", "deep", "twice", "networks"]) {
    const world = memory();
    assert.is(diff(["one", directory], world), 1, directory);
    assert.match(world.stderr(), "diff-bad-side");
  }
});

test("without an argument: every network against its golden build", () => {
  const golden = { "/p/networks/broken.mantis": "three 50", "/p/golden/networks/one/nomad/a.json": payload(60), "/p/golden/networks/two/nomad/a.json": payload(40), "/p/golden/networks/two/nomad/gone.json": payload(1).replace('"a"', '"gone"') };
  const world = memory(golden);
  assert.is(diff(["--text", "--exit-code"], world), 2);
  assert.is(world.stdout(), "+ three: a\n+/- two: a/priority: 40 -> 50\n- two: gone\n");
});

test("flags that exclude each other", () => {
  for (const words of [["--json", "--text"], ["one", "two", "--ref", "main"]]) assert.is(diff(words, memory()), 1);
});

test("a file against a git revision", () => {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "mantisc-git-")));
  const git = (...args: string[]) => assert.is(spawnSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", "-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false", ...args], { cwd: directory }).status, 0, args.join(" "));
  const world = () => ({ ...memory(), host: nodeHost(), files: { ...nodeFs(), ...nodePrivateFs() }, cwd: directory });
  try {
    mkdirSync(join(directory, "sub/networks/kit"), { recursive: true });
    const path = join(directory, "sub/networks/n\u00e4.mantis");
    writeFileSync(path, "one 50");
    git("init", "-q");
    git("add", ".");
    git("commit", "-qm", "one");
    writeFileSync(path, "one 60");
    const changed = world();
    assert.is(diff(["sub/networks/n\u00e4.mantis", "--ref", "main", "--text"], changed), 0);
    assert.is(changed.stdout(), "+/- a/priority: 50 -> 60\n");
    writeFileSync(join(directory, "sub/networks/new.mantis"), "new 1");
    const fresh = world();
    assert.is(diff(["sub/networks/new.mantis", "--ref", "HEAD", "--text"], fresh), 0);
    assert.is(fresh.stdout(), "+ a\n");
    for (const ref of ["--ref=-n", "--ref=--output=x", "--ref=nobody", "--ref=", "--ref=a b"]) {
      const refused = world();
      assert.is(diff(["sub/networks/new.mantis", ref], refused), 1, ref);
      assert.match(refused.stderr(), "diff-bad-ref");
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test("outside a work tree a revision is refused", () => {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "mantisc-nogit-")));
  writeFileSync(join(directory, "a.mantis"), "a 1");
  const world = { ...memory(), host: nodeHost(), files: { ...nodeFs(), ...nodePrivateFs() }, cwd: directory };
  assert.is(diff(["a.mantis", "--ref", "main"], world), 1);
  assert.match((world as ReturnType<typeof memory>).stderr(), "diff-bad-ref");
  rmSync(directory, { recursive: true });
});

test.run();
