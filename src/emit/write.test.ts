import { test } from "uvu";
import * as assert from "uvu/assert";
import { memoryWorld } from "../cli/memory-world.ts";
import type { Fault, MemorySetup } from "../cli/memory-world.ts";
import type { Artifact } from "../result.ts";
import { writeArtifacts } from "./write.ts";

const manifest = (...paths: string[]) => JSON.stringify({ network: "net", artifacts: paths.map((path) => ({ path, sha256: "", bytes: 0 })) });
const artifact = (path: string, text: string): Artifact => ({ path, text });
const output = (text: string) => [artifact("nomad/a.json", text), artifact("nomad/b.json", text), artifact("manifest.json", manifest("nomad/a.json", "nomad/b.json"))];
const target = { dir: "/p/out/net", inside: "/p", shown: "out/net" };

function write(setup: Partial<MemorySetup>, artifacts = output("new")) {
  const world = memoryWorld({ cwd: "/p", files: {}, ...setup });
  const before = new Map(world.disk);
  return { world, before, result: writeArtifacts(world.files, target, artifacts) };
}
const codes = (result: { diagnostics: readonly { code: string }[] }) => result.diagnostics.map(({ code }) => code);
const old = { "/p/out/net/nomad/a.json": "old", "/p/out/net/nomad/b.json": "old", "/p/out/net/manifest.json": manifest("nomad/a.json", "nomad/b.json") };

test("writes into a directory that is not there yet, manifest.json last", () => {
  const { world, result } = write({});
  assert.equal(codes(result), []);
  assert.equal(result.written, ["nomad/a.json", "nomad/b.json", "manifest.json"]);
  assert.equal([...world.disk.keys()].sort(), ["/p/out/net/manifest.json", "/p/out/net/nomad/a.json", "/p/out/net/nomad/b.json"]);
  assert.is(world.journal.filter((line) => line.startsWith("rename")).at(-1), "rename /p/out/net/manifest.json");
  const firstRename = world.journal.findIndex((line) => line.startsWith("rename"));
  assert.not.ok(world.journal.slice(firstRename).some((line) => line.startsWith("write")), "every temporary is complete before the first rename");
});

test("a file that already says the right thing is not touched", () => {
  const { world, result } = write({ files: { ...old, "/p/out/net/nomad/a.json": "new" } });
  assert.equal(result.written, ["nomad/b.json"]);
  assert.is(result.unchanged, 2);
  assert.not.ok(world.journal.some((line) => line.includes("a.json")));
});

test("a listed file that was edited is written over", () => {
  const { world } = write({ files: { ...old, "/p/out/net/nomad/a.json": "edited by hand" } });
  assert.is(world.disk.get("/p/out/net/nomad/a.json"), "new");
});

test("files of things that are gone are removed, with directories left empty; other people's stay", () => {
  const files = {
    ...old, "/p/out/net/gone/x/y.json": "old", "/p/out/net/kept/z.json": "old", "/p/out/net/kept/mine.txt": "mine", "/p/out/net/nomad/mine.json": "mine",
    "/p/out/net/manifest.json": manifest("nomad/a.json", "nomad/b.json", "gone/x/y.json", "kept/z.json"),
  };
  const { world, result } = write({ files });
  assert.equal(result.removed, ["gone/x/y.json", "kept/z.json"]);
  assert.is(world.files.kind("/p/out/net/gone"), "missing");
  assert.is(world.disk.get("/p/out/net/kept/mine.txt"), "mine");
  assert.is(world.disk.get("/p/out/net/nomad/mine.json"), "mine");
});

test("a manifest's paths are not trusted", () => {
  const files = { ...old, "/p/precious": "x", "/etc/passwd": "x", "/p/out/net/manifest.json": manifest("../../precious", "/etc/passwd", "nomad/../../../precious", "") };
  const { world, before, result } = write({ files });
  assert.equal(codes(result), ["output-in-the-way", "output-in-the-way"], "nomad/a.json and b.json are not listed any more");
  assert.equal(world.disk, before);
});

test("a removal does not follow a link", () => {
  const { world } = write({ files: { ...old, "/home/precious": "x", "/p/out/net/manifest.json": manifest("nomad/a.json", "nomad/b.json", "linked/precious") }, links: { "/p/out/net/linked": "/home" } });
  assert.is(world.disk.get("/home/precious"), "x");
});

