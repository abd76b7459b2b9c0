/**
 * Jobs that run healthy on a development agent, to plan changes of: sparse payloads, as the changes in forecast-changes.ts find them.
 * Tasks are of Nomad's mock driver, which mounts no volumes; one group asks for a host volume called `forecast`, with any directory behind it.
 */
import type { Json } from "../text/json.ts";

type Block = { [key: string]: Json };

const small = { CPU: 20, MemoryMB: 16 };
const quick = { HealthCheck: "task_states", MinHealthyTime: 1e8, HealthyDeadline: 60e9, ProgressDeadline: 120e9 };

function task(name: string, fields: Block = {}): Block {
  return { Name: name, Driver: "mock_driver", Config: { run_for: "100h" }, Resources: small, ...fields };
}

/** Everything a group of a service can have, and groups beside it that have nothing. */
const web: Block = {
  ID: "forecast-web",
  Datacenters: ["dc1"],
  Meta: { team: "chain", tier: "job" },
  Update: quick,
  TaskGroups: [
    {
      Name: "web", Count: 3, Meta: { tier: "group" },
      Networks: [{ DynamicPorts: [{ Label: "http", To: 8080 }, { Label: "rpc" }] }],
      Services: [
        { Name: "web", PortLabel: "http", Provider: "nomad", Tags: ["a", "b"], Checks: [{ Name: "up", Type: "http", Path: "/", Interval: 10e9, Timeout: 2e9 }] },
        { Name: "rpc", PortLabel: "rpc", Provider: "nomad" },
      ],
      Tasks: [
        task("app", {
          Env: { LEVEL: "info", PEERS: "3" }, Meta: { tier: "task" }, User: "nobody", KillTimeout: 10e9,
          Templates: [{ DestPath: "local/a.conf", EmbeddedTmpl: "a = 1\n" }, { DestPath: "local/b.conf", EmbeddedTmpl: "b = 1\n", ChangeMode: "noop" }],
        }),
        task("side", { Lifecycle: { Hook: "prestart", Sidecar: true } }),
      ],
    },
    { Name: "db", Tasks: [task("db", { Services: [{ Name: "db", Provider: "nomad", Address: "db.local" }] })] },
    {
      Name: "disk", Count: 2, EphemeralDisk: { SizeMB: 100 }, Volumes: { data: { Type: "host", Source: "forecast" } },
      Tasks: [task("disk", { LogConfig: { MaxFiles: 2, MaxFileSizeMB: 5 } })],
    },
  ],
};

/** Groups that roll out in their own ways: with one canary, all at once beside the old ones, two at a time, all together. */
const rollout: Block = {
  ID: "forecast-rollout",
  Datacenters: ["dc1"],
  Update: { ...quick, MaxParallel: 1 },
  TaskGroups: [
    { Name: "canary", Count: 3, Update: { Canary: 1 }, Tasks: [task("t")] },
    { Name: "green", Count: 2, Update: { Canary: 2, MaxParallel: 2 }, Tasks: [task("t")] },
    { Name: "two", Count: 5, Update: { MaxParallel: 2 }, Tasks: [task("t")] },
    { Name: "all", Count: 4, Update: { MaxParallel: 0 }, Tasks: [task("t")] },
  ],
};

/** Affinities, spreads and constraints at each level. */
const placed: Block = {
  ID: "forecast-placed",
  Datacenters: ["dc1"],
  Update: quick,
  Constraints: [{ LTarget: "${attr.kernel.name}", RTarget: "linux", Operand: "=" }],
  Affinities: [{ LTarget: "${node.datacenter}", RTarget: "dc1", Operand: "=", Weight: 50 }],
  Spreads: [{ Attribute: "${node.datacenter}", Weight: 100 }],
  TaskGroups: [
    {
      Name: "placed", Count: 2,
      Affinities: [{ LTarget: "${attr.cpu.arch}", RTarget: "amd64", Operand: "=", Weight: 20 }],
      Spreads: [{ Attribute: "${node.class}", Weight: 50, SpreadTarget: [{ Value: "a", Percent: 100 }] }],
      Tasks: [task("t", { Affinities: [{ LTarget: "${attr.kernel.name}", RTarget: "linux", Operand: "=", Weight: -20 }] })],
    },
    { Name: "plain", Count: 2, Tasks: [task("t")] },
  ],
};

/** Batch jobs have no update: what must be replaced is replaced at once. */
const batch: Block = {
  ID: "forecast-batch", Type: "batch", Datacenters: ["dc1"],
  TaskGroups: [{ Name: "work", Count: 3, Tasks: [task("work")] }, { Name: "more", Tasks: [task("more")] }],
};

const system: Block = {
  ID: "forecast-system", Type: "system", Datacenters: ["dc1"], Update: quick,
  TaskGroups: [{ Name: "agent", Tasks: [task("agent", { Env: { A: "1" } })] }, { Name: "logs", Tasks: [task("logs")] }],
};

const sysbatch: Block = {
  ID: "forecast-sysbatch", Type: "sysbatch", Datacenters: ["dc1"],
  TaskGroups: [{ Name: "sweep", Tasks: [task("sweep")] }],
};

/** A periodic job runs nothing itself. */
const periodic: Block = {
  ID: "forecast-periodic", Type: "batch", Datacenters: ["dc1"], Periodic: { Spec: "0 3 1 1 *", ProhibitOverlap: true },
  TaskGroups: [{ Name: "backup", Tasks: [task("backup", { KillTimeout: 60e9 })] }],
};

/** Nor does one that is dispatched. */
const parameterized: Block = {
  ID: "forecast-parameterized", Type: "batch", Datacenters: ["dc1"], ParameterizedJob: { MetaRequired: ["file"] },
  TaskGroups: [{ Name: "import", Tasks: [task("import")] }],
};

export const bases: { readonly [name: string]: Block } = { web, rollout, placed, batch, system, sysbatch, periodic, parameterized };
