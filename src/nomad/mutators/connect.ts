/**
 * Consul Connect: the proxy task and the port that the server adds to a group for each of its services that has a sidecar or is a gateway, and the kind of a native task.
 * A proxy that is there already (a job that a server returned) is brought up to date, not added again.
 */
import { withDefaults } from "../../check/defaults.ts";
import type { Fields } from "../../check/fill.ts";
import { atLeast } from "../../check/version.ts";
import type { Json } from "../../text/json.ts";
import { appended, blockIn, blocksIn, eachBlock, textIn } from "../blocks.ts";
import type { StoredJob } from "../stored.ts";
import { clusterAttribute, semver } from "./constraints.ts";
import { boundGateway, gatewayKind } from "./gateway.ts";
import { mergedTask } from "./sidecar-task.ts";
import { withDefaultIdentity } from "./identities.ts";
import { filledIn } from "./services.ts";

export function withConnect(group: Fields, around: StoredJob): Fields {
  if (blocksIn(group, "Networks").length === 0) return group;
  return blocksIn(group, "Services").reduce((made, _service, index) => connected(made, index, around), group);
}

/** The service is read again: those before it may have changed the group, never the number of its services. */
function connected(group: Fields, index: number, around: StoredJob): Fields {
  const service = blocksIn(group, "Services")[index]!;
  const connect = blockIn(service, "Connect");
  if (blockIn(connect, "SidecarService") !== undefined) return withSidecar(group, named(service, group, around), { index, around });
  if (connect?.["Native"] === true) return withNative(group, service, index);
  if (blockIn(connect, "Gateway") !== undefined) return withGateway(group, named(service, group, around), { index, around });
  return group;
}

interface Place {
  readonly index: number;
  readonly around: StoredJob;
}

function withSidecar(group: Fields, service: Fields, { index, around }: Place): Fields {
  const kind = `connect-proxy:${textIn(service, "Name")}`;
  const label = textIn(blockIn(blockIn(service, "Connect"), "SidecarService"), "Port") || kind.replace(":", "-");
  const lifecycle = { Hook: "prestart", Sidecar: true };
  const withTask = withProxy(group, service, { kind, around, make: (name) => ({ ...proxyTask(group, service, { name, kind, around }), Lifecycle: lifecycle }) });
  return withPort(withService(withTask, service, index), label);
}

function withGateway(group: Fields, service: Fields, { index, around }: Place): Fields {
  const bound = boundGateway(service, group, around.version);
  const name = textIn(service, "Name");
  const type = gatewayKind(bound);
  const labelled = type === "connect-terminating" && textIn(bound, "PortLabel") === "" ? { ...bound, PortLabel: `${type}-${name}` } : bound;
  const port = labelled !== bound ? textIn(labelled, "PortLabel") : type === "connect-mesh" ? `${type}-${name}-lan` : undefined;
  const changed = withService(group, labelled, index);
  const withTask = hasGateway(group, name) ? changed : withProxy(changed, service, { kind: `${type}:${name}`, around, make: (task) => proxyTask(group, service, { name: task, kind: `${type}:${name}`, around }) });
  return port === undefined ? withTask : withPort(withTask, port);
}

function withNative(group: Fields, service: Fields, index: number): Fields {
  const tasks = blocksIn(group, "Tasks");
  const said = textIn(service, "TaskName");
  const task = said === "" ? (tasks.length === 1 ? tasks[0] : undefined) : tasks.find((one) => textIn(one, "Name") === said);
  if (task === undefined) return group;
  const kinds = eachBlock(group, "Tasks", (one) => (one === task ? { ...one, Kind: `connect-native:${textIn(service, "Name")}` } : one));
  return withService(kinds, { ...service, TaskName: textIn(task, "Name") }, index);
}

interface Proxy {
  readonly kind: string;
  readonly around: StoredJob;
  readonly make: (name: string) => Fields;
}

/** The author's `sidecar_task` lies on top, each time the job is submitted. */
function withProxy(group: Fields, service: Fields, { kind, around, make }: Proxy): Fields {
  const own = blockIn(blockIn(service, "Connect"), "SidecarTask");
  const there = blocksIn(group, "Tasks").find((task) => textIn(task, "Kind") === kind);
  const settle = (task: Fields) => settledTask(own === undefined ? task : mergedTask(task, own), group, around);
  if (there === undefined) return appended(group, "Tasks", settle(make(kind.replace(":", "-"))));
  return eachBlock(group, "Tasks", (task) => (task === there ? settle(task) : task));
}

