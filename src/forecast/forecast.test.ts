import { Ajv } from "ajv";
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import schema from "../../schemas/forecast.schema.json" with { type: "json" };
import type { Json, JsonPath } from "../text/json.ts";
import { forecast } from "./forecast.ts";
import type { Forecast, GroupForecast, Side } from "./model.ts";
import { printForecastJson } from "./print-json.ts";
import { printForecast } from "./print.ts";

type Fields = { [key: string]: Json };

const task = (more: Fields = {}): Fields => ({ Name: "main", Driver: "docker", Config: { image: "a:1" }, ...more });
const group = (name: string, more: Fields = {}): Fields => ({ Name: name, Count: 3, Tasks: [task()], ...more });
const job = (groups: Fields[], more: Fields = {}): Fields => ({ ID: "chain", Type: "service", Datacenters: ["dc1"], TaskGroups: groups, ...more });
const side = (...jobs: Fields[]): Side => ({ network: "net", target: "1.6", jobs: new Map(jobs.map((one) => [String(one["ID"]), one])) });
const image = (more: Fields = {}) => group("node", { Tasks: [task({ Config: { image: "a:2" } })], ...more });

function only(before: Fields, after: Fields, version = "1.6"): GroupForecast {
  const { groups } = forecast(side(before), side(after), version);
  assert.is(groups.length, 1);
  return groups[0]!;
}

test("nothing changes: nothing happens, and nothing is printed", () => {
  const same = forecast(side(job([group("node")])), side(job([group("node")])), "1.6");
  assert.equal(same.groups.map(({ outcome, meaning, reasons }) => [outcome, meaning, reasons]), [["ignored", [], []]]);
  assert.is(printForecast(same, { colour: false, width: 100 }), "");
});

test("who is down at once, and how long it takes", () => {
  const update = (more: Fields) => ({ Update: { MaxParallel: 1, MinHealthyTime: 10e9, HealthyDeadline: 60e9, ProgressDeadline: 600e9, ...more } });
  const rows: [Fields, number, RegExp, unknown][] = [
    [{}, 3, /^Replaced one after the other.*2 of 3 go on\.$/, { batches: 3, atOnce: 1, least: 30, most: 195 }],
    [{ MaxParallel: 2 }, 3, /^Replaced 2 at a time.*1 of 3 goes on\.$/, { batches: 2, atOnce: 2, least: 20, most: 130 }],
    [{ MaxParallel: 5 }, 3, /^Replaced all at once.*none of the 3 runs meanwhile\.$/, { batches: 1, atOnce: 3, least: 10, most: 65 }],
    [{ MaxParallel: 0 }, 3, /^Replaced all at once/, undefined],
    [{ ProgressDeadline: 61e9 }, 3, /^Replaced one/, { batches: 3, atOnce: 1, least: 30, most: 183 }],
    [{ Canary: 1, MaxParallel: 2 }, 3, /^1 canary starts.*promoted by hand\.$/, { batches: 2, atOnce: 2, least: 20, most: 130, canaries: 1, waits: true }],
    [{ Canary: 3, AutoPromote: true }, 3, /^3 canaries start.*they are healthy\.$/, { batches: 1, atOnce: 1, least: 10, most: 65, canaries: 3, waits: false }],
    [{}, 5, /^Replaced one after the other/, { batches: 4, atOnce: 1, least: 40, most: 260 }],
    [{ MaxParallel: 3 }, 4, /^Replaced all at once/, { batches: 2, atOnce: 3, least: 20, most: 130 }],
  ];
  for (const [more, count, words, rollout] of rows) {
    const made = only(job([group("node", update(more))]), job([image({ ...update(more), Count: count })]));
    assert.is(made.outcome, "destructive");
    assert.match(made.meaning[0]!, words, JSON.stringify(more));
    assert.equal(made.rollout, rollout, JSON.stringify([more, count]));
  }
});

