/** Changes of the jobs in forecast-bases.ts, by what Nomad's scheduler makes of them: each is a patch, so that a recording of it can be read. */
import { bases } from "./forecast-bases.ts";
import type { Json } from "../text/json.ts";

/** Place (`TaskGroups/0/Count`) to new value, applied in this order. null takes the field or item away; an index one past the end appends. */
export type Patch = { readonly [place: string]: Json };

export interface Change {
  readonly name: string;
  readonly base: string;
  readonly patch: Patch;
}

export function patched(job: Json, patch: Patch): Json {
  // Through text: blocks that bases share must not change together, which structuredClone would keep.
  const changed = JSON.parse(JSON.stringify(job)) as Json;
  for (const [place, value] of Object.entries(patch)) set(changed, place.split("/"), value);
  return changed;
}

function set(target: Json, [first = "", ...rest]: string[], value: Json): void {
  if (typeof target !== "object" || target === null) throw new Error(`A patch leads to ${first}, where nothing is.`);
  const owner = target as { [key: string]: Json };
  if (rest.length > 0) return set((owner[first] ??= {}), rest, value);
  if (value !== null) owner[first] = value;
  else if (Array.isArray(target)) target.splice(Number(first), 1);
  else delete owner[first];
}

const a = "TaskGroups/0/Tasks/0";
const g = "TaskGroups/0";
const plain = (name: string, fields: { [key: string]: Json } = {}): Json => ({ Name: name, Driver: "mock_driver", Config: { run_for: "100h" }, Resources: { CPU: 20, MemoryMB: 16 }, ...fields });
const affinity = (weight: number): Json => ({ LTarget: "${attr.kernel.name}", RTarget: "linux", Operand: "=", Weight: weight });
const linux: Json = { LTarget: "${attr.kernel.name}", RTarget: "linux", Operand: "=" };
const check = (name: string): Json => ({ Name: name, Type: "tcp", Interval: 10e9, Timeout: 2e9 });

