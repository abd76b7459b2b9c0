/** Capacity for people: groups, nodes, what is short, what was not looked at. */
import type { Capacity, GroupFit, NodeRoom, Short } from "../../deploy/capacity.ts";
import type { Amounts } from "../../deploy/demand.ts";
import { compactNames } from "../../text/compact-names.ts";
import { visible } from "../../text/visible.ts";
import { columns } from "../table.ts";

export function capacityText({ groups, nodes, fits, unknown }: Capacity): string {
  const table = columns([["JOB", "GROUP", "EACH NEEDS", "FIT"], ...groups.map((group) => [group.job, group.group, needs(group), `${group.placed} of ${group.wanted}`])]);
  const room = columns([["NODE", "DATACENTER", "CPU MHz", "MEMORY MB", "DISK MB", "ALLOCATIONS"], ...nodes.map(nodeCells)]);
  const places = nodes.length === 0 ? "There are no nodes.\n" : `Left now -> left with the network, of what each node has:\n${room}`;
  return [table, "\n", places, "\n", ...problems(groups.filter(({ placed, wanted }) => placed < wanted)), fits ? "It fits.\n" : "It does not fit.\n", ...unknown.map((line) => `Note: ${visible(line)}\n`)].join("");
}

function needs({ needs: { cpu, cores, memory, disk, staticPorts } }: GroupFit): string {
  return [`${cpu} MHz`, ...(cores === 0 ? [] : [`${cores} cores`]), `${memory} MB memory`, `${disk} MB disk`, ...(staticPorts.length === 0 ? [] : [`ports ${staticPorts.join(", ")}`])].join(", ");
}

function nodeCells({ node, datacenter, closed, total, free, left, placed }: NodeRoom): string[] {
  const amount = (name: keyof Amounts) => `${free[name]} -> ${left[name]} of ${total[name]}`;
  if (closed !== undefined) return [node, datacenter, closed, "-", "-", "-"];
  return [node, datacenter, amount("cpu"), amount("memory"), amount("disk"), String(placed)];
}

/** Groups with the same trouble share a line. */
function problems(groups: readonly GroupFit[]): string[] {
  const names = new Map<string, string[]>();
  for (const group of groups) {
    const reason = reasonOf(group);
    names.set(reason, [...(names.get(reason) ?? []), `${group.job}/${group.group}`]);
  }
  return [...names].map(([reason, which]) => `  ! ${visible(`${compactNames(which).join(", ")}: ${reason}`)}\n`);
}

function reasonOf(group: GroupFit): string {
  const missing = group.wanted - group.placed;
  const reasons = [
    ...group.short.map((one) => shortage(one, group)),
    ...Object.entries(group.ruledOut).sort(([a], [b]) => (a < b ? -1 : 1)).map(([what, count]) => `${nodesText(count)} ruled out by ${what}`),
  ];
  return `no room for ${missing} of ${group.wanted}: ${reasons.join("; ") || "there is no node that takes anything"}`;
}

const UNITS: Readonly<Record<string, string>> = { cpu: "MHz", memory: "MB", disk: "MB", cores: "cores" };

function shortage({ what, nodes, most }: Short, { needs: wanted }: GroupFit): string {
  if (what.startsWith("port ")) return `${what} is taken on ${nodesText(nodes)}`;
  if (most === undefined) return `${what} on ${nodesText(nodes)}`;
  return `not enough ${what} on ${nodesText(nodes)}: ${wanted[what as keyof Amounts]} ${UNITS[what]} needed, at most ${most} left`;
}

function nodesText(count: number): string {
  return count === 1 ? "1 node" : `${count} nodes`;
}
