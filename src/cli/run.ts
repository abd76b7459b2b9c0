/** One call of the program: words in, exit code out. Everything it touches comes in as a World. */
import { diagnose } from "../diagnostics/catalog.ts";
import { parseArguments } from "./arguments.ts";
import { commands } from "./commands.ts";
import { commandHelp, generalHelp } from "./help.ts";
import { report } from "./report.ts";
import { exitCodes } from "./world.ts";
import type { World } from "./world.ts";

export async function run(words: readonly string[], world: World): Promise<number> {
  const [first, ...rest] = words;
  if (first === "--version" || first === "-V") return say(world, `mantisc ${world.version}\n`);
  if (first === undefined || first === "--help" || first === "-h" || first === "help") return help(rest, world, first === undefined);
  const command = commands.find(({ name }) => name === first);
  if (command === undefined) return unknown(first, world);
  const args = parseArguments(command, rest);
  if (args.help) return say(world, commandHelp(command));
  if (args.diagnostics.length > 0) return report(args.diagnostics, "text", world);
  const { run: runCommand } = await command.load();
  return runCommand(args, world);
}

function help(rest: readonly string[], world: World, asked: boolean): number {
  const command = commands.find(({ name }) => name === rest[0]);
  if (rest[0] !== undefined && command === undefined) return unknown(rest[0], world);
  say(world, command === undefined ? generalHelp() : commandHelp(command));
  return asked ? exitCodes.error : exitCodes.ok;
}

function unknown(name: string, world: World): number {
  return report([diagnose("unknown-command", { name, commands: commands.map((command) => command.name) })], "text", world);
}

function say(world: World, text: string): number {
  world.out.write(text);
  return exitCodes.ok;
}
