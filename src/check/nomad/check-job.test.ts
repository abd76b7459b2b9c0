import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { nomadCodes } from "../../diagnostics/codes/nomad.ts";
import { nearlyJob } from "../arbitrary.ts";
import { jobOf, networkOf, placed } from "../fixture.ts";
import { cases, type Case } from "./cases.ts";
import { checkJob } from "./check-job.ts";

const found = (job: Case["wrong"], target: string) => checkJob(jobOf(job), networkOf({ target }));

for (const [i, each] of cases.entries()) {
  test(`${each.code} (${i}): the wrong job is reported where it is wrong, the right one is not`, () => {
    assert.equal(found(each.wrong, each.target).map(placed), [`${each.code} ${each.at}`]);
    assert.equal(found(each.right, each.target).map(placed), []);
  });
}

test("every code of Nomad's rules has a case", () => {
  const covered = new Set<string>(cases.map((each) => each.code));
  assert.equal(Object.keys(nomadCodes).filter((code) => !covered.has(code)), []);
});

test("related places name the other value", () => {
  const job = { ID: "j", TaskGroups: [{ Name: "g", Update: { HealthyDeadline: 60e9, MinHealthyTime: 90e9 }, Tasks: [{ Name: "t", Driver: "x" }] }] };
  const [diagnostic] = found(job, "1.6");
  assert.is(diagnostic!.title, "`healthy_deadline` (1m) must be longer than `min_healthy_time` (1m30s)");
  assert.equal(diagnostic!.related.map((each) => each.text), ["`min_healthy_time` is 1m30s"]);
});

test("nearly a job gives diagnostics and no throw", () => {
  fc.assert(fc.property(nearlyJob(), fc.constantFrom("1.4", "1.6", "2.0", "x", ""), (job, target) => {
    for (const { title } of found(JSON.parse(JSON.stringify(job)) as Case["wrong"], target)) assert.type(title, "string");
  }), { numRuns: 60 });
});

test.run();
