/** The network's own facts: where it runs, its store and ingress, hosts, sources, quorums, files, what it allows and expects. */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Node } from "../evaluate/node.ts";
import { describeValue } from "../evaluate/types.ts";
import type { Valued } from "../evaluate/values.ts";
import type { World } from "../evaluate/world.ts";
import { expectOf } from "./expects.ts";
import type { Allow, Host, Network, NetworkFile, Places, Quorum, Source, Store } from "./model.ts";
import { compileBody } from "./templates.ts";

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
    target: world.target,
    provider: world.provider(),
    ...(store === undefined ? {} : { store }),
    ...(world.ingress === undefined ? {} : { ingress: world.ingress.name }),
    sources: node.children("source").map(sourceOf),
    hosts: node.children("host").map(hostOf),
    files: node.children("file").map(fileOf),
    quorums: quorumsOf(world),
    expects: node.children("expect").map(expectOf).filter((one) => one !== undefined),
    allows: allowsOf(world),
  };
}

export function strings(valued: Valued | undefined): string[] {
  if (valued?.value.type !== "list") return [];
  return valued.value.items.map((item) => (item.value.type === "string" ? item.value.text.map((part) => (typeof part === "string" ? part : "")).join("") : ""));
}

function fileOf(node: Node): NetworkFile {
  const { body, secrets } = compileBody(node);
  return { path: node.label ?? "", body, secrets, origin: node.origin };
}

function storeOf(world: World): Store | undefined {
  const node = world.node.children("store")[0];
  if (node === undefined) return undefined;
  const facts = world.store();
  const vault = facts.kind === "vault" ? { mount: facts.mount, version: facts.version, ...(facts.root === "" ? {} : { root: facts.root }) } : {};
  return { kind: facts.kind, ...vault, policies: strings(node.valued("policies")), origin: node.origin };
}

function sourceOf(node: Node): Source {
  return { name: node.label ?? "", ...optional(node, "url"), ...optional(node, "ref"), ...optional(node, "rev"), origin: node.origin, places: placesOf(node, ["url", "ref", "rev"]) };
}

export function placesOf(node: Node, names: readonly string[]): Places {
  return Object.fromEntries(names.flatMap((name) => {
    const valued = node.valued(name);
    return valued === undefined ? [] : [[name, valued.origin]];
  }));
}

function optional<K extends string>(node: Node, name: K): { [key in K]?: string } {
  const value = node.string(name);
  return (value === undefined ? {} : { [name]: value }) as { [key in K]?: string };
}

function hostOf(node: Node): Host {
  const [address, consulNode] = [node.string("address"), node.string("consul_node")];
  const fixed = node.topmost(["address", "consul_node"]) === "address";
  return { name: node.label ?? "", ...(fixed && address !== undefined ? { address } : { consulNode: consulNode ?? node.label ?? "" }), origin: node.origin };
}

/** Members of one set say the same quorum; it is one. */
function quorumsOf(world: World): Quorum[] {
  const nodes = [...world.node.children("quorum"), ...[...world.jobs.values()].flatMap((job) => job.node.children("quorum"))];
  return [...new Set(nodes)].map(quorumOf).filter((one) => one !== undefined);
}

function quorumOf(node: Node): Quorum | undefined {
  const { report } = node.frame.world;
  const of = node.valued("of");
  const need = node.value("need");
  for (const name of ["of", "need"]) if (node.value(name) === undefined) report.add(diagnose("attribute-missing", { block: "quorum", name }, node.origin.span));
  if (of !== undefined && of.value.type !== "set" && of.value.type !== "error") report.add(diagnose("wrong-type", { wanted: "the members of a role", found: describeValue(of.value) }, of.origin.span));
  if (of?.value.type !== "set" || need?.type !== "int") return undefined;
  return { of: of.value.name, size: of.value.members.length, need: need.value, origin: node.origin };
}

/** What the named network itself allows; not inherited. */
function allowsOf(world: World): Allow[] {
  const last = world.chain.length - 1;
  return world.node.children("allow").filter((node) => node.network === last).map((node) => {
    const [code, ...reason] = [node.label ?? "", node.extra ?? ""];
    return { code, reason: reason.join(" "), used: false, origin: node.origin };
  });
}
