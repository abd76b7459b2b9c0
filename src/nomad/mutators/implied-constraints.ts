/** Constraints that the server adds to a group because of what its tasks and services use. Which they are depends on the release. */
import type { Fields } from "../../check/fill.ts";
import { atLeast } from "../../check/version.ts";
import { blockIn, blocksIn, eachBlock, servicesOf, textIn } from "../blocks.ts";
import type { StoredJob } from "../stored.ts";
import { clusterAttribute, semver, withConstraint, type Match } from "./constraints.ts";

interface Implied {
  readonly constraint: Fields;
  readonly match: Match;
}

export function withImpliedConstraints(group: Fields, { secretProviders, version }: StoredJob): Fields {
  const implied = [
    ...vault(group),
    ...(atLeast(version, "1.11.0") ? secretProviders.map(secrets) : []),
    ...(atLeast(version, "1.7.0") ? numa(group) : []),
    ...signals(group),
    ...nomadServices(group),
    ...consulServices(group, version),
    ...(atLeast(version, "1.8.0") ? [...bridge(group), ...transparentProxy(group), ...schedule(group)] : []),
  ];
  const constrained = implied.reduce((made, { constraint, match }) => withConstraint(made, constraint, match), group);
  return atLeast(version, "1.7.8") ? withTaskConstraints(constrained) : constrained;
}

function vault(group: Fields): Implied[] {
  const tasks = blocksIn(group, "Tasks").filter((task) => blockIn(task, "Vault") !== undefined);
  const clusters = tasks.sort(byName).map((task) => textIn(blockIn(task, "Vault"), "Cluster"));
  return clusters.map((cluster) => left(semver(clusterAttribute("vault", cluster, "version"), isDefault(cluster) ? ">= 0.6.1" : ">= 1.11.0")));
}

function secrets(provider: string): Implied {
  return left({ LTarget: `\${attr.plugins.secrets.${provider}.version}`, Operand: "is_set" });
}

function numa(group: Fields): Implied[] {
  const asks = (task: Fields) => !["", "none"].includes(textIn(blockIn(blockIn(task, "Resources"), "NUMA"), "Affinity"));
  if (!blocksIn(group, "Tasks").some(asks)) return [];
  return [full(semver("nomad.version", ">= 1.6.3-dev")), full({ LTarget: "${attr.kernel.name}", RTarget: "linux", Operand: "=" })];
}

/** One constraint for all signals that a task may be sent: when its secrets or templates change, or when it is to stop. */
function signals(group: Fields): Implied[] {
  const names = new Set(blocksIn(group, "Tasks").flatMap(signalsOf));
  return names.size === 0 ? [] : [full({ LTarget: "${attr.os.signals}", RTarget: [...names].sort().join(","), Operand: "set_contains" })];
}

function signalsOf(task: Fields): string[] {
  const signalled = [blockIn(task, "Vault"), ...blocksIn(task, "Templates")].filter((block) => textIn(block, "ChangeMode") === "signal");
  const kill = textIn(task, "KillSignal");
  return [...(kill === "" ? [] : [kill]), ...signalled.map((block) => textIn(block, "ChangeSignal"))];
}

function nomadServices(group: Fields): Implied[] {
  const services = servicesOf(group).filter((service) => textIn(service, "Provider") === "nomad");
  if (services.length === 0) return [];
  const checked = services.some((service) => blocksIn(service, "Checks").length > 0);
  return [full({ LTarget: "${attr.nomad.service_discovery}", RTarget: "true", Operand: "=" }), ...(checked ? [full(semver("nomad.version", ">= 1.4.0"))] : [])];
}

/** Until 1.7 any service asks for Consul once; from 1.7.8 on a task's services constrain the task. */
function consulServices(group: Fields, version: string): Implied[] {
  const services = atLeast(version, "1.7.8") ? blocksIn(group, "Services") : servicesOf(group);
  return services.filter(ofConsul).map((service) => left(consulConstraint(service, version)));
}

function withTaskConstraints(group: Fields): Fields {
  return eachBlock(group, "Tasks", (task) =>
    blocksIn(task, "Services").filter(ofConsul).reduce((made, service) => withConstraint(made, consulConstraint(service, "1.7.8"), "left"), task));
}

function consulConstraint(service: Fields, version: string): Fields {
  return semver(clusterAttribute("consul", textIn(service, "Cluster"), "version"), atLeast(version, "1.7.0") ? ">= 1.8.0" : ">= 1.7.0");
}

function bridge(group: Fields): Implied[] {
  if (!blocksIn(group, "Networks").some((network) => textIn(network, "Mode") === "bridge")) return [];
  return ["bridge", "firewall", "host-local", "loopback", "portmap"].map((plugin) => left(semver(`plugins.cni.version.${plugin}`, ">= 0.4.0")));
}

function transparentProxy(group: Fields): Implied[] {
  const proxied = (service: Fields) => blockIn(blockIn(blockIn(blockIn(service, "Connect"), "SidecarService"), "Proxy"), "TransparentProxy") !== undefined;
  if (!blocksIn(group, "Services").some(proxied)) return [];
  return [left(semver("plugins.cni.version.consul-cni", ">= 1.4.2")), left(semver("nomad.version", ">= 1.8.0-dev"))];
}

function schedule(group: Fields): Implied[] {
  return blocksIn(group, "Tasks").some((task) => blockIn(task, "Schedule") !== undefined) ? [left(semver("nomad.version", ">= 1.8.0-dev"))] : [];
}

const left = (constraint: Fields): Implied => ({ constraint, match: "left" });
const full = (constraint: Fields): Implied => ({ constraint, match: "full" });
const isDefault = (cluster: string): boolean => cluster === "" || cluster === "default";

export function ofConsul(service: Fields): boolean {
  return ["", "consul"].includes(textIn(service, "Provider"));
}

function byName(a: Fields, b: Fields): number {
  return textIn(a, "Name") < textIn(b, "Name") ? -1 : 1;
}
