/**
 * The block kinds of the language: Nomad's, with our own words laid over them, and those of a network.
 * One tree from `network` down. Invariant: no role and no program of any client is named here.
 */
import type { Type } from "../types.ts";
import { structKind } from "./from-schema.ts";
import { type AttributeDef, type BlockDef, type Kind, kindOf, type Sink } from "./kind.ts";

const string: Type = { kind: "string" };
const text: Type = { kind: "text" };
const int: Type = { kind: "int" };
const bool: Type = { kind: "bool" };
const any: Type = { kind: "any" };

function attribute(type: Type, sink: Sink = "none"): AttributeDef {
  return { type, sink };
}

function list(of: Type): Type {
  return { kind: "list", of };
}

function words(...all: string[]): Type {
  return { kind: "enum", words: all };
}

function symbol(of: "member" | "port" | "program" | "service" | "task"): Type {
  return { kind: "symbol", of };
}

function attributes(of: Readonly<Record<string, AttributeDef>>): Map<string, AttributeDef> {
  return new Map(Object.entries(of));
}

function one(kind: Kind): BlockDef {
  return { kind, labels: [0, 0], many: "one" };
}

function labelled(kind: Kind, labels: readonly [number, number] = [1, 1]): BlockDef {
  return { kind, labels, many: "labelled" };
}

function listed(kind: Kind, labels: readonly [number, number] = [0, 1]): BlockDef {
  return { kind, labels, many: "list" };
}

/** `route http { host path port }`: a way from outside to the service. */
const routeKind = kindOf("route", {
  attributes: attributes({ host: attribute(text, "none"), path: attribute(string), port: attribute(int) }),
});

const openConfig = kindOf("config", { open: attribute(any, "config") });
const rawApi = kindOf("nomad", { open: attribute(any, "field") });

const waitsKind = kindOf("waits", { attributes: attributes({ on: attribute(symbol("service")), count: attribute(int) }) });

/** Declared by roles and networks; how it is made at key time is an expression. */
const secretKind = kindOf("secret", {
  attributes: attributes({
    make: attribute(any),
    object: attribute(bool),
    fields: attribute(list(string)),
    shared: attribute(bool),
    doc: attribute(string),
  }),
});

const quorumKind = kindOf("quorum", { attributes: attributes({ of: attribute(any), need: attribute(int) }) });

/** One thing that the network's own test looks for. */
const expectKind = kindOf("expect", {
  attributes: attributes({
    blocks: attribute(int), peers: attribute(int), client: attribute(string), transfer: attribute(symbol("member")), kill: attribute(symbol("member")),
    of: attribute(any), within: attribute({ kind: "duration" }),
  }),
});

const drivers = ["raw_exec", "exec", "java", "qemu", "docker", "podman"];

function jobKind(): Kind {
  const job = structKind("Job", "job");
  const group = structKind("TaskGroup", "group");
  const network = structKind("NetworkResource", "network");
  const service = structKind("Service", "service");
  const check = structKind("ServiceCheck", "check");
  const task = structKind("Task", "task");
  const template = structKind("Template", "template");

  job.blocks.set("group", { kind: group, labels: [0, 1], many: "labelled", api: "TaskGroups", shape: "list" });
  job.blocks.set("quorum", listed(quorumKind));
  group.attributes.set("name", attribute(text));
  group.blocks.set("waits", listed(waitsKind));
  group.blocks.set("network", { ...group.blocks.get("network")!, many: "one" });
  network.blocks.delete("reserved_ports");
  network.attributes.set("mode", { type: { kind: "either", of: [words("host", "bridge", "none"), string] }, sink: "none", api: "Mode" });
  structKind("Port", "port").attributes.set("protocol", attribute(words("tcp", "udp", "both")));

  group.blocks.set("service", { ...group.blocks.get("service")!, many: "labelled", labels: [1, 1] });
  task.blocks.set("service", { ...task.blocks.get("service")!, many: "labelled", labels: [1, 1] });
  service.attributes.set("port", attribute(symbol("port")));
  service.attributes.set("task", attribute(symbol("task")));
  service.attributes.set("speaks", attribute(words("eth", "http", "grpc", "prometheus", "influx", "other")));
  service.blocks.set("check", { kind: check, labels: [1, 2], many: "list", api: "Checks", shape: "list" });
  service.blocks.set("route", listed(routeKind, [1, 2]));
  check.attributes.set("port", attribute(symbol("port")));
  check.attributes.set("task", attribute(symbol("task")));
  check.attributes.delete("type");

  task.attributes.set("name", attribute(text));
  // Drivers are plugins: those of Nomad are words, others strings.
  task.attributes.set("driver", { type: { kind: "either", of: [words(...drivers), string] }, sink: "none", api: "Driver" });
  task.attributes.set("run", attribute(symbol("program")));
  task.attributes.set("command", attribute(text, "config"));
  task.attributes.set("args", attribute(list(text), "config"));
  task.blocks.delete("secret");
  task.blocks.set("waits", listed(waitsKind));
  task.blocks.set("template", { ...task.blocks.get("template")!, many: "labelled", labels: [1, 1] });
  for (const word of ["destination", "source", "data"]) template.attributes.delete(word);
  template.attributes.set("from", attribute(string));
  template.attributes.set("text", attribute(text, "template"));
  template.attributes.set("json", attribute(any, "template"));
  template.attributes.set("yaml", attribute(any, "template"));
  // A map is the body; `true` says that a body from elsewhere becomes environment.
  template.attributes.set("env", attribute(any, "template"));

  for (const kind of [structKind("Constraint", "constraint"), structKind("Affinity", "affinity")]) {
    kind.attributes.set("value", { type: text, sink: "constraint", api: "RTarget" });
  }
  for (const kind of [job, group, task, service, network]) kind.blocks.set("nomad", one(rawApi));
  return job;
}

