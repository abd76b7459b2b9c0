/** Every kind of difference that Nomad's scheduler compares, and every kind that it does not, release by release where releases differ. */
import * as assert from "uvu/assert";
import { suite } from "uvu";
import type { Json } from "../text/json.ts";
import type { Outcome } from "./model.ts";
import { updateOf } from "./update.ts";

type Block = { [key: string]: Json };
type Level = "job" | "group" | "task";
/** What the level has before and after; undefined: nothing. */
type Row = readonly [what: string, level: Level, before: Block, after: Block];

const all = ["1.5.10", "1.6.3", "1.7.7", "1.8.4", "1.9.7", "1.10.0", "1.11.0", "2.0.6"];
const bridge: Block = { Networks: [{ Mode: "bridge", DynamicPorts: [{ Label: "p" }, { Label: "q" }] }] };
const template = (fields: Block = {}): Block => ({ Templates: [{ DestPath: "a", EmbeddedTmpl: "x", ...fields }] });
const host = (fields: Block = {}): Block => ({ Volumes: { v: { Type: "host", Source: "s", ...fields } } });
const csi = (fields: Block = {}): Block => ({ Volumes: { v: { Type: "csi", Source: "s", AttachmentMode: "file-system", AccessMode: "single-node-writer", ...fields } } });
const mount = (fields: Block = {}): Block => ({ VolumeMounts: [{ Volume: "v", Destination: "/d", ...fields }] });
const network = (fields: Block): Block => ({ Networks: [{ Mode: "host", DynamicPorts: [{ Label: "p" }], ...fields }] });
const port = (fields: Block): Block => network({ DynamicPorts: [{ Label: "p", ...fields }] });
const resources = (fields: Block): Block => ({ Resources: { CPU: 100, ...fields } });
const devices = (...names: string[]): Block => resources({ Devices: names.map((Name) => ({ Name, Count: 1 })) });
const service = (fields: Block = {}): Block => ({ ...bridge, Services: [{ Name: "s", PortLabel: "p", ...fields }] });
const connect = (fields: Block, own: Block = {}): Block => service({ Connect: fields, ...own });
const sidecar = (fields: Block = {}, own: Block = {}): Block => connect({ SidecarService: fields }, own);
const checked = (fields: Block): Block => service({ Checks: [{ Name: "c", Type: "tcp", Interval: 1e9, Timeout: 1e9, ...fields }] });
const exposed = (interval: number): Block => sidecar({}, { Checks: [{ Name: "c", Type: "http", Path: "/", Expose: true, Interval: interval, Timeout: 1e9 }] });
const gateway = (fields: Block): Block => connect({ Gateway: fields });
const affinity = (Weight: number): Block => ({ LTarget: "${attr.kernel.name}", RTarget: "linux", Operand: "=", Weight });
const spread = (Weight: number): Block => ({ Attribute: "${node.datacenter}", Weight });
const linux: Block = { LTarget: "${attr.kernel.name}", RTarget: "linux", Operand: "=" };
const vault = (fields: Block = {}): Block => ({ Vault: { Policies: ["a"], ...fields } });
const plugin = (fields: Block = {}): Block => ({ CSIPluginConfig: { ID: "p", Type: "node", ...fields } });
const task = (Name: string): Block => ({ Name, Driver: "exec" });

