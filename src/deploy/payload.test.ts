import { test } from "uvu";
import * as assert from "uvu/assert";
import type { RegisteredJob } from "./api.ts";
import type { DeployJob } from "./model.ts";
import { payloadOf } from "./payload.ts";

const group = (Name: string, from: string) => ({ Name, Meta: { from } });
const groups = ["a", "b", "c"].map((name) => ({ name })) as unknown as DeployJob["groups"];
const job = { id: "j", hash: "whole", job: { ID: "j", Priority: 70, TaskGroups: ["a", "b", "c"].map((name) => group(name, "file")) }, groups } as unknown as DeployJob;
const registered = (names: string[], Stop = false) => ({ ID: "j", Priority: 50, Stop, TaskGroups: names.map((name) => group(name, "server")) }) as unknown as RegisteredJob;
const shape = (before: RegisteredJob | undefined, ...names: string[]) => {
  const payload = payloadOf({ job, whole: names.length === 3, groups: groups.filter(({ name }) => names.includes(name)) }, before);
  return [(payload.job["TaskGroups"] as ReturnType<typeof group>[]).map(({ Name, Meta }) => `${Name} ${Meta.from}`), payload.kept];
};

test("selected groups are the file's, the others the server's, in the file's order", () => {
  assert.equal(shape(registered(["c", "old", "a"]), "a"), [["a file", "c server", "old server"], ["c", "old"]]);
  assert.equal(shape(registered(["b"]), "a", "c"), [["a file", "b server", "c file"], ["b"]]);
});

test("without a registered job, or with a stopped one, only what was selected", () => {
  assert.equal(shape(undefined, "b"), [["b file"], []]);
  assert.equal(shape(registered(["a", "b"], true), "b"), [["b file"], []]);
});

test("the whole job is the file's, and drops what the file no longer has", () => {
  assert.equal(shape(registered(["a", "old"]), "a", "b", "c"), [["a file", "b file", "c file"], []]);
});

test("the job around the groups is the file's, and the hash tells what is mixed", () => {
  const some = { job, whole: false, groups: groups.slice(0, 1) };
  const payload = payloadOf(some, registered(["b"]));
  assert.is(payload.job["Priority"], 70);
  assert.is(payload.hash, payloadOf(some, registered(["b"])).hash);
  assert.is.not(payload.hash, payloadOf(some, registered(["c"])).hash);
});

test.run();
