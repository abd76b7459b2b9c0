/** Rules about services. Mirrors Service.Validate and TaskGroup.validateServices, and adds the port of a group's service, which no server checks. */
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { closest } from "../../diagnostics/did-you-mean.ts";
import type { Span } from "../../text/source.ts";
import { repeated, type Block, type GroupFacts } from "./block.ts";
import { checkRules } from "./check-rules.ts";
import { connectRules } from "./connect-rules.ts";
import { portLabels } from "./port-rules.ts";

/** A service with the task it stands in, if it stands in one. */
export interface Placed {
  readonly service: Block;
  readonly task: Block | undefined;
  readonly group: Block;
}

export function services(group: Block): Placed[] {
  const own = group.blocks("Services").map((service) => ({ service, task: undefined, group }));
  return [...own, ...group.blocks("Tasks").flatMap((task) => task.blocks("Services").map((service) => ({ service, task, group })))];
}

export function serviceRules({ group }: GroupFacts): Diagnostic[] {
  const all = services(group);
  return [...twice(all), ...mixed(all), ...all.flatMap(oneService), ...all.flatMap(checkRules), ...all.flatMap(connectRules)];
}

function twice(all: readonly Placed[]): Diagnostic[] {
  const key = ({ service, task }: Placed) => JSON.stringify([task?.str("Name") ?? null, service.str("Name"), service.str("PortLabel")]);
  return repeated(all, key).map(({ first, again }) =>
    diagnose("service-twice", { name: again.service.str("Name") }, again.service.span("Name"), { related: [{ span: first.service.span("Name"), text: "the other one" }] }));
}

function mixed(all: readonly Placed[]): Diagnostic[] {
  const first = all[0];
  const other = all.find(({ service }) => service.str("Provider") !== first?.service.str("Provider"));
  if (first === undefined || other === undefined) return [];
  const related = [{ span: first.service.span("Provider"), text: `${first.service.str("Provider")} here` }];
  return [diagnose("service-provider-mixed", { one: first.service.str("Provider"), other: other.service.str("Provider") }, other.service.span("Provider"), { related })];
}

function oneService(placed: Placed): Diagnostic[] {
  const { service } = placed;
  const name = service.str("Name");
  const named = validName(name) ? [] : [diagnose("service-name", { name }, service.span("Name"))];
  return [...named, ...addressMode(placed), ...port(placed), ...taskName(placed, service, service.span("TaskName"))];
}

/** Each `${…}` counts as one letter: what it becomes is known later. */
export function validName(name: string): boolean {
  const stripped = name.replace(/\$\{[^}]*\}/g, "a");
  return /^(?:[a-z0-9]|[a-z0-9][a-z0-9-]{0,61}[a-z0-9])$/i.test(stripped);
}

function addressMode({ service, task }: Placed): Diagnostic[] {
  const mode = service.str("AddressMode");
  const refuse = (where: string) => [diagnose("service-address-mode", { mode, where }, service.span("AddressMode"))];
  if (service.str("Address") !== "" && mode !== "auto") return refuse("a service with an `address`");
  if (service.str("Provider") === "nomad" && mode === "driver") return refuse("Nomad's own services");
  if (task === undefined && mode === "driver") return refuse("a service of a group");
  return task !== undefined && mode.startsWith("alloc") ? refuse("a service of a task") : [];
}

function port(placed: Placed): Diagnostic[] {
  const { service } = placed;
  return knownPort(placed, service.str("PortLabel"), service.str("AddressMode"), service.span("PortLabel"));
}

/** A number is a port only where the driver's or the allocation's own address is used. */
export function knownPort(placed: Placed, label: string, mode: string, span: Span): Diagnostic[] {
  if (label === "" || label.includes("${")) return [];
  const labels = portLabels(placed.group);
  const numeric = /^\d+$/.test(label) && (mode === "driver" || mode.startsWith("alloc") || placed.service.block("Connect") !== undefined);
  if (numeric || labels.includes(label)) return [];
  const guess = closest(label, labels);
  const allowed = labels.length > 0 ? [`Ports of this group: ${labels.join(", ")}.`] : ["The group has no ports."];
  return [diagnose("service-port-unknown", { port: label }, span, { notes: [...(guess === undefined ? [] : [`Did you mean \`${guess}\`?`]), ...allowed] })];
}

export function taskName({ task, group }: Placed, block: Block, span: Span): Diagnostic[] {
  const name = block.str("TaskName");
  const tasks = group.blocks("Tasks").map((each) => each.str("Name"));
  if (name === "" || task !== undefined || tasks.includes(name)) return [];
  const guess = closest(name, tasks);
  return [diagnose("service-task-unknown", { task: name }, span, { notes: guess === undefined ? [] : [`Did you mean \`${guess}\`?`] })];
}
