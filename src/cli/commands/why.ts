/** `why`, with the compiler it uses. */
import { compile } from "../../compile.ts";
import type { Arguments } from "../arguments.ts";
import type { World } from "../world.ts";
import { runWhy } from "./why-run.ts";

export function run(args: Arguments, world: World): number {
  return runWhy(args, world, compile);
}
