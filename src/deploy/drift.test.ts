/** Drift where the server knows more than we do. */
import * as assert from "uvu/assert";
import { suite } from "uvu";
import { replay, type Exchange } from "../http/replay.ts";
import type { Json } from "../text/json.ts";
import type { JobListStub } from "./api.ts";
import { driftOf, unknownJobs, type JobDrift } from "./drift.ts";
import type { DeployJob, Deployment } from "./model.ts";
import { Nomad } from "./nomad.ts";

const inFile: { [field: string]: Json } = { ID: "j", Type: "service", TaskGroups: [{ Name: "g", Count: 2, Tasks: [{ Name: "t", Driver: "exec", Vault: { Role: "r" } }] }] };
const job: DeployJob = { id: "j", label: "j", type: "service", periodic: false, job: inFile, hash: "", after: [], groups: [{ name: "g", form: "count", members: ["g-0", "g-1"], count: 2, span: { file: { path: "n.mantis", text: "" }, start: 0, end: 0 } }] };
const deployment = { network: "n", file: "n.mantis", namespace: "ns", target: "1.9", provider: "nomad", jobs: [job], members: [], quorums: [], locate: () => undefined } as unknown as Deployment;
const stub: JobListStub = { ID: "j", ParentID: "", Type: "service", Stop: false, Status: "running", SubmitTime: 1 };

/** As registered: the agent's configuration gives users of Vault an identity. */
function registered(more: { [field: string]: Json } = {}): { [field: string]: Json } {
  const task = { Name: "t", Driver: "exec", Vault: { Role: "r" }, Identities: [{ Name: "vault_default", Audience: ["vault.io"], TTL: 3600000000000 }] };
  return { ...inFile, Version: 4, Stop: false, Stable: true, SubmitTime: 5e15, CreateIndex: 1, JobModifyIndex: 9, TaskGroups: [{ Name: "g", Count: 2, Tasks: [task] }], ...more };
}

const get = (path: string, json: Json): Exchange => ({ method: "GET", path: `${path}?namespace=ns`, json });
const plan = (answer: Partial<Exchange>): Exchange => ({ method: "PUT", path: "/v1/job/j/plan?namespace=ns", ...answer });

async function drift(exchanges: readonly Exchange[], listed: readonly JobListStub[] = [stub]): Promise<JobDrift> {
  const server = replay(exchanges);
  const nomad = new Nomad(server, { address: "x", namespace: "ns", clock: { now: () => 0, random: () => 0, wait: async () => {} }, say: () => {} });
  const [only] = await driftOf(nomad, { deployment, version: "1.9.3", listed });
  assert.equal(server.unused(), []);
  return only!;
}

const updates = { Ignore: 0, Place: 0, Migrate: 0, Stop: 0, InPlaceUpdate: 0, DestructiveUpdate: 0, Canary: 0, Preemptions: 0 };
const planned = (more: Partial<typeof updates>, type = "None") => plan({ json: { Annotations: { DesiredTGUpdates: { g: { ...updates, ...more } } }, Diff: { Type: type }, JobModifyIndex: 9 } });

const test = suite("drift");

test("what an agent adds by its configuration is none: the server would leave all as it is", async () => {
  const found = await drift([get("/v1/job/j", registered()), planned({ Ignore: 2 })]);
  assert.is(found.state, "equal");
});

test("a server that would change something is believed", async () => {
  const found = await drift([get("/v1/job/j", registered()), planned({ DestructiveUpdate: 1, Ignore: 1 }), get("/v1/job/j/versions", { Versions: [registered()] })]);
  assert.is(found.state, "differs");
});

test("a dry run over nothing that runs says nothing", async () => {
  const found = await drift([get("/v1/job/j", registered()), planned({}), get("/v1/job/j/versions", { Versions: [registered()] })]);
  assert.is(found.state, "differs");
});

test("who may not plan has our own comparison", async () => {
  const found = await drift([get("/v1/job/j", registered()), plan({ status: 403, text: "Permission denied" }), get("/v1/job/j/versions", { Versions: [registered()] })]);
  assert.is(found.state, "differs");
  assert.ok(found.differences.every(({ path }) => path.startsWith("j/")));
});

test("a job that was stopped, and one that is not there", async () => {
  assert.is((await drift([get("/v1/job/j", registered({ Stop: true }))])).state, "stopped");
  assert.is((await drift([], [])).state, "not registered");
  assert.is((await drift([{ method: "GET", path: "/v1/job/j?namespace=ns", status: 404, text: "job not found" }])).state, "not registered", "gone since it was listed");
});

test("unknown are jobs of no file; not launches, and not what somebody stopped", () => {
  const others = [stub, { ...stub, ID: "other" }, { ...stub, ID: "j/periodic-1", ParentID: "j" }, { ...stub, ID: "old", Stop: true }];
  assert.equal(unknownJobs(others, [deployment]).map(({ ID }) => ID), ["other"]);
});

test.run();