/** What `tasksUpdated` sees, and what it does not, in a service. */
const web: { readonly [name: string]: Patch } = {
  "nothing": {},
  "defaults written out": { Priority: 50, Type: "service", [`${g}/Tasks/0/LogConfig`]: { MaxFiles: 10, MaxFileSizeMB: 10 } },
  "empty lists and maps": { Constraints: [], [`${a}/Artifacts`]: [], [`${g}/Tasks/1/Env`]: {} },
  "names in another order": { Meta: { tier: "job", team: "chain" } },

  // groups
  "task added": { [`${g}/Tasks/2`]: plain("extra") },
  "task removed": { [`${g}/Tasks/1`]: null },
  "task renamed": { [`${g}/Tasks/1/Name`]: "sidecar" },
  "tasks in another order": { [`${g}/Tasks/0`]: null, [`${g}/Tasks/1`]: (bases["web"]!["TaskGroups"] as { Tasks: Json[] }[])[0]!.Tasks[0]! },
  "disk size": { "TaskGroups/2/EphemeralDisk/SizeMB": 120 },
  "disk sticky": { "TaskGroups/2/EphemeralDisk/Sticky": true },
  "disk migrate": { "TaskGroups/2/EphemeralDisk": { SizeMB: 100, Sticky: true, Migrate: true } },
  "port added": { [`${g}/Networks/0/DynamicPorts/2`]: { Label: "p2p" } },
  "port removed": { [`${g}/Networks/0/DynamicPorts/1`]: null, [`${g}/Services/1`]: null },
  "ports in another order": { [`${g}/Networks/0/DynamicPorts`]: [{ Label: "rpc" }, { Label: "http", To: 8080 }] },
  "port mapped elsewhere": { [`${g}/Networks/0/DynamicPorts/0/To`]: 8081 },
  "port renamed": { [`${g}/Networks/0/DynamicPorts/1/Label`]: "json", [`${g}/Services/1/PortLabel`]: "json" },
  "port made static": { [`${g}/Networks/0/DynamicPorts/1`]: null, [`${g}/Networks/0/ReservedPorts`]: [{ Label: "rpc", Value: 9999 }] },
  "value of a dynamic port": { [`${g}/Networks/0/DynamicPorts/1/Value`]: 21000 },
  "port on another host network": { [`${g}/Networks/0/DynamicPorts/1/HostNetwork`]: "default" },
  "port with ignore collision": { [`${g}/Networks/0/DynamicPorts/1/IgnoreCollision`]: true },
  "network mode": { [`${g}/Networks/0/Mode`]: "host" },
  "network hostname": { [`${g}/Networks/0/Hostname`]: "web" },
  "network mbits": { [`${g}/Networks/0/MBits`]: 10 },
  "network dns": { [`${g}/Networks/0/DNS`]: { Servers: ["1.1.1.1"] } },
  "network cidr": { [`${g}/Networks/0/CIDR`]: "10.0.0.0/8" },
  "network added": { "TaskGroups/1/Networks": [{ DynamicPorts: [{ Label: "sql" }] }] },
  "volume added": { "TaskGroups/1/Volumes": { v: { Type: "host", Source: "forecast" } } },
  "volume read-only": { "TaskGroups/2/Volumes/data/ReadOnly": true },
  "volume removed": { "TaskGroups/2/Volumes": null },
  "consul namespace": { [`${g}/Consul`]: { Namespace: "" } },
  "consul partition-less cluster": { [`${g}/Consul`]: { Cluster: "default" } },
  "restart renders templates": { [`${g}/RestartPolicy`]: { RenderTemplates: true } },
  "restart renders templates, in a task": { [`${g}/Tasks/1/RestartPolicy`]: { RenderTemplates: true } },

  // tasks
  "driver": { "TaskGroups/1/Tasks/0/Driver": "raw_exec", "TaskGroups/1/Tasks/0/Config": { command: "sleep", args: ["1000"] } },
  "user": { [`${a}/User`]: "root" },
  "config": { [`${a}/Config/run_for`]: "200h" },
  "config key added": { [`${a}/Config/exit_code`]: 0 },
  "env value": { [`${a}/Env/LEVEL`]: "debug" },
  "env added": { [`${a}/Env/MORE`]: "1" },
  "env removed": { [`${a}/Env/PEERS`]: null },
  "artifact": { [`${a}/Artifacts`]: [{ GetterSource: "http://127.0.0.1/x.tgz" }] },
  "template text": { [`${a}/Templates/0/EmbeddedTmpl`]: "a = 2\n" },
  "template splay": { [`${a}/Templates/0/Splay`]: 1e9 },
  "template permissions": { [`${a}/Templates/0/Perms`]: "600" },
  "template wait": { [`${a}/Templates/0/Wait`]: { Min: 1e9, Max: 2e9 } },
  "template change mode": { [`${a}/Templates/0/ChangeMode`]: "noop" },
  "template by signal": { [`${a}/Templates/0/ChangeMode`]: "signal", [`${a}/Templates/0/ChangeSignal`]: "SIGUSR1" },
  "template with script": { [`${a}/Templates/0/ChangeMode`]: "script", [`${a}/Templates/0/ChangeScript`]: { Command: "/bin/true" } },
  "template once": { [`${a}/Templates/0/Once`]: true },
  "template moved": { [`${a}/Templates/0/DestPath`]: "local/c.conf" },
  "template added": { [`${a}/Templates/2`]: { DestPath: "local/z.conf", EmbeddedTmpl: "z" } },
  "templates in another order": { [`${a}/Templates`]: [{ DestPath: "local/b.conf", EmbeddedTmpl: "b = 1\n", ChangeMode: "noop" }, { DestPath: "local/a.conf", EmbeddedTmpl: "a = 1\n" }] },
  "vault": { [`${a}/Vault`]: { Policies: ["read"], Role: "read" } },
  "consul in a task": { [`${a}/Consul`]: {} },
  "secrets": { [`${a}/Secrets`]: [{ Name: "s", Provider: "nomad", Path: "nomad/jobs" }] },
  "volume mount added": { "TaskGroups/2/Tasks/0/VolumeMounts": [{ Volume: "data", Destination: "/data" }] },
  "meta of the job": { "Meta/team": "nodes" },
  "meta of the job, shadowed": { "Meta/tier": "other" },
  "meta of the group, shadowed in one task": { [`${g}/Meta/tier`]: "other" },
  "meta of the group, shadowed in every task": { [`${g}/Tasks/1/Meta`]: { tier: "task" } },
  "meta of a task": { [`${a}/Meta/tier`]: "other" },
  "meta moved from the job to its groups": { Meta: { tier: "job" }, [`${g}/Meta/team`]: "chain", "TaskGroups/1/Meta": { team: "chain" }, "TaskGroups/2/Meta": { team: "chain" } },
  "task network": { "TaskGroups/1/Tasks/0/Resources/Networks": [{ DynamicPorts: [{ Label: "db" }] }] },
  "cpu": { [`${a}/Resources/CPU`]: 30 },
  "memory": { [`${a}/Resources/MemoryMB`]: 20 },
  "memory maximum": { [`${a}/Resources/MemoryMaxMB`]: 64 },
  "secrets memory": { [`${a}/Resources/SecretsMB`]: 4 },
  "cores": { "TaskGroups/1/Tasks/0/Resources": { Cores: 1, MemoryMB: 16 } },
  "identity in env": { [`${a}/Identity`]: { Env: true } },
  "identity by name": { [`${a}/Identities`]: [{ Name: "chain", Audience: ["chain"], File: true, TTL: 3600e9 }] },
  "log collection off": { "TaskGroups/2/Tasks/0/LogConfig/Disabled": true },

  // in place
  "log sizes": { "TaskGroups/2/Tasks/0/LogConfig/MaxFiles": 3 },
  "priority": { Priority: 60 },
  "job constraint": { Constraints: [linux] },
  "group constraint": { [`${g}/Constraints`]: [linux] },
  "task constraint": { [`${a}/Constraints`]: [linux] },
  "job affinity": { Affinities: [affinity(50)] },
  "group affinity": { [`${g}/Affinities`]: [affinity(50)] },
  "task affinity": { [`${a}/Affinities`]: [affinity(50)] },
  "job spread": { Spreads: [{ Attribute: "${node.datacenter}", Weight: 50 }] },
  "group spread": { [`${g}/Spreads`]: [{ Attribute: "${node.datacenter}", Weight: 50 }] },
  "service name": { [`${g}/Services/0/Name`]: "site" },
  "service tags": { [`${g}/Services/0/Tags`]: ["a", "c"] },
  "service port": { [`${g}/Services/0/PortLabel`]: "rpc" },
  "service meta": { [`${g}/Services/0/Meta`]: { a: "b" } },
  "service added": { [`${g}/Services/2`]: { Name: "extra", PortLabel: "rpc", Provider: "nomad" } },
  "service removed": { [`${g}/Services/1`]: null },
  "services in another order": { [`${g}/Services`]: [{ Name: "rpc", PortLabel: "rpc", Provider: "nomad" }, { Name: "web", PortLabel: "http", Provider: "nomad", Tags: ["a", "b"], Checks: [{ Name: "up", Type: "http", Path: "/", Interval: 10e9, Timeout: 2e9 }] }] },
  "task service": { "TaskGroups/1/Tasks/0/Services/0/Tags": ["x"] },
  "check interval": { [`${g}/Services/0/Checks/0/Interval`]: 20e9 },
  "check added": { [`${g}/Services/0/Checks/1`]: check("tcp") },
  "check added to a service without": { [`${g}/Services/1/Checks`]: [check("tcp")] },
  "check removed": { [`${g}/Services/0/Checks`]: null },
  "check restart": { [`${g}/Services/0/Checks/0/CheckRestart`]: { Limit: 3 } },
  "kill timeout": { [`${a}/KillTimeout`]: 20e9 },
  "kill signal": { [`${a}/KillSignal`]: "SIGINT" },
  "leader": { [`${a}/Leader`]: true },
  "shutdown delay of a task": { [`${a}/ShutdownDelay`]: 1e9 },
  "shutdown delay of a group": { [`${g}/ShutdownDelay`]: 1e9 },
  "lifecycle": { [`${g}/Tasks/1/Lifecycle/Hook`]: "poststart" },
  "action": { [`${a}/Actions`]: [{ Name: "hello", Command: "echo" }] },
  "scaling": { [`${g}/Scaling`]: { Min: 1, Max: 5, Enabled: true, Type: "horizontal" } },
  "restart attempts": { [`${g}/RestartPolicy`]: { Attempts: 5 } },
  "restart of a task": { [`${a}/RestartPolicy`]: { Attempts: 5 } },
  "reschedule": { [`${g}/ReschedulePolicy`]: { Delay: 60e9 } },
  "migrate": { [`${g}/Migrate`]: { MaxParallel: 2 } },
  "disconnect": { [`${g}/Disconnect`]: { LostAfter: 3600e9 } },
  "max client disconnect": { [`${g}/MaxClientDisconnect`]: 3600e9 },
  "stop after client disconnect": { [`${g}/StopAfterClientDisconnect`]: 3600e9 },
  "prevent reschedule on lost": { [`${g}/PreventRescheduleOnLost`]: true },
  "job update": { "Update/MinHealthyTime": 2e8 },
  "group update": { [`${g}/Update`]: { AutoRevert: true } },
  "update stagger": { "Update/Stagger": 60e9 },
  "datacenters, node inside": { Datacenters: ["dc1", "dc2"] },
  "datacenters by pattern": { Datacenters: ["dc*"] },
  "node pool, node inside": { NodePool: "all" },
  "all at once": { AllAtOnce: true },
  "description in the UI": { UI: { Description: "what runs" } },
  "job name": { Name: "other" },

  // counts
  "count up": { [`${g}/Count`]: 5 },
  "count down": { [`${g}/Count`]: 1 },
  "count to zero": { [`${g}/Count`]: 0 },
  "count up and config": { [`${g}/Count`]: 4, [`${a}/Env/LEVEL`]: "debug" },
  "count down and config": { [`${g}/Count`]: 2, [`${a}/Env/LEVEL`]: "debug" },
  "count up and tags": { [`${g}/Count`]: 4, [`${g}/Services/0/Tags`]: ["x"] },
  "group added": { "TaskGroups/3": { Name: "new", Count: 2, Tasks: [plain("new")] } },
  "group removed": { "TaskGroups/1": null },
  "group renamed": { "TaskGroups/1/Name": "database" },
  "groups in another order": { "TaskGroups/0": null, "TaskGroups/2": (bases["web"]!["TaskGroups"] as Json[])[0]! },
  "stopped": { Stop: true },
  "everything": { Priority: 70, [`${g}/Count`]: 4, [`${a}/Config/run_for`]: "1h", "TaskGroups/1/Tasks/0/KillTimeout": 9e9, "TaskGroups/2": null },
};

