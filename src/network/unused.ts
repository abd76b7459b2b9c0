/** What the network that is built declares itself and nothing uses: programs, hosts, sources, `let`. */
import { diagnose } from "../diagnostics/catalog.ts";
import type { World } from "../evaluate/world.ts";

export function reportUnused(world: World): void {
  // After an error much was never asked for.
  if (world.report.failed) return;
  const last = world.chain[world.chain.length - 1]!;
  const report = (what: string, name: string, span: Parameters<typeof diagnose>[2]) => world.report.add(diagnose("unused-declaration", { what, name }, span));
  for (const decl of world.programs.values()) {
    if (!world.used.has(decl) && decl.bodies.every((body) => body.network === last.index)) report(decl.kind, decl.name, decl.bodies[0]!.span);
  }
  for (const what of ["host", "source"] as const) {
    for (const node of world.node.children(what)) if (node.network === last.index && !world.used.has(node)) report(what, node.label ?? "", node.origin.span);
  }
  for (const statement of last.decl.ast.body.statements) {
    if (statement.kind === "let" && !world.used.has(statement)) report("let", statement.name.text, statement.name.span);
  }
}
