/** `forecast`: what a change would do to what runs, without a server. */
import { compile } from "../../compile.ts";
import type { Arguments } from "../arguments.ts";
import type { World } from "../world.ts";
import { runForecast } from "./forecast-run.ts";

export function run(args: Arguments, world: World): number {
  return runForecast(args, world, compile);
}
