import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { groupJson, jobJson } from "../emit/fixture.ts";
import type { Json } from "../text/json.ts";
import { diff, payloads } from "./fixture.ts";
import type { NetworkDiff } from "./model.ts";
import { printDiffJson } from "./print-json.ts";
import { printListing } from "./print-listing.ts";
import { printTree } from "./print-tree.ts";

// Payloads are plain JSON: tests change them where they like.
type Free = any;
const base = () => jobJson("mantis", [...[1, 2, 3, 4, 5].map((i) => groupJson(`mantis-${i}`)), groupJson("passive", 500, 3)]);

function changed(change: (job: Free) => void): NetworkDiff {
  const job = structuredClone(base());
  change(job);
  return diff(payloads({ mantis: base() }), payloads({ mantis: job }));
}
const listing = (change: (job: Free) => void) => printListing(changed(change)).split("\n").slice(0, -1);
const summary = (change: (job: Free) => void) => changed(change).jobs[0]?.summary;
const first = (job: Free): Free => job.TaskGroups[0];
const task = (job: Free): Free => first(job).Tasks[0];

test("the summary of the design", () => {
  assert.is(summary((job) => { job.TaskGroups[2].Tasks[0].Resources.CPU = 1000; job.TaskGroups[5].Count = 5; }), "mantis: 2 groups changed: mantis-3 gets cpu 1000 MHz (was 3400 MHz); passive scales 3 -> 5");
});

test("groups that change alike are named together", () => {
  assert.is(summary((job) => job.TaskGroups.slice(0, 5).forEach((group: Free) => { group.Tasks[0].Config.image = "x"; })), 'mantis: 5 groups changed: mantis-{1..5} gets image "x" (was "docker.mantis.ws/mantis:2jvv")');
  const text = printTree(changed((job) => job.TaskGroups.slice(0, 5).forEach((group: Free) => { group.Tasks[0].KillTimeout = 60e9; })), false);
  assert.is(text, `mantis: 5 groups changed: mantis-{1..5} gets kill_timeout 1m (was 5s)
+/- Job: "mantis"
  +/- Task Group: "mantis-{1..5}"
    +/- Task: "mantis"
      +/- KillTimeout: 5s => 1m

1 job changed; 5 groups changed; 5 tasks changed; 5 single values differ
`);
});

test("new and removed jobs and groups are not spelt out", () => {
  const result = diff(payloads({ a: base(), gone: base() }), payloads({ a: { ...base(), TaskGroups: [...(base()["TaskGroups"] as Json[]).slice(1), groupJson("mantis-6")] }, fresh: base() }));
  assert.equal(result.jobs.map((job) => job.summary), ["a: 1 group added, 1 removed: mantis-6 is new; mantis-1 is removed", "fresh: a new job (6 groups)", "gone: the job is removed (6 groups)"]);
  assert.equal(printListing(result).split("\n").slice(0, -1), ["+ a/mantis-6", "- a/mantis-1", "+ fresh", "- gone"]);
  assert.equal([result.counts.jobs, result.counts.groups], [{ added: 1, removed: 1, edited: 1 }, { added: 7, removed: 7, edited: 0 }]);
});

test("what only repeats a default is no difference, nor is the order of fields", () => {
  assert.equal(changed((job) => { job.Priority = 50; job.Region = "global"; task(job).KillTimeout = 5e9; task(job).Templates[0].Perms = "0644"; first(job).EphemeralDisk = { SizeMB: 300 }; first(job).Meta = {}; task(job).User = ""; }).jobs, []);
  assert.equal(changed((job) => { const { Name, ...rest } = first(job); job.TaskGroups[0] = { ...Object.fromEntries(Object.entries(rest).reverse()), Name }; }).jobs, []);
  assert.is(printTree(changed(() => undefined), true), "");
  assert.is(printListing(changed(() => undefined)), "");
});

