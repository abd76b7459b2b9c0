/** Programs of a network: images in registries, flakes, binaries. One of another kind takes the place of what lies below. */
import { diagnose } from "../diagnostics/catalog.ts";
import type * as ast from "../syntax/ast.ts";
import type { Scope } from "./env.ts";
import { flatten, type Placed } from "./flatten.ts";
import type { ChainLink, World } from "./world.ts";

export function collectPrograms(world: World, link: ChainLink, one: Placed, block: ast.Block): boolean {
  if (block.head.text !== "registry") {
    addProgram(world, link, one.scope, block);
    return true;
  }
  const registry = block.labels[0]?.text;
  if (registry === undefined) {
    world.report.add(diagnose("wrong-labels", { block: "registry", wanted: "1 label", found: 0 }, block.head.span));
    return true;
  }
  for (const { statement, scope } of flatten(block.body?.statements ?? [], { scope: one.scope, frame: world.frame, layer: link.layer })) {
    if (statement.kind === "block" && statement.head.text === "image") addProgram(world, link, scope, statement, registry);
    else if (statement.kind === "unset" && statement.path[0]?.text === "image" && world.programs.delete(statement.path[1]?.text ?? "")) continue;
    else refuseStatement(world, statement, "registry", "image");
  }
  return true;
}

export function refuseStatement(world: World, statement: Placed["statement"], block: string, allowed: string): void {
  const notes = [`Allowed here: ${allowed}.`];
  if (statement.kind === "attribute") return world.report.add(diagnose("unknown-attribute", { name: statement.key.text, block }, statement.key.span, { notes }));
  if (statement.kind !== "block") return world.report.add(diagnose("unknown-block", { name: statement.kind, block }, statement.span, { notes }));
  const last = statement.labels[statement.labels.length - 1] ?? statement.head;
  const name = [statement.head, ...statement.labels].map((one) => one.text).join(" ");
  world.report.add(diagnose("unknown-block", { name, block }, { ...statement.head.span, end: last.span.end }, { notes }));
}

function addProgram(world: World, link: ChainLink, scope: Scope, block: ast.Block, registry?: string): void {
  const kind = block.head.text as "image" | "flake" | "binary";
  const label = block.labels[0];
  if (label === undefined || block.labels.length > 1) return world.report.add(diagnose("wrong-labels", { block: kind, wanted: "1 label", found: block.labels.length }, block.head.span));
  const body = { statements: block.body?.statements ?? [], scope, network: link.index, span: block.head.span };
  const before = world.programs.get(label.text);
  const twice = before?.bodies.find((one) => one.network === link.index);
  if (twice !== undefined) world.report.add(diagnose("set-twice", { path: `${kind} ${label.text}` }, block.head.span, { related: [{ span: twice.span, text: "and here, in the same layer" }] }));
  // A program of another kind takes the place of the one below.
  if (before !== undefined && before.kind === kind && before.registry === registry) before.bodies.push(body);
  else world.programs.set(label.text, { kind, name: label.text, ...(registry === undefined ? {} : { registry }), bodies: [body] });
}