const destructive: readonly Row[] = [
  ["one task more", "group", {}, { Tasks: [task("t"), task("u")] }],
  ["one task less", "group", { Tasks: [task("t"), task("u")] }, {}],
  ["a task of another name", "group", {}, { Tasks: [task("u")] }],
  ["disk size", "group", {}, { EphemeralDisk: { SizeMB: 400 } }],
  ["disk that stays", "group", {}, { EphemeralDisk: { Sticky: true } }],
  ["disk that moves", "group", {}, { EphemeralDisk: { Migrate: true } }],
  ["a network", "group", {}, network({})],
  ["network mode", "group", network({}), network({ Mode: "bridge" })],
  ["network bandwidth", "group", network({}), network({ MBits: 10 })],
  ["network host name", "group", network({}), network({ Hostname: "h" })],
  ["network DNS", "group", network({}), network({ DNS: { Servers: ["1.1.1.1"] } })],
  ["DNS servers", "group", network({ DNS: { Servers: ["1.1.1.1"] } }), network({ DNS: { Servers: ["2.2.2.2"] } })],
  ["one port more", "group", network({}), network({ DynamicPorts: [{ Label: "p" }, { Label: "q" }] })],
  ["one port less", "group", network({ DynamicPorts: [{ Label: "p" }, { Label: "q" }] }), network({})],
  ["port label", "group", network({}), port({ Label: "x" })],
  ["where a port leads", "group", network({}), port({ To: 80 })],
  ["a port's host network", "group", network({}), port({ HostNetwork: "public" })],
  ["a port made static", "group", network({}), network({ DynamicPorts: [], ReservedPorts: [{ Label: "p", Value: 80 }] })],
  ["static port number", "group", network({ ReservedPorts: [{ Label: "s", Value: 80 }] }), network({ ReservedPorts: [{ Label: "s", Value: 81 }] })],
  ["order of ports", "group", network({ DynamicPorts: [{ Label: "p" }, { Label: "q" }] }), network({ DynamicPorts: [{ Label: "q" }, { Label: "p" }] })],
  ["a host volume", "group", {}, host()],
  ["a volume's source", "group", host(), host({ Source: "x" })],
  ["a read-only volume", "group", host(), host({ ReadOnly: true })],
  ["a CSI volume's access", "group", csi(), csi({ AccessMode: "multi-node-multi-writer" })],
  ["a CSI volume's attachment", "group", csi(), csi({ AttachmentMode: "block-device" })],
  ["a CSI volume for each allocation", "group", csi(), csi({ PerAlloc: true })],
  ["a CSI volume's mount options", "group", csi(), csi({ MountOptions: { FSType: "ext4" } })],
  ["a CSI volume's mount flags", "group", csi({ MountOptions: { MountFlags: ["a"] } }), csi({ MountOptions: { MountFlags: ["b"] } })],
  ["a sidecar", "group", service(), sidecar()],
  ["no sidecar any more", "group", sidecar(), service()],
  ["a service with a sidecar", "group", bridge, sidecar()],
  ["a sidecar's port", "group", sidecar(), sidecar({ Port: "q" })],
  ["port of a service with a sidecar", "group", sidecar(), sidecar({}, { PortLabel: "q" })],
  ["name of a service with a sidecar", "group", sidecar(), sidecar({}, { Name: "x" })],
  ["sidecar task", "group", sidecar(), connect({ SidecarService: {}, SidecarTask: { Resources: { CPU: 99 } } })],
  ["native Connect", "group", service(), connect({ Native: true })],
  ["native Connect instead of a sidecar", "group", sidecar(), connect({ Native: true })],
  ["a gateway", "group", service(), gateway({ Mesh: {} })],
  ["a gateway's proxy", "group", gateway({ Mesh: {} }), gateway({ Mesh: {}, Proxy: { ConnectTimeout: 1e9 } })],
  ["what an ingress listens to", "group", gateway({ Ingress: { Listeners: [{ Port: 1, Services: [{ Name: "a" }] }] } }), gateway({ Ingress: { Listeners: [{ Port: 2, Services: [{ Name: "a" }] }] } })],
  ["what a check says that the sidecar exposes", "group", exposed(1e9), exposed(2e9)],
  ["driver", "task", {}, { Driver: "docker" }],
  ["user", "task", {}, { User: "u" }],
  ["config", "task", { Config: { command: "a" } }, { Config: { command: "b" } }],
  ["config inside", "task", { Config: { mounts: [{ type: "bind", source: "a" }] } }, { Config: { mounts: [{ type: "bind", source: "b" }] } }],
  ["order in the config", "task", { Config: { args: ["a", "b"] } }, { Config: { args: ["b", "a"] } }],
  ["a variable", "task", {}, { Env: { A: "1" } }],
  ["a variable's value", "task", { Env: { A: "1" } }, { Env: { A: "2" } }],
  ["an artifact", "task", {}, { Artifacts: [{ GetterSource: "s" }] }],
  ["an artifact's options", "task", { Artifacts: [{ GetterSource: "s" }] }, { Artifacts: [{ GetterSource: "s", GetterOptions: { a: "b" } }] }],
  ["order of artifacts", "task", { Artifacts: [{ GetterSource: "s" }, { GetterSource: "t", RelativeDest: "x" }] }, { Artifacts: [{ GetterSource: "t", RelativeDest: "x" }, { GetterSource: "s" }] }],
  ["Vault", "task", {}, vault()],
  ["Vault's namespace", "task", vault(), vault({ Namespace: "n" })],
  ["Vault's change mode", "task", vault(), vault({ ChangeMode: "noop" })],
  ["Vault's token in the environment", "task", vault(), vault({ Env: false })],
  ["a template", "task", {}, template()],
  ["a template's text", "task", template(), template({ EmbeddedTmpl: "y" })],
  ["a template's place", "task", template(), template({ DestPath: "b" })],
  ["a template's source", "task", template({ SourcePath: "s", EmbeddedTmpl: "" }), template({ SourcePath: "t", EmbeddedTmpl: "" })],
  ["a template's change mode", "task", template(), template({ ChangeMode: "noop" })],
  ["a template's signal", "task", template({ ChangeMode: "signal", ChangeSignal: "SIGHUP" }), template({ ChangeMode: "signal", ChangeSignal: "SIGUSR1" })],
  ["a template's script", "task", template({ ChangeMode: "script", ChangeScript: { Command: "a" } }), template({ ChangeMode: "script", ChangeScript: { Command: "b" } })],
  ["a template's splay", "task", template(), template({ Splay: 1e9 })],
  ["a template's permissions", "task", template(), template({ Perms: "0600" })],
  ["a template's delimiters", "task", template(), template({ LeftDelim: "[[" })],
  ["a template for the environment", "task", template(), template({ Envvars: true })],
  ["how long a template waits", "task", template(), template({ Wait: { Min: 1e9, Max: 2e9 } })],
  ["order of templates", "task", { Templates: [{ DestPath: "a", EmbeddedTmpl: "x" }, { DestPath: "b", EmbeddedTmpl: "y" }] }, { Templates: [{ DestPath: "b", EmbeddedTmpl: "y" }, { DestPath: "a", EmbeddedTmpl: "x" }] }],
  ["a CSI plugin", "task", {}, plugin()],
  ["a CSI plugin's directory", "task", plugin(), plugin({ MountDir: "/here" })],
  ["a mount", "task", {}, mount()],
  ["where a volume is mounted", "task", mount(), mount({ Destination: "/e" })],
  ["a read-only mount", "task", mount(), mount({ ReadOnly: true })],
  ["how a mount propagates", "task", mount(), mount({ PropagationMode: "bidirectional" })],
  ["order of mounts", "task", { VolumeMounts: [{ Volume: "v", Destination: "/a" }, { Volume: "w", Destination: "/b" }] }, { VolumeMounts: [{ Volume: "w", Destination: "/b" }, { Volume: "v", Destination: "/a" }] }],
  ["meta of the job", "job", {}, { Meta: { a: "1" } }],
  ["meta of the group", "group", {}, { Meta: { a: "1" } }],
  ["meta of the task", "task", { Meta: { a: "1" } }, { Meta: { a: "2" } }],
  ["a task's network", "task", {}, resources({ Networks: [{ DynamicPorts: [{ Label: "p" }] }] })],
  ["CPU", "task", resources({}), resources({ CPU: 200 })],
  ["cores", "task", resources({}), { Resources: { Cores: 1 } }],
  ["memory", "task", resources({}), resources({ MemoryMB: 400 })],
  ["memory at most", "task", resources({}), resources({ MemoryMaxMB: 400 })],
  ["a device", "task", resources({}), devices("gpu")],
  ["how many devices", "task", devices("gpu"), resources({ Devices: [{ Name: "gpu", Count: 2 }] })],
  ["identity in the environment", "task", {}, { Identity: { Env: true } }],
  ["identity in a file", "task", {}, { Identity: { File: true } }],
  ["log collection", "task", {}, { LogConfig: { Disabled: true } }],
];

