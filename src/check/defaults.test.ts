import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { toJson } from "../network/tree.ts";
import type { Json } from "../text/json.ts";
import { dropDefaults, withDefaults } from "./defaults.ts";
import { arbitraryJob } from "./arbitrary.ts";
import { treeOf } from "./fixture.ts";

type Obj = { [key: string]: Json };
const thin = (job: Json, target = "1.6"): Obj => toJson(dropDefaults(treeOf(job), target)) as Obj;
const group = (fields: Obj, job: Obj = {}): Json => ({ ID: "j", ...job, TaskGroups: [{ Name: "g", Tasks: [{ Name: "t", Driver: "docker" }], ...fields }] });
const thinGroup = (fields: Obj, job: Obj = {}): Obj => (thin(group(fields, job))["TaskGroups"] as Obj[])[0]!;
const task = (fields: Obj): Obj => ((thinGroup({ Tasks: [{ Name: "t", Driver: "docker", ...fields }] })["Tasks"] as Obj[])[0]!);
const min = 60e9;

test("what only repeats a default goes", () => {
  assert.equal(thin({ ID: "j", Name: "j", Type: "service", Priority: 50, Region: "global", Namespace: "default", Datacenters: ["*"], TaskGroups: [] }), { ID: "j" });
  assert.equal(thinGroup({ Count: 1, EphemeralDisk: { SizeMB: 300, Sticky: false }, Update: { MaxParallel: 1, Stagger: 30e9 }, Migrate: {} }), thinGroup({}));
  assert.equal(task({ KillTimeout: 5e9, LogConfig: { MaxFiles: 10 }, Resources: { CPU: 100, Cores: 0, MemoryMB: 300 }, Leader: false, Env: {} }), task({}));
});

test("what changes the meaning stays", () => {
  assert.is(thinGroup({ Count: 1, Scaling: { Min: 0, Max: 3 } })["Count"], 1);
  assert.equal(thinGroup({ Scaling: { Min: 1, Max: 3 } })["Scaling"], { Min: 1, Max: 3 });
  assert.equal(thinGroup({ Count: 2, Scaling: { Min: 2, Max: 3 } })["Scaling"], { Max: 3 });
  assert.equal(task({ Resources: { Cores: 0 } })["Resources"], { Cores: 0 });
  assert.equal(task({ Resources: { Cores: 2, CPU: 100 } })["Resources"], { Cores: 2, CPU: 100 });
  assert.equal(task({ Vault: {} })["Vault"], {});
  assert.equal(task({ Templates: [{ DestPath: "local/x", ChangeMode: "signal", ChangeSignal: "" }] })["Templates"], [{ DestPath: "local/x", ChangeMode: "signal", ChangeSignal: "" }]);
  assert.equal(thin({ ID: "j", Datacenters: ["*"], TaskGroups: [] }, "1.4")["Datacenters"], ["*"]);
  assert.equal(thin({ ID: "j", Type: "batch", Update: {}, TaskGroups: [] })["Update"], {});
});

test("a task's restart policy is compared with its group's", () => {
  const restart = { Attempts: 2, Interval: 30 * min };
  const both = thinGroup({ RestartPolicy: { Attempts: 5 }, Tasks: [{ Name: "t", Driver: "docker", RestartPolicy: restart }] });
  assert.equal((both["Tasks"] as Obj[])[0]!["RestartPolicy"], { Attempts: 2 });
  assert.equal(task({ RestartPolicy: restart })["RestartPolicy"], undefined);
});

test("a group's update is compared with the job's", () => {
  assert.equal(thinGroup({ Update: { MaxParallel: 1, Canary: 2 } }, { Update: { MaxParallel: 2, Canary: 2 } })["Update"], { MaxParallel: 1 });
});

test("the canonical form merges policies into groups, tasks and checks", () => {
  const service = { Name: "s", CheckRestart: { Limit: 3 }, Checks: [{ Type: "tcp", CheckRestart: { Grace: 2e9 } }] };
  const full = withDefaults(group({ RestartPolicy: { Attempts: 9 }, Services: [service] }, { Update: { MaxParallel: 4 } }), "1.6") as Obj;
  const g = (full["TaskGroups"] as Obj[])[0]!;
  assert.is((g["Update"] as Obj)["MaxParallel"], 4);
  assert.is((g["Update"] as Obj)["ProgressDeadline"], 10 * min);
  assert.equal(full["Update"], { Stagger: 30e9, MaxParallel: 4 });
  assert.is(((g["Tasks"] as Obj[])[0]!["RestartPolicy"] as Obj)["Attempts"], 9);
  const merged = (g["Services"] as Obj[])[0]!;
  assert.is(merged["CheckRestart"], undefined);
  assert.equal((merged["Checks"] as Obj[])[0]!["CheckRestart"], { Limit: 3, Grace: 2e9 });
});

test("defaults depend on the job's type and the target", () => {
  const restart = (type: string) => (((withDefaults(group({}, { Type: type }), "1.6") as Obj)["TaskGroups"] as Obj[])[0]!["RestartPolicy"] as Obj)["Attempts"];
  assert.equal(["service", "batch", "system", "sysbatch"].map(restart), [2, 3, 2, 3]);
  const update = (target: string) => (withDefaults(group({}, { Type: "system" }), target) as Obj)["Update"];
  assert.is(update("1.10"), undefined);
  assert.equal(update("1.11"), { Stagger: 30e9, MaxParallel: 1 });
});

test("dropping defaults and filling them in again changes nothing", () => {
  fc.assert(
    fc.property(arbitraryJob(), fc.constantFrom("1.4", "1.6", "1.10", "1.11", "2.0"), (job, target) => {
      const slim = toJson(dropDefaults(treeOf(job), target));
      assert.equal(withDefaults(slim, target), withDefaults(job, target));
      assert.equal(withDefaults(withDefaults(job, target), target), withDefaults(job, target));
    }),
    { numRuns: 150 },
  );
});

test.run();
