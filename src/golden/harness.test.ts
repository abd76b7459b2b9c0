import * as fs from "node:fs";
import * as os from "node:os";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { accept, acceptCommand, goldenCases, problemsOf, uncoveredCodes } from "./harness.ts";
import type { GoldenCase } from "./harness.ts";

const root = fs.mkdtempSync(`${os.tmpdir()}/mantisc-golden-`);
test.after(() => fs.rmSync(root, { recursive: true }));

function put(path: string, text: string): void {
  fs.mkdirSync(`${root}/${path}`.replace(/\/[^/]*$/, ""), { recursive: true });
  fs.writeFileSync(`${root}/${path}`, text);
}
function find(name: string): GoldenCase {
  return goldenCases(root).find((golden) => golden.name === name)!;
}
const harbour = (type: string) => `role clock() { group { task clock { driver = raw_exec  config { command = "/bin/date" } } } }
network harbour { job night { type = ${type}  clock {} } }
`;
put("valid/all/main.mantis", harbour("batch"));
put("valid/part/main.mantis", harbour("batch"));
put("valid/part/case.json", '{ "show": ["nomad/night.json#/Job/Type", "nomad/night.json#/Job/Nothing", "nomad/x.json"] }');
put("invalid/bad/main.mantis", "network harbour { oops {} }\n");

test("a missing file is a problem until it is accepted", async () => {
  const golden = find("valid/all");
  assert.equal(await problemsOf(golden), ["missing: expect/nomad/night.json is produced and not in golden/", "missing: expect/manifest.json is produced and not in golden/"]);
  assert.equal((await accept(golden)).done, ["new expect/nomad/night.json", "new expect/manifest.json"]);
  assert.equal(await problemsOf(golden), []);
});

test("a changed file is a problem with its diff", async () => {
  put("valid/all/main.mantis", harbour("system"));
  const [problem] = await problemsOf(find("valid/all"));
  assert.match(problem!, "changed: expect/nomad/night.json\n--- golden/");
  assert.match(problem!, /^-.*"batch"/m);
  assert.match(problem!, /^\+.*"system"/m);
});

test("an orphan is a problem, and removed when accepted", async () => {
  put("valid/all/expect/nomad/gone.json", "{}\n");
  const golden = find("valid/all");
  assert.ok((await problemsOf(golden)).includes("orphan: expect/nomad/gone.json is in golden/ and not produced"));
  assert.ok((await accept(golden)).done.includes("removed expect/nomad/gone.json"));
  assert.equal(await problemsOf(golden), []);
  assert.is(acceptCommand(golden), "npm run accept -- valid/all");
});

test("the parts that a case names", async () => {
  await accept(find("valid/part"));
  const text = fs.readFileSync(`${root}/valid/part/expect.txt`, "utf8");
  assert.is(text, "# nomad/night.json#/Job/Type\n\"batch\"\n\n# nomad/night.json#/Job/Nothing\n(absent)\n\n# nomad/x.json\n(no such artifact; there are: nomad/night.json, manifest.json)\n\n");
});

test("the rendered diagnostics of an invalid case; its codes count as shown", async () => {
  const before = uncoveredCodes(root);
  assert.ok(before.includes("unknown-block"));
  await accept(find("invalid/bad"));
  assert.match(fs.readFileSync(`${root}/invalid/bad/expect.txt`, "utf8"), /^error\[unknown-block\][^]*\n1 error\n$/);
  assert.equal(uncoveredCodes(root), before.filter((code) => code !== "unknown-block"));
});

test("an invalid case that compiles and a valid one that does not are never accepted", async () => {
  put("invalid/fine/main.mantis", harbour("batch"));
  put("valid/broken/main.mantis", "network harbour { oops {} }\n");
  assert.match((await accept(find("invalid/fine"))).refusal ?? "", "this one compiles");
  assert.match((await accept(find("valid/broken"))).refusal ?? "", "error[unknown-block]");
  assert.not.ok(fs.existsSync(`${root}/invalid/fine/expect.txt`));
});

test("a case.json with an unknown field is refused", async () => {
  put("invalid/odd/main.mantis", "");
  put("invalid/odd/case.json", '{ "shwo": [] }');
  try {
    await problemsOf(find("invalid/odd"));
    assert.unreachable();
  } catch (error) {
    assert.match((error as Error).message, "there is no field shwo");
  }
});

test.run();
