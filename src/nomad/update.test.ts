import * as assert from "uvu/assert";
import * as fs from "node:fs";
import fc from "fast-check";
import { suite } from "uvu";
import { arbitraryJob } from "../check/arbitrary.ts";
import { bases } from "../live/forecast-bases.ts";
import { changes as table, patched, type Patch } from "../live/forecast-changes.ts";
import type { Json } from "../text/json.ts";
import type { DesiredUpdates, GroupUpdate } from "./model.ts";
import { updateOf } from "./update.ts";

interface Recorded { readonly name: string; readonly base: string; readonly patch: Patch; readonly desired: { readonly [group: string]: Partial<DesiredUpdates> } }
interface Recording { readonly bases: { readonly [name: string]: { readonly job: Json; readonly stored: Json } }; readonly changes: readonly Recorded[] }

const read = (version: string) => JSON.parse(fs.readFileSync(new URL(`../../golden/nomad/forecast/${version}.json`, import.meta.url), "utf8")) as Recording;
const versions = ["1.6.3", "2.0.6"];
const test = suite("update");

for (const version of versions) {
  const { bases: registered, changes } = read(version);
  test(`the recording of Nomad ${version} is of the changes and jobs we have`, () => {
    assert.equal(changes.map(({ name, base, patch }) => ({ name, base, patch })), table);
    for (const [name, { job }] of Object.entries(registered)) assert.equal(job, bases[name]);
  });

  test(`${changes.length} of ${changes.length} plans of Nomad ${version} are forecast`, () => {
    assert.ok(changes.length >= 200);
    for (const { name, base, patch, desired } of changes) {
      const { job } = registered[base]!;
      assert.equal(counts(updateOf(job, patched(job, patch), { version }).groups), desired, `${base}: ${name}`);
    }
  });

  test(`from what Nomad ${version} has registered, the forecast is the same`, () => {
    for (const { name, base, patch, desired } of changes) {
      const { job, stored } = registered[base]!;
      assert.equal(counts(updateOf(stored, patched(job, patch), { version }).groups), desired, `${base}: ${name}`);
    }
  });
}

/** As it is recorded: by group in order, counts that are not 0. */
function counts(groups: readonly GroupUpdate[]): Json {
  const order = [...groups].sort((a, b) => (a.group < b.group ? -1 : 1));
  return Object.fromEntries(order.map(({ group, desired }) => [group, Object.fromEntries(Object.entries(desired).filter(([, count]) => count !== 0))]));
}

type Block = { [key: string]: Json };
const task = (fields: Block = {}): Block => ({ Name: "t", Driver: "exec", ...fields });
const job = (group: Block = {}, fields: Block = {}): Block => ({ ID: "j", TaskGroups: [{ Name: "g", Count: 3, Tasks: [task()], ...group }], ...fields });
const one = (before: Json | undefined, after: Json | undefined, version = "2.0.6") => updateOf(before, after, { version }).groups[0]!;
const places = ({ differences }: GroupUpdate) => differences.map(({ pointer, effect }) => `${pointer.join("/")} ${effect}`);

test("each difference is told once, where it is, with what it does", () => {
  const before = job({ Tasks: [task({ Env: { A: "1", B: "2" }, KillTimeout: 5e9 })] }, { Priority: 40 });
  const after = job({ Count: 4, Tasks: [task({ Env: { A: "1", C: "3" }, KillTimeout: 6e9 })] }, { Priority: 60 });
  const update = one(before, after);
  assert.equal(places(update), [
    "TaskGroups/0/Tasks/0/Env/C destructive", "TaskGroups/0/Tasks/0/Env/B destructive", "TaskGroups/0/Count place", "TaskGroups/0/Tasks/0/KillTimeout in-place", "Priority in-place",
  ]);
  const [added, gone, count] = update.differences;
  assert.equal([added!.side, added!.from, added!.to], ["new", undefined, "3"]);
  assert.equal([gone!.side, gone!.from, gone!.to], ["old", "2", undefined]);
  assert.equal([count!.side, count!.from, count!.to], ["new", 3, 4]);
});

test("a block that one side has is one difference, and an equal neighbour is none", () => {
  const templates = (...names: string[]): Block => job({ Tasks: [task({ Templates: names.map((DestPath) => ({ DestPath, EmbeddedTmpl: DestPath })) })] });
  assert.equal(places(one(templates("a", "b"), templates("a", "x", "b"))), ["TaskGroups/0/Tasks/0/Templates/1 destructive"]);
  assert.equal(places(one(templates("a", "b"), templates("b"))), ["TaskGroups/0/Tasks/0/Templates/0 destructive"]);
  assert.equal(places(one(templates("a", "b"), templates("b", "a"))), ["TaskGroups/0/Tasks/0/Templates destructive"]);
});

test("what only the server says is implied", () => {
  const services = (...fields: Block[]): Block => job({ Networks: [{ Mode: "bridge" }], Services: [{ Name: "s", PortLabel: "80", ...Object.assign({}, ...fields) }] });
  const update = one(services(), services({ Connect: { SidecarService: {} } }));
  assert.equal(update.differences.map(({ pointer, implied }) => `${pointer.join("/")} ${implied === true ? "implied" : "said"}`), [
    "TaskGroups/0/Tasks/1 implied", "TaskGroups/0/Networks/0/DynamicPorts/0 implied", "TaskGroups/0/Services/0/Connect said",
  ]);
  assert.is(update.outcome, "destructive");
});

