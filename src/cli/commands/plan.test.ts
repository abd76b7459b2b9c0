/** What programs get of a plan, from recorded answers of a server. */
import { Ajv } from "ajv";
import { test } from "uvu";
import * as assert from "uvu/assert";
import schema from "../../../schemas/plan.schema.json" with { type: "json" };
import { caseWorld, readCaseFile, projectRoot } from "../../golden/case-file.ts";
import { run } from "../run.ts";

const valid = new Ajv({ strict: false }).compile(schema);
const rightly = (document: unknown) => assert.ok(valid(document), JSON.stringify(valid.errors));

test("--json prints what the schema says", async () => {
  const directory = `${projectRoot}/golden/valid/run-every-type`;
  const description = readCaseFile(directory);
  const world = caseWorld(directory, description);
  for (const words of description.run!.slice(0, -1)) assert.is(await run(words, world), 0);
  const before = world.stdout().length;
  assert.is(await run(description.run!.at(-1)!, world), 0);
  const document = JSON.parse(world.stdout().slice(before)) as { jobs: { job: string; change: string }[] };
  rightly(document);
  assert.equal(document.jobs.map(({ job, change }) => [job, change]), [["relay", "unchanged"], ["once", "unchanged"]]);
  assert.not(valid({ ...document, kind: "something else" }));
});

test("-o writes the same without diffs, over an older plan only, whole or not at all", async () => {
  const directory = `${projectRoot}/golden/invalid/plan-files`;
  const description = readCaseFile(directory);
  const [blocked, written] = description.run!;
  const world = caseWorld(directory, description);
  await run(blocked!, world);
  assert.match(String(world.disk.get("/case/main.mantis")), /network harbour/);
  assert.is(await run(written!, world), 2);
  const text = String(world.disk.get("/case/plan.json"));
  rightly(JSON.parse(text));
  assert.not.match(text, /127\.0\.0\.1|sleep|Diff/);

  const full = caseWorld(directory, { ...description, faults: [{ op: "write", path: ".mantisc-new", code: "ENOSPC" }] });
  await run(blocked!, full);
  assert.is(await run(written!, full), 1);
  assert.not(full.disk.has("/case/plan.json"));
  assert.match(full.stderr(), /output-disk-full/);
});

test.run();
