/** What a network declares by name, as values: programs, hosts, sources, secrets. Looking one up counts as using it. */
import type { Span } from "../text/source.ts";
import { applyBody, type Body } from "./apply.ts";
import { record, string } from "./context.ts";
import type { Env, Frame } from "./env.ts";
import { kinds } from "./kinds/own.ts";
import type { Node } from "./node.ts";
import { newNode } from "./open-block.ts";
import { secretValue } from "./secrets.ts";
import { classes } from "./slot.ts";
import type { Value } from "./values.ts";
import type { ProgramDecl, World } from "./world.ts";

export function programValue(world: World, name: string): Value | undefined {
  const decl = world.programs.get(name);
  if (decl === undefined) return undefined;
  world.markUsed(decl);
  let known: Node | undefined;
  const node = () => (known ??= programNode(decl, world.frame));
  const fields = record("program", {
    name: () => string(name),
    tag: () => node().valueOrNone("tag"),
    rev: () => sourceRev(world, name),
    reference: () => string(programReference(decl, node())),
  }, () => string(name));
  return { type: "program", name, fields };
}

/** A program as a task sees it: its bodies in the task's frame. */
export function programNode(decl: ProgramDecl, frame: Frame): Node {
  const kind = kinds[decl.kind];
  const start: Body = { scope: decl.bodies[0]!.scope, frame, layer: { kind: "program", name: `${decl.kind} ${decl.name}` }, class: classes.program, id: "", party: "", order: [], network: 0, uses: [] };
  const node = newNode(kind, { path: `${decl.kind} ${decl.name}`, label: decl.name }, start, decl.bodies[0]!.span);
  for (const body of decl.bodies) applyBody(body.statements, { node }, { ...start, scope: body.scope, id: `${body.network}`, class: classes.firstNetwork + body.network * 4, network: body.network });
  return node;
}

function sourceRev(world: World, name: string): Value {
  return world.node.child("source", name)?.value("rev") ?? { type: "none" };
}

export function hostValue(world: World, name: string, span: Span): Value | undefined {
  const node = world.node.child("host", name);
  if (node === undefined) return undefined;
  world.markUsed(node);
  const address = (): Value => {
    const fixed = node.string("address");
    if (fixed !== undefined && node.topmost(["address", "consul_node"]) === "address") return string(fixed);
    return { type: "string", text: [{ late: "host", ref: name, node: node.string("consul_node") ?? name, span }] };
  };
  return { type: "host", name, fields: record("host", { name: () => string(name), address }, address) };
}

export function sourceValue(world: World, name: string): Value | undefined {
  const node = world.node.child("source", name);
  if (node === undefined) return undefined;
  world.markUsed(node);
  const own = (field: string) => () => node.valueOrNone(field);
  return record("source", { url: own("url"), ref: own("ref"), rev: own("rev") });
}

export function networkSecret(world: World, label: string, env: Env): Value | undefined {
  const node = world.node.child("secret", label);
  return node === undefined ? undefined : secretValue(node, undefined, env);
}

/** image: registry/repository; flake: its reference; binary: its command. */
export function programReference(decl: ProgramDecl, node: Node): string {
  if (decl.kind === "flake") return node.string("ref") ?? "";
  if (decl.kind === "binary") return node.string("command") ?? "";
  return `${decl.registry ?? ""}/${node.string("repository") ?? decl.name}`;
}