/** Made after defaults were filled in, so they are filled in here, as for a task of its author's. */
function settledTask(task: Fields, group: Fields, { job, version }: StoredJob): Fields {
  const alone = { Type: job["Type"] ?? "service", TaskGroups: [{ RestartPolicy: group["RestartPolicy"] ?? {}, Tasks: [task as Json] }] };
  const made = blocksIn(blocksIn(withDefaults(alone, version) as Fields, "TaskGroups")[0], "Tasks")[0] ?? task;
  return withDefaultIdentity(made, version);
}

function proxyTask(group: Fields, service: Fields, { name, kind, around }: { name: string; kind: string; around: StoredJob }): Fields {
  const gateway = !kind.startsWith("connect-proxy:");
  const cluster = textIn(service, "Cluster") || textIn(blockIn(group, "Consul"), "Cluster");
  const grpc = { LTarget: `\${attr.${clusterAttribute("consul", cluster, "grpc")}}`, RTarget: "0", Operand: ">" };
  const tls = gateway && hasOwnTls(service) ? [semver(clusterAttribute("consul", cluster, "version"), ">= 1.11.2") as Json] : [];
  return {
    Name: name,
    Kind: kind,
    Driver: gateway && !atLeast(around.version, "1.7.0") ? "docker" : proxyDriver(group),
    Config: { image: gateway ? "${meta.connect.gateway_image}" : "${meta.connect.sidecar_image}", args: proxyArguments, ...(gateway && networkMode(group) === "host" ? { network_mode: "host" } : {}) },
    ShutdownDelay: 5e9,
    LogConfig: { MaxFiles: 2, MaxFileSizeMB: 2 },
    Resources: { CPU: 250, MemoryMB: 128 },
    Constraints: [semver(clusterAttribute("consul", cluster, "version"), ">= 1.8.0") as Json, grpc, ...tls],
  };
}

const proxyArguments = [
  "-c", "${NOMAD_SECRETS_DIR}/envoy_bootstrap.json", "-l", "${meta.connect.log_level}", "--concurrency", "${meta.connect.proxy_concurrency}", "--disable-hot-restart",
];

/** podman where the group runs podman and no docker. */
function proxyDriver(group: Fields): string {
  const drivers = new Set(blocksIn(group, "Tasks").map((task) => textIn(task, "Driver")));
  return drivers.has("podman") && !drivers.has("docker") ? "podman" : "docker";
}

function hasOwnTls(service: Fields): boolean {
  const tls = blockIn(blockIn(blockIn(blockIn(service, "Connect"), "Gateway"), "Ingress"), "TLS");
  return ["TLSMinVersion", "TLSMaxVersion"].some((name) => textIn(tls, name) !== "") || (Array.isArray(tls?.["CipherSuites"]) && tls["CipherSuites"].length > 0);
}

function hasGateway(group: Fields, service: string): boolean {
  const kinds = ["ingress", "terminating", "mesh"].map((type) => `connect-${type}:${service}`);
  return blocksIn(group, "Tasks").some((task) => kinds.includes(textIn(task, "Kind")));
}

export function networkMode(group: Fields): string {
  return textIn(blocksIn(group, "Networks")[0], "Mode");
}

function withService(group: Fields, service: Fields, index: number): Fields {
  const old = blocksIn(group, "Services")[index];
  return eachBlock(group, "Services", (one) => (one === old ? service : one));
}

/** -1: the host's port number inside the group's network, too. */
function withPort(group: Fields, label: string): Fields {
  const network = blocksIn(group, "Networks")[0];
  if (network === undefined || blocksIn(network, "DynamicPorts").some((port) => textIn(port, "Label") === label)) return group;
  const opened = appended(network, "DynamicPorts", { Label: label, To: -1, HostNetwork: "default" });
  return eachBlock(group, "Networks", (one) => (one === network ? opened : one));
}

/** Names of proxy tasks are known when the job is submitted: what the job says of itself is filled in. */
function named(service: Fields, group: Fields, { job }: StoredJob): Fields {
  const meta = { ...blockIn(job, "Meta"), ...blockIn(group, "Meta") };
  const words: { [word: string]: string } = { NOMAD_JOB_ID: textIn(job, "ID"), NOMAD_JOB_NAME: textIn(job, "Name"), NOMAD_GROUP_NAME: textIn(group, "Name"), NOMAD_NAMESPACE: textIn(job, "Namespace") };
  for (const [key, value] of Object.entries(meta)) if (typeof value === "string") words[`NOMAD_META_${key}`] = value;
  return { ...service, Name: filledIn(textIn(service, "Name"), words) };
}
