import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { withDefaults } from "../check/defaults.ts";
import { kit, network, testnet } from "../emit/fixture.ts";
import { jobShape } from "../emit/nomad-shape.ts";
import { influence, sourcesOf } from "./influence.ts";
import type { Answer } from "./model.ts";
import { childrenOf, placeOf } from "./places.ts";
import { printAnswer, printInfluence, printWhyJson } from "./print.ts";
import { visit, why } from "./why.ts";

const schema = JSON.parse(readFileSync("schemas/nomad-job.schema.json", "utf8"));
const net = network();
const ask = (path: string) => why(net, path, { schema, withDefaults });

function answer(path: string): Answer {
  const result = ask(path);
  if ("code" in result) throw new Error(`${result.title} ${result.notes.join(" ")}`);
  return result;
}
function refusal(path: string): string[] {
  const result = ask(path);
  assert.ok("code" in result, path);
  return "code" in result ? [result.title, ...result.notes] : [];
}

test("a value, the layer that won and the one it beat", () => {
  assert.is(printAnswer(answer("mantis/mantis-3/mantis/resources/cpu"), false), `mantis/mantis-3/mantis/resources/cpu = 1000 MHz
  nomad/mantis.json#/Job/TaskGroups/2/Tasks/0/Resources/CPU

  set by  member miner[3]          networks/testnet.mantis:4     cpu = 1000MHz
  over    parameter default miner  networks/kit/mantis.mantis:1  cpu: frequency = 3400MHz
`);
});

test("words, API names, labels, emitted names, pointers and what diff prints lead to the same place", () => {
  const same = (paths: string[]) => assert.is(new Set(paths.map((path) => answer(path).at)).size, 1, JSON.stringify(paths.map((path) => answer(path).at)));
  same(["mantis/mantis-3/mantis/resources/cpu", "mantis/mantis-3/mantis/Resources/CPU", "mantis/group/mantis-3/task/mantis/resources/cpu", "mantis#/TaskGroups/2/Tasks/0/Resources/CPU", "nomad/mantis.json#/Job/TaskGroups/2/Tasks/0/Resources/CPU"]);
  same(["mantis/mantis-1/service/rpc/port", "mantis/mantis-1/service/testnet-mantis-1/port", "mantis/mantis-1/service/0/PortLabel"]);
  same(["mantis/mantis-1/network/port/rpc/to", "mantis/mantis-1/network/0/port/rpc/To"]);
  same(["mantis/mantis-1/mantis/local/mantis.conf", "mantis/mantis-1/mantis/template/local/mantis.conf"]);
  same(["mantis/mantis-1/mantis/config/args[1]", "mantis/mantis-1/mantis/config/args/1"]);
});

test("a block lists what is in it", () => {
  const { inside, value } = answer("mantis/mantis-3/mantis/resources");
  assert.equal([value, inside.map(({ path, readable, layers }) => [path, readable, layers.length])], [undefined, [["cpu", "1000 MHz", 2], ["memory", "5120 MiB", 1]]]);
  assert.ok(answer("mantis").more > 0);
});

test("a line of a rendered template", () => {
  const line = answer("consul-template/mantis/mantis-1/mantis/local/mantis.conf:3");
  assert.equal([line.value, line.layers.map(({ file, line: at }) => `${file}:${at}`)], ["network = testnet", ["networks/testnet.mantis:1", "networks/kit/mantis.mantis:3"]]);
  assert.is(answer("map.tmpl:1").at, "consul-template/map.tmpl:1");
  assert.equal(refusal("mantis/mantis-1/mantis/local/mantis.conf:4"), ["mantis/mantis-1/mantis/local/mantis.conf has no line 4", "It has 3 lines."]);
});

test("what nobody sets is Nomad's default", () => {
  assert.equal([answer("mantis/mantis-1/mantis/kill_timeout").readable, answer("mantis/mantis-1/mantis/kill_timeout").default], ["5s", true]);
  assert.match(printAnswer(answer("mantis/mantis-1/mantis/user"), false), "Nomad fills in nothing");
});

