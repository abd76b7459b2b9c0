import * as assert from "uvu/assert";
import * as fs from "node:fs";
import fc from "fast-check";
import { suite } from "uvu";
import { arbitraryJob } from "../check/arbitrary.ts";
import { withoutZeros } from "../live/recording.ts";
import type { Json } from "../text/json.ts";
import { stored } from "./stored.ts";

type Obj = { [key: string]: Json };
interface Stored { readonly name: string; readonly job: Json; readonly stored: Json }

const read = (path: string): unknown => JSON.parse(fs.readFileSync(new URL(`../../golden/nomad/${path}`, import.meta.url), "utf8"));
const versions = ["1.6.3", "2.0.6"];

/** Jobs as the server of a version stored them: those of the forecast's recording, and those that show one rule each. */
function recorded(version: string): Stored[] {
  const { bases } = read(`forecast/${version}.json`) as { bases: { [name: string]: { job: Json; stored: Json } } };
  const { jobs } = read(`stored/${version}.json`) as { jobs: Stored[] };
  return [...Object.entries(bases).map(([name, base]) => ({ name, ...base })), ...jobs];
}

const test = suite("stored");

for (const version of versions) {
  const jobs = recorded(version);
  test(`${jobs.length} jobs are stored as Nomad ${version} stores them`, () => {
    assert.ok(jobs.length >= 40);
    for (const { name, job, stored: theirs } of jobs) assert.equal(sorted(withoutZeros(stored(job, version))), sorted(withoutZeros(theirs)), name);
  });

  test(`what Nomad ${version} returned is stored already`, () => {
    for (const { name, stored: theirs } of jobs) assert.equal(sorted(withoutZeros(stored(theirs, version))), sorted(withoutZeros(theirs)), name);
  });
}

/** With names in order, so that a difference shows as one. */
function sorted(value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) return value.map((item) => sorted(item)!);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)!]));
}

const group = (job: Json, version: string): Obj => ((stored(job, version) as Obj)["TaskGroups"] as Obj[])[0]!;
const constraints = (fields: Obj, version: string) => ((group({ ID: "j", TaskGroups: [{ Name: "g", Tasks: [{ Name: "t" }], ...fields }] }, version)["Constraints"] ?? []) as Obj[]).map(({ LTarget, RTarget }) => `${String(LTarget)} ${String(RTarget)}`);

test("releases between the recorded ones imply what they knew", () => {
  const bridge = { Networks: [{ Mode: "bridge" }] };
  assert.is(constraints(bridge, "1.7.7").length, 0);
  assert.is(constraints(bridge, "1.8.0").length, 5);
  const consul = { Tasks: [{ Name: "t", Services: [{ Name: "s" }] }] };
  assert.equal(constraints(consul, "1.6.5"), ["${attr.consul.version} >= 1.7.0"]);
  assert.equal(constraints(consul, "1.7.7"), ["${attr.consul.version} >= 1.8.0"]);
  assert.equal(constraints(consul, "1.7.8"), []);
  const numa = { Tasks: [{ Name: "t", Resources: { NUMA: { Affinity: "require" } } }] };
  assert.equal(constraints(numa, "1.7.0"), ["${attr.nomad.version} >= 1.6.3-dev", "${attr.kernel.name} linux"]);
  assert.equal(constraints(numa, "1.6.3"), []);
  assert.equal(constraints({ Tasks: [{ Name: "t", Schedule: { Cron: { Start: "0 0 * * *" } } }] }, "1.8.0"), ["${attr.nomad.version} >= 1.8.0-dev"]);
});

test("a system job of count 0 runs once on servers before 1.9.4", () => {
  const count = (version: string) => group({ ID: "j", Type: "system", TaskGroups: [{ Name: "g", Count: 0 }] }, version)["Count"];
  assert.equal(["1.6.3", "1.9.3", "1.9.4", "2.0.6"].map(count), [1, 1, 0, 0]);
});

type Group = { readonly Tasks?: readonly Json[] | null; readonly Services?: readonly { readonly Name?: string }[] | null };

/** What any server refuses is stored by none: a signal without a name, a group without tasks, services of one name in a group. */
function isStorable(job: Json): boolean {
  const groups = (job as { TaskGroups?: readonly Group[] | null }).TaskGroups ?? [];
  const named = (services: readonly { readonly Name?: string }[]) => new Set(services.map(({ Name }) => Name ?? "")).size === services.length;
  return !JSON.stringify(job).includes('"ChangeSignal":""') && groups.every(({ Tasks, Services }) => (Tasks ?? []).length > 0 && named(Services ?? []));
}

// Always the same jobs: among others there are some that servers refuse for reasons of Connect, and those may be stored twice.
test("a job is stored once", () => {
  fc.assert(
    fc.property(arbitraryJob(), fc.constantFrom("1.4.14", "1.6.3", "1.7.7", "1.10.0", "2.0.6"), (job, version) => {
      fc.pre(isStorable(job));
      const once = stored(job, version);
      assert.equal(stored(once, version), once);
    }),
    { numRuns: 100, seed: 6 },
  );
});

test("any JSON is stored as something", () => {
  fc.assert(fc.property(anyJob(), fc.constantFrom("1.6.3", "2.0.6"), (job, version) => void stored(job, version)), { numRuns: 150 });
});

/** Names of real fields with values of any form: what a hand-written file can hold. */
function anyJob(): fc.Arbitrary<Json> {
  const names = ["TaskGroups", "Tasks", "Services", "Checks", "Connect", "SidecarService", "Gateway", "Networks", "DynamicPorts", "Volumes", "VolumeMounts", "Identities", "Update", "Count", "Name", "Vault", "Consul"];
  const { any } = fc.letrec<{ any: Json }>((tie) => ({
    any: fc.oneof({ maxDepth: 6 }, fc.constantFrom<Json>(null, true, 0, -1, "", "x", "bridge"), fc.array(tie("any"), { maxLength: 3 }), fc.dictionary(fc.constantFrom(...names), tie("any"), { maxKeys: 5 })),
  }));
  return any;
}

test.run();
