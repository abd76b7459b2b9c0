/** The completion script for zsh. */
import { commands } from "../commands.ts";
import type { Command, Completes, Flag } from "../command.ts";
import { completesValue, flagsOf, listKinds, shells } from "./words.ts";

const actions: Record<Completes, string> = {
  file: "_files -g '*.mantis'",
  directory: "_files -/",
  network: "_mantisc_networks",
  job: "_mantisc_jobs",
  code: "_mantisc_codes",
  kind: "_mantisc_kinds",
};

export function zshScript(): string {
  return `#compdef mantisc
_mantisc_networks() { local -a names; names=(networks/*.mantis(N:t:r)); compadd -a names; _files -g '*.mantis' }
_mantisc_jobs() { local -a names; names=(\${(f)"$(mantisc list jobs --names 2>/dev/null)"}); compadd -a names }
_mantisc_codes() { local -a names; names=(\${(f)"$(mantisc explain 2>/dev/null | cut -d' ' -f1)"}); compadd -a names }
_mantisc_kinds() { compadd ${listKinds.join(" ")}; _mantisc_networks }

_mantisc() {
  local -a commands
  commands=(
${commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`).join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe 'command' commands
    compadd -- --help --version
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${commands.map(commandCase).join("\n")}
  esac
}
if [ "$funcstack[1]" = "_mantisc" ]; then _mantisc "$@"; else compdef _mantisc mantisc; fi
`;
}

function commandCase(command: Command): string {
  const flags = flagsOf(command).map((flag) => quoted(flagSpec(command, flag)));
  return `    ${command.name}) _arguments ${[...flags, ...operandSpec(command)].join(" ")};;`;
}

function flagSpec(command: Command, flag: Flag): string {
  const help = flag.help.replace(/[[\]]/g, "").replace(/:/g, "\\:");
  const source = completesValue(command, flag);
  const action = flag.choices !== undefined ? `(${flag.choices.join(" ")})` : source === undefined ? " " : actions[source];
  return `${flag.repeat === true ? "*" : ""}--${flag.name}[${help}]${flag.value === undefined ? "" : `:${flag.value.replace(/:/g, "\\:")}:${action}`}`;
}

function operandSpec(command: Command): string[] {
  if (command.name === "completion") return [quoted(`1:shell:(${shells.join(" ")})`)];
  const kind = command.completes?.[0];
  return kind === undefined ? [] : [quoted(`*:argument:${actions[kind]}`)];
}

function quoted(text: string): string {
  return `'${text.replace(/'/g, "'\\''")}'`;
}
