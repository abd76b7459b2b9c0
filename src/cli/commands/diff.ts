/** `diff`, with the compiler it uses; what talks to a server is loaded only for that. */
import { compile } from "../../compile.ts";
import type { Arguments } from "../arguments.ts";
import type { World } from "../world.ts";
import { report } from "../report.ts";
import { checkFlags, runDiff } from "./diff-run.ts";

export async function run(args: Arguments, world: World): Promise<number> {
  if (!args.has("live")) return runDiff(args, world, compile);
  const wrong = checkFlags(args);
  if (wrong.length > 0) return report(wrong, "text", world);
  return (await import("./diff-live.ts")).runLive(args, world);
}