const imageKind = kindOf("image", {
  attributes: attributes({ tag: attribute(string), repository: attribute(string), command: attribute(text, "config"), args: attribute(list(text), "config") }),
  blocks: new Map([["config", one(openConfig)], ["env", one(kindOf("env", { open: attribute(text, "env"), plainKeys: true }))]]),
});
const flakeKind = kindOf("flake", {
  attributes: attributes({ ref: attribute(string), command: attribute(text, "config"), args: attribute(list(text), "config") }),
  blocks: imageKind.blocks,
});
const binaryKind = kindOf("binary", {
  attributes: attributes({ command: attribute(text, "config"), args: attribute(list(text), "config") }),
  blocks: imageKind.blocks,
});

const jobKindRoot = jobKind();

export const kinds = {
  job: jobKindRoot,
  group: structKind("TaskGroup", "group"),
  groupNetwork: structKind("NetworkResource", "network"),
  service: structKind("Service", "service"),
  check: structKind("ServiceCheck", "check"),
  task: structKind("Task", "task"),
  template: structKind("Template", "template"),
  vault: structKind("Vault", "vault"),
  secret: secretKind,
  route: routeKind,
  image: imageKind,
  flake: flakeKind,
  binary: binaryKind,
  /** Member facts in the body of a role's use; the rest of such a body belongs to the job. */
  use: kindOf("use", {
    attributes: attributes({ count: attribute(int), hostname: attribute(text) }),
    blocks: new Map([["public", one(kindOf("public", { open: attribute(int) }))]]),
  }),
  network: kindOf("network", {
    attributes: attributes({
      namespace: attribute(string),
      region: attribute(string),
      datacenters: attribute(list(string)),
      domain: attribute(string),
      nomad_version: attribute(string),
      node_pool: attribute(string),
      driver: attribute(words(...drivers)),
    }),
    blocks: new Map([
      ["services", { kind: kindOf("services"), labels: [1, 1], many: "one" } as BlockDef],
      ["store", { kind: kindOf("store", {
        attributes: attributes({
          mount: attribute(string), version: attribute(int), root: attribute(string), role: attribute(string),
          policies: attribute(list(string)), change_mode: attribute(words("noop", "restart", "signal")),
        }),
        blocks: new Map([["paths", one(kindOf("paths", { open: attribute(string) }))]]),
      }), labels: [1, 1], many: "one" } as BlockDef],
      ["host", labelled(kindOf("host", { attributes: attributes({ consul_node: attribute(string), address: attribute(string) }) }))],
      ["source", labelled(kindOf("source", { attributes: attributes({ url: attribute(string), ref: attribute(string), rev: attribute(string) }) }))],
      ["registry", labelled(kindOf("registry", { blocks: new Map([["image", labelled(imageKind)]]) }))],
      ["flake", labelled(flakeKind)],
      ["binary", labelled(binaryKind)],
      ["secret", labelled(secretKind)],
      ["file", labelled(kindOf("file", { attributes: attributes({ from: attribute(string), text: attribute(text, "template"), json: attribute(any, "template"), yaml: attribute(any, "template") }) }))],
      ["quorum", listed(quorumKind)],
      ["expect", labelled(expectKind)],
      ["allow", { kind: kindOf("allow"), labels: [2, 2], many: "labelled" } as BlockDef],
    ]),
  }),
};

/** Every kind that `default KIND { … }` may name, by name; one name may stand for several kinds. */
export const kindsByName: ReadonlyMap<string, readonly Kind[]> = (() => {
  const all = new Map<string, Kind[]>();
  const seen = new Set<Kind>();
  const visit = (kind: Kind): void => {
    if (seen.has(kind)) return;
    seen.add(kind);
    all.set(kind.name, [...(all.get(kind.name) ?? []), kind]);
    for (const block of kind.blocks.values()) visit(block.kind);
  };
  visit(kinds.job);
  visit(kinds.network);
  return all;
})();