const inPlace: readonly Row[] = [
  ["priority", "job", {}, { Priority: 60 }],
  ["all at once", "job", {}, { AllAtOnce: true }],
  ["a job's constraint", "job", {}, { Constraints: [linux] }],
  ["a group's constraint", "group", {}, { Constraints: [linux] }],
  ["a task's constraint", "task", {}, { Constraints: [linux] }],
  ["datacenters that still hold the node", "job", { Datacenters: ["dc1"] }, { Datacenters: ["dc1", "dc2"] }],
  ["job update", "job", {}, { Update: { MinHealthyTime: 20e9 } }],
  ["group update", "group", {}, { Update: { AutoRevert: true } }],
  ["service", "group", bridge, service()],
  ["service name", "group", service(), service({ Name: "x" })],
  ["service tags", "group", service(), service({ Tags: ["a"] })],
  ["service port", "group", service(), service({ PortLabel: "q" })],
  ["service meta", "group", service(), service({ Meta: { a: "b" } })],
  ["service provider", "group", service(), service({ Provider: "nomad" })],
  ["service gone", "group", service(), bridge],
  ["check", "group", service(), checked({})],
  ["check interval", "group", checked({}), checked({ Interval: 2e9 })],
  ["check restart", "group", checked({}), checked({ CheckRestart: { Limit: 2 } })],
  ["a task's service", "task", {}, { Services: [{ Name: "s" }] }],
  ["sidecar tags", "group", sidecar(), sidecar({ Tags: ["a"] })],
  ["sidecar proxy", "group", sidecar(), sidecar({ Proxy: { LocalServicePort: 80 } })],
  ["sidecar upstreams", "group", sidecar({ Proxy: { Upstreams: [{ DestinationName: "a", LocalBindPort: 1 }] } }), sidecar({ Proxy: { Upstreams: [{ DestinationName: "a", LocalBindPort: 2 }] } })],
  ["native Connect gone", "group", connect({ Native: true }), service()],
  ["kill timeout", "task", {}, { KillTimeout: 9e9 }],
  ["kill signal", "task", {}, { KillSignal: "SIGINT" }],
  ["leader", "task", {}, { Leader: true }],
  ["shutdown delay of a task", "task", {}, { ShutdownDelay: 1e9 }],
  ["shutdown delay of a group", "group", {}, { ShutdownDelay: 1e9 }],
  ["lifecycle", "task", {}, { Lifecycle: { Hook: "poststart" } }],
  ["log sizes", "task", {}, { LogConfig: { MaxFiles: 3 } }],
  ["dispatched payload", "task", {}, { DispatchPayload: { File: "f" } }],
  ["scaling", "group", {}, { Scaling: { Min: 1, Max: 3, Type: "horizontal" } }],
  ["restart attempts", "group", {}, { RestartPolicy: { Attempts: 5 } }],
  ["a task's restart attempts", "task", {}, { RestartPolicy: { Attempts: 5 } }],
  ["reschedule", "group", {}, { ReschedulePolicy: { Delay: 60e9 } }],
  ["migrate", "group", {}, { Migrate: { MaxParallel: 2 } }],
  ["order of tasks", "group", { Tasks: [task("t"), task("u")] }, { Tasks: [task("u"), task("t")] }],
  ["order of devices", "task", devices("a", "b"), devices("b", "a")],
  ["order of mount flags", "group", csi({ MountOptions: { MountFlags: ["a", "b"] } }), csi({ MountOptions: { MountFlags: ["b", "a"] } })],
  ["number of a dynamic port", "group", network({}), port({ Value: 21000 })],
  ["network CIDR", "group", network({}), network({ CIDR: "10.0.0.0/8" })],
  ["namespace of Consul, an Enterprise matter", "group", { Consul: { Namespace: "a" } }, { Consul: { Namespace: "b" } }],
];

