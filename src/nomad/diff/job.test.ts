/** Rules of the server's diff one by one, versions between the recorded ones included; and what holds for any two jobs. */
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { arbitraryJob, nearlyJob } from "../../check/arbitrary.ts";
import type { Json } from "../../text/json.ts";
import { goDuration } from "./duration.ts";
import { float } from "./flatten.ts";
import { serverDiff, serverDiffs } from "./job.ts";
import type { FieldDiff, JobDiff, List, ObjectDiff } from "./model.ts";

type Fields = { [key: string]: Json };

const job = (group: Fields, around: Fields = {}): Json => ({ ID: "j", ...around, TaskGroups: [{ Name: "g", Tasks: [{ Name: "t", Driver: "exec" }], ...group }] });
const task = (fields: Fields, group: Fields = {}): Json => job({ ...group, Tasks: [{ Name: "t", Driver: "exec", ...fields }] });
const service = (fields: Fields): Json => job({ Services: [{ Name: "s", PortLabel: "1", ...fields }] });
const proxy = (fields: Fields): Json => service({ Connect: { SidecarService: { Proxy: fields } } });
const gateway = (fields: Fields): Json => service({ Connect: { Gateway: fields } });
const ingress = (listener: Fields): Json => gateway({ Ingress: { Listeners: [{ Port: 80, Protocol: "http", ...listener }] } });

/** What differs, as `Object[Type]/…/field: old -> new`; None is left out. */
function said(before: Json | undefined, after: Json | undefined, version: string): string[] {
  const diff = serverDiff(before, after, { version });
  const group = diff.TaskGroups?.[0];
  return [...content(diff), ...content(group), ...(group?.Tasks ?? []).filter(({ Name }) => Name === "t").flatMap(content)];
}

function content(part: { readonly Fields: List<FieldDiff>; readonly Objects: List<ObjectDiff> } | undefined): string[] {
  const fields = (part?.Fields ?? []).filter(({ Type }) => Type !== "None").map(({ Name, Old, New }) => `${Name}: ${Old} -> ${New}`);
  const objects = (part?.Objects ?? []).filter((object) => object.Name !== "Constraint").flatMap((object) => {
    const inside = content(object);
    const head = `${object.Name}[${object.Type}]`;
    return inside.length === 0 ? [head] : inside.map((line) => `${head}/${line}`);
  });
  return [...fields, ...objects];
}

type Row = readonly [name: string, before: Json, after: Json, expected: { readonly [versions: string]: readonly string[] }];

