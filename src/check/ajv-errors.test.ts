import { test } from "uvu";
import * as assert from "uvu/assert";
import { validateNetwork, validateNomadJob } from "../../schemas/validators.js";
import { toJson } from "../network/tree.ts";
import type { Json } from "../text/json.ts";
import { schemaDiagnostics } from "./ajv-errors.ts";
import { networkOf, placed, treeOf } from "./fixture.ts";
import { networkJson, networkTree } from "./network-tree.ts";
import { networkModel, nomadJob } from "./schema.ts";
import type { Network } from "../network/model.ts";

function ofJob(fields: { [key: string]: Json }) {
  const tree = treeOf({ ID: "j", ...fields, TaskGroups: [{ Name: "g", Tasks: [{ Name: "t", Driver: "docker" }], ...(fields["TaskGroups"] as object | undefined) }] } as Json);
  validateNomadJob({ Job: toJson(tree) });
  return schemaDiagnostics(validateNomadJob.errors ?? [], { schema: nomadJob, tree, above: ["Job"] });
}
const inGroup = (fields: { [key: string]: Json }) => ofJob({ TaskGroups: fields })[0]!;

test("an unknown field names the closest and the allowed ones, in the language's words", () => {
  const diagnostic = inGroup({ RestartPolicy: { atempts: 3 } });
  assert.is(placed(diagnostic), "field-unknown /TaskGroups/0/RestartPolicy/atempts");
  assert.is(diagnostic.title, "`restart` has no field `atempts`");
  assert.equal(diagnostic.notes.slice(1), ["Did you mean `attempts`?", "Allowed here: attempts, delay, interval, mode, render_templates."]);
});

test("API names are offered to those who write them", () => {
  assert.ok(inGroup({ RestartPolicy: { RenderTemplate: true } }).notes.includes("Did you mean `RenderTemplates`?"));
});

test("a wrong word", () => {
  const diagnostic = inGroup({ Update: { HealthCheck: "check" } });
  assert.is(diagnostic.title, "`check` is no value of `health_check`");
  assert.equal(diagnostic.notes, ["Did you mean `checks`?", "Allowed here: checks, manual, task_states."]);
});

test("numbers are shown in their unit", () => {
  assert.is(inGroup({ EphemeralDisk: { SizeMB: 5 } }).title, "`size` must be at least 10MiB, but is 5MiB");
  assert.is(inGroup({ ShutdownDelay: -1e9 }).title, "`shutdown_delay` must be at least 0s, but is -1s");
  assert.is(inGroup({ ShutdownDelay: "30s" }).title, "`shutdown_delay` takes a duration, but this is text");
});

test("what is missing is reported on its block, several problems at once", () => {
  const found = ofJob({ Type: "x", TaskGroups: { Volumes: { v: { Type: "host" } }, Constraints: [{}] } });
  assert.equal(found.map(placed).sort(), ["field-missing /TaskGroups/0/Constraints/0", "field-missing /TaskGroups/0/Volumes/v", "field-value /Type"]);
});

function ofNetwork(fields: Partial<Network>) {
  const tree = networkTree(networkOf(fields));
  validateNetwork(toJson(tree));
  return schemaDiagnostics(validateNetwork.errors ?? [], { schema: networkModel, tree, above: [] }).map(({ code, title }) => `${code}: ${title}`);
}
const { origin } = treeOf({});

test("a network as plain data", () => {
  assert.equal(ofNetwork({}), []);
  const json = networkJson(networkOf({ domain: "a.ws", expects: [{ title: "t", what: "blocks", count: 3, within: 60, origin }] })) as { [key: string]: Json };
  assert.is(json["domain"], "a.ws");
  assert.equal(json["expects"], [{ title: "t", what: "blocks", count: 3, within: 60 }]);
});

test("the network's own forms", () => {
  assert.equal(ofNetwork({ namespace: "my net" }), ["field-form: `my net` cannot be `namespace`"]);
  assert.equal(ofNetwork({ target: "latest" }), ["field-form: `latest` cannot be `nomad_version`"]);
  assert.equal(ofNetwork({ sources: [{ name: "m", rev: "4fc1d4a", origin, places: {} }] }), ["field-form: `4fc1d4a` cannot be `rev`"]);
  assert.equal(ofNetwork({ files: [{ path: "../map.tmpl", body: "", secrets: [], origin }] }), ["field-form: `../map.tmpl` cannot be `path`"]);
  const set = { name: "m", role: "m", lineage: ["m"], form: "one" as const, origin, members: [{ set: "m", role: "m", name: "m", public: { server: 90001 }, origin }] };
  assert.equal(ofNetwork({ sets: [set] }), ["field-range: `server` must be at most 65535, but is 90001"]);
});

test("one kind of store, without noise of the other", () => {
  assert.equal(ofNetwork({ store: { kind: "vault", policies: [""], origin } }), ["field-length: `policies` is empty"]);
  assert.equal(ofNetwork({ store: { kind: "variables", policies: [], origin } }), []);
  assert.equal(ofNetwork({ store: { kind: "variables", mount: "kv", policies: [], origin } }), ["field-unknown: `store` has no field `mount`"]);
});

test.run();