/** Fields that came later are not stored by older servers, so that nothing changes; and rules that changed. */
const byRelease: readonly (readonly [...Row, { readonly [from: string]: Outcome }])[] = [
  ["a job's affinity", "job", {}, { Affinities: [affinity(5)] }, { "1.5": "destructive", "1.10": "in-place" }],
  ["a group's affinity", "group", {}, { Affinities: [affinity(5)] }, { "1.5": "destructive", "1.10": "in-place" }],
  ["a task's affinity", "task", {}, { Affinities: [affinity(5)] }, { "1.5": "destructive", "1.10": "in-place" }],
  ["an affinity's weight", "group", { Affinities: [affinity(5)] }, { Affinities: [affinity(6)] }, { "1.5": "destructive", "1.10": "in-place" }],
  ["order of affinities", "group", { Affinities: [affinity(5), affinity(6)] }, { Affinities: [affinity(6), affinity(5)] }, { "1.5": "in-place" }],
  ["a job's spread", "job", {}, { Spreads: [spread(5)] }, { "1.5": "destructive", "1.10": "in-place" }],
  ["a group's spread", "group", {}, { Spreads: [spread(5)] }, { "1.5": "destructive", "1.10": "in-place" }],
  ["restart renders templates", "group", {}, { RestartPolicy: { RenderTemplates: true } }, { "1.5": "ignored", "1.6.3": "destructive" }],
  ["a task's restart renders templates", "task", {}, { RestartPolicy: { RenderTemplates: true } }, { "1.5": "ignored", "1.6.3": "destructive" }],
  ["Vault's file", "task", vault(), vault({ DisableFile: true }), { "1.5": "ignored", "1.6": "destructive" }],
  ["Vault's role", "task", vault(), vault({ Role: "r" }), { "1.5": "ignored", "1.7": "destructive" }],
  ["Vault's policies", "task", vault(), vault({ Policies: ["b"] }), { "1.5": "destructive", "1.10": "ignored" }],
  ["Vault's cluster", "task", vault(), vault({ Cluster: "c" }), { "1.5": "ignored", "1.7": "destructive" }],
  ["Vault's expired token", "task", vault(), vault({ AllowTokenExpiration: true }), { "1.5": "ignored", "1.7.3": "destructive" }],
  ["identity by name", "task", {}, { Identities: [{ Name: "a", Audience: ["x"] }] }, { "1.5": "ignored", "1.7": "destructive" }],
  ["an identity's time to live", "task", { Identities: [{ Name: "a" }] }, { Identities: [{ Name: "a", TTL: 1e9 }] }, { "1.5": "ignored", "1.7": "destructive" }],
  ["order of identities", "task", { Identities: [{ Name: "a" }, { Name: "b" }] }, { Identities: [{ Name: "b" }, { Name: "a" }] }, { "1.5": "ignored", "1.7": "destructive" }],
  ["a task's Consul cluster", "task", { Consul: {} }, { Consul: { Cluster: "c" } }, { "1.5": "ignored", "1.7": "destructive" }],
  ["a task's Consul block", "task", {}, { Consul: {} }, { "1.5": "ignored", "1.7": "in-place" }],
  ["a group's Consul cluster", "group", { Consul: {} }, { Consul: { Cluster: "c" } }, { "1.5": "ignored", "1.7": "destructive" }],
  ["a group's Consul partition", "group", { Consul: {} }, { Consul: { Partition: "p" } }, { "1.5": "ignored", "1.7.3": "destructive" }],
  ["Consul cluster of a service with a sidecar", "group", sidecar(), sidecar({}, { Cluster: "c" }), { "1.5": "ignored", "1.7": "destructive" }],
  ["Consul cluster of a plain service", "group", service(), service({ Cluster: "c" }), { "1.5": "ignored", "1.7": "in-place" }],
  ["NUMA", "task", resources({}), resources({ NUMA: { Affinity: "prefer" } }), { "1.5": "ignored", "1.7": "destructive" }],
  ["actions", "task", {}, { Actions: [{ Name: "a", Command: "b" }] }, { "1.5": "ignored", "1.7": "in-place" }],
  ["a service's identity", "group", service(), service({ Identity: { Audience: ["x"] } }), { "1.5": "ignored", "1.7": "in-place" }],
  ["network CNI", "group", network({}), network({ CNI: { Args: { a: "b" } } }), { "1.5": "ignored", "1.8.2": "destructive" }],
  ["SELinux label of a mount", "task", mount(), mount({ SELinuxLabel: "z" }), { "1.5": "ignored", "1.8": "destructive" }],
  ["memory for secrets", "task", resources({}), resources({ SecretsMB: 5 }), { "1.5": "ignored", "1.8.3": "destructive" }],
  ["insecure artifact", "task", { Artifacts: [{ GetterSource: "s" }] }, { Artifacts: [{ GetterSource: "s", GetterInsecure: true }] }, { "1.5": "ignored", "1.8": "destructive" }],
  ["schedule", "task", {}, { Schedule: { Cron: { Start: "0 0 * * *", End: "0 1" } } }, { "1.5": "ignored", "1.8": "in-place" }],
  ["disconnect", "group", {}, { Disconnect: { LostAfter: 1e9 } }, { "1.5": "ignored", "1.8": "in-place" }],
  ["UI", "job", {}, { UI: { Description: "d" } }, { "1.5": "ignored", "1.8": "in-place" }],
  ["a port that may collide", "group", network({}), port({ IgnoreCollision: true }), { "1.5": "ignored", "1.9": "in-place" }],
  ["an identity's file path", "task", { Identities: [{ Name: "a", File: true }] }, { Identities: [{ Name: "a", File: true, Filepath: "f" }] }, { "1.5": "ignored", "1.9": "destructive" }],
  ["whose an artifact is", "task", { Artifacts: [{ GetterSource: "s" }] }, { Artifacts: [{ GetterSource: "s", Chown: true }] }, { "1.5": "ignored", "1.9.2": "destructive" }],
  ["service weights", "group", service(), service({ Weights: { Passing: 2 } }), { "1.5": "ignored", "1.9.2": "in-place" }],
  ["a sticky volume", "group", host(), host({ Sticky: true }), { "1.5": "ignored", "1.10": "destructive" }],
  ["a template rendered once", "task", template(), template({ Once: true }), { "1.5": "ignored", "1.10.2": "destructive" }],
  ["secrets", "task", {}, { Secrets: [{ Name: "s", Provider: "nomad", Path: "p" }] }, { "1.5": "ignored", "1.11": "destructive" }],
  ["a secret's path", "task", { Secrets: [{ Name: "s", Provider: "nomad", Path: "p" }] }, { Secrets: [{ Name: "s", Provider: "nomad", Path: "q" }] }, { "1.5": "ignored", "1.11": "destructive" }],
  ["node pool that still holds the node", "job", {}, { NodePool: "all" }, { "1.5": "ignored", "1.6": "in-place" }],
  ["time to run", "group", {}, { MaxRunDuration: 60e9 }, { "1.5": "ignored", "2.0.3": "in-place" }],
  ["an identity's claims", "task", { Identities: [{ Name: "a" }] }, { Identities: [{ Name: "a", ExtraClaims: ["c"] }] }, { "1.5": "ignored", "2.0.3": "destructive" }],
  ["a change script on first render", "task", template({ ChangeMode: "script", ChangeScript: { Command: "a" } }), template({ ChangeMode: "script", ChangeScript: { Command: "a", RunOnFirstRender: true } }), { "1.5": "ignored", "2.0.5": "destructive" }],
  ["group's disconnect of old", "group", {}, { MaxClientDisconnect: 1e9 }, { "1.5": "in-place", "1.10": "ignored" }],
];

