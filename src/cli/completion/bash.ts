/** The completion script for bash. */
import { commands } from "../commands.ts";
import type { Command, Completes } from "../command.ts";
import { commandNames, completesValue, flagsOf, listKinds, shells } from "./words.ts";

const sources: Record<Completes, string> = {
  file: "_mantisc_files",
  directory: "_mantisc_directories",
  network: "_mantisc_networks; _mantisc_files",
  job: "_mantisc_jobs",
  code: "_mantisc_codes",
  kind: `_mantisc_words "${listKinds.join(" ")}"`,
};

export function bashScript(): string {
  return `# bash completion for mantisc
_mantisc_words() { COMPREPLY+=($(compgen -W "$1" -- "$cur")); }
_mantisc_files() { compopt -o filenames 2>/dev/null; COMPREPLY+=($(compgen -d -- "$cur") $(compgen -f -X '!*.mantis' -- "$cur")); }
_mantisc_directories() { compopt -o filenames 2>/dev/null; COMPREPLY+=($(compgen -d -- "$cur")); }
_mantisc_networks() { local file; for file in networks/*.mantis; do [ -f "$file" ] && file=\${file##*/} && _mantisc_words "\${file%.mantis}"; done; }
_mantisc_jobs() { _mantisc_words "$(mantisc list jobs --names 2>/dev/null)"; }
_mantisc_codes() { _mantisc_words "$(mantisc explain 2>/dev/null | cut -d' ' -f1)"; }

_mantisc() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]}
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then _mantisc_words "${commandNames().join(" ")} --help --version"; return; fi
  case "\${COMP_WORDS[1]} $prev" in
${commands.flatMap(valueCases).join("\n")}
  esac
  case "\${COMP_WORDS[1]}" in
${commands.map(commandCase).join("\n")}
  esac
}
complete -F _mantisc mantisc
`;
}

function valueCases(command: Command): string[] {
  return command.flags.filter((flag) => flag.value !== undefined).map((flag) => {
    const source = completesValue(command, flag);
    const action = flag.choices !== undefined ? `_mantisc_words "${flag.choices.join(" ")}"` : source === undefined ? ":" : sources[source];
    return `    "${command.name} --${flag.name}") ${action}; return;;`;
  });
}

function commandCase(command: Command): string {
  const flags = flagsOf(command).map((flag) => `--${flag.name}`).join(" ");
  const operands = command.name === "completion" ? [`_mantisc_words "${shells.join(" ")}"`] : [...new Set(command.completes ?? [])].map((kind) => sources[kind]);
  const action = operands.length === 0 ? ":" : operands.join("; ");
  return `    ${command.name}) case "$cur" in -*) _mantisc_words "${flags}";; *) ${action};; esac;;`;
}
