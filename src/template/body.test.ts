import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import type { Text } from "../evaluate/text.ts";
import type { Value } from "../evaluate/values.ts";
import { envBody, jsonBody, yamlBody } from "./body.ts";
import { checkConsulTemplate } from "./consul-template/check.ts";
import { bool, codes, duration, here, instanceRef, int, late, list, map, member, none, secret, service, string } from "./fixture.ts";
import type { RenderData } from "./render.ts";
import { renderConsulTemplate } from "./render.ts";

const sink = { provider: "consul" } as const;
const bodies = { json: jsonBody, yaml: yamlBody, env: envBody };
const made = (kind: keyof typeof bodies, value: Value) => bodies[kind]({ value, span: here, sink });
const emits = (kind: keyof typeof bodies, value: Value, wanted: string) => {
  const { body, diagnostics } = made(kind, value);
  assert.equal(diagnostics, []);
  assert.is(body, wanted);
};

const hard = 'a"b\\c\n{{ d }} é <&> \u2028 `#';
const data: RenderData = {
  env: { NOMAD_PORT_rpc: "8000", NOMAD_ALLOC_INDEX: "2", NOMAD_TASK_DIR: "/local", NOMAD_IP_rpc: "10.1.1.1", HARD: hard, "attr.x": hard },
  services: { "net-miner-rpc": [{ address: "10.0.0.1", port: 9001, tags: ["mantis-1"] }] },
  secrets: { "kv/data/net/mantis-1/coinbase": { data: { value: hard } }, "kv/data/net/m/genesis": { data: { alloc: { a: 1 }, text: hard } } },
  variables: { "nomad/jobs/mantis/mantis-1": { coinbase: hard, genesis: '{"a":1}' } },
  nodes: { monitoring: "10.9.9.9" },
};

function rendered(kind: keyof typeof bodies, value: Value): string {
  const { body, diagnostics, lines } = made(kind, value);
  assert.equal(diagnostics, []);
  assert.equal(checkConsulTemplate(body, { target: "1.6" }), [], body);
  assert.is(lines.length, body.split("\n").length);
  const result = renderConsulTemplate(body, data);
  assert.ok("text" in result, JSON.stringify(result));
  return result.text;
}

const instance = (field: "address" | "port"): Text => [{ late: "instance", instance: instanceRef(), field, span: here }];
const lateValues = map({
  port: string(late("port", "rpc")), mixed: string("http://", late("ip", "rpc"), ":", late("port", "rpc"), "/{{x}}"), index: string(late("index")),
  dir: string(late("dir", "local"), "/x"), env: string(late("env", "HARD")), mixedEnv: string("<", late("env", "HARD"), ' 100% "', late("attr", "x"), ">"),
  coin: secret("coinbase"), url: string("http://u:", { late: "secret", secret: (secret("coinbase") as Extract<Value, { type: "secret" }>).secret, span: here }, "@h:", late("port", "rpc")),
  genesis: secret("genesis", ["m"], { shape: "object" }), stored: secret("coinbase", ["mantis-1"], { store: "variables" }), item: secret("genesis", ["mantis-1"], { store: "variables", shape: "object", item: "genesis" }),
  peer: string(...instance("address"), ":", ...instance("port")), peerPort: string(...instance("port")),
  host: string("http://", { late: "host", ref: "monitoring", node: "monitoring", span: here }, ":8428"),
});
const lateWanted = {
  port: 8000, mixed: "http://10.1.1.1:8000/{{x}}", index: 2, dir: "/local/x", env: hard, mixedEnv: `<${hard} 100% "${hard}>`,
  coin: hard, url: `http://u:${hard}@h:8000`, genesis: { alloc: { a: 1 }, text: hard }, stored: hard, item: { a: 1 },
  peer: "10.0.0.1:9001", peerPort: 9001, host: "http://10.9.9.9:8428",
};

test("JSON", () => {
  emits("json", map({ a: int(1), b: list(string("x"), bool(true), none), c: map({}), d: list(), "e f": { type: "number", value: 0.5 } }),
    '{\n  "a": 1,\n  "b": [\n    "x",\n    true,\n    null\n  ],\n  "c": {},\n  "d": [],\n  "e f": 0.5\n}\n');
  emits("json", map({ url: string("http://0.0.0.0:", late("port", "rpc")), port: string(late("port", "rpc")) }),
    '{\n  "url": "http://0.0.0.0:{{ env `NOMAD_PORT_rpc` }}",\n  "port": {{ env `NOMAD_PORT_rpc` }}\n}\n');
  emits("json", secret("coinbase"), "{{ with secret `kv/data/net/mantis-1/coinbase` }}{{ .Data.data.value | toJSON }}{{ end }}\n");
});

test("late values are quoted for JSON and YAML when they are rendered", () => {
  assert.equal(JSON.parse(rendered("json", lateValues)), lateWanted);
  assert.equal(parse(rendered("yaml", lateValues)), lateWanted);
  assert.equal(parse(rendered("yaml", lateValues), { version: "1.1" }), lateWanted);
  assert.equal(parse(rendered("yaml", list(lateValues, list(lateValues)))), [lateWanted, [lateWanted]]);
});

