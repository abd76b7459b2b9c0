/** For tests: each rule with a job that breaks it and one that does not. `servers` says which real servers refuse the wrong one as well. */
import type { Code } from "../../diagnostics/catalog.ts";
import type { Json } from "../../text/json.ts";

type Obj = { [key: string]: Json };

export interface Case {
  readonly code: Code;
  readonly wrong: Obj;
  readonly right: Obj;
  /** Where the wrong job is reported. */
  readonly at: string;
  readonly target: string;
  /** `both`, only from 2.0 on, or `none`: stricter than Nomad, which loses the setting, fails later, or means something else. */
  readonly servers: "both" | "new" | "old" | "none";
}

export const s = 1e9;
const min = 60 * s;
const G = "/TaskGroups/0";
const T = `${G}/Tasks/0`;

function job(fields: Obj = {}, group: Obj = {}, task: Obj = {}): Obj {
  const only = { Name: "t", Driver: "raw_exec", Config: { command: "x" }, ...task };
  return { ID: "j", Datacenters: ["dc1"], ...fields, TaskGroups: [{ Name: "g", Tasks: [only], ...group }] };
}
const group = (fields: Obj, top: Obj = {}): Obj => job(top, fields);
const task = (fields: Obj, top: Obj = {}): Obj => job(top, {}, fields);
const net: Json[] = [{ Mode: "bridge", DynamicPorts: [{ Label: "rpc" }] }];
const service = (fields: Obj, more: Obj = {}): Obj => group({ Networks: net, Services: [{ Name: "s", PortLabel: "rpc", ...fields }], ...more });
const taskService = (fields: Obj): Obj => job({}, { Networks: net }, { Services: [{ Name: "s", PortLabel: "rpc", ...fields }] });
const check = (fields: Obj = {}): Obj => ({ Type: "http", Path: "/", Interval: 10 * s, Timeout: 2 * s, ...fields });
const checked = (fields: Obj, owner: Obj = {}): Obj => service({ Checks: [check(fields)], ...owner });
const ports = (reserved: Json[], fields: Obj = {}): Obj => group({ Networks: [{ ReservedPorts: reserved, ...fields }] });
const constraint = (fields: Obj): Obj => group({ Constraints: [{ LTarget: "${attr.cpu.arch}", RTarget: "x", Operand: "=", ...fields }] });
const compare = (operator: string, value: string): Obj => constraint({ Operand: operator, RTarget: value });
const template = (fields: Obj): Obj => task({ Templates: [{ DestPath: "local/x", EmbeddedTmpl: "x", ...fields }] });
const artifact = (fields: Obj): Obj => task({ Artifacts: [{ GetterSource: "https://x/y", ...fields }] });
const cron = (text: string, fields: Obj = {}): Obj => job({ Type: "batch", Periodic: { Spec: text, ...fields } });
const volume = (fields: Obj, more: Obj = {}): Obj => group({ Volumes: { v: { Source: "v", ...fields } }, ...more });
const csi = { Type: "csi", AccessMode: "single-node-writer", AttachmentMode: "file-system" };
const reschedule = (fields: Obj): Obj => group({ ReschedulePolicy: fields });
const limited = { Unlimited: false, Delay: 30 * s, MaxDelay: 60 * min };
const identity = (fields: Obj): Obj => task({ Identities: [{ Name: "a", Audience: ["x"], TTL: 60 * min, ...fields }] });
const connect = (fields: Obj, more: Obj = {}): Obj => service({ Connect: fields }, more);
const host: Json[] = [{ Mode: "host", DynamicPorts: [{ Label: "rpc" }] }];
const two: Json[] = [{ Name: "a", Driver: "raw_exec" }, { Name: "b", Driver: "raw_exec" }];

interface Row { readonly wrong: Obj; readonly right: Obj; readonly at: string; readonly servers?: Case["servers"]; readonly target?: string }
const row = (code: Code, { wrong, right, at, servers = "both", target }: Row): Case => ({ code, wrong, right, at, servers, target: target ?? (servers === "new" ? "2.0" : "1.6") });

