import * as fs from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import schema from "../../../schemas/nomad-job.schema.json" with { type: "json" };
import { withDefaults } from "../../check/defaults.ts";
import { compile } from "../../compile.ts";
import { sideOf } from "../../deploy/side.ts";
import type { JobSchema } from "../../emit/nomad-shape.ts";
import { why } from "../../explain/why.ts";
import { forecast } from "../../forecast/forecast.ts";
import { memoryHost } from "../../host.ts";
import type { NetworkBuild } from "../../result.ts";
import { deploymentOf } from "../deployment.ts";
import { memoryWorld } from "../memory-world.ts";
import { run } from "../run.ts";

const root = `${import.meta.dirname}/../../..`;
const cases = `${root}/golden/valid/forecast-of-the-testnet`;
const files: Record<string, string> = {};
for (const path of ["networks/testnet.mantis", ...fs.readdirSync(`${root}/networks/kit`, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => `${entry.parentPath}/${entry.name}`.slice(root.length + 1))]) files[`/p/${path}`] = fs.readFileSync(`${root}/${path}`, "utf8");
const changes = fs.readdirSync(cases).filter((name) => name.endsWith(".mantis"));
for (const name of changes) files[`/p/networks/${name}`] = fs.readFileSync(`${cases}/${name}`, "utf8");

function build(name: string): NetworkBuild {
  return compile(memoryHost(files), `/p/networks/${name}`).builds[0]!;
}

test("why finds every reason's path, and says its value", () => {
  const old = build("testnet.mantis");
  const before = sideOf(deploymentOf(old, "networks/testnet.mantis"));
  let found = 0;
  for (const name of changes) {
    const fresh = build(name);
    const { groups } = forecast(before, sideOf(deploymentOf(fresh, `networks/${name}`)), "1.6");
    for (const { path, to } of groups.flatMap(({ reasons }) => reasons)) {
      const answer = why((to === undefined ? old : fresh).network, path, { schema: schema as unknown as JobSchema, withDefaults });
      assert.not("code" in answer, `${name}: ${path}`);
      if (!("code" in answer) && answer.value !== undefined && to !== undefined) assert.equal(answer.value, to, `${name}: ${path}`);
      found++;
    }
  }
  assert.ok(found > 20, String(found));
});

test("sides, versions and exit codes", async () => {
  const world = () => memoryWorld({ files: { ...files, "/p/old/nomad/a.json": payload(1), "/p/new/nomad/a.json": payload(2), "/p/old/manifest.json": manifest, "/p/new/manifest.json": manifest }, cwd: "/p" });
  const payload = (count: number) => JSON.stringify({ Job: { ID: "a", TaskGroups: [{ Name: "g", Count: count, Tasks: [{ Name: "t", Driver: "docker" }] }] } });
  const manifest = JSON.stringify({ network: "n", target: "2.0" });
  const rows: [string[], number, RegExp][] = [
    [["old", "new"], 0, /scaled, 1 -> 2[^]*rules of Nomad 2\.0/],
    [["old", "new", "--exit-code"], 2, /scaled/],
    [["old", "new", "--nomad", "1.6.3"], 0, /rules of Nomad 1\.6\.3/],
    [["old", "old", "--exit-code"], 0, /^Nothing happens\.$/m],
    [["old", "new", "--ref", "main"], 1, /flags-together/],
    [["old", "new", "--nomad", "7"], 1, /unknown-nomad-version/],
    [["old", "nowhere"], 1, /error/],
  ];
  for (const [words, code, printed] of rows) {
    const here = world();
    assert.is(await run(["forecast", ...words], here), code, words.join(" "));
    assert.match(here.printed(), printed, words.join(" "));
  }
});

test.run();
