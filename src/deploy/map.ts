/** Who runs where: member -> allocation -> node -> addresses and ports. In: the API. Out: data, a row for each member in the file's order. */
import { current, isLive, ofMember } from "./allocations.ts";
import type { AllocatedNetwork, Allocation, Node } from "./api.ts";
import { Refused } from "./failed.ts";
import { everyMember } from "./members.ts";
import type { DeployJob, DeployMember, Deployment } from "./model.ts";
import type { Nomad } from "./nomad.ts";

export interface MappedPort {
  readonly label: string;
  /** On the node. */
  readonly address: string;
  readonly port: number;
  /** Inside of the allocation's own network, where that is another. */
  readonly to?: number;
}

export interface MapRow {
  readonly member: string;
  readonly job: string;
  readonly group: string;
  /** Undefined where nothing runs. */
  readonly allocation?: string;
  readonly node?: string;
  /** What a cloud says is the node's address from outside; else its own. */
  readonly public?: string;
  readonly internal?: string;
  readonly ports: readonly MappedPort[];
  /** How the file says it is reached from outside, by service or port label. */
  readonly hostname?: string;
  readonly outside: Readonly<Record<string, number>>;
}

const running = { resources: "true", task_states: "false", filter: 'ClientStatus != "complete" and ClientStatus != "failed" and ClientStatus != "lost"' };

/** Allocations of a namespace (by default the network's) that have not ended, with their ports. */
export async function runningAllocations(nomad: Nomad, namespace?: string): Promise<readonly Allocation[]> {
  const { value } = await nomad.get<Allocation[] | null>("/v1/allocations", { query: running, ...(namespace === undefined ? {} : { namespace }) });
  return value ?? [];
}

/** The same again and again, as they change, until the signal. */
export async function* changingAllocations(nomad: Nomad, signal: AbortSignal): AsyncGenerator<readonly Allocation[], void, undefined> {
  for await (const value of nomad.changes<Allocation[] | null>("/v1/allocations", { query: running, signal })) yield value ?? [];
}

export async function mapOf(nomad: Nomad, deployment: Deployment, allocations: readonly Allocation[]): Promise<MapRow[]> {
  const live = allocations.filter(isLive).sort((a, b) => a.CreateIndex - b.CreateIndex);
  const found = everyMember(deployment).flatMap((member) => placesOf(member, deployment.jobs.find(({ id }) => id === member.job)!, live).map((allocation) => ({ member, allocation })));
  const nodes = await nodesOf(nomad, found.flatMap(({ allocation }) => (allocation === undefined ? [] : [allocation.NodeID])));
  return found.map(({ member, allocation }) => rowOf(member, allocation, nodes));
}

/** A system job's member is on every node. */
function placesOf(member: DeployMember, { id, type }: DeployJob, allocations: readonly Allocation[]): (Allocation | undefined)[] {
  const own = ofMember(allocations.filter(({ JobID }) => JobID === id || JobID.startsWith(`${id}/periodic-`)), member);
  return own.length > 0 && type.startsWith("sys") ? own : [current(own)];
}

/** Nodes may be read with node:read only: without it there are no addresses of nodes. */
async function nodesOf(nomad: Nomad, ids: readonly string[]): Promise<Map<string, Node>> {
  const nodes = new Map<string, Node>();
  for (const id of new Set(ids)) {
    try {
      const found = await nomad.find<Node>(`/v1/node/${id}`);
      if (found !== undefined) nodes.set(id, found.value);
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 403) throw error;
      nomad.options.say("The token may not read nodes (node:read): their addresses are not known.");
      break;
    }
  }
  return nodes;
}

function rowOf({ name: member, job, group, hostname, public: outside }: DeployMember, allocation: Allocation | undefined, nodes: ReadonlyMap<string, Node>): MapRow {
  const head = { member, job, group, outside, ...(hostname === undefined ? {} : { hostname }) };
  if (allocation === undefined) return { ...head, ports: [] };
  const ports = portsOf(allocation);
  const node = nodes.get(allocation.NodeID);
  const internal = (node === undefined ? undefined : internalAddress(node)) ?? ports[0]?.address;
  const shown = (node === undefined ? undefined : publicAddress(node)) ?? internal;
  return { ...head, allocation: allocation.ID, node: allocation.NodeName, ports, ...(internal === undefined ? {} : { internal }), ...(shown === undefined ? {} : { public: shown }) };
}

/** What AWS, Azure, DigitalOcean and Google call it among a node's attributes. */
const PUBLIC = [/^unique\.platform\.[a-z]+\.public-ipv4$/, /^unique\.platform\.[a-z]+\.network\..+\.external-ip\.0$/];

function publicAddress({ Attributes }: Node): string | undefined {
  const names = Object.keys(Attributes ?? {}).sort();
  const name = PUBLIC.map((pattern) => names.find((one) => pattern.test(one))).find((one) => one !== undefined);
  return name === undefined ? undefined : Attributes![name];
}

function internalAddress({ Attributes, HTTPAddr }: Node): string | undefined {
  return Attributes?.["unique.network.ip-address"] ?? (HTTPAddr === "" ? undefined : HTTPAddr.replace(/:\d+$/, ""));
}

/** Of the group's network; before Nomad 0.12, and where tasks have networks of their own, those of the tasks. */
export function portsOf({ AllocatedResources }: Allocation): MappedPort[] {
  const ports = AllocatedResources?.Shared.Ports ?? [];
  const networks = Object.values(AllocatedResources?.Tasks ?? {}).flatMap(({ Networks }) => Networks ?? []);
  return [...ports.map(({ Label, HostIP, Value, To }) => ({ label: Label, address: HostIP, port: Value, ...mapped(Value, To) })), ...networks.flatMap(ofNetwork)].sort((a, b) => (a.label < b.label ? -1 : 1));
}

function ofNetwork({ IP, ReservedPorts, DynamicPorts }: AllocatedNetwork): MappedPort[] {
  return [...(ReservedPorts ?? []), ...(DynamicPorts ?? [])].map(({ Label, Value, To }) => ({ label: Label, address: IP ?? "", port: Value, ...mapped(Value, To) }));
}

function mapped(value: number, to: number | undefined): { to?: number } {
  return to === undefined || to <= 0 || to === value ? {} : { to };
}