export const cases: readonly Case[] = [
  // The schema.
  row("field-unknown", { wrong: group({ Restart: {} }), right: job(), at: `${G}/Restart`, servers: "none" }),
  row("field-missing", { wrong: group({ Constraints: [{ LTarget: "${attr.x}", RTarget: "1" }] }), right: constraint({}), at: `${G}/Constraints/0` }),
  row("field-missing", { wrong: group({ Scaling: { Min: 1 } }), right: group({ Scaling: { Min: 1, Max: 2 } }), at: `${G}/Scaling` }),
  row("field-type", { wrong: group({ Count: "3" }), right: group({ Count: 3 }), at: `${G}/Count` }),
  row("field-type", { wrong: task({ KillTimeout: "30s" }), right: task({ KillTimeout: 30 * s }), at: `${T}/KillTimeout` }),
  row("field-value", { wrong: job({ Type: "servce" }), right: job({ Type: "service" }), at: "/Type" }),
  row("field-value", { wrong: group({ RestartPolicy: { Mode: "wait" } }), right: group({ RestartPolicy: { Mode: "delay" } }), at: `${G}/RestartPolicy/Mode` }),
  row("field-value", { wrong: template({ ChangeMode: "reload" }), right: template({ ChangeMode: "noop" }), at: `${T}/Templates/0/ChangeMode` }),
  row("field-value", { wrong: checked({ AddressMode: "auto" }), right: checked({ AddressMode: "host" }), at: `${G}/Services/0/Checks/0/AddressMode` }),
  row("field-value", { wrong: checked({ InitialStatus: "ok" }), right: checked({ InitialStatus: "passing" }), at: `${G}/Services/0/Checks/0/InitialStatus` }),
  row("field-value", { wrong: service({ OnUpdate: "always" }), right: service({ OnUpdate: "ignore" }), at: `${G}/Services/0/OnUpdate` }),
  row("field-value", { wrong: service({ Provider: "dns" }), right: service({ Provider: "nomad" }), at: `${G}/Services/0/Provider` }),
  row("field-value", { wrong: group({ Tasks: [{ Name: "i", Driver: "raw_exec", Lifecycle: { Hook: "start" } }, two[0]!] }), right: group({ Tasks: [{ Name: "i", Driver: "raw_exec", Lifecycle: { Hook: "prestart" } }, two[0]!] }), at: `${T}/Lifecycle/Hook` }),
  row("field-value", { wrong: compare("like", "x"), right: compare("!=", "x"), at: `${G}/Constraints/0/Operand` }),
  row("field-value", { wrong: artifact({ GetterMode: "all" }), right: artifact({ GetterMode: "file" }), at: `${T}/Artifacts/0/GetterMode` }),
  row("field-value", { wrong: task({ Vault: { Policies: ["a"], ChangeMode: "reload" } }), right: task({ Vault: { Policies: ["a"], ChangeMode: "noop" } }), at: `${T}/Vault/ChangeMode` }),
  row("field-value", { wrong: volume({ Type: "nfs" }), right: volume({ Type: "host" }), at: `${G}/Volumes/v/Type`, servers: "none" }),
  row("field-value", { wrong: group({ Disconnect: { Reconcile: "mine" } }), right: group({ Disconnect: { Reconcile: "keep_original" } }), at: `${G}/Disconnect/Reconcile`, servers: "new" }),
  row("field-range", { wrong: checked({ Interval: 500e6 }), right: checked({ Interval: s }), at: `${G}/Services/0/Checks/0/Interval` }),
  row("field-range", { wrong: checked({ Timeout: 500e6 }), right: checked({ Timeout: s }), at: `${G}/Services/0/Checks/0/Timeout` }),
  row("field-range", { wrong: job({ Priority: 0 }), right: job({ Priority: 1 }), at: "/Priority", servers: "none" }),
  row("field-range", { wrong: group({ Count: -1 }), right: group({ Count: 0 }), at: `${G}/Count` }),
  row("field-range", { wrong: group({ EphemeralDisk: { SizeMB: 5 } }), right: group({ EphemeralDisk: { SizeMB: 110 } }), at: `${G}/EphemeralDisk/SizeMB` }),
  row("field-range", { wrong: task({ Resources: { MemoryMB: 5 } }), right: task({ Resources: { MemoryMB: 10 } }), at: `${T}/Resources/MemoryMB` }),
  row("field-range", { wrong: ports([{ Label: "a", Value: 70000 }]), right: ports([{ Label: "a", Value: 65535 }]), at: `${G}/Networks/0/ReservedPorts/0/Value` }),
  row("field-range", { wrong: ports([{ Label: "a", Value: 80, To: 70000 }]), right: ports([{ Label: "a", Value: 80, To: -1 }]), at: `${G}/Networks/0/ReservedPorts/0/To` }),
  row("field-range", { wrong: group({ Update: { Stagger: 0 } }), right: group({ Update: { Stagger: s } }), at: `${G}/Update/Stagger` }),
  row("field-range", { wrong: group({ Update: { MaxParallel: -1 } }), right: group({ Update: { MaxParallel: 0 } }), at: `${G}/Update/MaxParallel` }),
  row("field-range", { wrong: task({ LogConfig: { MaxFiles: 0 } }), right: task({ LogConfig: { MaxFiles: 1 } }), at: `${T}/LogConfig/MaxFiles` }),
  row("field-range", { wrong: group({ Spreads: [{ Attribute: "${attr.x}", Weight: 101 }] }), right: group({ Spreads: [{ Attribute: "${attr.x}", Weight: 100 }] }), at: `${G}/Spreads/0/Weight` }),
  row("field-range", { wrong: group({ Affinities: [{ LTarget: "${attr.x}", RTarget: "1", Operand: "=", Weight: 101 }] }), right: group({ Affinities: [{ LTarget: "${attr.x}", RTarget: "1", Operand: "=", Weight: -100 }] }), at: `${G}/Affinities/0/Weight` }),
  row("field-range", { wrong: checked({ CheckRestart: { Limit: -1 } }), right: checked({ CheckRestart: { Limit: 1 } }), at: `${G}/Services/0/Checks/0/CheckRestart/Limit` }),
  row("field-length", { wrong: task({ Driver: "" }), right: task({ Driver: "exec" }), at: `${T}/Driver` }),
  row("field-length", { wrong: group({ Name: "" }), right: group({ Name: "g2" }), at: `${G}/Name` }),
  row("field-form", { wrong: task({ Actions: [{ Name: "a b", Command: "x" }] }), right: task({ Actions: [{ Name: "a", Command: "x" }] }), at: `${T}/Actions/0/Name`, servers: "new" }),
  row("field-form", { wrong: identity({ Name: "a b" }), right: identity({ Name: "a-b" }), at: `${T}/Identities/0/Name`, servers: "new" }),
  row("field-count", { wrong: group({ Tasks: [] }), right: job(), at: `${G}/Tasks` }),
  row("field-too-new", { wrong: group({ Disconnect: { LostAfter: min } }), right: group({ MaxClientDisconnect: min }), at: `${G}/Disconnect`, servers: "none" }),
  row("field-too-new", { wrong: cron("", { Specs: ["@daily"] }), right: cron("@daily"), at: "/Periodic/Specs", servers: "none", target: "1.6.1" }),
  row("field-dropped", { wrong: task({ Vault: { Policies: ["a"] } }), right: task({ Vault: { Role: "a" } }), at: `${T}/Vault/Policies`, servers: "none", target: "1.10" }),
  row("field-dropped", { wrong: task({ Resources: { DiskMB: 10 } }), right: group({ EphemeralDisk: { SizeMB: 500 } }), at: `${T}/Resources/DiskMB`, servers: "none" }),
  row("field-deprecated", { wrong: group({ Networks: [{ MBits: 10 }] }), right: group({ Networks: [{}] }), at: `${G}/Networks/0/MBits`, servers: "none" }),
  // Jobs.
  row("job-id", { wrong: job({ ID: "a b" }), right: job({ ID: "a/b" }), at: "/ID" }),
  row("job-priority", { wrong: job({ Priority: 101 }), right: job({ Priority: 100 }), at: "/Priority" }),
  row("job-datacenters", { wrong: { ID: "j", TaskGroups: job()["TaskGroups"]! }, right: job(), at: "/", servers: "none", target: "1.4" }),
  row("job-payload", { wrong: job({ Type: "batch", ParameterizedJob: {}, Payload: "aGk=" }), right: job({ Type: "batch", ParameterizedJob: {} }), at: "/Payload" }),
  row("job-too-many", { wrong: group({ Count: 50001 }), right: group({ Count: 50000 }), at: "/", servers: "new" }),
  row("enterprise-only", { wrong: job({ Multiregion: { Regions: [{ Name: "a" }] } }), right: job(), at: "/Multiregion" }),
  row("enterprise-only", { wrong: task({ Resources: { Cores: 1, NUMA: { Affinity: "prefer" } } }), right: task({ Resources: { Cores: 1, NUMA: { Affinity: "none" } } }), at: `${T}/Resources/NUMA/Affinity`, servers: "new" }),
  row("enterprise-only", { wrong: task({ Schedule: { Cron: { Start: "0 1 * * *", End: "0 2" } } }), right: job(), at: `${T}/Schedule`, servers: "new" }),
  row("enterprise-only", { wrong: service({ Cluster: "b" }), right: service({ Cluster: "default" }), at: `${G}/Services/0/Cluster`, servers: "new" }),
  row("group-twice", { wrong: { ID: "j", Datacenters: ["a"], TaskGroups: [{ Name: "g", Tasks: two }, { Name: "g", Tasks: two }] }, right: { ID: "j", Datacenters: ["a"], TaskGroups: [{ Name: "g", Tasks: two }, { Name: "h", Tasks: two }] }, at: "/TaskGroups/1/Name" }),
  row("group-name", { wrong: group({ Name: "a b" }), right: group({ Name: "a-b" }), at: `${G}/Name`, servers: "none" }),
  row("system-count", { wrong: group({ Count: 2 }, { Type: "system" }), right: group({ Count: 2 }, { Type: "sysbatch" }), at: `${G}/Count` }),
  row("system-placement", { wrong: task({ Affinities: [{ LTarget: "${attr.x}", RTarget: "1", Operand: "=" }] }, { Type: "system" }), right: task({ Affinities: [{ LTarget: "${attr.x}", RTarget: "1", Operand: "=" }] }), at: `${T}/Affinities/0` }),
  row("system-placement", { wrong: job({ Type: "system", Spreads: [{ Attribute: "${attr.x}" }] }), right: job({ Type: "sysbatch", Spreads: [{ Attribute: "${attr.x}" }] }), at: "/Spreads/0" }),
  row("block-job-type", { wrong: job({ Periodic: { Spec: "@daily" } }), right: job({ Periodic: { Spec: "@daily", Enabled: false } }), at: "/Periodic" }),
  row("block-job-type", { wrong: job({ ParameterizedJob: {} }), right: job({ Type: "batch", ParameterizedJob: {} }), at: "/ParameterizedJob" }),
  row("block-job-type", { wrong: job({ Type: "batch", Update: { MaxParallel: 2 } }), right: job({ Update: { MaxParallel: 1 } }), at: "/Update" }),
  row("block-job-type", { wrong: job({ Type: "batch", Migrate: {} }), right: job({ Migrate: {} }), at: "/Migrate" }),
  row("block-job-type", { wrong: group({ ReschedulePolicy: { Attempts: 0 } }, { Type: "sysbatch" }), right: group({ ReschedulePolicy: { Attempts: 0 } }, { Type: "batch" }), at: `${G}/ReschedulePolicy`, servers: "new" }),
  row("block-job-type", { wrong: group({ MaxRunDuration: s }), right: group({ MaxRunDuration: s }, { Type: "batch" }), at: `${G}/MaxRunDuration`, servers: "new" }),
  row("block-job-type", { wrong: group({ Disconnect: { StopOnClientAfter: s } }, { Type: "system" }), right: group({ Disconnect: { StopOnClientAfter: s } }), at: `${G}/Disconnect/StopOnClientAfter`, servers: "new" }),
  // Policies.
  row("update-healthy-deadline", { wrong: group({ Update: { MinHealthyTime: 5 * min } }), right: group({ Update: { MinHealthyTime: 5 * min - 1 } }), at: `${G}/Update/MinHealthyTime` }),
  row("update-healthy-deadline", { wrong: group({ Update: { MinHealthyTime: 10 * min } }, { Update: { HealthyDeadline: 8 * min } }), right: group({ Update: { MinHealthyTime: 7 * min } }, { Update: { HealthyDeadline: 8 * min } }), at: "/Update/HealthyDeadline" }),
  row("update-progress-deadline", { wrong: group({ Update: { HealthyDeadline: 10 * min } }), right: group({ Update: { HealthyDeadline: 10 * min, ProgressDeadline: 0 } }), at: `${G}/Update/HealthyDeadline` }),
  row("update-auto-promote", { wrong: group({ Update: { AutoPromote: true } }), right: group({ Update: { AutoPromote: true, Canary: 1 } }), at: `${G}/Update/AutoPromote` }),
  row("update-promote-mixed", { wrong: { ID: "j", Datacenters: ["a"], TaskGroups: [{ Name: "g", Tasks: two, Update: { Canary: 1, AutoPromote: true } }, { Name: "h", Tasks: two, Update: { Canary: 1 } }] }, right: group({ Update: { Canary: 1, AutoPromote: true } }), at: `${G}/Update/AutoPromote`, servers: "none" }),
  row("update-parallel", { wrong: group({ Count: 2, Update: { MaxParallel: 3 } }), right: group({ Count: 2, Update: { MaxParallel: 2 } }), at: `${G}/Update/MaxParallel`, servers: "none" }),
  row("restart-attempts", { wrong: group({ RestartPolicy: { Attempts: 0, Mode: "delay" } }), right: group({ RestartPolicy: { Attempts: 0, Mode: "fail" } }), at: `${G}/RestartPolicy/Attempts` }),
  row("restart-interval", { wrong: group({ RestartPolicy: { Attempts: 0, Interval: s } }), right: group({ RestartPolicy: { Attempts: 0, Interval: 5 * s } }), at: `${G}/RestartPolicy/Interval` }),
  row("restart-delay", { wrong: group({ RestartPolicy: { Attempts: 5, Delay: 15 * s, Interval: min } }), right: group({ RestartPolicy: { Attempts: 4, Delay: 15 * s, Interval: min } }), at: `${G}/RestartPolicy/Interval` }),
  row("restart-delay", { wrong: task({ RestartPolicy: { Attempts: 10, Delay: 5 * min } }), right: task({ RestartPolicy: { Attempts: 10, Delay: 3 * min } }), at: `${T}/RestartPolicy/Delay`, servers: "none" }),
  row("reschedule-unlimited", { wrong: reschedule({ Attempts: 3, Interval: 60 * min }), right: reschedule({ Attempts: 3, Interval: 60 * min, Unlimited: false }), at: `${G}/ReschedulePolicy/Attempts` }),
  row("reschedule-interval", { wrong: reschedule({ ...limited, Attempts: 5, Interval: 149 * s, DelayFunction: "constant" }), right: reschedule({ ...limited, Attempts: 5, Interval: 150 * s, DelayFunction: "constant" }), at: `${G}/ReschedulePolicy/Interval` }),
  row("reschedule-interval", { wrong: reschedule({ ...limited, Attempts: 5, Interval: 480 * s }), right: reschedule({ ...limited, Attempts: 5, Interval: 481 * s }), at: `${G}/ReschedulePolicy/Interval` }),
  row("reschedule-interval", { wrong: reschedule({ ...limited, Attempts: 4, Interval: 260 * s, MaxDelay: 100 * s }), right: reschedule({ ...limited, Attempts: 4, Interval: 261 * s, MaxDelay: 100 * s }), at: `${G}/ReschedulePolicy/Interval` }),
  row("reschedule-interval", { wrong: reschedule({ ...limited, Attempts: 7, Interval: 299 * s, MaxDelay: 100 * s, DelayFunction: "fibonacci" }), right: reschedule({ ...limited, Attempts: 7, Interval: 300 * s, MaxDelay: 100 * s, DelayFunction: "fibonacci" }), at: `${G}/ReschedulePolicy/Interval` }),
  row("reschedule-delay", { wrong: reschedule({ Delay: s }), right: reschedule({ Delay: 5 * s }), at: `${G}/ReschedulePolicy/Delay` }),
  row("reschedule-delay", { wrong: reschedule({ Delay: min, MaxDelay: 30 * s }), right: reschedule({ Delay: min, MaxDelay: min }), at: `${G}/ReschedulePolicy/MaxDelay` }),
  row("migrate-deadline", { wrong: group({ Migrate: { MinHealthyTime: 301 * s } }), right: group({ Migrate: { MinHealthyTime: 300 * s } }), at: `${G}/Migrate/MinHealthyTime` }),
  row("disconnect-both", { wrong: group({ Disconnect: { LostAfter: s, StopOnClientAfter: s } }), right: group({ Disconnect: { LostAfter: s } }), at: `${G}/Disconnect/StopOnClientAfter`, servers: "new" }),
  row("scaling-bounds", { wrong: group({ Count: 5, Scaling: { Min: 1, Max: 3 } }), right: group({ Count: 3, Scaling: { Min: 1, Max: 3 } }), at: `${G}/Scaling/Max` }),
  row("scaling-bounds", { wrong: group({ Count: 1, Scaling: { Min: 2, Max: 3 } }), right: group({ Scaling: { Min: 2, Max: 3 } }), at: `${G}/Scaling/Min` }),
  row("health-without-checks", { wrong: group({ Update: { HealthCheck: "checks" } }), right: group({ Update: { HealthCheck: "task_states" } }), at: `${G}/Update/HealthCheck`, servers: "none" }),
  // Groups.
  row("disk-logs", { wrong: group({ EphemeralDisk: { SizeMB: 100 } }), right: group({ EphemeralDisk: { SizeMB: 101 } }), at: `${G}/EphemeralDisk/SizeMB` }),
  row("task-twice", { wrong: group({ Tasks: [two[0]!, two[0]!] }), right: group({ Tasks: two }), at: `${G}/Tasks/1/Name` }),
  row("leader-twice", { wrong: group({ Tasks: [{ Name: "a", Driver: "x", Leader: true }, { Name: "b", Driver: "x", Leader: true }] }), right: group({ Tasks: [{ Name: "a", Driver: "x", Leader: true }, two[1]!] }), at: `${G}/Tasks/1/Leader` }),
  row("main-task-missing", { wrong: task({ Lifecycle: { Hook: "prestart" } }), right: job(), at: `${G}/Tasks`, servers: "new" }),
  // Networks and ports.
  row("port-label-twice", { wrong: group({ Networks: [{ DynamicPorts: [{ Label: "a" }], ReservedPorts: [{ Label: "a", Value: 80 }] }] }), right: ports([{ Label: "a", Value: 80 }]), at: `${G}/Networks/0/DynamicPorts/0/Label` }),
  row("port-label-form", { wrong: ports([{ Label: "my-port", Value: 80 }]), right: ports([{ Label: "my_port", Value: 80 }]), at: `${G}/Networks/0/ReservedPorts/0/Label`, servers: "none" }),
  row("static-port-twice", { wrong: ports([{ Label: "a", Value: 80 }, { Label: "b", Value: 80, HostNetwork: "default" }]), right: ports([{ Label: "a", Value: 80 }, { Label: "b", Value: 80, HostNetwork: "x" }]), at: `${G}/Networks/0/ReservedPorts/1/Value` }),
  row("port-collision-mode", { wrong: ports([{ Label: "a", Value: 80, IgnoreCollision: true }], { Mode: "bridge" }), right: ports([{ Label: "a", Value: 80 }, { Label: "b", Value: 80, IgnoreCollision: true }], { Mode: "host" }), at: `${G}/Networks/0/ReservedPorts/0/IgnoreCollision`, servers: "new" }),
  row("network-mode", { wrong: group({ Networks: [{ Mode: "brige" }] }), right: group({ Networks: [{ Mode: "cni/x" }] }), at: `${G}/Networks/0/Mode`, servers: "none" }),
  row("network-twice", { wrong: group({ Networks: [{}, {}] }), right: group({ Networks: [{}] }), at: `${G}/Networks/1`, servers: "none" }),
  row("network-hostname", { wrong: group({ Networks: [{ Hostname: "a..b" }] }), right: group({ Networks: [{ Hostname: "a.b" }] }), at: `${G}/Networks/0/Hostname` }),
  row("cni-argument", { wrong: group({ Networks: [{ Mode: "cni/x", CNI: { Args: { a: "x;y" } } }] }), right: group({ Networks: [{ Mode: "cni/x", CNI: { Args: { a: "x" } } }] }), at: `${G}/Networks/0/CNI/Args/a`, servers: "new" }),
  // Services and checks.
  row("service-name", { wrong: service({ Name: "a_b" }), right: service({ Name: "${JOB}-a" }), at: `${G}/Services/0/Name` }),
  row("service-twice", { wrong: group({ Networks: net, Services: [{ Name: "s", PortLabel: "rpc" }, { Name: "s", PortLabel: "rpc", TaskName: "t" }] }), right: group({ Networks: net, Services: [{ Name: "s", PortLabel: "rpc" }, { Name: "s2", PortLabel: "rpc" }] }), at: `${G}/Services/1/Name` }),
  row("service-provider-mixed", { wrong: group({ Services: [{ Name: "a", Provider: "nomad" }, { Name: "b", Provider: "consul" }] }), right: group({ Services: [{ Name: "a" }, { Name: "b", Provider: "consul" }] }), at: `${G}/Services/1/Provider` }),
  row("service-port-unknown", { wrong: service({ PortLabel: "rcp" }), right: service({ PortLabel: "8080", AddressMode: "alloc" }), at: `${G}/Services/0/PortLabel`, servers: "none" }),
  row("service-port-unknown", { wrong: taskService({ PortLabel: "rcp" }), right: taskService({ PortLabel: "8080", AddressMode: "driver" }), at: `${T}/Services/0/PortLabel` }),
  row("service-port-unknown", { wrong: taskService({ PortLabel: "8080" }), right: taskService({}), at: `${T}/Services/0/PortLabel` }),
  row("service-address-mode", { wrong: service({ AddressMode: "driver" }), right: taskService({ AddressMode: "driver" }), at: `${G}/Services/0/AddressMode` }),
  row("service-address-mode", { wrong: taskService({ AddressMode: "alloc" }), right: service({ AddressMode: "alloc" }), at: `${T}/Services/0/AddressMode` }),
  row("service-address-mode", { wrong: service({ Address: "x.y", AddressMode: "host" }), right: service({ Address: "x.y" }), at: `${G}/Services/0/AddressMode` }),
  row("service-task-unknown", { wrong: checked({ TaskName: "z" }), right: checked({ TaskName: "t" }), at: `${G}/Services/0/Checks/0/TaskName` }),
  row("service-task-unknown", { wrong: service({ TaskName: "z" }), right: service({ TaskName: "t" }), at: `${G}/Services/0/TaskName`, servers: "none" }),
  row("service-provider-feature", { wrong: checked({ Type: "grpc" }, { Provider: "nomad" }), right: checked({ Type: "tcp" }, { Provider: "nomad" }), at: `${G}/Services/0/Checks/0/Type` }),
  row("service-provider-feature", { wrong: checked({ TLSServerName: "x" }, { Provider: "nomad" }), right: checked({ TLSServerName: "x" }), at: `${G}/Services/0/Checks/0/TLSServerName` }),
  row("service-provider-feature", { wrong: checked({ FailuresBeforeCritical: 2 }, { Provider: "nomad" }), right: checked({ FailuresBeforeCritical: 2 }), at: `${G}/Services/0/Checks/0/FailuresBeforeCritical` }),
  row("service-provider-feature", { wrong: service({ Provider: "nomad", Connect: { SidecarService: {} } }), right: service({ Connect: { SidecarService: {} } }), at: `${G}/Services/0/Connect` }),
  row("check-needs", { wrong: service({ Checks: [{ Type: "tcp", Timeout: s }] }), right: service({ Checks: [{ Type: "tcp", Timeout: s, Interval: s }] }), at: `${G}/Services/0/Checks/0` }),
  row("check-needs", { wrong: checked({ Path: "" }), right: checked({}), at: `${G}/Services/0/Checks/0` }),
  row("check-needs", { wrong: checked({ Type: "script", TaskName: "t" }), right: checked({ Type: "script", TaskName: "t", Command: "x" }), at: `${G}/Services/0/Checks/0` }),
  row("check-path", { wrong: checked({ Path: "http://x/y" }), right: checked({ Path: "health?x=1" }), at: `${G}/Services/0/Checks/0/Path` }),
  row("check-method", { wrong: checked({ Method: "FETCH" }, { Provider: "nomad" }), right: checked({ Method: "get" }, { Provider: "nomad" }), at: `${G}/Services/0/Checks/0/Method` }),
  row("check-port", { wrong: group({ Services: [{ Name: "s", Checks: [check()] }] }), right: group({ Networks: net, Services: [{ Name: "s", Checks: [check({ PortLabel: "rpc" })] }] }), at: `${G}/Services/0/Checks/0` }),
  row("check-twice", { wrong: taskService({ Checks: [check({ Name: "a" }), check({ Name: "a" })] }), right: taskService({ Checks: [check({ Name: "a" }), check({ Name: "b" })] }), at: `${T}/Services/0/Checks/1/Name` }),
  row("check-task", { wrong: checked({ Type: "script", Command: "x" }), right: checked({ Type: "script", Command: "x" }, { TaskName: "t" }), at: `${G}/Services/0/Checks/0` }),
  row("check-feature", { wrong: checked({ Type: "script", Command: "x", TaskName: "t", SuccessBeforePassing: 2 }), right: checked({ Type: "tcp", SuccessBeforePassing: 2 }), at: `${G}/Services/0/Checks/0/SuccessBeforePassing` }),
  row("check-feature", { wrong: checked({ Type: "tcp", Expose: true }), right: checked({ Expose: true }, { PortLabel: "8080", Connect: { SidecarService: {} } }), at: `${G}/Services/0/Checks/0/Expose` }),
  row("check-connect", { wrong: checked({ Type: "tcp" }, { Connect: { SidecarService: {} } }), right: checked({ Type: "tcp" }), at: `${G}/Services/0/Checks/0/Type` }),
  row("check-connect", { wrong: checked({ Expose: true }), right: checked({}), at: `${G}/Services/0/Checks/0/Expose` }),
  row("check-on-update", { wrong: checked({ OnUpdate: "ignore", CheckRestart: { Limit: 1 } }), right: checked({ OnUpdate: "ignore" }), at: `${G}/Services/0/Checks/0/OnUpdate` }),
  row("check-on-update", { wrong: checked({ OnUpdate: "ignore_warnings" }, { CheckRestart: { Limit: 1 } }), right: checked({ OnUpdate: "ignore_warnings" }, { CheckRestart: { Limit: 1, IgnoreWarnings: true } }), at: `${G}/Services/0/Checks/0/OnUpdate` }),
  row("check-restart-off", { wrong: checked({}, { CheckRestart: { Grace: min } }), right: checked({}, { CheckRestart: { Grace: min, Limit: 3 } }), at: `${G}/Services/0/CheckRestart`, servers: "none" }),
  row("connect-kind", { wrong: connect({}), right: connect({ SidecarService: {} }), at: `${G}/Services/0/Connect` }),
  row("connect-network", { wrong: connect({ SidecarService: {} }, { Networks: host }), right: connect({ Gateway: { Mesh: {} } }, { Networks: host }), at: `${G}/Services/0/Connect` }),
  row("connect-network", { wrong: group({ Services: [{ Name: "s", Connect: { SidecarService: {} } }] }), right: connect({ SidecarService: {} }), at: `${G}/Services/0/Connect` }),
  row("connect-name", { wrong: service({ Name: "UP", Connect: { SidecarService: {} } }), right: service({ Name: "UP" }), at: `${G}/Services/0/Name` }),
  row("connect-native", { wrong: connect({ Native: true }, { Tasks: two }), right: connect({ Native: true }), at: `${G}/Services/0` }),
  row("connect-place", { wrong: taskService({ Connect: { SidecarService: {} } }), right: connect({ SidecarService: {} }), at: `${T}/Services/0/Connect` }),
  // Tasks.
  row("task-name", { wrong: task({ Name: "a/b" }), right: task({ Name: "a.b" }), at: `${T}/Name` }),
  row("task-name", { wrong: task({ Name: "alloc" }), right: task({ Name: "allocs" }), at: `${T}/Name`, servers: "new" }),
  row("kill-timeout", { wrong: task({ KillTimeout: 20 * min }), right: job({ Update: { ProgressDeadline: 30 * min } }, {}, { KillTimeout: 20 * min }), at: `${T}/KillTimeout` }),
  row("cpu-and-cores", { wrong: task({ Resources: { CPU: 100, Cores: 1 } }), right: task({ Resources: { Cores: 1 } }), at: `${T}/Resources/Cores` }),
  row("cpu-missing", { wrong: task({ Resources: { CPU: 0 } }), right: task({ Resources: { CPU: 1 } }), at: `${T}/Resources/CPU` }),
  row("memory-max", { wrong: task({ Resources: { MemoryMB: 100, MemoryMaxMB: 50 } }), right: task({ Resources: { MemoryMB: 100, MemoryMaxMB: 100 } }), at: `${T}/Resources/MemoryMaxMB` }),
  row("memory-max", { wrong: task({ Resources: { MemoryMaxMB: -1 } }), right: task({ Resources: { MemoryMaxMB: 300 } }), at: `${T}/Resources/MemoryMaxMB`, servers: "old" }),
  row("secrets-size", { wrong: task({ Resources: { MemoryMB: 100, SecretsMB: 200 } }), right: task({ Resources: { MemoryMB: 100, SecretsMB: 100 } }), at: `${T}/Resources/SecretsMB`, servers: "new" }),
  row("template-source", { wrong: template({ EmbeddedTmpl: "" }), right: template({ EmbeddedTmpl: "", SourcePath: "local/t" }), at: `${T}/Templates/0` }),
  row("template-twice", { wrong: task({ Templates: [{ DestPath: "local/x", EmbeddedTmpl: "a" }, { DestPath: "local/x", EmbeddedTmpl: "b" }] }), right: task({ Templates: [{ DestPath: "local/x", EmbeddedTmpl: "a" }, { DestPath: "local/y", EmbeddedTmpl: "b" }] }), at: `${T}/Templates/1/DestPath` }),
  row("path-escapes", { wrong: template({ DestPath: "../../x" }), right: template({ DestPath: "../x" }), at: `${T}/Templates/0/DestPath` }),
  row("path-escapes", { wrong: template({ DestPath: "a/../../../x" }), right: template({ DestPath: "/x" }), at: `${T}/Templates/0/DestPath` }),
  row("path-escapes", { wrong: artifact({ RelativeDest: "../../x" }), right: artifact({ RelativeDest: "../x" }), at: `${T}/Artifacts/0/RelativeDest` }),
  row("path-escapes", { wrong: task({ DispatchPayload: { File: "../../../x" } }, { Type: "batch", ParameterizedJob: {} }), right: task({ DispatchPayload: { File: "../../x" } }, { Type: "batch", ParameterizedJob: {} }), at: `${T}/DispatchPayload/File` }),
  row("signal-missing", { wrong: template({ ChangeMode: "signal", ChangeSignal: "" }), right: template({ ChangeMode: "signal" }), at: `${T}/Templates/0/ChangeSignal` }),
  row("signal-missing", { wrong: identity({ ChangeMode: "signal" }), right: identity({ ChangeMode: "signal", ChangeSignal: "SIGHUP" }), at: `${T}/Identities/0/ChangeMode`, servers: "new" }),
  row("signal-unused", { wrong: identity({ ChangeMode: "restart", ChangeSignal: "SIGHUP" }), right: identity({ ChangeMode: "restart" }), at: `${T}/Identities/0/ChangeSignal`, servers: "new" }),
  row("template-env-signal", { wrong: template({ ChangeMode: "signal", Envvars: true }), right: template({ ChangeMode: "restart", Envvars: true }), at: `${T}/Templates/0/ChangeMode` }),
  row("template-script", { wrong: template({ ChangeMode: "script" }), right: template({ ChangeMode: "script", ChangeScript: { Command: "x" } }), at: `${T}/Templates/0/ChangeMode` }),
  row("template-perms", { wrong: template({ Perms: "rw" }), right: template({ Perms: "0600" }), at: `${T}/Templates/0/Perms` }),
  row("template-perms", { wrong: template({ Perms: "17777" }), right: template({ Perms: "7777" }), at: `${T}/Templates/0/Perms` }),
  row("template-wait", { wrong: template({ Wait: { Min: 10 * s, Max: s } }), right: template({ Wait: { Min: s, Max: 10 * s } }), at: `${T}/Templates/0/Wait/Min` }),
  row("artifact-checksum", { wrong: artifact({ GetterOptions: { checksum: "abc" } }), right: artifact({ GetterOptions: { checksum: `sha1:${"a".repeat(40)}` } }), at: `${T}/Artifacts/0/GetterOptions/checksum` }),
  row("artifact-checksum", { wrong: artifact({ GetterOptions: { checksum: "md5:abc" } }), right: artifact({ GetterOptions: { checksum: "${meta.sum}" } }), at: `${T}/Artifacts/0/GetterOptions/checksum` }),
  row("vault-policies", { wrong: task({ Vault: {} }), right: task({ Vault: { Policies: ["a"] } }), at: `${T}/Vault`, servers: "old" }),
  row("identity-twice", { wrong: task({ Identities: [{ Name: "a", TTL: min }, { Name: "a", TTL: min }] }), right: task({ Identities: [{ Name: "a", TTL: min }, { Name: "b", TTL: min }] }), at: `${T}/Identities/1/Name`, servers: "none", target: "2.0" }),
  row("identity-default", { wrong: task({ Identities: [{ TTL: 60 * min }] }), right: task({ Identities: [{ Env: true }] }), at: `${T}/Identities/0/TTL`, servers: "new" }),
  row("identity-file", { wrong: identity({ Filepath: "secrets/x" }), right: identity({ Filepath: "secrets/x", File: true }), at: `${T}/Identities/0/Filepath`, servers: "new" }),
  row("action-twice", { wrong: task({ Actions: [{ Name: "a", Command: "x" }, { Name: "a", Command: "x" }] }), right: task({ Actions: [{ Name: "a", Command: "x" }, { Name: "b", Command: "x" }] }), at: `${T}/Actions/1/Name`, servers: "new" }),
  row("secret-block", { wrong: task({ Secrets: [{ Name: "a", Provider: "vault", Path: "x" }] }), right: task({ Secrets: [{ Name: "a", Provider: "nomad", Path: "x" }] }), at: `${T}/Secrets/0/Provider`, servers: "new" }),
  row("secret-block", { wrong: task({ Secrets: [{ Name: "a", Provider: "foo", Path: "x", Config: { b: 1 } }] }), right: task({ Secrets: [{ Name: "a", Provider: "foo", Path: "x", Env: { b: "1" } }] }), at: `${T}/Secrets/0/Config`, servers: "new" }),
  row("csi-directory", { wrong: task({ CSIPluginConfig: { ID: "x", Type: "node", StagePublishBaseDir: "/csi/x" } }), right: task({ CSIPluginConfig: { ID: "x", Type: "node", StagePublishBaseDir: "/csi2" } }), at: `${T}/CSIPluginConfig/StagePublishBaseDir`, servers: "new" }),
  row("volume-unknown", { wrong: task({ VolumeMounts: [{ Volume: "x", Destination: "/x" }] }), right: job({}, { Volumes: { x: { Type: "host", Source: "x" } } }, { VolumeMounts: [{ Volume: "x", Destination: "/x" }] }), at: `${T}/VolumeMounts/0/Volume` }),
  row("volume-access", { wrong: volume({ Type: "host", MountOptions: { FSType: "ext4" } }), right: volume({ Type: "host" }), at: `${G}/Volumes/v/MountOptions` }),
  row("volume-access", { wrong: volume({ Type: "host", AccessMode: "single-node-writer" }), right: volume({ Type: "host", ReadOnly: true }), at: `${G}/Volumes/v/AccessMode`, servers: "old" }),
  row("volume-access", { wrong: volume({ Type: "host", AccessMode: "multi-node-multi-writer" }), right: volume({ Type: "host", AccessMode: "single-node-writer" }), at: `${G}/Volumes/v/AccessMode`, servers: "new" }),
  row("volume-access", { wrong: volume({ Type: "csi", AccessMode: "single-node-writer" }), right: volume(csi), at: `${G}/Volumes/v` }),
  row("volume-access", { wrong: volume(csi, { Count: 2 }), right: volume({ ...csi, AccessMode: "single-node-multi-writer" }, { Count: 2 }), at: `${G}/Volumes/v/AccessMode` }),
  row("volume-access", { wrong: volume({ ...csi, AccessMode: "multi-node-reader-only" }), right: volume({ ...csi, AccessMode: "multi-node-reader-only", ReadOnly: true }), at: `${G}/Volumes/v/AccessMode` }),
  row("volume-access", { wrong: volume({ ...csi, AccessMode: "multi-node-single-writer" }, { Count: 2 }), right: volume({ ...csi, AccessMode: "multi-node-single-writer" }), at: `${G}/Volumes/v/AccessMode` }),
  row("volume-access", { wrong: volume({ ...csi, AttachmentMode: "block-device", MountOptions: { FSType: "ext4" } }), right: volume({ ...csi, MountOptions: { FSType: "ext4" } }), at: `${G}/Volumes/v/MountOptions` }),
  row("volume-per-alloc", { wrong: volume({ Type: "host", PerAlloc: true }, { Update: { Canary: 1 } }), right: volume({ Type: "host", PerAlloc: true }), at: `${G}/Volumes/v/PerAlloc` }),
  row("volume-per-alloc", { wrong: job({ Type: "sysbatch" }, { Volumes: { v: { Type: "host", Source: "v", PerAlloc: true } } }), right: volume({ Type: "host" }), at: `${G}/Volumes/v/PerAlloc` }),
  row("volume-per-alloc", { wrong: volume({ Type: "host", PerAlloc: true, Sticky: true }), right: volume({ Type: "host", Sticky: true }), at: `${G}/Volumes/v/PerAlloc`, servers: "new" }),
  row("env-name", { wrong: task({ Env: { "A=B": "x" } }), right: task({ Env: { A: "B=x" } }), at: `${T}/Env/A=B`, servers: "none" }),
  row("env-from-env", { wrong: task({ Env: { A: "x", B: "${A}/y" } }), right: task({ Env: { A: "x", B: "${NOMAD_DC}/y" } }), at: `${T}/Env/B`, servers: "none" }),
  row("interpolation-unknown", { wrong: task({ Env: { A: "${NOMAD_ALLOC_IDX}" } }), right: task({ Env: { A: "${NOMAD_ALLOC_INDEX} ${attr.x} ${node.class} ${HOME}" } }), at: `${T}/Env/A`, servers: "none" }),
  row("interpolation-unknown", { wrong: service({ Tags: ["${NOPE}"] }), right: job({}, { Networks: net, Services: [{ Name: "s", Tags: ["${YES}"] }] }, { Env: { YES: "1" } }), at: `${G}/Services/0/Tags/0`, servers: "none" }),
  row("interpolation-port", { wrong: task({ Config: { args: ["${NOMAD_PORT_rcp}"] } }), right: job({}, { Networks: net }, { Config: { args: ["${NOMAD_PORT_rpc}", "${NOMAD_HOST_ADDR_rpc}"] } }), at: `${T}/Config/args/0`, servers: "none" }),
  row("interpolation-index", { wrong: service({ Meta: { a: "${env[\"A\"]}" } }), right: task({ Config: { a: "${env[\"A\"]}" } }), at: `${G}/Services/0/Meta/a`, servers: "none" }),
  row("config-interpolation", { wrong: task({ Config: { args: ["echo ${X:-y}"] } }), right: task({ Config: { args: ["echo $${X:-y} $(x) $X ${attr.cpu.arch} ${upper(\"x\")}"] } }), at: `${T}/Config/args/0`, servers: "none" }),
  row("config-interpolation", { wrong: task({ Config: { args: ["%{if x}"] } }), right: task({ Config: { args: ["%%{if x} 100%"] } }), at: `${T}/Config/args/0`, servers: "none" }),
  // Placement.
  row("constraint-attribute", { wrong: constraint({ LTarget: "${NOMAD_DC}" }), right: constraint({ LTarget: "${meta.x}" }), at: `${G}/Constraints/0/LTarget`, servers: "new" }),
  row("constraint-attribute", { wrong: constraint({ LTarget: "${node.class}-x" }), right: constraint({ LTarget: "${node.class}" }), at: `${G}/Constraints/0/LTarget`, servers: "new" }),
  row("constraint-literal", { wrong: constraint({ LTarget: "node.class" }), right: constraint({ LTarget: "${node.class}" }), at: `${G}/Constraints/0/LTarget`, servers: "none" }),
  row("constraint-needs", { wrong: compare("=", ""), right: compare("is_set", ""), at: `${G}/Constraints/0` }),
  row("constraint-needs", { wrong: constraint({ LTarget: "" }), right: group({ Constraints: [{ Operand: "distinct_hosts" }] }), at: `${G}/Constraints/0` }),
  row("constraint-needs", { wrong: compare("set_contains", ""), right: compare("set_contains", "a,b"), at: `${G}/Constraints/0` }),
  ...([["is_set", "x"], ["regexp", "a(?=b)"], ["regexp", "\\y"], ["regexp", "a{1001}"], ["regexp", "a**"], ["regexp", "(a"], ["version", ">= 1.2 < 2"], ["version", "latest"], ["semver", "~> 1.2"], ["distinct_property", "x"], ["distinct_property", "0"]] as const)
    .map(([operator, value]) => row("constraint-value", { wrong: compare(operator, value), right: compare("version", "~> 1.2, < 2"), at: `${G}/Constraints/0/RTarget` })),
  ...([["regexp", "(?P<n>a+)"], ["regexp", "(?i)[[:alpha:]]\\d\\z"], ["regexp", "\\Qa**\\E"], ["version", ">=v1.2-beta"], ["semver", ">= 1.2, < 2"], ["distinct_property", "3"], ["set_contains_any", "a"]] as const)
    .map(([operator, value]) => row("constraint-value", { wrong: compare("is_not_set", "x"), right: compare(operator, value), at: `${G}/Constraints/0/RTarget` })),
  row("constraint-task", { wrong: task({ Constraints: [{ Operand: "distinct_hosts" }] }), right: group({ Constraints: [{ Operand: "distinct_hosts" }] }), at: `${T}/Constraints/0/Operand` }),
  row("affinity-weight", { wrong: group({ Affinities: [{ LTarget: "${attr.x}", RTarget: "1", Operand: "=", Weight: 0 }] }), right: group({ Affinities: [{ LTarget: "${attr.x}", RTarget: "1", Operand: "=" }] }), at: `${G}/Affinities/0/Weight` }),
  row("spread-percent", { wrong: group({ Spreads: [{ Attribute: "${attr.x}", SpreadTarget: [{ Value: "a", Percent: 60 }, { Value: "b", Percent: 60 }] }] }), right: group({ Spreads: [{ Attribute: "${attr.x}", SpreadTarget: [{ Value: "a", Percent: 60 }, { Value: "b", Percent: 40 }] }] }), at: `${G}/Spreads/0/SpreadTarget` }),
  row("spread-target-twice", { wrong: group({ Spreads: [{ Attribute: "${attr.x}", SpreadTarget: [{ Value: "a" }, { Value: "a" }] }] }), right: group({ Spreads: [{ Attribute: "${attr.x}", SpreadTarget: [{ Value: "a" }, { Value: "b" }] }] }), at: `${G}/Spreads/0/SpreadTarget/1/Value` }),
  // Schedules.
  row("cron-six-fields", { wrong: cron("15 */1 * * * *"), right: cron("15 */1 * * *"), at: "/Periodic/Spec", servers: "none" }),
  ...["*/0 * * * *", "60 * * * *", "* * 0 * *", "* * * * 8", "@midnight", "@every 1h", "* * * *", "1,2,a * * * *", "*/90 * * * *", "* * * * * 1969", "* * 32W * *", "* * * * MON#6", "1-2-3 * * * *", "/5 * * * *", "5-/2 * * * *", "* 24 * * *", "* * * 13 *"]
    .map((text) => row("cron-form", { wrong: cron(text), right: cron("*/5 * * * *"), at: "/Periodic/Spec" })),
  ...["6-2 * * * *", "* * L * *", "* * LW * *", "* * 15W * *", "* * ? * 1", "* * * JAN MON", "* * * * 5#3", "* * * * 5L", "* * * * 7", "@daily", "5/15 * * * *", "0-59/7 * * * *", "* * * * * 2030", "0 0 0 1 1 * 2030", "* * * jan-mar mon-fri", "  15 * * * *  ", "* * * * * * * *", "* * 1,15,L * *"]
    .map((text) => row("cron-form", { wrong: cron("x * * * *"), right: cron(text), at: "/Periodic/Spec" })),
  row("cron-missing", { wrong: job({ Type: "batch", Periodic: {} }), right: cron("xx", { Enabled: false }), at: "/Periodic" }),
  row("cron-twice", { wrong: cron("@daily", { Specs: ["@hourly"] }), right: cron("", { Specs: ["@daily", "@hourly"] }), at: "/Periodic/Specs" }),
  ...["Mars/X", "europe/berlin", "+01:00"].map((zone) => row("time-zone", { wrong: cron("@daily", { TimeZone: zone }), right: cron("@daily", { TimeZone: "Europe/Berlin" }), at: "/Periodic/TimeZone" })),
  ...["US/Eastern", "EST", "UTC", "Local"].map((zone) => row("time-zone", { wrong: cron("@daily", { TimeZone: "Moon" }), right: cron("@daily", { TimeZone: zone }), at: "/Periodic/TimeZone" })),
  row("meta-twice", { wrong: job({ Type: "batch", ParameterizedJob: { MetaRequired: ["a"], MetaOptional: ["a"] } }), right: job({ Type: "batch", ParameterizedJob: { MetaRequired: ["a"], MetaOptional: ["b"] } }), at: "/ParameterizedJob/MetaOptional/0" }),
];
