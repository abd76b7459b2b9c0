/** Whether a node may have a group at all, however empty it is: the scheduler's filters, in its order. */
import type { Node } from "./api.ts";
import { constraintText, isSatisfied } from "./constraint.ts";
import type { Demand } from "./demand.ts";

export interface Feasibility {
  readonly ruledOutBy?: string;
  /** Constraints that cannot be told here. */
  readonly untold: readonly string[];
}

export function feasible(demand: Demand, node: Node): Feasibility {
  const constraints = [...demand.jobConstraints, ...demand.constraints].map((constraint) => ({ text: constraintText(constraint), satisfied: isSatisfied(constraint, node) }));
  const untold = constraints.filter(({ satisfied }) => satisfied === undefined).map(({ text }) => text);
  const ruledOutBy = placeProblem(demand, node) ?? constraints.find(({ satisfied }) => satisfied === false)?.text ?? equipmentProblem(demand, node);
  return ruledOutBy === undefined ? { untold } : { ruledOutBy, untold: [] };
}

function placeProblem({ datacenters, pool }: Demand, { Datacenter, NodePool = "default" }: Node): string | undefined {
  if (!datacenters.some((pattern) => globMatches(pattern, Datacenter))) return `the job's datacenters (${datacenters.join(", ")})`;
  return pool === "" || pool === "all" || pool === NodePool ? undefined : `the node pool ${pool}`;
}

/** `*` stands for any text, as since 1.5. */
function globMatches(pattern: string, text: string): boolean {
  const parts = pattern.split("*");
  if (parts.length === 1) return pattern === text;
  let at = parts[0]!.length;
  if (!text.startsWith(parts[0]!)) return false;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - at >= parts.at(-1)!.length && text.endsWith(parts.at(-1)!);
}

function equipmentProblem({ drivers, network, hostVolumes }: Demand, node: Node): string | undefined {
  const driver = drivers.find((name) => !hasDriver(node, name));
  if (driver !== undefined) return `the driver ${driver}`;
  const volume = hostVolumes.find((name) => node.HostVolumes?.[name] === undefined);
  if (volume !== undefined) return `the host volume ${volume}`;
  const modes = (node.NodeResources.Networks ?? []).map(({ Mode }) => Mode || "host");
  return network === undefined || modes.includes(network) ? undefined : `the network mode ${network}`;
}

/** Nodes before 0.8 say it in their attributes only. */
function hasDriver({ Drivers, Attributes }: Node, name: string): boolean {
  const driver = Drivers?.[name];
  return driver === undefined || driver === null ? ["1", "true"].includes(Attributes?.[`driver.${name}`] ?? "") : driver.Detected && driver.Healthy;
}
