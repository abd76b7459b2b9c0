/** Capacity: what groups ask for, what nodes have left, what rules nodes out, and the packing of one onto the other. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Fields } from "../check/fill.ts";
import type { AllocatedResources, Allocation, Node } from "./api.ts";
import { capacityOf } from "./capacity.ts";
import { isSatisfied } from "./constraint.ts";
import { demandsOf, usedBy, type Demand } from "./demand.ts";
import { feasible } from "./feasible.ts";
import { Room } from "./room.ts";
import { satisfies } from "./version-constraint.ts";

function nodeOf(name: string, { cpu = 1000, memory = 1000, disk = 10_000, ...rest }: { cpu?: number; memory?: number; disk?: number } & Partial<Node> = {}): Node {
  return {
    ID: name, Name: name, Datacenter: "dc1", NodePool: "default", NodeClass: "", Status: "ready", SchedulingEligibility: "eligible", Drain: false, HTTPAddr: "10.0.0.1:4646",
    Drivers: { exec: { Detected: true, Healthy: true } }, Attributes: { "kernel.name": "linux", "nomad.version": "1.6.3-dev", "cpu.numcores": "4" }, Meta: { rack: "r1" },
    HostVolumes: null, HostNetworks: null, ReservedResources: null,
    NodeResources: { Cpu: { CpuShares: cpu, TotalCpuCores: 4, ReservableCpuCores: [0, 1, 2, 3] }, Memory: { MemoryMB: memory }, Disk: { DiskMB: disk }, Networks: [{ Mode: "host" }], Devices: null },
    ...rest,
  };
}

function demandOf(group: Fields, job: Fields = {}): Demand {
  return demandsOf({ ID: "j", Type: "service", Datacenters: ["*"], NodePool: "default", ...job, TaskGroups: [{ Name: "g", Count: 1, EphemeralDisk: { SizeMB: 300 }, Tasks: [taskOf()], ...group }] } as unknown as Fields)[0]!;
}

function taskOf(resources: Fields = { CPU: 100, MemoryMB: 100 }, lifecycle?: Fields): { [key: string]: never } {
  return { Name: "t", Driver: "exec", Resources: resources, ...(lifecycle === undefined ? {} : { Lifecycle: lifecycle }) } as never;
}

function used(cpu: number, memory: number, port?: number): AllocatedResources {
  return {
    Tasks: { t: { Cpu: { CpuShares: cpu, ReservedCores: null }, Memory: { MemoryMB: memory }, Networks: null } }, TaskLifecycles: null,
    Shared: { DiskMB: 300, Networks: null, Ports: port === undefined ? null : [{ Label: "p", Value: port, HostIP: "" }] },
  };
}

const test = suite("capacity");

test("versions as constraints compare them", () => {
  const rows: [string, string, boolean, boolean][] = [
    // version, constraint, operand version, operand semver
    ["1.6.3", ">= 1.4.0", true, true], ["1.6.3-dev", ">= 1.4.0", false, true], ["2.0.0-beta.1", ">= 2.0.0", false, false], ["1.6.3", ">= 1.4, < 1.6", false, false],
    ["1.6", "= 1.6.0", true, true], ["1.6.3", "~> 1.6.1", true, true], ["1.7.0", "~> 1.6.1", false, false], ["1.7.0", "~> 1.6", true, true],
    ["v1.6.3", "1.6.3", true, true], ["1.6.3", "!= 1.6.3", false, false], ["1.10.0", "> 1.9.9", true, true], ["nightly", ">= 1", false, false], ["1.0", "newest", false, false],
    ["2.0.0-beta", ">= 2.0.0-alpha", true, true],
  ];
  assert.equal(rows.map(([have, want]) => [have, want, satisfies(have, want, "version"), satisfies(have, want, "semver")]), rows);
});

test("constraints on a node", () => {
  const rows: [string, string, string, boolean | undefined][] = [
    ["${attr.kernel.name}", "=", "linux", true], ["${attr.kernel.name}", "", "linux", true], ["${attr.kernel.name}", "!=", "linux", false], ["${attr.gone}", "!=", "linux", true],
    ["${attr.gone}", "=", "x", false], ["${attr.gone}", "is_set", "", false], ["${meta.rack}", "is_set", "", true], ["${meta.rack}", "is_not_set", "", false],
    ["${attr.cpu.numcores}", ">=", "10", false], ["${attr.cpu.numcores}", "<", "10", true], ["${meta.rack}", ">", "r0", true],
    ["${attr.nomad.version}", "semver", ">= 1.4.0", true], ["${attr.kernel.name}", "regexp", "^li(n|m)ux$", true], ["${attr.kernel.name}", "regexp", "(l+)+$", undefined],
    ["${attr.kernel.name}", "regexp", "[", undefined], ["a, b,c", "set_contains", "c,a", true], ["a,b", "set_contains_any", "x, b", true], ["a", "set_contains_any", "x", false],
    ["${node.datacenter}", "=", "dc1", true], ["${node.pool}", "=", "gpu", false], ["", "distinct_hosts", "", true], ["x", "resembles", "x", false],
  ];
  assert.equal(rows.map(([LTarget, Operand, RTarget]) => [LTarget, Operand, RTarget, isSatisfied({ LTarget, Operand, RTarget }, nodeOf("n"))]), rows);
});

test("tasks that never run together share", () => {
  const tasks = [taskOf({ CPU: 900, MemoryMB: 600 }, { Hook: "prestart" }), taskOf({ CPU: 50, MemoryMB: 50 }, { Hook: "prestart", Sidecar: true }), taskOf({ CPU: 300, MemoryMB: 700 }), taskOf({ CPU: 10, MemoryMB: 2000 }, { Hook: "poststop" })];
  const { cpu, memory, disk } = demandOf({ Tasks: tasks as never });
  assert.equal({ cpu, memory, disk }, { cpu: 950, memory: 2000, disk: 300 });
  const placed = used(0, 0);
  assert.equal(usedBy({ ...placed, Tasks: { a: { ...placed.Tasks["t"]!, Memory: { MemoryMB: 5 } }, b: { ...placed.Tasks["t"]!, Memory: { MemoryMB: 7 } } }, TaskLifecycles: { a: { Hook: "prestart", Sidecar: false }, b: null } }).memory, 7);
});

test("what a node has left: reserved and used go off, ports are taken once", () => {
  const reserved = { Cpu: { CpuShares: 100, ReservedCpuCores: [0] }, Memory: { MemoryMB: 50 }, Disk: { DiskMB: 500 }, Networks: { ReservedHostPorts: "22,8500-8502" } };
  const room = new Room(nodeOf("n", { ReservedResources: reserved }), [used(200, 300, 7000)]);
  assert.equal(room.free, { cpu: 700, cores: 3, memory: 650, disk: 9200 });
  const wanted = (more: Partial<Demand>) => ({ cpu: 0, cores: 0, memory: 0, disk: 0, staticPorts: [], dynamicPorts: 0, ...more });
  assert.equal([[22], [8501], [7000], [7001]].map((staticPorts) => room.shortOf(wanted({ staticPorts }))), ["port 22", "port 8501", "port 7000", undefined]);
  assert.is(room.shortOf(wanted({ cpu: 701, memory: 9999 })), "cpu");
  assert.is(room.shortOf(wanted({ memory: 651 })), "memory");
  assert.is(room.shortOf(wanted({ cores: 4 })), "cpu", "four cores bring 1000 MHz with them");
  assert.is(room.shortOf(wanted({ dynamicPorts: 20_000 })), "dynamic ports");
  room.take(wanted({ cpu: 700, staticPorts: [7001] }));
  assert.is(room.shortOf(wanted({ staticPorts: [7001] })), "port 7001");
  assert.is(room.shortOf(wanted({ cpu: 1 })), "cpu");
});

test("nodes that never come into question", () => {
  const by = (group: Fields, job: Fields = {}, node: Partial<Node> = {}) => feasible(demandOf(group, job), nodeOf("n", node)).ruledOutBy;
  assert.is(by({}), undefined);
  assert.is(by({}, { Datacenters: ["eu-*"] as never }), "the job's datacenters (eu-*)");
  assert.is(by({}, { Datacenters: ["e*-w*1"] as never }, { Datacenter: "eu-west-1" }), undefined);
  assert.is(by({}, { NodePool: "gpu" }), "the node pool gpu");
  assert.is(by({}, { NodePool: "all" }, { NodePool: "gpu" }), undefined);
  assert.is(by({ Tasks: [{ ...taskOf(), Driver: "docker" }] as never }), "the driver docker");
  assert.is(by({}, {}, { Drivers: { exec: { Detected: true, Healthy: false } } }), "the driver exec");
  assert.is(by({ Networks: [{ Mode: "bridge" }] as never }), "the network mode bridge");
  assert.is(by({ Volumes: { v: { Type: "host", Source: "disk" } } as never }), "the host volume disk");
  assert.is(by({ Constraints: [{ LTarget: "${meta.rack}", Operand: "=", RTarget: "r2" }] as never }), "${meta.rack} = r2");
});

test("packing: the big ones first, so that all find room", () => {
  const nodes = [nodeOf("a"), nodeOf("b")];
  const small = demandOf({ Name: "small", Count: 4, Tasks: [taskOf({ CPU: 100, MemoryMB: 250 })] as never });
  const big = demandOf({ Name: "big", Tasks: [taskOf({ CPU: 100, MemoryMB: 1000 })] as never });
  const { fits, groups } = capacityOf([small, big], nodes, []);
  assert.ok(fits);
  assert.equal(groups.map(({ group, placed }) => [group, placed]), [["small", 4], ["big", 1]]);
});

test("what others use counts, a node that is closed does not", () => {
  const other = { NodeID: "a", AllocatedResources: used(0, 950) } as unknown as Allocation;
  const { groups, nodes } = capacityOf([demandOf({ Count: 3 })], [nodeOf("a"), nodeOf("b", { Status: "down" })], [other]);
  assert.equal(groups[0]!.placed, 0);
  assert.equal(groups[0]!.short, [{ what: "memory", nodes: 1, most: 50 }]);
  assert.equal(nodes.map(({ closed }) => closed), [undefined, "down"]);
});

test("distinct hosts of a job and a property of a group", () => {
  const nodes = [nodeOf("a"), nodeOf("b", { Meta: { rack: "r2" } }), nodeOf("c")];
  assert.is(capacityOf([demandOf({ Count: 9, Constraints: [{ Operand: "distinct_hosts" }] as never })], nodes, []).groups[0]!.placed, 3);
  assert.is(capacityOf([demandOf({ Count: 9, Constraints: [{ Operand: "distinct_property", LTarget: "${meta.rack}" }] as never })], nodes, []).groups[0]!.placed, 2);
  assert.is(capacityOf([demandOf({ Count: 9, Constraints: [{ Operand: "distinct_property", LTarget: "${meta.rack}", RTarget: "2" }] as never })], nodes, []).groups[0]!.placed, 4);
  assert.is(capacityOf([demandOf({ Count: 9, Constraints: [{ Operand: "distinct_property", LTarget: "${meta.gone}" }] as never })], nodes, []).groups[0]!.placed, 0);
});

test("a system job is wherever it may be", () => {
  const { groups } = capacityOf([demandOf({ Tasks: [taskOf({ CPU: 10, MemoryMB: 800 })] as never }, { Type: "system" })], [nodeOf("a"), nodeOf("b", { memory: 500 }), nodeOf("c", { Datacenter: "dc2" })], []);
  assert.equal([groups[0]!.placed, groups[0]!.wanted], [2, 3]);
});

test("what cannot be told is said", () => {
  const demand = demandOf({ Volumes: { v: { Type: "csi", Source: "x" } } as never, Constraints: [{ LTarget: "${meta.rack}", Operand: "regexp", RTarget: "(?i)R1" }] as never });
  assert.is(capacityOf([demand], [nodeOf("a")], []).unknown.length, 2);
});

test.run();
