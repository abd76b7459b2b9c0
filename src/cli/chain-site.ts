/** The members of a network that speak of a chain, and where they are now: by their allocations, or by the services that Consul or Nomad keeps. */
import { current, indexOf, isLive } from "../deploy/allocations.ts";
import type { Allocation } from "../deploy/api.ts";
import { portsOf, runningAllocations } from "../deploy/map.ts";
import { memberName } from "../deploy/members.ts";
import { nodeAt } from "../chain/ask.ts";
import { isWell } from "../chain/health.ts";
import type { Looking } from "../chain/look.ts";
import type { ChainView, Endpoint } from "../chain/model.ts";
import type { Through } from "../chain/transfer.ts";
import { Failed } from "../deploy/failed.ts";
import { diagnose } from "../diagnostics/catalog.ts";
import type { Http } from "../http/http.ts";
import type { Site } from "./deploy-frame.ts";
import { registeredEndpoints } from "./chain-services.ts";
import { addressAt, speakersOf, type Speakers } from "./chain-speakers.ts";
import { servicesFor } from "./local-node/services-for.ts";

/** Fails with `chain-nobody-speaks` where the network has none. */
export function lookingAt(site: Site, { signal, services = false }: { readonly signal?: AbortSignal; readonly services?: boolean } = {}): Looking {
  const { build: { network }, world, deployment } = site;
  const speakers = speakersOf(network);
  if (speakers.length === 0) throw new Failed(diagnose("chain-nobody-speaks", { network: network.name }, network.origin.span));
  const from = services ? servicesFor(undefined, network, { world, file: deployment.file }) : undefined;
  const endpoints = from === undefined ? () => byAllocations(site, speakers) : () => registeredEndpoints(speakers, from);
  const connections = new Map<string, Http>();
  const connect = (address: string) => {
    const known = connections.get(address) ?? world.connect({ address, tls: { verify: true } });
    connections.set(address, known);
    return known;
  };
  return { endpoints, connect, clock: world.clock, quorums: deployment.quorums, ...(signal === undefined ? {} : { signal }) };
}

async function byAllocations({ nomad, deployment }: Site, speakers: readonly Speakers[]): Promise<Endpoint[]> {
  const live = (await runningAllocations(nomad)).filter(isLive).sort((a, b) => a.CreateIndex - b.CreateIndex);
  return speakers.flatMap((one) => {
    const job = deployment.jobs.find(({ label }) => label === one.group.job)!;
    const own = live.filter(({ JobID, TaskGroup }) => JobID === job.id && TaskGroup === one.group.name);
    const group = job.groups.find(({ name }) => name === one.group.name)!;
    // More than the file has, where it was scaled up.
    const count = Math.max(group.count, ...own.map((allocation) => indexOf(allocation) + 1));
    return Array.from({ length: count }, (_, index) => endpointOf(one, nameAt(group, index, count), current(own.filter((allocation) => indexOf(allocation) === index))));
  });
}

/** `node-2` where the file has `node-0` only: that is what it would be called there. */
function nameAt(group: Parameters<typeof memberName>[0], index: number, count: number): string {
  return group.form === "count" && index >= group.members.length ? `${group.name}-${index}` : memberName(group, index, count);
}

function endpointOf({ service, kinds }: Speakers, member: string, allocation: Allocation | undefined): Endpoint {
  const port = allocation === undefined ? undefined : portsOf(allocation).find(({ label }) => label === service.port);
  if (allocation === undefined || port === undefined) return { member, kinds };
  if (allocation.ClientStatus !== "running") return { member, kinds, why: allocation.ClientStatus };
  return { member, kinds, address: addressAt(port.address, port.port) };
}

/** The member that transactions go through: the furthest that is connected; signers before those that only follow. */
export async function throughOf({ members }: ChainView, looking: Looking): Promise<Through | undefined> {
  const fit = members.filter(isWell).sort((a, b) => (b.height ?? 0) - (a.height ?? 0) || Number(b.doing === "sealing") - Number(a.doing === "sealing"));
  const address = (await looking.endpoints()).find(({ member }) => member === fit[0]?.member)?.address;
  return address === undefined ? undefined : { member: fit[0]!.member, node: nodeAt(address, looking) };
}
