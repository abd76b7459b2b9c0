/** What goes wrong between a resolved network and a reader of it: output paths, `diff`, `why`. */
import { kind } from "../kind.ts";

export const outputCodes = {
  "output-path-escapes": kind<{ path: string }>({
    severity: "error",
    title: (a) => `\`${a.path}\` cannot be the path of an output file`,
    label: () => "this would be written there",
    notes: () => ["Every file of a build lies below the network's own directory. Names without `..`, backslashes and control characters, at most 255 characters each, can be written everywhere."],
    explain: `The labels of jobs, the names of groups and tasks and the destinations of templates become directories and files of the output.
One that climbs out of the output directory, or that some systems cannot store, is refused.

Wrong:   file "../map.tmpl" { … }
Right:   file "map.tmpl" { … }`,
  }),
  "output-path-twice": kind<{ path: string }>({
    severity: "error",
    title: (a) => `two things would be written to \`${a.path}\``,
    label: () => "this one would overwrite it",
    notes: () => ["Each output file has one source, and a file cannot also be a directory. Give one of them another name or destination."],
    explain: `Two templates of one task with the same destination, or a network file that is called like a job's directory, would overwrite each other.

Wrong:   file "mantis" { … }      # consul-template/mantis is also the directory of the job mantis
Right:   file "mantis.tmpl" { … }`,
  }),
  "why-unknown-path": kind<{ path: string; step: string; within: string }>({
    severity: "error",
    title: (a) => `there is no \`${a.step}\` in ${a.within}`,
    notes: (a) => [`\`${a.path}\` was followed as far as it goes.`],
    explain: `\`mantisc why NETWORK PATH\` follows a path through the built network: job/group/task/block/field, with labels or the names that are emitted,
in the words of the language or of Nomad's API. The message lists what exists where the path stopped.

Wrong:   mantisc why testnet mantis/mantis-3/mantis/resource/cpu
Right:   mantisc why testnet mantis/mantis-3/mantis/resources/cpu`,
  }),
  "why-no-line": kind<{ path: string; line: number; lines: number }>({
    severity: "error",
    title: (a) => `${a.path} has no line ${a.line}`,
    notes: (a) => [a.lines === 0 ? "The file is empty." : `It has ${a.lines} ${a.lines === 1 ? "line" : "lines"}.`],
    explain: `A place is written FILE:LINE, lines counted from 1: of a rendered template for \`why NETWORK PATH:LINE\`, of a source file for \`why --from FILE:LINE\`.

Wrong:   mantisc why testnet mantis/mantis-1/mantis/local/mantis.conf:900
Right:   mantisc why testnet mantis/mantis-1/mantis/local/mantis.conf:12`,
  }),
  "why-bad-place": kind<{ place: string }>({
    severity: "error",
    title: (a) => `\`${a.place}\` is not FILE:LINE`,
    notes: () => ["Write the file as diagnostics print it and a line counted from 1: `networks/testnet.mantis:18`."],
    explain: `\`mantisc why --from FILE:LINE\` shows everything that one line of a source file influences.

Wrong:   mantisc why --from networks/testnet.mantis
Right:   mantisc why --from networks/testnet.mantis:18`,
  }),
  "diff-bad-ref": kind<{ ref: string; reason: string }>({
    severity: "error",
    title: (a) => `\`${a.ref}\` is not a revision of this repository`,
    notes: (a) => [a.reason, "Name a branch, a tag or a commit: `--ref main`."],
    explain: `\`mantisc diff FILE --ref REF\` compares a network with what the same files said at a git revision.
A name that git does not know, or one that begins with \`-\`, is refused.

Wrong:   mantisc diff networks/testnet.mantis --ref mian
Right:   mantisc diff networks/testnet.mantis --ref main`,
  }),
  "unknown-nomad-version": kind<{ version: string; lines: readonly string[] }>({
    severity: "error",
    title: (a) => `\`${a.version}\` is no version of Nomad that mantisc knows`,
    notes: (a) => [`It knows the rules of ${a.lines.join(", ")}.`, "Write a release as `nomad version` prints it, like `1.6.3`; without the last number it is the newest of its line."],
    explain: `Servers of different versions store a job with other fields and defaults, show other differences and replace other allocations. \`--nomad\` says whose rules apply;
without it they are those of the network's \`nomad_version\`.

Wrong:   mantisc diff testnet staging --format nomad --nomad 1.66
Right:   mantisc diff testnet staging --format nomad --nomad 1.6.3`,
  }),
  "diff-bad-side": kind<{ side: string; reason: string }>({
    severity: "error",
    title: (a) => `\`${a.side}\` cannot be compared`,
    notes: (a) => [a.reason, "Name a network, a .mantis file, or a directory that a build wrote (it holds nomad/*.json)."],
    explain: `Each side of \`mantisc diff A B\` is a network's name, a .mantis file or the directory of a build.

Wrong:   mantisc diff testnet out/
Right:   mantisc diff testnet out/mantis-testnet`,
  }),
};