for (const [name, setup, code] of [
  ["somebody's own file", { files: { "/p/out/net/nomad/a.json": "mine" } }, "output-in-the-way"],
  ["somebody's own manifest.json", { files: { "/p/out/net/manifest.json": "{\"version\": 3}" } }, "output-in-the-way"],
  ["a link where a file goes", { files: { ...old, "/p/x": "x" }, links: { "/p/out/net/nomad/c.json": "/p/x" } }, "output-in-the-way"],
  ["a directory where a file goes", { files: old, directories: ["/p/out/net/nomad/c.json"] }, "output-is-a-directory"],
  ["a file where a directory goes", { files: { "/p/out/net/nomad": "x" } }, "output-not-a-directory"],
  ["a file instead of the network's directory", { files: { "/p/out/net": "x" } }, "output-not-a-directory"],
  ["a file instead of out", { files: { "/p/out": "x" } }, "output-not-a-directory"],
  ["a link that leads outside", { files: {}, directories: ["/etc"], links: { "/p/out/net": "/etc" } }, "output-outside"],
  ["a link in the output that leads outside", { files: old, directories: ["/etc"], links: { "/p/out/net/more": "/etc" } }, "output-outside"],
  ["a link above the network's directory that leads outside", { files: {}, directories: ["/etc/net"], links: { "/p/out": "/etc" } }, "output-outside"],
  ["a link above the directory that is yet to be made", { files: {}, directories: ["/etc"], links: { "/p/out": "/etc" } }, "output-outside"],
  ["a link that leads nowhere", { files: {}, links: { "/p/out/net": "/nowhere" } }, "output-outside"],
] as const) {
  test(`${name} is refused and nothing is written`, () => {
    const { world, before, result } = write(setup, [...output("new"), artifact("nomad/c.json", "new"), artifact("more/d", "new")]);
    assert.ok(codes(result).includes(code), codes(result).join());
    assert.equal(world.disk, before);
    assert.equal(result.written, []);
  });
}

test("a link inside the project is followed", () => {
  const { world, result } = write({ files: {}, directories: ["/p/elsewhere"], links: { "/p/out/net": "/p/elsewhere" } });
  assert.equal(codes(result), []);
  assert.is(world.disk.get("/p/elsewhere/nomad/a.json"), "new");
});

test("an artifact that would leave the directory is refused", () => {
  for (const path of ["../x", "/etc/x", "a//b", "a/./b", "", "a\\b"]) assert.equal(codes(write({}, [artifact(path, "x")]).result), ["output-outside"], path);
});

const faults: [Fault, string][] = [
  [{ op: "write", path: "-1.mantisc-new", code: "ENOSPC" }, "output-disk-full"],
  [{ op: "write", path: "-0.mantisc-new", code: "EROFS" }, "output-read-only"],
  [{ op: "write", path: "-2.mantisc-new", code: "EACCES" }, "output-denied"],
  [{ op: "write", path: "-2.mantisc-new", code: "EIO" }, "output-failed"],
  [{ op: "rename", path: "nomad/b.json", code: "EPERM" }, "output-denied"],
  [{ op: "rename", path: "manifest.json", code: "ENOSPC" }, "output-disk-full"],
  [{ op: "read", path: "nomad/a.json", code: "EACCES" }, "output-denied"],
];
for (const [fault, code] of faults) {
  test(`${fault.code} at ${fault.op} leaves the old output as it was`, () => {
    const { world, before, result } = write({ files: old, faults: [fault] }, [...output("new").slice(0, 2), artifact("manifest.json", manifest("nomad/a.json", "nomad/b.json", "nomad/new"))]);
    assert.equal(codes(result), [code]);
    assert.equal(world.disk, before);
  });
}

test("directories made for a build that fails are gone again", () => {
  const { world } = write({ faults: [{ op: "write", path: "-1.mantisc-new", code: "ENOSPC" }] });
  assert.is(world.files.kind("/p/out"), "missing");
});

test("a directory that cannot be made", () => {
  assert.equal(codes(write({ faults: [{ op: "make", path: "/out", code: "EROFS" }] }).result), ["output-read-only"]);
});

test("an orphan that cannot be removed is reported, the new output stands", () => {
  const { world, result } = write({ files: { ...old, "/p/out/net/gone": "x", "/p/out/net/manifest.json": manifest("nomad/a.json", "nomad/b.json", "gone") }, faults: [{ op: "remove", path: "gone", code: "EACCES" }] });
  assert.equal(codes(result), ["output-denied"]);
  assert.is(world.disk.get("/p/out/net/nomad/a.json"), "new");
});

test.run();
