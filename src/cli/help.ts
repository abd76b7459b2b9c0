/** The help texts, from the table of commands. */
import { wrap } from "../diagnostics/render/wrap.ts";
import { commands } from "./commands.ts";
import type { Command, Flag } from "./command.ts";

const exits = "Exit codes: 0 it worked, 1 there were errors, 2 there are differences (diff --exit-code).";

export function generalHelp(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    "mantisc describes a blockchain network and writes the Nomad jobs that run it.",
    "",
    "Usage: mantisc COMMAND [arguments]",
    "",
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    "",
    "mantisc COMMAND --help says more; mantisc --version prints the version.",
    exits,
    "Colours appear on a terminal only; NO_COLOR=1 and FORCE_COLOR=1 decide otherwise.",
    "",
    "Example: mantisc build networks/testnet.mantis",
    "",
  ].join("\n");
}

export function commandHelp(command: Command): string {
  const flags = command.flags.map((flag) => [flagForm(flag), flag.help] as const);
  const width = Math.max(0, ...flags.map(([form]) => form.length));
  return [
    `mantisc ${command.name} ${command.summary}.`,
    "",
    `Usage: ${command.usage}`,
    ...(flags.length === 0 ? [] : ["", ...flags.map(([form, help]) => `  ${form.padEnd(width)}  ${help}`)]),
    ...(command.about.length === 0 ? [] : ["", ...command.about.flatMap((paragraph) => wrap(paragraph, 100))]),
    "",
    exits,
    `Example: ${command.example}`,
    "",
  ].join("\n");
}

function flagForm(flag: Flag): string {
  const value = flag.choices === undefined ? flag.value : flag.choices.join("|");
  return `${flag.short === undefined ? "" : `-${flag.short}, `}--${flag.name}${value === undefined ? "" : ` ${value}`}`;
}
