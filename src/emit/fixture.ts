/** Small resolved networks built by hand, for the tests of everything that reads one. */
import type { Layer, Origin } from "../evaluate/origin.ts";
import type { Group, Job, Network, Program, Service, Task } from "../network/model.ts";
import type { MapTree, Tree } from "../network/tree.ts";
import type { Json } from "../text/json.ts";
import type { SourceFile } from "../text/source.ts";

export const testnet: SourceFile = {
  path: "networks/testnet.mantis",
  text: `network testnet {
  job mantis {
    miner 1..5 {}
    miner[3] { cpu = 1000MHz }
    passive  { count = 3 }
  }
}
`,
};

export const kit: SourceFile = {
  path: "networks/kit/mantis.mantis",
  text: `role miner(cpu: frequency = 3400MHz) {
  group {
    task mantis { resources { cpu = cpu  memory = 5GiB } }
  }
}
`,
};

/** The origin of the first place where `source` stands in the file. */
export function origin(file: SourceFile, source: string, layer: Layer, beaten: readonly Origin[] = []): Origin {
  const start = Math.max(0, file.text.indexOf(source));
  return { span: { file, start, end: start + source.length }, layer, beaten, source };
}

export const roleOrigin = origin(kit, "memory = 5GiB", { kind: "role", name: "miner" });
export const networkOrigin = origin(testnet, "network testnet", { kind: "network", name: "testnet" });

/** A tree of which every node comes from `from`. */
export function treeOf(json: Json, from: Origin = roleOrigin): Tree {
  if (Array.isArray(json)) return { kind: "list", items: json.map((item) => treeOf(item, from)), origin: from };
  if (json === null || typeof json !== "object") return { kind: "leaf", value: json, origin: from };
  return { kind: "map", fields: new Map(Object.entries(json).map(([name, value]) => [name, treeOf(value, from)])), origin: from };
}

export function mapOf(json: { [key: string]: Json }, from: Origin = roleOrigin): MapTree {
  return treeOf(json, from) as MapTree;
}

export function withField(tree: Tree, path: readonly string[], value: Tree): Tree {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  if (tree.kind === "list") return { ...tree, items: tree.items.map((item, i) => (i === Number(first) ? withField(item, rest, value) : item)) };
  if (tree.kind === "leaf") return tree;
  return { ...tree, fields: new Map(tree.fields).set(first, withField(tree.fields.get(first) ?? mapOf({}), rest, value)) };
}

export const body = "mining-enabled = true\nport = {{ env \"NOMAD_PORT_server\" }}\nnetwork = testnet\n";

export function task(name: string): Task {
  const lines = body.split("\n").slice(0, -1).map((_, i) => (i === 2 ? networkOrigin.span : roleOrigin.span));
  const template = { destination: "local/mantis.conf", body, lines, changeMode: "noop", env: false, origin: roleOrigin };
  return { label: name, name, driver: "docker", program: "mantis", templates: [template], secrets: [], origin: roleOrigin };
}

export function group(name: string, count = 1): Group {
  return { job: "mantis", name, set: "miner", role: "miner", members: [name], count, mode: "bridge", ports: [], services: [service(name)], tasks: [task("mantis")], waits: [], origin: roleOrigin };
}

function service(member: string): Service {
  return { label: "rpc", job: "mantis", group: member, name: [`testnet-${member}`], port: "rpc", provider: "consul", tags: [], meta: {}, checks: [], routes: [], origin: roleOrigin };
}

export function groupJson(name: string, cpu = 3400, count = 1): { [key: string]: Json } {
  const template = { EmbeddedTmpl: body, DestPath: "local/mantis.conf", ChangeMode: "noop", Splay: 900e9 };
  const mantis = { Name: "mantis", Driver: "docker", Config: { image: "docker.mantis.ws/mantis:2jvv", args: ["-x", "y"] }, Env: { B: "2", A: "1" }, Resources: { CPU: cpu, MemoryMB: 5120 }, Templates: [template], Vault: {} };
  const check = { Type: "http", Path: "/healthcheck", PortLabel: "rpc", Interval: 10e9, Timeout: 3e9 };
  const service = { Name: `testnet-${name}`, PortLabel: "rpc", Tags: ["a", name], Checks: [check] };
  const network = { Mode: "bridge", DynamicPorts: [{ Label: "rpc", To: 8000 }, { Label: "server", To: 5000 }] };
  return { Name: name, Count: count, Networks: [network], Services: [service], Tasks: [mantis], RestartPolicy: { Interval: 60e9, Attempts: 5, Delay: 10e9, Mode: "delay" } };
}

export function jobJson(id: string, groups: { [key: string]: Json }[]): { [key: string]: Json } {
  return { ID: id, Name: id, Namespace: "testnet", Type: "service", Datacenters: ["us-east-2", "eu-central-1"], TaskGroups: groups };
}

/** miner 1..5, of which the third has another cpu, and three passive nodes under a count. */
export function mantisJob(): Job {
  const names = [1, 2, 3, 4, 5].map((i) => `mantis-${i}`);
  const plain = mapOf(jobJson("mantis", [...names.map((name) => groupJson(name)), groupJson("passive", 500, 3)]));
  const standard = origin(kit, "cpu: frequency = 3400MHz", { kind: "parameter-default", name: "miner" });
  const set = origin(testnet, "cpu = 1000MHz", { kind: "member", name: "miner[3]" }, [standard]);
  const tree = withField(plain, ["TaskGroups", "2", "Tasks", "0", "Resources", "CPU"], { kind: "leaf", value: 1000, origin: set }) as MapTree;
  return { label: "mantis", id: "mantis", type: "service", tree, groups: [...names.map((name) => group(name)), group("passive", 3)], origin: networkOrigin };
}

export function image(name: string, reference: string, tag?: string): Program {
  return { name, kind: "image", reference, ...(tag === undefined ? {} : { tag }), pinned: tag !== undefined, origin: networkOrigin, places: {} };
}

export function network(jobs: readonly Job[] = [mantisJob()]): Network {
  const programs = [image("mantis", "docker.mantis.ws/mantis", "2jvv"), image("mantis-faucet", "docker.mantis.ws/mantis-faucet", "wcbg"), image("morpho", "docker.mantis.ws/morpho-node", "ryxk")];
  const files = [{ path: "map.tmpl", body: "{{ range service \"testnet-mantis-1\" }}{{ end }}\n", secrets: [], origin: networkOrigin }];
  return {
    name: "testnet", origin: networkOrigin, namespace: "testnet", datacenters: ["us-east-2"], target: "1.6", provider: "consul", programs, sources: [], hosts: [], sets: [],
    jobs, secrets: [], files, quorums: [], expects: [], allows: [], references: [],
  };
}