test("an unknown step: a guess and what there is", () => {
  assert.equal(refusal("mantis/mantis-3/mantis/resource/cpu"), ["there is no `resource` in mantis/mantis-3/mantis", "`mantis/mantis-3/mantis/resource/cpu` was followed as far as it goes.", "Did you mean `resources`?", "There is: name, driver, config, env, resources, vault, template, local/mantis.conf."]);
  assert.match(refusal("mantis/mantis-9").join(), "mantis-{1..5}, passive");
  assert.match(refusal("mants/x").join(), "Did you mean `mantis`?");
  assert.match(refusal("mantis#/TaskGroups/77").join(), "There is: {0..5}.");
  assert.match(refusal("").join("\n"), "there is no");
});

test("every place is found again by the path it is called", () => {
  const job = net.jobs[0]!;
  visit(placeOf(job, jobShape(schema)), (place) => {
    const found = answer(place.words.join("/"));
    assert.is(found.at, `nomad/mantis.json#/Job/${place.pointer.map((step) => String(step).replace(/\//g, "~1")).join("/")}`);
    assert.is(answer(found.at).at, found.at);
  });
});

test("property: any path gives an answer or a diagnostic", () => {
  const word = fc.constantFrom("mantis", "mantis-1", "passive", "resources", "template", "local", "mantis.conf", "..", "__proto__", "constructor", "0", "#", "/", "Job", "cpu:1", ":9", "[3]", "");
  fc.assert(fc.property(fc.array(word, { maxLength: 8 }), (words) => {
    const result = ask(words.join("/"));
    assert.ok("code" in result || result.path !== undefined);
  }), { numRuns: 300 });
});

test("everything a line influences, members named together", () => {
  const effects = (file: typeof kit, line: number) => influence(net, file, line, schema).effects;
  assert.equal(effects(testnet, 4).map(({ path, readable }) => [path, readable]), [["mantis/mantis-3/mantis/resources/cpu", ["1000 MHz"]]]);
  const [beaten] = effects(kit, 1);
  assert.equal([beaten!.path, beaten!.beatenBy!.line], ["mantis/mantis-3/mantis/resources/cpu", 4]);
  const role = effects(kit, 3);
  assert.equal(role.find(({ path }) => path.endsWith("/memory")), { path: "mantis/mantis-{1..5},passive/mantis/resources/memory", paths: [1, 2, 3, 4, 5].map((i) => `mantis/mantis-${i}/mantis/resources/memory`).concat("mantis/passive/mantis/resources/memory"), readable: ["5120 MiB"] });
  assert.ok(role.some(({ path }) => path === "mantis/mantis-{1..5},passive/service/rpc/port"));
  assert.ok(role.some(({ path }) => path === "mantis/mantis-{1..5},passive/mantis/local/mantis.conf:1"));
  assert.equal(effects(testnet, 6), []);
  assert.match(printInfluence(influence(net, testnet, 6, schema), false), "Nothing in testnet comes from this line");
  assert.equal([...sourcesOf([net], schema).keys()].sort(), ["networks/kit/mantis.mantis", "networks/testnet.mantis"]);
});

test("JSON", () => {
  const parsed = JSON.parse(printWhyJson([answer("mantis/mantis-3/mantis/resources/cpu")]));
  assert.equal(parsed.answers[0].layers[0], { part: "set", depth: 0, kind: "member", layer: "member miner[3]", file: "networks/testnet.mantis", line: 4, column: 16, source: "cpu = 1000MHz" });
});

test("children of a place that is not set are those the schema knows", () => {
  const vault = childrenOf(placeOf(net.jobs[0]!, jobShape(schema))).find(({ names }) => names[0] === "update")!;
  assert.ok(childrenOf(vault.place).some(({ names }) => names[0] === "max_parallel"));
});

test.run();
