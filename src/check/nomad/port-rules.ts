/** Rules about a group's networks and ports. Mirrors TaskGroup.validateNetworks, and what the scheduler refuses later. */
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { closest } from "../../diagnostics/did-you-mean.ts";
import { repeated, type Block, type GroupFacts } from "./block.ts";

interface Port {
  readonly block: Block;
  readonly mode: string;
  readonly fixed: boolean;
}

export function networks(group: Block): Block[] {
  return [...group.blocks("Networks"), ...group.blocks("Tasks").flatMap((task) => task.block("Resources")?.blocks("Networks") ?? [])];
}

function ports(network: Block): Port[] {
  const mode = network.str("Mode");
  const of = (name: string, fixed: boolean) => network.blocks(name).map((block) => ({ block, mode, fixed }));
  return [...of("ReservedPorts", true), ...of("DynamicPorts", false)];
}

/** Every port label of a group, those of its tasks' own networks included. */
export function portLabels(group: Block): string[] {
  return networks(group).flatMap(ports).map(({ block }) => block.str("Label"));
}

export function portRules({ group }: GroupFacts): Diagnostic[] {
  const all = networks(group).flatMap(ports);
  const second = group.blocks("Networks")[1];
  return [
    ...(second === undefined ? [] : [diagnose("network-twice", {}, second.span())]),
    ...labels(all), ...statics(all), ...all.flatMap(collision), ...networks(group).flatMap(network), ...cni(group),
  ];
}

function labels(all: readonly Port[]): Diagnostic[] {
  const twice = repeated(all, ({ block }) => block.str("Label") || undefined).map(({ first, again }) =>
    diagnose("port-label-twice", { label: again.block.str("Label") }, again.block.span("Label"), { related: [{ span: first.block.span("Label"), text: "the other one" }] }));
  const odd = all.filter(({ block }) => !/^[A-Za-z0-9_]*$/.test(block.str("Label")));
  return [...twice, ...odd.map(({ block }) => diagnose("port-label-form", { label: block.str("Label") }, block.span("Label")))];
}

/** The later port may say that it shares. */
function statics(all: readonly Port[]): Diagnostic[] {
  const fixed = all.filter(({ block, fixed: isFixed }) => isFixed && block.count("Value") > 0);
  const key = ({ block }: Port) => `${block.count("Value")} ${block.str("HostNetwork") || "default"}`;
  return repeated(fixed, key).filter(({ again }) => !again.block.flag("IgnoreCollision")).map(({ first, again }) => {
    const args = { port: again.block.count("Value"), label: again.block.str("Label"), other: first.block.str("Label") };
    return diagnose("static-port-twice", args, again.block.span("Value"), { related: [{ span: first.block.span("Value"), text: "taken here" }] });
  });
}

function collision({ block, mode }: Port): Diagnostic[] {
  return block.flag("IgnoreCollision") && mode !== "" && mode !== "host" ? [diagnose("port-collision-mode", { mode }, block.span("IgnoreCollision"))] : [];
}

const modes = ["host", "bridge", "none"];

function network(block: Block): Diagnostic[] {
  const result: Diagnostic[] = [];
  const mode = block.str("Mode");
  if (mode !== "" && !modes.includes(mode) && !/^cni\/./.test(mode)) {
    const guess = closest(mode, modes);
    result.push(diagnose("network-mode", { mode }, block.span("Mode"), { notes: guess === undefined ? [] : [`Did you mean \`${guess}\`?`] }));
  }
  const name = block.str("Hostname");
  if (name !== "" && !name.includes("${") && !isDomainName(name)) result.push(diagnose("network-hostname", { name }, block.span("Hostname")));
  return result;
}

/** As lenient as the DNS library Nomad asks: labels of 1 to 63 octets, 255 in all. */
function isDomainName(name: string): boolean {
  const labels = name.replace(/\.$/, "").split(".");
  return name.length <= 254 && labels.every((label) => label.length >= 1 && label.length <= 63);
}

function cni(group: Block): Diagnostic[] {
  const args = group.blocks("Networks").flatMap((block) => block.block("CNI")?.texts("Args") ?? []);
  const twice = new Set(repeated(args, (arg) => arg.key).map(({ again }) => again));
  return args.filter((arg) => `${arg.key}${arg.text}`.includes(";") || twice.has(arg)).map((arg) => diagnose("cni-argument", { key: arg.key }, arg.span));
}
