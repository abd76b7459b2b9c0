/** `completion`: a script for bash, zsh or fish, made from the table of commands. Names of networks and jobs are asked of `mantisc list` when needed. */
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Arguments } from "../arguments.ts";
import { bashScript } from "../completion/bash.ts";
import { fishScript } from "../completion/fish.ts";
import { zshScript } from "../completion/zsh.ts";
import { report } from "../report.ts";
import { exitCodes } from "../world.ts";
import type { World } from "../world.ts";

const scripts: ReadonlyMap<string, () => string> = new Map([["bash", bashScript], ["zsh", zshScript], ["fish", fishScript]]);

export function run(args: Arguments, world: World): number {
  const shell = args.operands[0];
  const usage = "mantisc completion bash|zsh|fish";
  if (shell === undefined) return report([diagnose("missing-argument", { argument: "The shell's name", usage })], "text", world);
  const script = scripts.get(shell);
  if (script === undefined) return report([diagnose("bad-flag-value", { flag: "completion", value: shell, allowed: [...scripts.keys()] })], "text", world);
  world.out.write(script());
  return exitCodes.ok;
}
