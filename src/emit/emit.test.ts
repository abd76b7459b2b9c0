import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Job, Network } from "../network/model.ts";
import { emit, type EmitTools } from "./emit.ts";
import { mantisJob, network, networkOrigin } from "./fixture.ts";
import { sha256 } from "./sha256.ts";

const schema = JSON.parse(readFileSync("schemas/nomad-job.schema.json", "utf8"));

function run(input: Network, sparse: EmitTools["sparse"] = (tree) => tree) {
  const problems: Diagnostic[] = [];
  const artifacts = emit(input, { schema, sparse, sha256, report: (problem) => problems.push(problem) });
  return { artifacts, problems, paths: artifacts.map((artifact) => artifact.path) };
}

const codes = (problems: Diagnostic[]) => problems.map((problem) => problem.code);

function withDestination(destination: string): Network {
  const job = mantisJob();
  const [first, ...others] = job.groups;
  const task = first!.tasks[0]!;
  const changed = { ...first!, tasks: [{ ...task, templates: [{ ...task.templates[0]!, destination }] }] };
  return network([{ ...job, groups: [changed, ...others] }]);
}

test("every artifact, sorted, the manifest last", () => {
  const { paths, problems } = run(network());
  assert.equal(problems, []);
  assert.equal(paths, [
    ...["mantis-1", "mantis-2", "mantis-3", "mantis-4", "mantis-5", "passive"].map((group) => `consul-template/mantis/${group}/mantis/local/mantis.conf`),
    "consul-template/map.tmpl", "cue/docker_images.cue", "nomad/mantis.json", "manifest.json",
  ].sort((a, b) => (a === "manifest.json" ? 1 : b === "manifest.json" ? -1 : a < b ? -1 : 1)));
});

test("the manifest holds size and hash of each of the others", () => {
  const { artifacts } = run(network());
  const manifest = JSON.parse(artifacts.at(-1)!.text);
  assert.equal([manifest.network, manifest.target], ["testnet", "1.6"]);
  assert.is(manifest.artifacts.length, artifacts.length - 1);
  manifest.artifacts.forEach((entry: { path: string; sha256: string; bytes: number }, i: number) => {
    const { path, text } = artifacts[i]!;
    assert.equal(entry, { path, sha256: createHash("sha256").update(text).digest("hex"), bytes: Buffer.byteLength(text) });
  });
});

test("two runs give the same bytes", () => {
  assert.equal(run(network()), run(network()));
});

test("payloads are printed from the sparse tree, at the network's target", () => {
  const targets: string[] = [];
  const { artifacts } = run(network(), (tree, target) => (targets.push(target), tree.kind === "map" ? { ...tree, fields: new Map([...tree.fields].filter(([name]) => name === "ID")) } : tree));
  assert.equal(targets, ["1.6"]);
  assert.equal(JSON.parse(artifacts.find((artifact) => artifact.path === "nomad/mantis.json")!.text), { Job: { ID: "mantis" } });
});

test("without images there is no CUE file", () => {
  assert.not(run({ ...network(), programs: [{ ...network().programs[0]!, kind: "flake" }] }).paths.some((path) => path.startsWith("cue/")));
});

test("destinations are made plain and never climb out", () => {
  assert.ok(run(withDestination("/local//./a.conf")).paths.includes("consul-template/mantis/mantis-1/mantis/local/a.conf"));
  for (const destination of ["../../../../etc/passwd", "local/../x", "a\\b", "local/\u0000", "x".repeat(300)]) {
    const { problems, paths } = run(withDestination(destination));
    assert.equal(codes(problems), ["output-path-escapes"], destination);
    assert.not(paths.some((path) => path.includes("..")));
  }
});

test("a label that is a path is refused", () => {
  const job: Job = { ...mantisJob(), label: "../x", groups: [] };
  assert.equal(codes(run(network([job])).problems), ["output-path-escapes"]);
});

test("two sources for one file, and a file that is also a directory", () => {
  const file = (path: string) => ({ path, body: "", secrets: [], origin: networkOrigin });
  assert.equal(codes(run({ ...network(), files: [file("a"), file("./a")] }).problems), ["output-path-twice"]);
  assert.equal(new Set(codes(run({ ...network(), files: [file("mantis")] }).problems)), new Set(["output-path-twice"]));
  assert.equal(codes(run({ ...network(), files: [file("a"), file("a/b")] }).problems), ["output-path-twice"]);
});

test.run();
