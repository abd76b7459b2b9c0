/** Stopping, where allocations take their time. */
import * as assert from "uvu/assert";
import { suite } from "uvu";
import type { Clock } from "../http/clock.ts";
import type { Http, Request } from "../http/http.ts";
import { replay, type Exchange } from "../http/replay.ts";
import type { Json } from "../text/json.ts";
import type { DeployJob, Deployment } from "./model.ts";
import { Nomad } from "./nomad.ts";
import { deregister, planStop, untilGone, type Stopping } from "./stop.ts";

const span = { file: { path: "n.mantis", text: "" }, start: 0, end: 0 };
const jobNamed = (id: string, more: Partial<DeployJob> = {}): DeployJob => ({ id, label: id, type: "service", periodic: false, job: {}, hash: "", after: [], groups: [{ name: "g", form: "one", span, members: ["g"], count: 1 }], ...more });
const deploymentOf = (...jobs: readonly DeployJob[]) => ({ network: "n", file: "n.mantis", namespace: "ns", jobs, locate: () => undefined }) as unknown as Deployment;
const registered = (ID: string, more: { [field: string]: Json } = {}) => ({ ID, Type: "service", Stop: false, TaskGroups: [{ Name: "g", EphemeralDisk: { SizeMB: 300 }, Volumes: { data: { Source: "disk" } }, Tasks: [{ Name: "t", KillTimeout: 5_000_000_000 }] }], ...more });
const allocation = (JobID: string, ClientStatus: string) => ({ ID: "a", Name: `${JobID}.g[0]`, JobID, TaskGroup: "g", NodeName: "one", DesiredStatus: "run", ClientStatus });
const get = (path: string, json: Json): Exchange => ({ method: "GET", path: `${path}?namespace=ns`, json });

class TestClock implements Clock {
  time = 0;
  /** Called while somebody waits. */
  constructor(private readonly waiting: (time: number) => void = () => {}) {}
  now = () => this.time;
  random = () => 0;
  wait = async (milliseconds: number) => {
    this.time += milliseconds;
    this.waiting(this.time);
  };
}

function nomadOver(http: Http, clock: Clock = new TestClock()): Nomad {
  return new Nomad(http, { address: "x", namespace: "ns", clock, say: () => {} });
}

const test = suite("stop");

test("dependents first; a periodic job with the launches that would run on", async () => {
  const [base, night] = [jobNamed("base"), jobNamed("night", { periodic: true, after: ["base"] })];
  const server = replay([
    get("/v1/job/night", registered("night")), get("/v1/job/night/allocations", []),
    { method: "GET", path: "/v1/jobs?namespace=ns&prefix=night%2F", json: [
      { ID: "night/periodic-1", ParentID: "night", Stop: false, Status: "running" }, { ID: "night/periodic-0", ParentID: "night", Stop: false, Status: "dead" }, { ID: "night/other", ParentID: "", Stop: false, Status: "running" },
    ] },
    get("/v1/job/night%2Fperiodic-1", registered("night/periodic-1")), get("/v1/job/night%2Fperiodic-1/allocations", [allocation("night/periodic-1", "running")]),
    get("/v1/job/base", registered("base")), get("/v1/job/base/allocations", [allocation("base", "running"), allocation("base", "complete")]),
  ]);
  const plan = await planStop(nomadOver(server), deploymentOf(base, night), [], false);
  assert.equal(plan.stopping.map(({ id, launch, allocations, diskMB }) => [id, launch, allocations.length, diskMB]), [["night", false, 0, 0], ["night/periodic-1", true, 1, 300], ["base", false, 1, 300]]);
  assert.equal(plan.stopping[2]?.volumes, ["disk"]);
  assert.equal(plan.dependents, []);
  assert.equal(server.unused(), []);
});

test("what goes on and looks up what stops is said", async () => {
  const server = replay([get("/v1/job/base", registered("base")), get("/v1/job/base/allocations", [])]);
  const plan = await planStop(nomadOver(server), deploymentOf(jobNamed("base"), jobNamed("user", { after: ["base"] })), ["base"], false);
  assert.equal(plan.dependents, ["user"]);
});

test("what stopped before is only purged", async () => {
  const server = () => replay([get("/v1/job/base", registered("base", { Stop: true })), get("/v1/job/base/allocations", [])]);
  assert.equal((await planStop(nomadOver(server()), deploymentOf(jobNamed("base")), [], false)).stopped, ["base"]);
  assert.equal((await planStop(nomadOver(server()), deploymentOf(jobNamed("base")), [], true)).stopping.map(({ id }) => id), ["base"]);
});

test("purge is asked for only where it is meant", async () => {
  const sent: Request[] = [];
  const nomad = nomadOver({ send: async (request) => (sent.push(request), replay([{ method: "DELETE", path: request.path, json: { EvalID: "e", JobModifyIndex: 1 } }]).send(request)) });
  await deregister(nomad, "a/b", false);
  await deregister(nomad, "a/b", true);
  assert.equal(sent.map(({ path }) => path), ["/v1/job/a%2Fb?namespace=ns", "/v1/job/a%2Fb?namespace=ns&purge=true"]);
});

const stopping: Stopping = { id: "base", job: jobNamed("base"), registered: registered("base") as unknown as Stopping["registered"], launch: false, allocations: [], diskMB: 0, volumes: [] };
const running = (index: number): Exchange => ({ method: "GET", path: index === 0 ? "/v1/job/base/allocations?namespace=ns" : `/v1/job/base/allocations?index=${index}&namespace=ns&wait=10s`, json: [allocation("base", "running")], headers: { "x-nomad-index": String(index + 1) } });

test("waits until the last allocation has ended", async () => {
  const server = replay([running(0), { ...running(1), json: [allocation("base", "complete")] }]);
  assert.equal(await untilGone(nomadOver(server), stopping, new AbortController().signal), []);
  assert.equal(server.unused(), []);
});

test("Ctrl-C ends the waiting, and says what still runs", async () => {
  const controller = new AbortController();
  const clock = new TestClock(() => controller.abort());
  assert.is((await untilGone(nomadOver(replay([running(0)]), clock), stopping, controller.signal)).length, 1);
});

test("an allocation whose node is away is waited for no longer than its limits and two minutes", async () => {
  const away: Http = { send: async (request) => replay([{ method: "GET", path: request.path, json: [allocation("base", "unknown")], headers: { "x-nomad-index": "7" } }]).send(request) };
  const clock = new TestClock();
  assert.is((await untilGone(nomadOver(away, clock), stopping, new AbortController().signal)).length, 1);
  assert.ok(clock.time >= 125_000 && clock.time < 127_000, String(clock.time));
});

test.run();