test("other groups of the job go on with its new version", () => {
  const two = (count: number): Json => ({ ID: "j", TaskGroups: [{ Name: "a", Count: count, Tasks: [task()] }, { Name: "b", Count: 2, Tasks: [task()] }] });
  const [a, b] = updateOf(two(1), two(2), { version: "1.6.3" }).groups;
  assert.equal([a!.outcome, a!.before, a!.after, b!.outcome, b!.differences.length], ["scaled", 1, 2, "in-place", 0]);
});

test("jobs come and go", () => {
  assert.equal([one(undefined, job()).outcome, one(undefined, job()).desired.Place], ["created", 3]);
  assert.equal([one(job(), undefined).outcome, one(job(), undefined).desired.Stop], ["removed", 3]);
  assert.equal([one(job(), job({}, { Stop: true })).outcome, one(job(), job({}, { Stop: true })).desired.Stop], ["removed", 3]);
  assert.equal([one(job({}, { Stop: true }), job()).outcome, one(job({}, { Stop: true }), job()).desired.Place], ["created", 3]);
  assert.equal(updateOf(undefined, undefined, { version: "2.0.6" }), { job: "", groups: [] });
});

test("a system job runs on each node", () => {
  const system = (fields: Block = {}, update: Block = {}): Block => ({ ID: "j", Type: "system", Update: update, TaskGroups: [{ Name: "g", Tasks: [task(fields)] }] });
  const on5 = (version: string, update: Block = {}) => updateOf(system({}, update), system({ User: "u" }, update), { version, nodes: 5 }).groups[0]!.desired;
  assert.equal([on5("1.6.3").DestructiveUpdate, on5("1.6.3").Place], [5, 0]);
  assert.equal([on5("2.0.6").DestructiveUpdate, on5("2.0.6").Place], [5, 5]);
  assert.is(on5("2.0.6", { Canary: 50, MaxParallel: 10 }).Canary, 3);
  assert.is(on5("2.0.6", { Canary: 100, MaxParallel: 2 }).Canary, 2);
});

const anyVersion = () => fc.constantFrom("1.5.10", "1.6.3", "1.9.7", "1.11.0", "2.0.6");
/** Groups of one name would be one group. */
const uniqueJob = () => arbitraryJob().filter((value) => new Set(groupNames(value)).size === groupNames(value).length);
const groupNames = (value: Json): Json[] => ((value as Block)["TaskGroups"] as Block[] | undefined ?? []).map((group) => group["Name"] ?? "");

test("no change: everything is ignored", () => {
  fc.assert(fc.property(uniqueJob(), anyVersion(), (value, version) => {
    for (const group of updateOf(value, structuredClone(value), { version }).groups) {
      assert.equal([group.outcome, group.differences.length], ["ignored", 0]);
      assert.is(group.desired.DestructiveUpdate + group.desired.InPlaceUpdate + group.desired.Stop, 0);
    }
  }), { numRuns: 100 });
});

test("every old allocation has one fate, and the new count is reached or on its way", () => {
  fc.assert(fc.property(rollouts(), ([before, after, version]) => {
    const { desired, before: running, after: wanted } = one(before, after, version);
    assert.is(desired.Ignore + desired.InPlaceUpdate + desired.DestructiveUpdate + desired.Stop, running);
    assert.ok(running - desired.Stop + desired.Place <= wanted);
    if (desired.Canary === 0) assert.is(running - desired.Stop + desired.Place, wanted);
  }), { numRuns: 200 });
});

/** A group before and after, with an update of any kind. */
function rollouts(): fc.Arbitrary<[Json, Json, string]> {
  const count = fc.integer({ min: 0, max: 6 });
  const change = fc.constantFrom<Block>({}, { User: "u" }, { KillTimeout: 9e9 });
  return fc.tuple(count, count, change, fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2 }), anyVersion()).map(([from, to, fields, MaxParallel, Canary, version]) => {
    const Update = { MaxParallel, Canary: Math.min(Canary, to) };
    return [job({ Count: from, Update }), job({ Count: to, Update, Tasks: [task(fields)] }), version];
  });
}

test("the order of groups does not matter to any of them", () => {
  fc.assert(fc.property(uniqueJob(), uniqueJob(), anyVersion(), (before, after, version) => {
    const turned = (value: Json): Json => ({ ...(value as Block), TaskGroups: [...((value as Block)["TaskGroups"] as Json[] | undefined ?? [])].reverse() });
    const fates = (value: JobPair) => counts(updateOf(value[0], value[1], { version }).groups);
    assert.equal(fates([turned(before), turned(after)]), fates([before, after]));
  }), { numRuns: 60 });
});

type JobPair = readonly [Json, Json];

test("an update of anything to anything has an answer", () => {
  const any = fc.oneof(arbitraryJob(), fc.jsonValue() as fc.Arbitrary<Json>, fc.record({ TaskGroups: fc.jsonValue() }) as fc.Arbitrary<Json>);
  fc.assert(fc.property(any, any, anyVersion(), (before, after, version) => void updateOf(before, after, { version })), { numRuns: 200 });
});

test.run();