/** Expected by version, or by several with commas. */
const rows: readonly Row[] = [
  ["migrate", job({ Migrate: { MaxParallel: 1 } }), job({ Migrate: { MaxParallel: 2 } }), { "1.6.3,1.9": [], "1.10.0,2.0": ["Migrate[Edited]/MaxParallel: 1 -> 2"] }],
  ["disconnect", job({}), job({ Disconnect: { LostAfter: 5, StopOnClientAfter: 6 } }), { "1.7": [], "2.0": ["LostAfter: 5", "Reconcile: best_score", "Replace: true", "StopOnClientAfter: 6"].map((line) => `Disconnect[Added]/${line.replace(": ", ":  -> ")}`) }],
  ["old disconnect", job({}), job({ MaxClientDisconnect: 5 }), { "1.6.3": ["MaxClientDisconnect:  -> 5"], "1.10.0": [] }],
  ["vault policies", task({ Vault: { Policies: ["a"] } }), task({ Vault: { Policies: ["b"] } }), { "1.6.3": ["Vault[Edited]/Policies[Edited]/Policies:  -> b", "Vault[Edited]/Policies[Edited]/Policies: a -> "], "1.10.0": [] }],
  ["secrets", task({}), task({ Secrets: [{ Name: "s", Provider: "nomad", Path: "p", Config: { n: { m: [1] } }, Env: { A: "b" } }] }), { "1.10": [], "2.0": ["Config[n][m][0]:  -> 1", "Env[A]:  -> b", "Name:  -> s", "Path:  -> p", "Provider:  -> nomad"].map((line) => `Secret[Added]/${line}`) }],
  ["what is in no diff", job({}, { Spreads: [] }), job({ Spreads: [{ Attribute: "${attr.a}" }] }, { Spreads: [{ Attribute: "${attr.b}" }] }), { "1.6.3,2.0": [] }],
  ["lifecycle, restart and a plugin", task({}), task({ Lifecycle: { Hook: "prestart" }, RestartPolicy: { Attempts: 9 }, CSIPluginConfig: { ID: "p", Type: "node" } }), { "1.6.3,2.0": [] }],
  ["a volume", job({ Volumes: { v: { Name: "v", Type: "csi", Source: "s", MountOptions: { MountFlags: ["a"] } } } }), job({ Volumes: { v: { Name: "v", Type: "csi", Source: "s", MountOptions: { MountFlags: ["b"] } } } }), { "1.6.3,2.0": ["Volume[Edited]/MountOptions[Edited]/MountFlags[Edited]/MountFlags:  -> b", "Volume[Edited]/MountOptions[Edited]/MountFlags[Edited]/MountFlags: a -> "] }],
  ["a device is its name", task({ Resources: { Devices: [{ Name: "gpu", Count: 1 }] } }), task({ Resources: { Devices: [{ Name: "gpu", Count: 2 }] } }), { "1.6.3,2.0": ["Resources[Edited]/Device[Edited]/Count: 1 -> 2"] }],
  ["an upstream is its data centre and name", proxy({ Upstreams: [{ DestinationName: "u", LocalBindPort: 1 }] }), proxy({ Upstreams: [{ DestinationName: "u", LocalBindPort: 2, MeshGateway: { Mode: "local" } }] }), {
    "1.6.3": ["Service[Edited]/ConsulConnect[Edited]/SidecarService[Edited]/ConsulProxy[Edited]/ConsulUpstreams[Edited]/LocalBindPort: 1 -> 2", "Service[Edited]/ConsulConnect[Edited]/SidecarService[Edited]/ConsulProxy[Edited]/ConsulUpstreams[Edited]/MeshGateway[Added]/Mode:  -> local"],
  }],
  ["a transparent proxy is shown as soon as its proxy is", proxy({ LocalServicePort: 1 }), proxy({ LocalServicePort: 2 }), {
    "1.7": ["Service[Edited]/ConsulConnect[Edited]/SidecarService[Edited]/ConsulProxy[Edited]/LocalServicePort: 1 -> 2"],
    "2.0": ["Service[Edited]/ConsulConnect[Edited]/SidecarService[Edited]/ConsulProxy[Edited]/LocalServicePort: 1 -> 2", "Service[Edited]/ConsulConnect[Edited]/SidecarService[Edited]/ConsulProxy[Edited]/TransparentProxy[None]"],
  }],
  ["a gateway's time-out is in words", gateway({ Proxy: { ConnectTimeout: 5e9 }, Mesh: {} }), gateway({ Proxy: { ConnectTimeout: 6.5e9 }, Mesh: {} }), { "1.6.3,2.0": ["Service[Edited]/ConsulConnect[Edited]/Gateway[Edited]/Proxy[Edited]/ConnectTimeout: 5s -> 6.5s"] }],
  ["a listener is its protocol and port", ingress({ Services: [{ Name: "w", MaxConnections: 1 }] }), ingress({ Services: [{ Name: "w", MaxConnections: 2 }] }), {
    "1.6.3": [], "2.0": ["Service[Edited]/ConsulConnect[Edited]/Gateway[Edited]/Ingress[Edited]/Listener[Edited]/ConsulIngressService[Edited]/MaxConnections: 1 -> 2"],
  }],
  ["a network is new when it is edited", job({ Networks: [{ Mode: "host" }] }), job({ Networks: [{ Mode: "none" }] }), { "1.6.3": ["Network[Added]/MBits:  -> 0", "Network[Added]/Mode:  -> none", "Network[Deleted]/MBits: 0 -> ", "Network[Deleted]/Mode: host -> "], "2.0": ["Network[Added]/Mode:  -> none", "Network[Deleted]/Mode: host -> "] }],
  ["links by place", job({}, { UI: { Links: [{ Label: "a", URL: "x" }, { Label: "b", URL: "y" }] } }), job({}, { UI: { Links: [{ Label: "b", Url: "y" }] } }), {
    "1.7": [], "2.0": ["UI[Edited]/Link[Edited]/Label: a -> b", "UI[Edited]/Link[Edited]/Url: x -> y", "UI[Edited]/Link[Deleted]/Label: b -> ", "UI[Edited]/Link[Deleted]/Url: y -> "],
  }],
  ["regions", job({}, { Multiregion: { Regions: [{ Name: "a", Count: 1 }] } }), job({}, { Multiregion: { Regions: [{ Name: "a", Count: 2 }] } }), { "1.6.3,2.0": ["Multiregion[Edited]/Region[Edited]/Count: 1 -> 2"] }],
  ["a scaling policy is edited in every plan", job({ Scaling: { Max: 3 } }), job({ Scaling: { Max: 3 } }), { "1.6.3,2.0": ["Scaling[Edited]"] }],
  ["numbers of a driver are floats", task({ Config: { n: 1 } }), task({ Config: { n: 2_000_000, o: [null] } }), { "1.6.3,2.0": ["Config[Edited]/n: 1 -> 2e+06", "Config[Edited]/o[0]:  -> nil"] }],
  ["a wait is called a template", task({ Templates: [{ DestPath: "a" }] }), task({ Templates: [{ DestPath: "a", Wait: { Min: 5 } }] }), { "1.6.3,2.0": ["Template[Edited]/Template[Added]/Max:  -> nil", "Template[Edited]/Template[Added]/Min:  -> 5"] }],
];

