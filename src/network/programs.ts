/** Programs that tasks of the network run. */
import type { World } from "../evaluate/world.ts";
import { programNode, programReference } from "../evaluate/lookups.ts";
import { placesOf } from "./facts.ts";
import type { Job, Program } from "./model.ts";

export function resolvePrograms(world: World, jobs: readonly Job[]): Program[] {
  const used = new Set(jobs.flatMap((job) => job.groups.flatMap((group) => group.tasks.flatMap((task) => task.program ?? []))));
  return [...world.programs.values()].filter((decl) => used.has(decl.name)).map((decl) => {
    const node = programNode(decl, world.frame);
    const tag = node.string("tag");
    const last = decl.bodies[decl.bodies.length - 1]!;
    const layer = world.chain[last.network]!.layer;
    // References may hold late parts of a task in args, never in what names the program.
    const reference = programReference(decl, node);
    return {
      name: decl.name,
      kind: decl.kind,
      reference,
      ...(tag === undefined ? {} : { tag }),
      pinned: decl.kind === "image" ? tag !== undefined && tag !== "latest" : decl.kind === "binary" || /[0-9a-f]{40}/.test(reference),
      origin: { span: last.span, layer, beaten: [] },
      places: placesOf(node, ["tag", "ref", "repository"]),
    };
  });
}
