/** The completion script for fish. */
import { commands } from "../commands.ts";
import type { Command, Completes, Flag } from "../command.ts";
import { commandNames, completesValue, flagsOf, listKinds, shells } from "./words.ts";

const sources: Record<Completes, string> = {
  file: "(__fish_complete_suffix .mantis)",
  directory: "(__fish_complete_directories)",
  network: "(__mantisc_networks) (__fish_complete_suffix .mantis)",
  job: "(mantisc list jobs --names 2>/dev/null)",
  code: "(mantisc explain 2>/dev/null | string split -f1 ' ')",
  kind: listKinds.join(" "),
};

export function fishScript(): string {
  return [
    "# fish completion for mantisc",
    "function __mantisc_networks; for file in networks/*.mantis; basename $file .mantis; end; end",
    "complete -c mantisc -f",
    `set -l commands ${commandNames().join(" ")}`,
    ...commands.map(({ name, summary }) => `complete -c mantisc -n "not __fish_seen_subcommand_from $commands" -a ${name} -d ${quoted(summary)}`),
    "complete -c mantisc -n \"not __fish_seen_subcommand_from $commands\" -l help -d 'says what the commands do'",
    "complete -c mantisc -n \"not __fish_seen_subcommand_from $commands\" -l version -d 'prints the version'",
    ...commands.flatMap(commandLines),
    "",
  ].join("\n");
}

function commandLines(command: Command): string[] {
  const seen = `complete -c mantisc -n "__fish_seen_subcommand_from ${command.name}"`;
  const operands = command.name === "completion" ? [shells.join(" ")] : [...new Set(command.completes ?? [])].map((kind) => sources[kind]);
  return [...operands.map((words) => `${seen} -a ${quoted(words)}`), ...flagsOf(command).map((flag) => `${seen} ${flagWords(command, flag)}`)];
}

function flagWords(command: Command, flag: Flag): string {
  const source = completesValue(command, flag);
  const values = flag.choices?.join(" ") ?? (source === undefined ? undefined : sources[source]);
  const value = flag.value === undefined ? "" : values === undefined ? " -x" : ` -x -a ${quoted(values)}`;
  return `-l ${flag.name}${value} -d ${quoted(flag.help)}`;
}

function quoted(text: string): string {
  return `'${text.replace(/\\/g, "\\\\").replace(/'/g, "\\'")}'`;
}