test("groups, tasks, ports, tags and datacenters have no order", () => {
  assert.equal(changed((job) => { job.TaskGroups.reverse(); job.Datacenters.reverse(); first(job).Networks[0].DynamicPorts.reverse(); first(job).Services[0].Tags.reverse(); }).jobs, []);
});

test("each kind of block by what tells it apart", () => {
  assert.equal(listing((job) => { first(job).Networks[0].DynamicPorts.shift(); first(job).Networks[0].ReservedPorts = [{ Label: "rpc", Value: 80, To: 8000 }]; }), ["+/- mantis/mantis-1/network/port/rpc/static: 0 -> 80"].map((line) => line.replace("+/-", "+").replace("0 -> ", "")));
  assert.equal(listing((job) => { task(job).Constraints = [{ LTarget: "${attr.kernel.name}", RTarget: "linux", Operand: "=" }]; }), ["+ mantis/mantis-1/mantis/constraint/${attr.kernel.name} = linux"]);
  assert.equal(listing((job) => { delete task(job).Vault; }), ["- mantis/mantis-1/mantis/vault"]);
  assert.equal(listing((job) => { first(job).Services[0].Checks[0].Interval = 30e9; }), ["+/- mantis/mantis-1/service/testnet-mantis-1/check/service: \"testnet-mantis-1\" check/interval: 10s -> 30s"]);
  assert.equal(listing((job) => { task(job).Env = { A: "1", C: "3" }; }), ['- mantis/mantis-1/mantis/env/B: "2"', '+ mantis/mantis-1/mantis/env/C: "3"']);
  assert.equal(listing((job) => { job.Datacenters = ["us-east-2", "eu-west-1"]; }), ['- mantis/datacenters: "eu-central-1"', '+ mantis/datacenters: "eu-west-1"']);
  assert.equal(listing((job) => { task(job).Config.args = ["-v", "-x", "z"]; }), ['+ mantis/mantis-1/mantis/config/args[0]: "-v"', '+/- mantis/mantis-1/mantis/config/args[2]: "y" -> "z"']);
  assert.equal(listing((job) => { task(job).Config.mounts = [{ type: "bind", "a.b": 1 }]; }), ['+ mantis/mantis-1/mantis/config/mounts[0]["a.b"]: 1', '+ mantis/mantis-1/mantis/config/mounts[0].type: "bind"']);
});

test("a renamed service is the same service, and its check follows it", () => {
  const { jobs } = changed((job) => { first(job).Services[0].Name = "other"; });
  const service = jobs[0]!.blocks[0]!.blocks[0]!;
  assert.equal([service.change, service.name, service.was, service.blocks.length, service.fields.map((field) => field.name)], ["edited", "other", "testnet-mantis-1", 0, ["Name"]]);
});

test("a template's body is compared line by line", () => {
  const { jobs } = changed((job) => { const template = task(job).Templates[0]; template.EmbeddedTmpl = template.EmbeddedTmpl.replace("true", "false"); });
  const field = jobs[0]!.blocks[0]!.blocks[0]!.blocks[0]!.fields[0]!;
  assert.equal(field.lines!.hunks[0]!.lines.slice(0, 2), ["-mining-enabled = true", "+mining-enabled = false"]);
  assert.is(jobs[0]!.summary, "mantis: 1 group changed: mantis-1 changes template local/mantis.conf (1 line added, 1 removed)");
});

test("a moved template keeps its body", () => {
  assert.equal(listing((job) => { task(job).Templates[0].DestPath = "secrets/x.conf"; }), ['+/- mantis/mantis-1/mantis/template/secrets/x.conf/destination: "local/mantis.conf" -> "secrets/x.conf"']);
});

test("files of the network, and a whole tree as text", () => {
  const result = diff(payloads({}, { "consul-template/map.tmpl": "a\nb\n", gone: "x\n" }), payloads({}, { "consul-template/map.tmpl": "a\n\u001b[31m\n" }));
  assert.is(printTree(result, false), `+/- File: "consul-template/map.tmpl" (1 line added, 1 removed)
    @@ -1 +1 @@
     a
    -b
    +\\u{1B}[31m

- File: "gone" (1 line removed)

1 file changed, 1 removed; 0 single values differ
`);
});

