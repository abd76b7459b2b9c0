import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { toJson, type MapTree } from "../network/tree.ts";
import type { Json } from "../text/json.ts";
import { groupJson, jobJson, mantisJob, mapOf, treeOf } from "./fixture.ts";
import { jobShape, type JobSchema } from "./nomad-shape.ts";
import { printJob } from "./nomad.ts";

const schema = JSON.parse(readFileSync("schemas/nomad-job.schema.json", "utf8")) as JobSchema;
const shape = jobShape(schema);
const print = (json: { [key: string]: Json }) => printJob(mapOf(json), shape);

test("fields stand in the order of Nomad's structs, other keys by code unit", () => {
  const text = print({ TaskGroups: [{ Tasks: [{ Env: { b: "1", a: "2", B: "3" }, Driver: "docker", Name: "t" }], Count: 2, Name: "g" }], ID: "x", Zebra: 1, Apple: 2 });
  assert.is(text, `{
  "Job": {
    "ID": "x",
    "TaskGroups": [
      {
        "Name": "g",
        "Count": 2,
        "Tasks": [
          {
            "Name": "t",
            "Driver": "docker",
            "Env": {
              "B": "3",
              "a": "2",
              "b": "1"
            }
          }
        ]
      }
    ],
    "Apple": 2,
    "Zebra": 1
  }
}
`);
});

test("what says nothing is left out, what asks for something stays", () => {
  const text = print({ ID: "x", Region: null, Datacenters: [], Meta: {}, Constraints: [null], TaskGroups: [{ Name: "g", Networks: [{}], Tasks: [{ Name: "t", Vault: {}, Config: {}, Templates: [null, { DestPath: "a" }] }] }] });
  assert.equal(JSON.parse(text), { Job: { ID: "x", TaskGroups: [{ Name: "g", Tasks: [{ Name: "t", Vault: {}, Templates: [{ DestPath: "a" }] }], Networks: [{}] }] } });
});

test("a driver's Config keeps its empty values but no null in a list", () => {
  const text = print({ ID: "x", TaskGroups: [{ Name: "g", Tasks: [{ Name: "t", Config: { args: ["a", null, ""], mounts: [], labels: {}, none: null } }] }] });
  assert.equal(JSON.parse(text).Job.TaskGroups[0].Tasks[0].Config, { args: ["a", ""], mounts: [], labels: {} });
});

test("a map of structs prints its keys sorted and each struct in order", () => {
  const text = print({ ID: "x", TaskGroups: [{ Name: "g", Volumes: { b: { Source: "s", Type: "host", Name: "b" }, a: { Type: "csi" } } }] });
  assert.ok(text.indexOf('"a"') < text.indexOf('"b"'));
  assert.ok(text.indexOf('"Name": "b"') < text.indexOf('"Type": "host"') && text.indexOf('"Type": "host"') < text.indexOf('"Source"'));
});

test("durations are whole nanoseconds, never an exponent", () => {
  assert.match(print({ ID: "x", Priority: 86400e9 * 365 }), '"Priority": 31536000000000000\n');
  assert.match(print({ ID: "x", Priority: -0 }), '"Priority": 0\n');
  assert.match(print({ ID: "x", Priority: 1e21 }), '"Priority": 1000000000000000000000\n');
});

test("__proto__ and constructor are ordinary keys", () => {
  const meta = new Map([["__proto__", treeOf("a")], ["constructor", treeOf("b")]]);
  const job: MapTree = { ...mapOf({ ID: "x" }), fields: new Map([["ID", treeOf("x")], ["Meta", { ...mapOf({}), fields: meta }]]) };
  assert.match(printJob(job, shape), /"__proto__": "a",\n\s+"constructor": "b"/);
});

test("the text is JSON that says what the tree says", () => {
  const job = mantisJob();
  assert.equal(JSON.parse(printJob(job.tree, shape)), { Job: toJson(job.tree) });
});

test("property: whatever the order of the fields, the bytes are the same", () => {
  const values = fc.dictionary(fc.constantFrom("ID", "Name", "Type", "Meta", "Zed", "a", "__proto__"), fc.jsonValue({ maxDepth: 3 }));
  fc.assert(fc.property(values, (json) => {
    const tree = mapOf(json as { [key: string]: Json });
    const backwards: MapTree = { ...tree, fields: new Map([...tree.fields].reverse()) };
    const text = printJob(tree, shape);
    assert.is(printJob(backwards, shape), text);
    JSON.parse(text);
  }), { numRuns: 200 });
});

test("property: nowhere a null", () => {
  const hasNull = (value: unknown): boolean => value === null || (typeof value === "object" && Object.values(value as object).some(hasNull));
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 4 }), (json) => {
    assert.not(hasNull(JSON.parse(print({ ID: "x", Meta: json as Json, TaskGroups: [{ Name: "g", Tasks: json as Json }] }))));
  }), { numRuns: 200 });
});

test("the fixture's groups are what Nomad calls them", () => {
  for (const name of Object.keys(jobJson("x", []))) assert.ok(shape.fields.has(name), name);
  for (const name of Object.keys(groupJson("g"))) assert.ok(shape.fields.get("TaskGroups")!.of!.fields.has(name), name);
});

test.run();