test("batch and system jobs have no roll-out", () => {
  for (const Type of ["batch", "system"]) {
    const made = only(job([group("node", { Count: 1 })], { Type }), job([image({ Count: 1 })], { Type }));
    assert.is(made.outcome, "destructive");
    assert.is(made.rollout, undefined);
  }
  const system = (version: string) => only(job([group("node", { Count: 1 })], { Type: "system" }), job([image({ Count: 1 })], { Type: "system" }), version).meaning[0]!;
  assert.match(system("1.6"), "on every node at once");
  assert.match(system("2.0"), "1 node at a time");
});

test("a periodic job's runs are not touched", () => {
  const periodic = (spec: string) => job([group("node", { Count: 1 })], { Type: "batch", Periodic: { Spec: spec } });
  assert.match(only(periodic("0 1 * * *"), periodic("0 2 * * *")).meaning.join(" "), "the next launch uses the new definition");
});

test("what becomes of the data", () => {
  const words = (disk: Fields, more: Fields = {}) => only(job([group("node")]), job([image({ EphemeralDisk: disk, ...more })])).meaning.join(" ");
  assert.match(words({ SizeMB: 500 }), "It starts from clean state: its disk is not sticky. A task");
  assert.match(words({ Sticky: true }), "on another node it starts from clean state");
  assert.match(words({ Migrate: true }), "from another node it is copied");
  assert.match(words({ Sticky: true }, { Tasks: [task({ Config: { image: "a:2" } }), task({ Name: "side" })] }), "side had no directory before");
  assert.match(words({}, { Volumes: { chain: { Type: "host", Source: "x" } }, Tasks: [task({ VolumeMounts: [{ Volume: "chain", Destination: "/c" }] })] }), "What is on the volume chain stays there.");
  const moved = only(job([group("node")]), job([image({ EphemeralDisk: { Sticky: true } })], { Datacenters: ["dc2"] }));
  assert.not.match(moved.meaning.join(" "), "which Nomad tries first");
});

test("what a failure leads to", () => {
  const words = (more: Fields) => only(job([group("node")]), job([image(more)])).meaning.at(-1)!;
  assert.is(words({}), "A task that fails is restarted in place with its state (2 times in 30m); then the allocation is rescheduled, and starts from clean state.");
  assert.match(words({ EphemeralDisk: { Sticky: true } }), "takes its data along from the same node; else it starts from clean state");
  assert.match(words({ RestartPolicy: { Mode: "delay" } }), "it is never rescheduled");
  assert.match(words({ RestartPolicy: { Attempts: 0 } }), "A task that fails is not restarted; then the allocation is rescheduled");
  assert.match(words({ ReschedulePolicy: { Attempts: 0, Unlimited: false } }), "it is not rescheduled");
  assert.match(words({ Tasks: [task({ Config: { image: "a:2" } }), task({ Name: "side", RestartPolicy: { Attempts: 9 } })] }), "(main: 2 times in 30m; side: 9 times in 30m)");
});

test("members by name, new and gone ones too", () => {
  const named = (jobs: Fields, members: string[]): Side => ({ ...side(jobs), members: () => members });
  const of = (from: number, to: number) => forecast(named(job([group("node", { Count: from })]), names(from)), named(job([group("node", { Count: to })]), names(to)), "1.6").groups[0]!;
  const names = (count: number) => Array.from({ length: count }, (_, i) => `node-${i}`);
  assert.match(of(2, 4).meaning.join(" "), "New, from clean state: node-{2,3}.");
  assert.match(of(4, 2).meaning.join(" "), "Stops: node-{2,3}. The data of their disks is deleted");
  assert.is(of(2, 4).outcome, "scaled");
});

