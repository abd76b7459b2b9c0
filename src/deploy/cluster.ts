/** The nodes of a cluster, and the allocations on them that belong to others than a network. In: the API. */
import type { Allocation, Node, NodeListStub } from "./api.ts";
import { runningAllocations } from "./map.ts";
import type { Deployment } from "./model.ts";
import type { Nomad } from "./nomad.ts";

export interface Cluster {
  readonly nodes: readonly Node[];
  readonly others: readonly Allocation[];
  /** What the answers cannot say, each in a sentence. */
  readonly unknown: readonly string[];
}

export async function readCluster(nomad: Nomad, { jobs, namespace }: Pick<Deployment, "jobs" | "namespace">): Promise<Cluster> {
  const stubs = [...((await nomad.get<NodeListStub[] | null>("/v1/nodes")).value ?? [])].sort((a, b) => (a.Name < b.Name || (a.Name === b.Name && a.ID < b.ID) ? -1 : 1));
  const nodes: Node[] = [];
  // Attributes come with single nodes only.
  for (const { ID } of stubs) nodes.push(...one(await nomad.find<Node>(`/v1/node/${ID}`)));
  const running = await runningAllocations(nomad, "*");
  const own = new Set(jobs.map(({ id }) => id));
  const isOwn = ({ Namespace, JobID }: Allocation) => Namespace === namespace && own.has(JobID.replace(/\/periodic-\d+$/, ""));
  const hidden = nomad.options.token === undefined ? [] : ["Allocations in namespaces that the token may not read are not seen; they take room too."];
  return { nodes, others: running.filter((allocation) => !isOwn(allocation)), unknown: hidden };
}

/** A node may be gone between two questions. */
function one(found: { readonly value: Node } | undefined): Node[] {
  return found === undefined ? [] : [found.value];
}
