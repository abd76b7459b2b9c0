/** Rules about Consul Connect. Mirrors ConsulConnect.Validate and the connect admission hook. */
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Block } from "./block.ts";
import type { Placed } from "./service-rules.ts";

export function connectRules(placed: Placed): Diagnostic[] {
  const { service, task, group } = placed;
  const connect = service.block("Connect");
  if (connect === undefined || service.str("Provider") === "nomad") return [];
  const kinds = [connect.flag("Native"), connect.block("SidecarService") !== undefined, connect.block("Gateway") !== undefined].filter(Boolean);
  if (kinds.length !== 1) return [diagnose("connect-kind", {}, connect.span())];
  if (task !== undefined) return [diagnose("connect-place", {}, connect.span())];
  if (connect.flag("Native")) return native(service, group);
  return [...network(group, connect), ...lower(group), ...lower(service)];
}

/** With a single task Nomad knows which one speaks. */
function native(service: Block, group: Block): Diagnostic[] {
  const needed = group.blocks("Tasks").length === 1 ? ["PortLabel"] : ["TaskName", "PortLabel"];
  const missing = needed.filter((name) => service.str(name) === "");
  return missing.map((name) => diagnose("connect-native", { field: name === "TaskName" ? "task" : "port" }, service.span()));
}

function network(group: Block, connect: Block): Diagnostic[] {
  const networks = group.blocks("Networks");
  const [only] = networks;
  if (only === undefined || networks.length > 1) return [diagnose("connect-network", { mode: "" }, connect.span())];
  const mode = only.str("Mode") || "host";
  const fits = mode === "bridge" || mode.startsWith("cni/") || (mode === "host" && connect.block("Gateway") !== undefined);
  return fits ? [] : [diagnose("connect-network", { mode }, connect.span(), { related: [{ span: only.span("Mode"), text: "the group's network" }] })];
}

function lower(block: Block): Diagnostic[] {
  const name = block.str("Name");
  return name === name.toLowerCase() || name.includes("${") ? [] : [diagnose("connect-name", { name }, block.span("Name"))];
}