test("a quorum with a member in each group is lost, whatever max_parallel says", () => {
  const groups = (tag: string, names: string[]) => job(names.map((name) => group(name, { Count: 1, Tasks: [task({ Config: { image: tag } })] })));
  const names = ["s-1", "s-2", "s-3"];
  const quorums = [{ of: "signer", size: 3, need: 2, groups: names.map((name) => ({ job: "chain", group: name })) }];
  const warned = (after: Fields) => forecast(side(groups("a:1", names)), { ...side(after), quorums }, "1.6").warnings;
  assert.equal(warned(groups("a:1", names)), []);
  assert.equal(warned(groups("a:2", names)), ["All 3 of signer are replaced at once, one in each of s-{1..3} (groups of a job do not wait for each other): 2 are needed, 0 left while they restart."]);
  assert.equal(warned(groups("a:1", ["s-1"])), ["The quorum of signer is lost: 2 are needed, and 1 of 3 stay."]);
  const one = groups("a:1", names);
  (one["TaskGroups"] as Fields[])[0] = group("s-1", { Count: 1, Tasks: [task({ Config: { image: "a:2" } })] });
  assert.equal(warned(one), []);
});

test("tasks that look up what moves", () => {
  const server = (tag: string) => group("node", { Services: [{ Name: "net-rpc" }], Tasks: [task({ Config: { image: tag } })] });
  const reader = (template: Fields) => ({ ...job([group("web", { Tasks: [task({ Templates: [{ DestPath: "local/x", EmbeddedTmpl: '{{ range service "http.net-rpc@dc1|passing" }}{{ end }}', ...template }] })] })]), ID: "web" });
  const warned = (template: Fields) => forecast(side(job([server("a:1")]), reader(template)), side(job([server("a:2")]), reader(template)), "1.6").warnings;
  assert.equal(warned({}), ["web/main restarts in place and keeps its state when the instances of net-rpc change: a template looks it up."]);
  assert.match(warned({ ChangeMode: "signal", ChangeSignal: "SIGHUP" })[0]!, "gets SIGHUP");
  assert.equal(warned({ ChangeMode: "noop" }), []);
});

test("a reason has the line that made the difference", () => {
  const text = "old = 1\nnew = 2\nsame\n";
  const file = { path: "net.mantis", text };
  const span = (start: number, end: number) => ({ file, start, end });
  const at = (...spans: { file: typeof file; start: number; end: number }[]): Pick<Side, "written"> => ({ written: (_job: string, pointer: JsonPath) => (pointer.at(-1) === "image" ? { parts: spans, lines: [] } : undefined) });
  const made = forecast({ ...side(job([group("node")])), ...at(span(16, 20), span(0, 7)) }, { ...side(job([image()])), ...at(span(16, 20), span(8, 15)) }, "1.6");
  assert.equal(made.groups[0]!.reasons, [{ path: "chain/node/main/Config/image", from: "a:1", to: "a:2", effect: "destructive", file: "net.mantis", line: 2 }]);
});

const isForecast = new Ajv({ strict: false, allErrors: true }).compile(schema);

function valid(made: Forecast): void {
  assert.ok(isForecast(JSON.parse(printForecastJson([made]))), JSON.stringify(isForecast.errors));
}

test("any two sides: the JSON is what the schema says, numbers add up, printing never fails", () => {
  const count = fc.nat({ max: 6 });
  const any = fc.record({ Name: fc.constantFrom("a", "b", "a-1"), Count: count, Update: fc.record({ MaxParallel: count, Canary: count }), Tasks: fc.array(fc.record({ Name: fc.constantFrom("x", "y"), Config: fc.dictionary(fc.string({ maxLength: 5 }), fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>, { maxKeys: 2 }) }), { minLength: 1, maxLength: 2 }) });
  const jobs = fc.uniqueArray(any, { selector: ({ Name }) => Name, maxLength: 3 }).map((groups) => side(job(groups as unknown as Fields[])));
  fc.assert(fc.property(fc.option(jobs, { nil: undefined }), fc.option(jobs, { nil: undefined }), fc.constantFrom("1.6", "2.0"), (before, after, version) => {
    const made = forecast(before, after, version);
    valid(made);
    for (const { rollout } of made.groups) if (rollout !== undefined) assert.ok(rollout.batches >= 1 && rollout.least <= rollout.most);
    const text = printForecast(made, { colour: true, width: 60 });
    assert.not.match(text, /NaN|undefined/);
    assert.is(text === "", made.groups.every(({ outcome }) => outcome === "ignored"));
  }), { numRuns: 150 });
});

test.run();
