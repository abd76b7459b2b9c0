/** Status, from answers of the shape that Nomad gives. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { replay, type Exchange } from "../http/replay.ts";
import type { Json } from "../text/json.ts";
import type { DeployGroup, DeployJob, Deployment } from "./model.ts";
import { Nomad } from "./nomad.ts";
import { isHealthy, statusOf, type JobStatus } from "./status.ts";

const group: DeployGroup = { name: "g", set: "g", form: "count", members: ["g-0", "g-1"], count: 2, span: { file: { path: "n.mantis", text: "" }, start: 0, end: 0 } };

interface Setup {
  readonly type?: DeployJob["type"];
  readonly periodic?: boolean;
  readonly count?: number;
  readonly checks?: boolean;
  readonly allocations?: readonly { [field: string]: Json }[];
  readonly deployment?: Json;
  readonly more?: readonly Exchange[];
}

async function statusWith({ type = "service", periodic = false, count = 2, checks = false, allocations = [], deployment = null, more = [] }: Setup): Promise<JobStatus> {
  const services = checks ? [{ Provider: "nomad", Checks: [{ Type: "tcp" }] }] : [];
  const payload = { ID: "j", TaskGroups: [{ Name: "g", Services: services, Tasks: [{ Name: "t" }, { Name: "after", Lifecycle: { Hook: "poststop" } }] }] };
  const job: DeployJob = { id: "j", label: "j", type, periodic, job: payload, hash: "", after: [], groups: [group] };
  const deploymentOf = { network: "n", file: "n.mantis", namespace: "ns", target: "1.6", provider: "nomad", jobs: [job], members: [], quorums: [], locate: () => undefined } as unknown as Deployment;
  const get = (path: string, json: Json): Exchange => ({ method: "GET", path, json });
  const server = replay([
    get("/v1/job/j?namespace=ns", { ID: "j", Type: type, Version: 3, Stop: false, SubmitTime: 5e15, TaskGroups: [{ Name: "g", Count: count }] }),
    get("/v1/job/j/allocations?namespace=ns", allocations as Json), get("/v1/job/j/deployment?namespace=ns", deployment), ...more,
  ]);
  const nomad = new Nomad(server, { address: "x", namespace: "ns", clock: { now: () => 0, random: () => 0, wait: async () => {} }, say: () => {} });
  return statusOf(nomad, deploymentOf, { job, groups: [group], whole: true });
}

let index = 0;
function allocation(at: number, more: { [field: string]: Json } = {}): { [field: string]: Json } {
  index++;
  return {
    ID: `a${index}`, Name: `j.g[${at}]`, JobID: "j", TaskGroup: "g", NodeID: "n1", NodeName: "node", DesiredStatus: "run", ClientStatus: "running", ClientDescription: "", CreateTime: 4e15, CreateIndex: index, JobVersion: 3,
    DeploymentStatus: { Healthy: true, Canary: false }, TaskStates: { t: state({}), after: state({ State: "pending" }) }, ...more,
  };
}

function state(more: { [field: string]: Json }): { [field: string]: Json } {
  return { State: "running", Failed: false, Restarts: 0, Events: [], ...more };
}

const events = (...pairs: [string, string][]) => pairs.map(([Type, DisplayMessage]) => ({ Type, DisplayMessage, Time: 1 }));
const members = ({ groups }: JobStatus) => groups[0]!.members.map(({ member, state: is, problem }) => [member, is, problem]);
const counts = ({ groups }: JobStatus) => [groups[0]!.desired, groups[0]!.running, groups[0]!.healthy];

const test = suite("status");

test("all healthy; a task that runs after the others is not waited for", async () => {
  const status = await statusWith({ allocations: [allocation(0), allocation(1)] });
  assert.equal(members(status), [["g-0", "healthy", undefined], ["g-1", "healthy", undefined]]);
  assert.equal([counts(status), status.healthy, status.version, status.submitted], [[2, 2, 2], true, 3, 5e9]);
});

test("a replaced allocation is gone from sight, a failed one without a successor is not", async () => {
  const dead = { ClientStatus: "failed", DesiredStatus: "stop" };
  const failed = { ClientStatus: "failed", TaskStates: { t: state({ State: "dead", Failed: true, Restarts: 2, Events: events(["Started", "Task started"], ["Terminated", "Exit Code: 3"], ["Not Restarting", "Exceeded allowed attempts"]) }) } };
  const status = await statusWith({ allocations: [allocation(0, dead), allocation(0), allocation(1, failed)] });
  assert.equal(members(status), [["g-0", "healthy", undefined], ["g-1", "failed", "t: Exit Code: 3"]]);
  assert.not(status.healthy);
});

test("a deployment that is not done: neither healthy nor unhealthy yet", async () => {
  const young = { DeploymentStatus: null };
  const deployment = { ID: "d", Status: "running", StatusDescription: "Deployment is running", JobVersion: 3, TaskGroups: { g: { RequireProgressBy: "2026-01-01T00:00:00Z" } } };
  const status = await statusWith({ allocations: [allocation(0), allocation(1, young)], deployment });
  assert.equal(members(status).map(([, is]) => is), ["healthy", "starting"]);
  assert.is(status.deployment!.requireProgressBy, "2026-01-01T00:00:00Z");
  assert.equal(members(await statusWith({ allocations: [allocation(0), allocation(1, young)], deployment: { ...deployment, JobVersion: 2, TaskGroups: null } })).map(([, is]) => is), ["healthy", "healthy"]);
});

test("canaries stand beside the old ones and do not count", async () => {
  const deployment = { ID: "d", Status: "running", StatusDescription: "Deployment is running but requires manual promotion", JobVersion: 3, TaskGroups: null };
  const status = await statusWith({ allocations: [allocation(0, { JobVersion: 2 }), allocation(1, { JobVersion: 2 }), allocation(0, { DeploymentStatus: { Healthy: true, Canary: true } })], deployment });
  assert.equal([members(status).length, ...counts(status)], [3, 2, 3, 2]);
});

test("waiting for a template is the reason, restarts are told of a healthy one too", async () => {
  const waits = { DeploymentStatus: null, TaskStates: { t: state({ State: "pending", Events: events(["Received", ""], ["Template", "Missing: vault.read(x)"]) }) } };
  const restarted = { TaskStates: { t: state({ Restarts: 2, Events: events(["Terminated", "Exit Code: 137"], ["Started", ""]) }) } };
  assert.equal(members(await statusWith({ allocations: [allocation(0, waits), allocation(1, restarted)] })), [["g-0", "starting", "t: waits for the Vault path x"], ["g-1", "healthy", "t: restarted 2 times, the last time after: Exit Code: 137"]]);
});

test("a failing check makes it unhealthy", async () => {
  const [good, bad] = [allocation(0), allocation(1)];
  const check = (Status: string) => ({ c: { Check: "c", Service: "web", Mode: "healthiness", Status, Output: "connection refused" }, r: { Check: "r", Service: "web", Mode: "readiness", Status: "failure", Output: "not yet" } });
  const more: Exchange[] = [{ method: "GET", path: `/v1/client/allocation/${String(good["ID"])}/checks?namespace=ns`, json: check("success") }, { method: "GET", path: `/v1/client/allocation/${String(bad["ID"])}/checks?namespace=ns`, json: check("failure") }];
  assert.equal(members(await statusWith({ allocations: [good, bad], checks: true, more })), [["g-0", "healthy", undefined], ["g-1", "unhealthy", "the check of web fails: connection refused"]]);
});

test("scaled: what is registered counts, the file's number is told", async () => {
  const status = await statusWith({ count: 1, allocations: [allocation(0), allocation(1, { DesiredStatus: "stop", ClientStatus: "complete" })] });
  assert.equal([members(status).length, status.groups[0]!.inFile, status.healthy], [1, 2, true]);
});

test("not placed: the newest evaluation says why", async () => {
  const metric = { NodesEvaluated: 1, NodesFiltered: 0, NodesExhausted: 1, NodesAvailable: { dc1: 1 }, ClassFiltered: null, ConstraintFiltered: null, ClassExhausted: null, DimensionExhausted: { memory: 1 }, QuotaExhausted: null, CoalescedFailures: 0 };
  const more: Exchange[] = [{ method: "GET", path: "/v1/job/j/evaluations?namespace=ns", json: [{ ID: "e", Status: "complete", StatusDescription: "", CreateIndex: 9, FailedTGAllocs: { g: metric } }] }];
  const status = await statusWith({ allocations: [allocation(0)], more });
  assert.equal(members(status)[1], ["g-1", "not placed", "no node takes it: not enough memory left on 1 node"]);
});

test("system: on each of its nodes; lost with a node is not healthy", async () => {
  const status = await statusWith({ type: "system", count: 1, allocations: [allocation(0), allocation(0, { NodeID: "n2", NodeName: "other" }), allocation(0, { NodeID: "n3", NodeName: "third", DesiredStatus: "stop", ClientStatus: "complete" })] });
  assert.equal(members(status).map(([member]) => member), ["g on node", "g on other"]);
  assert.equal([counts(status), status.healthy], [[2, 2, 2], true]);
  assert.not(isHealthy({ group: "g", desired: 1, running: 1, healthy: 1, members: [{ member: "x", state: "lost" }] }));
});

test("periodic: between launches nothing is missing, of the last launch what failed is", async () => {
  const jobs = (json: Json): Exchange => ({ method: "GET", path: "/v1/jobs?namespace=ns&prefix=j%2Fperiodic-", json });
  assert.ok((await statusWith({ type: "batch", periodic: true, more: [jobs([])] })).healthy);
  const stub = (time: number) => ({ ID: `j/periodic-${time}`, ParentID: "j", SubmitTime: time });
  const launched = { method: "GET", path: "/v1/job/j%2Fperiodic-9000000/allocations?namespace=ns", json: [allocation(0, { ClientStatus: "complete" }), allocation(1, { ClientStatus: "failed" })] as Json } as const;
  const status = await statusWith({ type: "batch", periodic: true, more: [jobs([stub(8e6), stub(9e6), { ...stub(1e7), ParentID: "j2" }]), launched] });
  assert.equal(members(status).map(([, is]) => is), ["complete", "failed"]);
  assert.equal([status.launch!.job, status.healthy], ["j/periodic-9000000", false]);
});

test.run();
