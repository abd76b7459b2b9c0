/** The library as its own header shows it. */
import * as assert from "uvu/assert";
import { suite } from "uvu";
import { compile, format, memoryHost, render } from "./index.ts";

const test = suite("the library");
const path = "/p/networks/a.mantis";

test("compile gives builds, and diagnostics that render", () => {
  const good = compile(memoryHost({ [path]: 'network a {\n  registry "r" { image web { tag = "1" } }\n  job site { group { task web { run = web } } }\n}\n' }), path);
  assert.equal(good.diagnostics, []);
  assert.equal(good.builds[0]!.artifacts.map((one) => one.path), ["cue/docker_images.cue", "manifest.json", "nomad/site.json"].sort((a, b) => Number(a === "manifest.json") - Number(b === "manifest.json") || (a < b ? -1 : 1)));
  const bad = compile(memoryHost({ [path]: "network a { domian = 1 }\n" }), path);
  assert.is(bad.builds.length, 0);
  assert.match(render(bad.diagnostics), "error[unknown-attribute]");
});

test("a missing file is a diagnostic", () => {
  assert.equal(compile(memoryHost({}), path).diagnostics.map((one) => one.code), ["cannot-read"]);
});

test("format lays a file out", () => {
  assert.is(format({ path, text: 'network   a {\ndomain  =   "x"\n}' }).text, 'network a {\n  domain = "x"\n}\n');
});

test.run();