function job(level: Level, fields: Block): Json {
  const own = level === "task" ? [{ Name: "t", Driver: "exec", ...fields }] : [task("t")];
  const group = { Name: "g", Count: 1, Tasks: own, ...(level === "group" ? fields : {}) };
  return { ID: "j", Meta: { b: "1" }, ...(level === "job" ? fields : {}), TaskGroups: [group] };
}

function outcome([, level, before, after]: Row, version: string): Outcome {
  return updateOf(job(level, before), job(level, after), { version }).groups[0]!.outcome;
}

const test = suite("effects");

test("destructive on every server", () => {
  for (const row of destructive) for (const version of all) assert.is(outcome(row, version), "destructive", `${row[0]}, Nomad ${version}`);
});

test("in place on every server", () => {
  for (const row of inPlace) for (const version of all) assert.is(outcome(row, version), "in-place", `${row[0]}, Nomad ${version}`);
});

test("as the release has it", () => {
  for (const [what, level, before, after, outcomes] of byRelease) {
    for (const version of all) assert.is(outcome([what, level, before, after], version), expected(outcomes, version), `${what}, Nomad ${version}`);
  }
});

/** The outcome of the newest release named that is not newer than the version. */
function expected(outcomes: { readonly [from: string]: Outcome }, version: string): Outcome {
  const parts = (text: string) => text.split(".").map(Number);
  const isNotNewer = (from: string) => {
    const [a = 0, b = 0, c = 0] = parts(from);
    const [major = 0, minor = 0, patch = 0] = parts(version);
    return major - a || minor - b || patch - c;
  };
  return Object.entries(outcomes).filter(([from]) => isNotNewer(from) >= 0).at(-1)![1];
}

test("meta counts as the task has it", () => {
  const shadowed = (value: string, own: Block): Json => ({ ID: "j", Meta: { a: value }, TaskGroups: [{ Name: "g", Tasks: [{ Name: "t", Meta: own }] }] });
  const of = (before: Json, after: Json) => updateOf(before, after, { version: "2.0.6" }).groups[0]!.outcome;
  assert.is(of(shadowed("1", { a: "x" }), shadowed("2", { a: "x" })), "in-place");
  assert.is(of(shadowed("1", {}), shadowed("2", {})), "destructive");
  assert.is(of(shadowed("1", {}), shadowed("1", { a: "1" })), "in-place");
});

test("a system job's name is in the names of its allocations", () => {
  const system = (Name: string): Json => ({ ID: "j", Name, Type: "system", TaskGroups: [{ Name: "g", Tasks: [task("t")] }] });
  const { desired } = updateOf(system("a"), system("b"), { version: "1.6.3" }).groups[0]!;
  assert.equal([desired.Stop, desired.Place, desired.InPlaceUpdate], [1, 1, 0]);
});

test.run();
