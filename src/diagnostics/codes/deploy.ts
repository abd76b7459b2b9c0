/** What can go wrong when a network is planned and run: what is to be deployed, what moved in between, what did not become healthy. */
import { kind } from "../kind.ts";

export const deployCodes = {
  "no-file-named": kind<{ command: string }>({
    severity: "error",
    title: (a) => `\`mantisc ${a.command}\` needs a network file`,
    notes: (a) => [`Name one: \`mantisc ${a.command} networks/testnet.mantis\`, or by its name alone: \`mantisc ${a.command} testnet\`.`],
    explain: `Commands that talk to Nomad are about one network, and never guess which.

Wrong:   mantisc plan
Right:   mantisc plan networks/testnet.mantis`,
  }),
  "several-networks": kind<{ file: string; networks: readonly string[] }>({
    severity: "error",
    title: (a) => `There are several networks in ${a.file}`,
    notes: (a) => [`Say which: ${a.networks.map((name) => `\`--network ${name}\``).join(", ")}.`],
    explain: `A file may hold several networks; a deployment is of one.

Wrong:   mantisc plan networks/all.mantis
Right:   mantisc plan networks/all.mantis --network alice-testnet`,
  }),
  "unknown-network": kind<{ name: string; file: string; networks: readonly string[] }>({
    severity: "error",
    title: (a) => `There is no network \`${a.name}\` in ${a.file}`,
    notes: (a) => [`There is: ${a.networks.join(", ")}.`],
    explain: `\`--network\` picks one of the networks that the file writes.

Wrong:   mantisc plan testnet --network mantis-tesnet
Right:   mantisc plan testnet --network mantis-testnet`,
  }),
  "unknown-part": kind<{ name: string; network: string; guess: string | undefined; parts: readonly string[] }>({
    severity: "error",
    title: (a) => `Nothing in the network ${a.network} is called \`${a.name}\``,
    notes: (a) => [...(a.guess === undefined ? [] : [`Did you mean \`${a.guess}\`?`]), `Jobs, sets, groups and members may be named: ${a.parts.join(", ")}.`],
    explain: `After the file, commands take names that narrow them: of jobs, of sets of members, of groups, of single members.

Wrong:   mantisc plan testnet miners
Right:   mantisc plan testnet miner`,
  }),
};
