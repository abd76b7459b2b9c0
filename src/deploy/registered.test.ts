/** The form in which payloads and registered jobs are compared. */
import * as assert from "uvu/assert";
import { suite } from "uvu";
import type { Json } from "../text/json.ts";
import { changeWords } from "./change-words.ts";
import { comparable } from "./registered.ts";

const noUpdate = { AutoPromote: false, AutoRevert: false, Canary: 0, HealthCheck: "", HealthyDeadline: 0, MaxParallel: 0, MinHealthyTime: 0, ProgressDeadline: 0, Stagger: 0 };
const payload = (type: string, more: { [field: string]: Json } = {}): { [field: string]: Json } => ({ ID: "j", Type: type, Datacenters: ["dc1"], TaskGroups: [{ Name: "g", Tasks: [{ Name: "t", Driver: "exec" }] }], ...more });
const server = { Version: 3, Stop: false, SubmitTime: 5e15, CreateIndex: 1, ModifyIndex: 2, JobModifyIndex: 2, Status: "running", StatusDescription: "", Stable: true, NomadTokenID: "" };

const test = suite("registered jobs");

for (const version of ["1.6.3", "2.0.6"]) {
  test(`what ${version} keeps for itself, and blocks in which it says nothing, are no difference`, () => {
    const back = { ...payload("batch"), ...server, Update: noUpdate, TaskGroups: [{ Name: "g", Count: 1, Consul: version === "1.6.3" ? { Namespace: "" } : null, Update: null, Tasks: [{ Name: "t", Driver: "exec" }] }] };
    assert.is(changeWords(back, payload("batch"), version), undefined);
  });

  test(`an update that was written is kept: ${version}`, () => {
    const none = payload("service", { Update: { MaxParallel: 0 } });
    assert.is.not(changeWords(payload("service"), none, version), undefined);
  });

  test(`bringing it into that form twice changes nothing: ${version}`, () => {
    for (const job of [payload("service"), payload("batch"), payload("system"), { ...payload("service"), ...server }]) assert.equal(comparable(comparable(job, version), version), comparable(job, version));
  });
}

test("a count is a difference, in words", () => {
  const scaled = payload("service", { TaskGroups: [{ Name: "g", Count: 3, Tasks: [{ Name: "t", Driver: "exec" }] }] });
  assert.is(changeWords(payload("service"), scaled, "1.6.3"), "1 group changed: g scales 1 -> 3");
});

test.run();
