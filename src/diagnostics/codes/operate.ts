/** What can be wrong with looking at what runs and steering it: names that nothing has, members that do not run, versions that are gone. */
import { compactNames } from "../../text/compact-names.ts";
import { kind } from "../kind.ts";

export const operateCodes = {
  "nobody-to-ask": kind<{}>({
    severity: "error",
    title: () => "Nobody is here to say yes",
    notes: () => ["Before anything is changed the program asks, and there is no terminal to ask on. Nothing was done.", "`--yes` goes ahead without the question."],
    explain: `Commands that change what runs show first what they would do, and ask once. In a script nobody answers.

Wrong:   echo | mantisc stop networks/laptop.mantis
Right:   mantisc stop networks/laptop.mantis --yes`,
  }),
  "partial-stop": kind<{ file: string; job: string; groups: readonly string[] }>({
    severity: "error",
    title: (a) => `${named(a.groups)} ${a.groups.length === 1 ? "is a part" : "are parts"} of the job ${a.job}, and Nomad stops whole jobs`,
    label: () => "only a part of the job",
    notes: (a) => [
      `For a while: \`mantisc scale ${a.file} ${a.groups.map((group) => `${group}=0`).join(" ")}\` takes ${a.groups.length === 1 ? "its allocations" : "their allocations"} away, and \`mantisc run ${a.file}\` brings them back.`,
      `For good: take ${a.groups.length === 1 ? "it" : "them"} out of the file and run \`mantisc run ${a.file}\`.`,
      `The whole job: \`mantisc stop ${a.file} ${a.job}\`.`,
    ],
    explain: `A job is what Nomad registers and stops. Its groups have counts, which may be 0.

Wrong:   mantisc stop networks/testnet.mantis passive
Right:   mantisc scale networks/testnet.mantis passive=0
Right:   mantisc stop networks/testnet.mantis mantis`,
  }),
};

function named(names: readonly string[]): string {
  return compactNames(names).map((name) => `\`${name}\``).join(", ");
}