/** Batches of each kind of roll-out. */
const rollout: { readonly [name: string]: Patch } = {
  "one canary": { [`${a}/Env`]: { A: "1" } },
  "one canary, count up": { [`${a}/Env`]: { A: "1" }, [`${g}/Count`]: 5 },
  "one canary, count down": { [`${a}/Env`]: { A: "1" }, [`${g}/Count`]: 2 },
  "canaries, in place": { [`${a}/KillTimeout`]: 9e9 },
  "canaries, count up only": { [`${g}/Count`]: 4 },
  "more canaries": { [`${a}/Env`]: { A: "1" }, [`${g}/Update/Canary`]: 2 },
  "canary added at the same time": { "TaskGroups/2/Tasks/0/Env": { A: "1" }, "TaskGroups/2/Update/Canary": 1 },
  "canary given up at the same time": { [`${a}/Env`]: { A: "1" }, [`${g}/Update/Canary`]: 0 },
  "blue and green": { "TaskGroups/1/Tasks/0/Env": { A: "1" } },
  "two at a time": { "TaskGroups/2/Tasks/0/Env": { A: "1" } },
  "two at a time, count up by one": { "TaskGroups/2/Tasks/0/Env": { A: "1" }, "TaskGroups/2/Count": 6 },
  "two at a time, count up by three": { "TaskGroups/2/Tasks/0/Env": { A: "1" }, "TaskGroups/2/Count": 8 },
  "two at a time, count down": { "TaskGroups/2/Tasks/0/Env": { A: "1" }, "TaskGroups/2/Count": 3 },
  "two at a time, down to one": { "TaskGroups/2/Tasks/0/Env": { A: "1" }, "TaskGroups/2/Count": 1 },
  "parallel changed at the same time": { "TaskGroups/2/Tasks/0/Env": { A: "1" }, "TaskGroups/2/Update/MaxParallel": 4 },
  "no batches": { "TaskGroups/3/Tasks/0/Env": { A: "1" } },
  "no batches, count up": { "TaskGroups/3/Tasks/0/Env": { A: "1" }, "TaskGroups/3/Count": 6 },
  "no batches, count down": { "TaskGroups/3/Tasks/0/Env": { A: "1" }, "TaskGroups/3/Count": 2 },
  "all groups": { "TaskGroups/0/Tasks/0/User": "nobody", "TaskGroups/1/Tasks/0/User": "nobody", "TaskGroups/2/Tasks/0/User": "nobody", "TaskGroups/3/Tasks/0/User": "nobody" },
  "all groups by the job's meta": { Meta: { a: "b" } },
  "canary group removed": { "TaskGroups/0": null },
  "new group with canaries": { "TaskGroups/4": { Name: "new", Count: 3, Update: { Canary: 1 }, Tasks: [plain("t")] } },
  "more canaries than allocations": { [`${a}/Env`]: { A: "1" }, [`${g}/Update/Canary`]: 5 },
  "zero and config": { [`${a}/Env`]: { A: "1" }, [`${g}/Count`]: 0 },
};