test("YAML", () => {
  emits("yaml", map({ PrometheusPort: string(late("port", "rpc")), hasEKG: int(12788), name: string("a b"), no: string("no"), version: string("1.0"), empty: string(), nested: map({ list: list(map({ a: int(1), b: int(2) }), list(int(1))), none }) }),
    'PrometheusPort: {{ env `NOMAD_PORT_rpc` }}\nhasEKG: 12788\nname: a b\n"no": "no"\nversion: "1.0"\nempty: ""\nnested:\n  list:\n    - a: 1\n      b: 2\n    - - 1\n  none: null\n');
  const long = "word ".repeat(100) + "end";
  emits("yaml", map({ long: string(long), lines: string("a\n\nb\n".repeat(30)) }), `long: ${long}\nlines: ${JSON.stringify("a\n\nb\n".repeat(30))}\n`);
});

test("YAML shares nothing by alias", () => {
  const shared = list(int(1), int(2));
  emits("yaml", map({ a: shared, b: shared }), "a:\n  - 1\n  - 2\nb:\n  - 1\n  - 2\n");
});

test("env files", () => {
  emits("env", map({ A: int(1), B: string("x y"), C: string(late("port", "rpc")), D: string("p-", late("index")), E: none, F: string("s3:http://h:9000/x"), G: bool(true), H: string("a#b"), I: string("l1\nl2") }),
    'A=1\nB="x y"\nC={{ env `NOMAD_PORT_rpc` }}\nD="p-{{ env `NOMAD_ALLOC_INDEX` }}"\nF=s3:http://h:9000/x\nG=true\nH="a#b"\nI="l1\\nl2"\n');
  const lines = rendered("env", lateValues).split("\n");
  assert.is(lines.length, 15);
  assert.is(lines[6], `coin=${JSON.stringify(hard).replace(/[<>&\u2028]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`)}`);
});

test("what has no form is refused at its place", () => {
  const refusal = (kind: keyof typeof bodies, value: Value) => codes(made(kind, value).diagnostics);
  assert.equal(refusal("json", map({ a: duration(3) })), ["template-not-data"]);
  assert.equal(refusal("json", map({ a: { type: "service", service: service() } })), ["template-not-data"]);
  assert.equal(refusal("json", secret("restic", [], { shape: "fields", fields: ["a"] })), ["template-not-data"]);
  assert.equal(refusal("yaml", list({ type: "port", label: "rpc" })), ["template-not-data"]);
  assert.equal(refusal("env", list(int(1))), ["template-env-shape"]);
  assert.equal(refusal("env", map({ "a-b": int(1) })), ["template-env-name"]);
  assert.equal(refusal("env", map({ A: list() })), ["template-env-value"]);
  assert.equal(refusal("json", { type: "error" }), []);
  const [problem] = made("json", list(int(1), duration(1))).diagnostics;
  assert.is(problem!.span!.start, 1);
  assert.equal(codes(jsonBody({ value: map({ h: string({ late: "host", ref: "m", node: "m", span: here }) }), span: here, sink: { provider: "nomad" } }).diagnostics), ["template-host-without-consul"]);
});

test("members and ranges", () => {
  emits("json", map({ m: member(1), r: { type: "range", from: 1, to: 2 } }), '{\n  "m": "mantis-1",\n  "r": [\n    1,\n    2\n  ]\n}\n');
});

test("each line knows where its value was written", () => {
  const value = map({ a: int(1), b: list(int(1), map({ c: int(1), d: list() })), e: string("x") });
  assert.equal(made("yaml", value).body.split("\n"), ["a: 1", "b:", "  - 1", "  - c: 1", "    d: []", "e: x", ""]);
  assert.equal(made("yaml", value).lines.map((span) => span?.start), [0, 1, 0, 0, 1, 2, undefined]);
  assert.equal(made("env", map({ A: int(1), B: int(2) })).lines.map((span) => span?.start), [0, 1, undefined]);
});

const anyText = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("yes", "1:30", "0x1f", "{{ x }}", "{{{", "a: b", "- x", "late0x", "latev0x", "# c", " lead", "null", "~", "2001-01-01", "`", "1e3", "=", "<<", "&a", "*a", "!t", "%", "@"));
const tree = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof({ depthSize: "small" }, anyText, fc.integer(), fc.boolean(), fc.constant(null), fc.array(tie("node"), { maxLength: 4 }), fc.dictionary(anyText, tie("node"), { maxKeys: 4 })),
})).node;

function asValue(data: unknown): Value {
  if (data === null) return none;
  if (typeof data === "boolean") return bool(data);
  if (typeof data === "number") return int(data);
  if (typeof data === "string") return string(data);
  return Array.isArray(data) ? list(...data.map(asValue)) : map(Object.fromEntries(Object.entries(data as object).map(([key, value]) => [key, asValue(value)])));
}

test("any data survives JSON and YAML", () => {
  fc.assert(fc.property(tree, (data) => {
    const plain = JSON.parse(JSON.stringify(data));
    assert.equal(JSON.parse(rendered("json", asValue(plain))), plain);
    assert.equal(parse(rendered("yaml", asValue(plain))), plain);
  }), { numRuns: 150 });
});

test("any text survives an env file, as Nomad's reader takes it", () => {
  fc.assert(fc.property(anyText.filter((one) => one !== ""), (text) => {
    const line = rendered("env", map({ A: string(text) }));
    assert.is(line.split("\n").length, 2);
    assert.not.match(line.slice(0, -1), /[\x00-\x1f]/);
    const value = line.slice(2, -1);
    assert.is(value.startsWith('"') ? JSON.parse(value) : value, text);
  }), { numRuns: 150 });
});

test.run();