for (const [name, before, after, expected] of rows) {
  test(name, () => {
    for (const [versions, lines] of Object.entries(expected)) for (const version of versions.split(",")) assert.equal(said(before, after, version), lines, version);
  });
}

test("services that moved, were renamed or changed their port are found again", () => {
  const named = (...names: readonly string[]) => job({ Services: names.map((text) => ({ Name: text.split(":")[0]!, PortLabel: text.split(":")[1]! })) });
  const moved = said(named("a:1", "b:2", "c:3"), named("c:3", "a:1", "b:2"), "2.0");
  assert.equal(moved, []);
  assert.equal(said(named("a:1", "b:2"), named("x:1", "b:9"), "2.0"), ["Service[Edited]/Name: a -> x", "Service[Edited]/PortLabel: 2 -> 9"]);
  assert.equal(said(named("a:1", "b:2"), named("b:3", "c:4"), "2.0").filter((line) => /\/(Name|PortLabel): /.test(line)).sort(), [
    "Service[Added]/Name:  -> c", "Service[Added]/PortLabel:  -> 4", "Service[Deleted]/Name: a -> ", "Service[Deleted]/PortLabel: 1 -> ", "Service[Edited]/PortLabel: 2 -> 3",
  ]);
});

test("jobs that only one side has, and those that do not differ", () => {
  const [a, b] = [job({}), job({ Count: 2 })];
  const diffs = serverDiffs(new Map([["same", a], ["edited", a], ["gone", a]]), new Map([["same", a], ["edited", b], ["fresh", b]]), { version: "2.0.6" });
  assert.equal([...diffs].map(([id, { Type }]) => `${id} ${Type}`), ["edited Edited", "fresh Added", "gone Deleted"]);
});

test("floats and durations as Go writes them", () => {
  assert.equal([0, 5, -1.5, 123456, 1e6, 1234567, 1e21, 0.0001, 0.00001, -0].map(float), ["0", "5", "-1.5", "123456", "1e+06", "1.234567e+06", "1e+21", "0.0001", "1e-05", "-0"]);
  assert.equal([0, 1, 1500, 2e6, 1.5e9, 60e9, 3.6e12, 3723.25e9, -5e9].map(goDuration), ["0s", "1ns", "1.5µs", "2ms", "1.5s", "1m0s", "1h0m0s", "1h2m3.25s", "-5s"]);
});

const version = fc.constantFrom("1.6.3", "1.9.0", "2.0.6");
const swapped = { Added: "Deleted", Deleted: "Added", Edited: "Edited", None: "None" } as const;
const withoutScaling = (value: Json): Json => JSON.parse(JSON.stringify(value, (key, item: unknown) => (key === "Scaling" ? undefined : item))) as Json;

test("property: a job does not differ from itself, and any two jobs have a diff", () => {
  fc.assert(fc.property(nearlyJob(), arbitraryJob(), version, (a, b, release) => {
    const { Type, Fields, Objects, TaskGroups } = serverDiff(withoutScaling(a), withoutScaling(a), { version: release });
    assert.equal([Type, Fields, Objects], ["None", null, null]);
    for (const group of TaskGroups ?? []) assert.equal([group.Type, group.Fields, group.Objects], ["None", null, null]);
    serverDiff(a, b, { version: release });
  }), { numRuns: 25 });
});

test("property: the other way round, what was added is deleted", () => {
  fc.assert(fc.property(arbitraryJob(), arbitraryJob(), version, (a, b, release) => {
    const [there, back] = [serverDiff(a, b, { version: release }), serverDiff(b, a, { version: release })];
    const types = (diff: JobDiff) => [...(diff.Fields ?? []), ...(diff.Objects ?? []).filter(({ Name }) => Name !== "Multiregion")].map(({ Name, Type }) => ({ Name, Type }));
    const key = ({ Name, Type }: { Name: string; Type: keyof typeof swapped }) => `${Name} ${Type}`;
    assert.equal(types(there).map(({ Name, Type }) => key({ Name, Type: swapped[Type] })).sort(), types(back).map(key).sort());
  }), { numRuns: 25 });
});

test("anything at all has a diff", () => {
  let deep: Json = 1;
  for (let i = 0; i < 5000; i++) deep = { a: deep };
  for (const value of [null, 3, "x", [], {}, { TaskGroups: [null, 3, {}], Constraints: "x" }, job({ Count: 1e300 }), task({ Config: { deep } })] as Json[]) {
    for (const other of [undefined, value, job({})]) serverDiff(value, other, { version: "2.0.6" });
  }
});

test.run();