const placed: { readonly [name: string]: Patch } = {
  "job affinity weight": { "Affinities/0/Weight": 60 },
  "job affinity removed": { Affinities: null },
  "group affinity removed": { [`${g}/Affinities`]: null },
  "group affinity added": { "TaskGroups/1/Affinities": [affinity(10)] },
  "task affinity weight": { [`${a}/Affinities/0/Weight`]: -30 },
  "affinity moved from the group to its task": { [`${g}/Affinities`]: null, [`${a}/Affinities`]: [{ LTarget: "${attr.cpu.arch}", RTarget: "amd64", Operand: "=", Weight: 20 }, affinity(-20)] },
  "affinities in another order": { [`${g}/Affinities`]: [affinity(-20)], [`${a}/Affinities`]: [{ LTarget: "${attr.cpu.arch}", RTarget: "amd64", Operand: "=", Weight: 20 }] },
  "job spread weight": { "Spreads/0/Weight": 50 },
  "job spread removed": { Spreads: null },
  "group spread target": { [`${g}/Spreads/0/SpreadTarget/0/Percent`]: 60 },
  "group spread added": { "TaskGroups/1/Spreads": [{ Attribute: "${node.class}", Weight: 10 }] },
  "spreads in another order": { Spreads: [{ Attribute: "${node.class}", Weight: 100 }, { Attribute: "${node.datacenter}", Weight: 100 }] },
  "job constraint removed": { Constraints: null },
  "constraint moved to the groups": { Constraints: null, [`${g}/Constraints`]: [linux], "TaskGroups/1/Constraints": [linux] },
  "affinity and count": { "TaskGroups/1/Affinities": [affinity(10)], "TaskGroups/1/Count": 3 },
};

