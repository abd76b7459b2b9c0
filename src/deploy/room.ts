/** What a node has left for a network: its resources without what is reserved and what others' allocations use. */
import type { Allocation, AllocatedResources, Node } from "./api.ts";
import { usedBy, type Amounts } from "./demand.ts";

export const dimensions = ["cpu", "cores", "memory", "disk"] as const;
export type Dimension = (typeof dimensions)[number];

export class Room {
  readonly free: { cpu: number; cores: number; memory: number; disk: number };
  readonly total: Amounts;
  private readonly taken: Set<number>;
  private dynamic: number;

  constructor(readonly node: Node, others: readonly AllocatedResources[]) {
    this.total = totalOf(node);
    this.free = { ...this.total };
    for (const one of others) this.subtract(usedBy(one));
    this.taken = new Set([...ports(node.ReservedResources?.Networks.ReservedHostPorts ?? ""), ...others.flatMap(portsOf)]);
    const { MinDynamicPort: first = 20_000, MaxDynamicPort: last = 32_000 } = node.NodeResources;
    this.dynamic = last - first + 1 - [...this.taken].filter((port) => port >= first && port <= last).length;
  }

  /** The first dimension that is short, in the scheduler's order; ports as the number that is taken. */
  shortOf(wanted: Wanted): string | undefined {
    const asked = this.asked(wanted);
    const dimension = dimensions.find((name) => asked[name] > 0 && asked[name] > this.free[name]);
    if (dimension !== undefined) return dimension;
    const port = wanted.staticPorts.find((one) => this.taken.has(one));
    if (port !== undefined) return `port ${port}`;
    return wanted.dynamicPorts > this.dynamic ? "dynamic ports" : undefined;
  }

  take(wanted: Wanted): void {
    this.subtract(this.asked(wanted));
    for (const port of wanted.staticPorts) this.taken.add(port);
    this.dynamic -= wanted.dynamicPorts;
  }

  /** The scheduler's bin packing: the fuller a node is afterwards, the better. */
  scoreWith(wanted: Wanted): number {
    const asked = this.asked(wanted);
    const part = (name: "cpu" | "memory") => (this.total[name] === 0 ? 0 : (this.free[name] - asked[name]) / this.total[name]);
    return 20 - (10 ** part("cpu") + 10 ** part("memory"));
  }

  /** A reserved core brings its megahertz with it. */
  private asked({ cpu, cores, memory, disk }: Wanted): Amounts {
    const { CpuShares, TotalCpuCores = 0 } = this.node.NodeResources.Cpu;
    return { cpu: cpu + (TotalCpuCores === 0 ? 0 : Math.floor((CpuShares / TotalCpuCores) * cores)), cores, memory, disk };
  }

  private subtract(amounts: Amounts): void {
    for (const name of dimensions) this.free[name] -= amounts[name];
  }
}

export interface Wanted extends Amounts { readonly staticPorts: readonly number[]; readonly dynamicPorts: number }

function totalOf({ NodeResources: { Cpu, Memory, Disk }, ReservedResources: reserved }: Node): Amounts {
  return {
    cpu: Cpu.CpuShares - (reserved?.Cpu.CpuShares ?? 0), memory: Memory.MemoryMB - (reserved?.Memory.MemoryMB ?? 0), disk: Disk.DiskMB - (reserved?.Disk.DiskMB ?? 0),
    cores: (Cpu.ReservableCpuCores ?? []).filter((core) => reserved?.Cpu.ReservedCpuCores?.includes(core) !== true).length,
  };
}

/** `22,8500-8502`. */
function ports(text: string): number[] {
  return text.split(",").flatMap((range) => {
    const [, first, last] = /^\s*(\d{1,5})(?:-(\d{1,5}))?\s*$/.exec(range) ?? [];
    if (first === undefined) return [];
    const from = Number(first);
    return Array.from({ length: Math.max(0, Number(last ?? first) - from + 1) }, (_, i) => from + i);
  });
}

function portsOf({ Shared, Tasks }: AllocatedResources): number[] {
  const networks = [...(Shared.Networks ?? []), ...Object.values(Tasks).flatMap((task) => task.Networks ?? [])];
  return [...(Shared.Ports ?? []), ...networks.flatMap(({ ReservedPorts, DynamicPorts }) => [...(ReservedPorts ?? []), ...(DynamicPorts ?? [])])].map(({ Value }) => Value);
}

/** What runs on a node, or is to, and belongs to nobody who asks. */
export function resourcesOn(node: Node, allocations: readonly Allocation[]): AllocatedResources[] {
  return allocations.flatMap(({ NodeID, AllocatedResources: resources }) => (NodeID === node.ID && resources !== null && resources !== undefined ? [resources] : []));
}
