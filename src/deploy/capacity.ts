/**
 * Does a network fit on the nodes that a cluster has now? In: demands, nodes, what others use. Out: for each group how many of its allocations
 * find room and what is short for the rest; for each node what it has and what would be left. Asks nothing and decides nothing: the scheduler may place
 * otherwise, looks at a few nodes only, and may stop others' allocations of lower priority.
 */
import type { Allocation, Node } from "./api.ts";
import { Distinct } from "./distinct.ts";
import type { Amounts, Demand } from "./demand.ts";
import { feasible } from "./feasible.ts";
import { Room, resourcesOn } from "./room.ts";

export interface GroupFit {
  readonly job: string;
  readonly group: string;
  /** On a system job's behalf: one for each node that may have it. */
  readonly wanted: number;
  readonly placed: number;
  readonly needs: Amounts & { readonly staticPorts: readonly number[] };
  /** Nodes that never come into question, by what rules them out. */
  readonly ruledOut: Readonly<Record<string, number>>;
  /** Nodes that come into question and are too full, by what is short first. */
  readonly short: readonly Short[];
}

export interface Short {
  readonly what: string;
  readonly nodes: number;
  /** The most that any of them has left of it; ports have no amount. */
  readonly most?: number;
}

export interface NodeRoom {
  readonly node: string;
  readonly datacenter: string;
  /** Why nothing new is placed there. */
  readonly closed?: string;
  readonly total: Amounts;
  /** For this network: without what others use. */
  readonly free: Amounts;
  /** After it. */
  readonly left: Amounts;
  readonly placed: number;
}

export interface Capacity {
  readonly fits: boolean;
  readonly groups: readonly GroupFit[];
  readonly nodes: readonly NodeRoom[];
  /** What was not taken into account, each in a sentence. */
  readonly unknown: readonly string[];
}

export function capacityOf(demands: readonly Demand[], nodes: readonly Node[], others: readonly Allocation[]): Capacity {
  const rooms = nodes.map((node) => ({ room: new Room(node, resourcesOn(node, others)), closed: closedBecause(node), placed: 0 }));
  const before = rooms.map(({ room }) => ({ ...room.free }));
  const open = rooms.filter(({ closed }) => closed === undefined);
  const packing = new Packing(open);
  // The hardest first: those that few nodes may have, then the biggest.
  const order = demands.map((demand) => packing.candidate(demand)).sort((a, b) => rank(a) - rank(b) || sizeOf(b.demand, open.map(({ room }) => room)) - sizeOf(a.demand, open.map(({ room }) => room)));
  const fits = new Map(order.map((candidate) => [candidate.demand, packing.place(candidate)]));
  const groups = demands.map((demand) => fits.get(demand)!);
  return {
    fits: groups.every(({ placed, wanted }) => placed >= wanted), groups, unknown: unknownOf(demands, order.flatMap(({ untold }) => untold)),
    nodes: rooms.map(({ room, closed, placed }, i) => ({ node: room.node.Name, datacenter: room.node.Datacenter, ...(closed === undefined ? {} : { closed }), total: room.total, free: before[i]!, left: { ...room.free }, placed })),
  };
}

function closedBecause({ Status, SchedulingEligibility, Drain }: Node): string | undefined {
  if (Status !== "ready") return Status;
  if (Drain) return "draining";
  return SchedulingEligibility === "eligible" ? undefined : SchedulingEligibility;
}

interface OpenNode { readonly room: Room; placed: number }
interface Candidate { readonly demand: Demand; readonly nodes: readonly OpenNode[]; readonly ruledOut: Readonly<Record<string, number>>; readonly untold: readonly string[] }

function rank({ demand, nodes }: Candidate): number {
  return demand.type.startsWith("sys") ? -1 : nodes.length;
}

/** The largest part of any node's room that one allocation takes. */
function sizeOf({ cpu, memory, disk }: Demand, rooms: readonly Room[]): number {
  const most = (name: "cpu" | "memory" | "disk") => Math.max(1, ...rooms.map(({ total }) => total[name]));
  return Math.max(cpu / most("cpu"), memory / most("memory"), disk / most("disk"));
}

class Packing {
  private readonly distinct = new Distinct();

  constructor(private readonly nodes: readonly OpenNode[]) {}

  candidate(demand: Demand): Candidate {
    const verdicts = this.nodes.map((node) => ({ node, ...feasible(demand, node.room.node) }));
    const ruledOut: Record<string, number> = {};
    for (const { ruledOutBy } of verdicts) if (ruledOutBy !== undefined) ruledOut[ruledOutBy] = (ruledOut[ruledOutBy] ?? 0) + 1;
    return { demand, nodes: verdicts.filter(({ ruledOutBy }) => ruledOutBy === undefined).map(({ node }) => node), ruledOut, untold: verdicts.flatMap(({ untold }) => untold) };
  }

  place({ demand, nodes, ruledOut }: Candidate): GroupFit {
    const { job, group, cpu, cores, memory, disk, staticPorts } = demand;
    const system = demand.type.startsWith("sys");
    const wanted = system ? Math.max(1, nodes.length) * demand.count : demand.count;
    const placed = system ? nodes.filter((node) => this.put(demand, [node])).length * demand.count : this.putAll(demand, nodes);
    return { job, group, wanted, placed, needs: { cpu, cores, memory, disk, staticPorts }, ruledOut, short: placed >= wanted ? [] : this.shortages(demand, nodes) };
  }

  private putAll(demand: Demand, nodes: readonly OpenNode[]): number {
    let placed = 0;
    while (placed < demand.count && this.put(demand, nodes)) placed++;
    return placed;
  }

  /** On the node that is the fullest afterwards. */
  private put(demand: Demand, nodes: readonly OpenNode[]): boolean {
    let best: OpenNode | undefined;
    for (const node of nodes) {
      if (node.room.shortOf(demand) !== undefined || this.distinct.forbids(demand, node.room.node) !== undefined) continue;
      if (best === undefined || node.room.scoreWith(demand) > best.room.scoreWith(demand)) best = node;
    }
    if (best === undefined) return false;
    best.room.take(demand);
    best.placed++;
    this.distinct.add(demand, best.room.node);
    return true;
  }

  private shortages(demand: Demand, nodes: readonly OpenNode[]): Short[] {
    const found = new Map<string, number[]>();
    for (const { room } of nodes) {
      const what = room.shortOf(demand) ?? this.distinct.forbids(demand, room.node);
      if (what !== undefined) found.set(what, [...(found.get(what) ?? []), room.free[what as keyof Amounts] ?? NaN]);
    }
    return [...found].map(([what, amounts]) => ({ what, nodes: amounts.length, ...(amounts.some(Number.isNaN) ? {} : { most: Math.max(...amounts) }) }));
  }
}

function unknownOf(demands: readonly Demand[], untold: readonly string[]): string[] {
  const asked = [...new Set(demands.flatMap(({ unknown }) => unknown))];
  return [
    ...asked.map((what) => `Whether there are enough ${what} is not looked at.`),
    ...[...new Set(untold)].map((constraint) => `Whether nodes satisfy ${constraint} cannot be told here; they are taken to.`),
  ];
}