const batch: { readonly [name: string]: Patch } = {
  "batch nothing": {},
  "batch config": { [`${a}/Config/run_for`]: "50h" },
  "batch config and count up": { [`${a}/Config/run_for`]: "50h", [`${g}/Count`]: 5 },
  "batch config and count down": { [`${a}/Config/run_for`]: "50h", [`${g}/Count`]: 1 },
  "batch kill timeout": { [`${a}/KillTimeout`]: 9e9 },
  "batch group removed": { "TaskGroups/1": null },
  "batch attempts": { [`${g}/RestartPolicy`]: { Attempts: 1 } },
  "batch run duration": { [`${g}/MaxRunDuration`]: 3600e9 },
  "batch affinity": { Affinities: [affinity(10)] },
};

const system: { readonly [name: string]: Patch } = {
  "system nothing": {},
  "system config": { [`${a}/Env/A`]: "2" },
  "system kill timeout": { [`${a}/KillTimeout`]: 9e9 },
  "system both": { [`${a}/Env/A`]: "2", "TaskGroups/1/Tasks/0/KillTimeout": 9e9 },
  "system priority": { Priority: 60 },
  "system group added": { "TaskGroups/2": { Name: "new", Tasks: [plain("new")] } },
  "system group removed": { "TaskGroups/1": null },
  "system group renamed": { "TaskGroups/1/Name": "journal" },
  "system name": { Name: "other" },
  "system count zero": { [`${g}/Count`]: 0 },
  "system stopped": { Stop: true },
  "system canary": { [`${a}/Env/A`]: "2", "Update/Canary": 100 },
  "system canary, in place": { [`${a}/KillTimeout`]: 9e9, "Update/Canary": 100 },
  "system parallel zero": { [`${a}/Env/A`]: "2", "Update/MaxParallel": 0 },
};

const sysbatch: { readonly [name: string]: Patch } = {
  "sysbatch nothing": {},
  "sysbatch config": { [`${a}/Env`]: { A: "1" } },
  "sysbatch kill timeout": { [`${a}/KillTimeout`]: 9e9 },
  "sysbatch group added": { "TaskGroups/1": { Name: "new", Tasks: [plain("new")] } },
};

const periodic: { readonly [name: string]: Patch } = {
  "periodic nothing": {},
  "periodic schedule": { "Periodic/Spec": "0 4 1 1 *" },
  "periodic config": { [`${a}/Env`]: { A: "1" } },
};

const parameterized: { readonly [name: string]: Patch } = {
  "parameterized nothing": {},
  "parameterized meta": { "ParameterizedJob/MetaRequired": ["file", "size"] },
  "parameterized config": { [`${a}/Env`]: { A: "1" } },
};

const tables = { web, rollout, placed, batch, system, sysbatch, periodic, parameterized };

export const changes: readonly Change[] = Object.entries(tables).flatMap(([base, table]) => Object.entries(table).map(([name, patch]) => ({ name, base, patch })));
