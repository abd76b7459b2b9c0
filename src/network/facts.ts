/** The network's own facts: where it runs, its store and ingress, hosts, sources, quorums, files, what it allows and expects. */
import type { Node } from "../evaluate/node.ts";
import type { Valued } from "../evaluate/values.ts";
import type { World } from "../evaluate/world.ts";
import { topmost } from "../evaluate/world.ts";
import { fieldsOf, mapTree } from "./blocks.ts";
import type { Allow, Expect, Host, Network, Quorum, Source, Store } from "./model.ts";
import { compileBody } from "./templates.ts";
import { toJson } from "./tree.ts";

type Facts = Omit<Network, "programs" | "sets" | "jobs" | "secrets" | "references">;

export function resolveFacts(world: World): Facts {
  const { node } = world;
  const { doc } = world.decl.ast;
  const region = node.string("region");
  const domain = node.string("domain");
  const store = storeOf(world);
  return {
    name: world.name,
    ...(doc === undefined ? {} : { doc }),
    origin: { ...node.origin, span: world.decl.ast.name.span },
    namespace: world.namespace,
    ...(region === undefined ? {} : { region }),
    datacenters: strings(node.valued("datacenters")),
    ...(domain === undefined ? {} : { domain }),
    target: node.string("nomad_version") ?? "1.6",
    provider: world.provider(),
    ...(store === undefined ? {} : { store }),
    ...(world.ingress === undefined ? {} : { ingress: world.ingress.name }),
    sources: node.children("source").map(sourceOf),
    hosts: node.children("host").map(hostOf),
    files: node.children("file").map((file) => ({ path: file.label ?? "", body: compileBody(file).body, origin: file.origin })),
    quorums: quorumsOf(world),
    expects: node.children("expect").map((one): Expect => ({ title: one.label ?? "", values: toJson(mapTree(fieldsOf(one), one.origin)), origin: one.origin })),
    allows: allowsOf(world),
  };
}

export function strings(valued: Valued | undefined): string[] {
  if (valued?.value.type !== "list") return [];
  return valued.value.items.map((item) => (item.value.type === "string" ? item.value.text.map((part) => (typeof part === "string" ? part : "")).join("") : ""));
}

function storeOf(world: World): Store | undefined {
  const node = world.node.children("store")[0];
  if (node === undefined) return undefined;
  const facts = world.store();
  const vault = facts.kind === "vault" ? { mount: facts.mount, version: facts.version, ...(facts.root === "" ? {} : { root: facts.root }) } : {};
  return { kind: facts.kind, ...vault, policies: strings(node.valued("policies")), origin: node.origin };
}

function sourceOf(node: Node): Source {
  return { name: node.label ?? "", ...optional(node, "url"), ...optional(node, "ref"), ...optional(node, "rev"), origin: node.origin };
}

function optional<K extends string>(node: Node, name: K): { [key in K]?: string } {
  const value = node.string(name);
  return (value === undefined ? {} : { [name]: value }) as { [key in K]?: string };
}

function hostOf(node: Node): Host {
  const [address, consulNode] = [node.string("address"), node.string("consul_node")];
  const fixed = topmost(node, ["address", "consul_node"]) === "address";
  return { name: node.label ?? "", ...(fixed && address !== undefined ? { address } : { consulNode: consulNode ?? node.label ?? "" }), origin: node.origin };
}

/** Members of one set say the same quorum; it is one. */
function quorumsOf(world: World): Quorum[] {
  const all = new Map<string, Quorum>();
  for (const node of [...world.node.children("quorum"), ...[...world.jobs.values()].flatMap((job) => job.node.children("quorum"))]) {
    const [of, need] = [node.value("of"), node.value("need")];
    if (of?.type !== "set" || need?.type !== "int") continue;
    all.set(of.name, { of: of.name, size: of.members.length, need: need.value, origin: node.origin });
  }
  return [...all.values()];
}

/** What the named network itself allows; not inherited. */
function allowsOf(world: World): Allow[] {
  const last = world.chain.length - 1;
  return world.node.children("allow").filter((node) => node.network === last).map((node) => {
    const [code, ...reason] = [node.label ?? "", node.extra ?? ""];
    return { code, reason: reason.join(" "), used: false, origin: node.origin };
  });
}