test("colours only when asked for", () => {
  const result = changed((job) => { job.Priority = 60; });
  assert.not.match(printTree(result, false), "\u001b");
  assert.match(printTree(result, true), "\u001b[33m+/-\u001b[0m Priority: 50 => 60");
});

test("JSON holds raw and readable values", () => {
  const parsed = JSON.parse(printDiffJson([changed((job) => { task(job).Resources.MemoryMB = 1024; })]));
  assert.equal(parsed.networks[0].jobs[0].blocks[0].blocks[0].blocks[0].fields, [{ name: "MemoryMB", word: "memory", change: "edited", old: 5120, before: "5120 MiB", new: 1024, after: "1024 MiB" }]);
});

test("__proto__ and alien forms", () => {
  const env = JSON.parse('{"__proto__": "a", "constructor": "b"}');
  assert.equal(listing((job) => { task(job).Env = { A: "1", B: "2", ...{} }; Object.defineProperty(task(job).Env, "__proto__", { value: "x", enumerable: true }); }), ['+ mantis/mantis-1/mantis/env/__proto__: "x"']);
  assert.equal(diff(payloads({ a: { ID: "a", Meta: env } }), payloads({ a: { ID: "a", Meta: env } })).jobs, []);
  assert.ok(diff(payloads({ a: { ID: "a", TaskGroups: "x" } }), payloads({ a: { ID: "a", TaskGroups: [1, null, {}] } })).jobs.length === 1);
});

const anyJob = fc.record({
  ID: fc.constant("x"), Type: fc.constantFrom("service", "batch", "system"), Meta: fc.jsonValue({ maxDepth: 2 }), Datacenters: fc.array(fc.string()), Constraints: fc.jsonValue({ maxDepth: 2 }),
  TaskGroups: fc.array(fc.record({
    Name: fc.constantFrom("a", "b", "c"), Count: fc.nat(5), Services: fc.array(fc.record({ Name: fc.constantFrom("s", "t"), PortLabel: fc.constantFrom("p", "q"), Checks: fc.jsonValue({ maxDepth: 2 }) })),
    Networks: fc.array(fc.record({ Mode: fc.constantFrom("host", "bridge"), DynamicPorts: fc.array(fc.record({ Label: fc.constantFrom("p", "q"), To: fc.nat(9) })) })),
    Tasks: fc.array(fc.record({ Name: fc.constantFrom("t", "u"), Config: fc.jsonValue({ maxDepth: 3 }), Env: fc.dictionary(fc.string(), fc.string()), Templates: fc.array(fc.record({ DestPath: fc.constantFrom("x", "y"), EmbeddedTmpl: fc.string() })), Vault: fc.jsonValue({ maxDepth: 1 }) })),
  })),
}, { requiredKeys: ["ID"] }) as fc.Arbitrary<{ [key: string]: Json }>;

test("property: nothing differs from itself", () => {
  fc.assert(fc.property(anyJob, (job) => {
    const result = diff(payloads({ x: job }), payloads({ x: structuredClone(job) }));
    assert.equal([result.jobs, result.files, printTree(result, false)], [[], [], ""]);
  }), { numRuns: 30 });
});

test("property: two sides that differ one way differ the other way, and every view says so", () => {
  fc.assert(fc.property(anyJob, anyJob, (a, b) => {
    const there = diff(payloads({ x: a }), payloads({ x: b }));
    const back = diff(payloads({ x: b }), payloads({ x: a }));
    assert.is(there.jobs.length, back.jobs.length);
    assert.is(printTree(there, true) === "", there.jobs.length === 0);
    if (there.jobs.length > 0) assert.match(there.jobs[0]!.summary, /^x: ./);
  }), { numRuns: 30 });
});

test.run();
