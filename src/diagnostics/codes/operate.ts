/** What can be wrong with looking at what runs and steering it: names that nothing has, members that do not run, versions that are gone. */
import { compactNames } from "../../text/compact-names.ts";
import { kind } from "../kind.ts";

export const operateCodes = {
  "no-member-named": kind<{ command: string; file: string; members: readonly string[] }>({
    severity: "error",
    title: (a) => `\`mantisc ${a.command}\` needs the name of a member`,
    notes: (a) => [`There are: ${compactNames(a.members).join(", ")}.`, ...(a.members[0] === undefined ? [] : [`For example: \`mantisc ${a.command} ${a.file} ${a.members[0]}\`.`])],
    explain: `A log is that of one member: of one node of the network, whichever allocation it has now.

Wrong:   mantisc logs networks/testnet.mantis
Right:   mantisc logs networks/testnet.mantis mantis-1`,
  }),
  "unknown-member": kind<{ name: string; network: string; guess: string | undefined; members: readonly string[] }>({
    severity: "error",
    title: (a) => `No member of ${a.network} is called \`${a.name}\``,
    notes: (a) => [...(a.guess === undefined ? [] : [`Did you mean \`${a.guess}\`?`]), `There are: ${compactNames(a.members).join(", ")}.`],
    explain: `Members are the single nodes of a network; \`mantisc list members\` lists them. Of a set or group that has one member only, its name does too.

Wrong:   mantisc logs networks/testnet.mantis passive
Right:   mantisc logs networks/testnet.mantis passive-0`,
  }),
  "member-without-allocation": kind<{ member: string; job: string; file: string }>({
    severity: "error",
    title: (a) => `${a.member} has never run`,
    notes: (a) => [`Nomad knows no allocation of it in the job ${a.job}: it was not registered, found no node, or was removed long ago.`, `\`mantisc status ${a.file} ${a.member}\` says which.`],
    explain: `A log belongs to an allocation: one life of a member on one node. Nomad forgets them some time after they have ended.

Wrong:   mantisc logs networks/laptop.mantis mantis-1     # nothing was registered yet
Right:   mantisc run networks/laptop.mantis
         mantisc logs networks/laptop.mantis mantis-1`,
  }),
  "unknown-task": kind<{ name: string; member: string; guess: string | undefined; tasks: readonly string[] }>({
    severity: "error",
    title: (a) => `${a.member} has no task \`${a.name}\``,
    notes: (a) => [...(a.guess === undefined ? [] : [`Did you mean \`${a.guess}\`?`]), `Its tasks are: ${a.tasks.join(", ")}.`],
    explain: `Each task of an allocation has logs of its own.

Wrong:   mantisc logs networks/testnet.mantis mantis-1 --task telegraph
Right:   mantisc logs networks/testnet.mantis mantis-1 --task telegraf`,
  }),
  "bad-tail": kind<{ word: string; most: number }>({
    severity: "error",
    title: (a) => `\`--tail ${a.word}\` is no number of lines`,
    notes: (a) => [`It is a whole number from 0 to ${a.most}.`],
    explain: `\`--tail\` says how many of a log's last lines are shown.

Wrong:   mantisc logs networks/testnet.mantis mantis-1 --tail all
Right:   mantisc logs networks/testnet.mantis mantis-1 --tail 200`,
  }),
  "log-not-there": kind<{ member: string; task: string; allocation: string; reason: string }>({
    severity: "error",
    title: (a) => `There is no log of ${a.member} to read`,
    notes: (a) => [`Nomad says of the task ${a.task} in allocation ${a.allocation}: ${a.reason}`, "A task that waits for a template or an image has not started; the files of allocations that ended are removed after a while. `--follow` waits for the first line."],
    explain: `Logs lie on the node where the task runs, from its start until Nomad removes the allocation's directory.

Wrong:   mantisc logs networks/laptop.mantis mantis-1             # it waits for a secret
Right:   mantisc logs networks/laptop.mantis mantis-1 --follow`,
  }),
  "log-broken": kind<{ member: string; reason: string }>({
    severity: "error",
    title: (a) => `The log of ${a.member} broke off and could not be taken up again`,
    notes: (a) => [a.reason, "What was shown until then is complete."],
    explain: `A log comes straight from the node. When the connection breaks it goes on where it stopped; after several attempts that bring nothing it is given up.

Wrong:   mantisc logs networks/testnet.mantis mantis-1     # its node is gone
Right:   mantisc status networks/testnet.mantis mantis-1`,
  }),
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
  "bad-count": kind<{ word: string; example: string; file: string }>({
    severity: "error",
    title: (a) => (a.word === "" ? "Nothing says what to scale" : `\`${a.word}\` does not say a count`),
    notes: (a) => [`A group and how many allocations it is to have: \`mantisc scale ${a.file} ${a.example}\`.`],
    explain: `\`scale\` takes words of the form NAME=COUNT: the name of a group or of its set, and a whole number from 0.

Wrong:   mantisc scale networks/testnet.mantis passive 5
Right:   mantisc scale networks/testnet.mantis passive=5`,
  }),
  "not-a-group": kind<{ name: string; what: "job" | "member"; groups: readonly string[]; count: number; file: string }>({
    severity: "error",
    title: (a) => `\`${a.name}\` is a ${a.what}; a count belongs to a group`,
    notes: (a) => (a.what === "job"
      ? [`Its groups: ${compactNames(a.groups).join(", ")}.`]
      : [`It is in the group ${named(a.groups)}. \`mantisc scale ${a.file} ${a.groups[0]}=${a.count}\` takes one allocation away, that of the highest number.`]),
    explain: `Nomad counts the allocations of a group. A job has several groups; a member of a counted group is one of its allocations.

Wrong:   mantisc scale networks/testnet.mantis mantis=5
Right:   mantisc scale networks/testnet.mantis passive=5`,
  }),
  "count-in-file": kind<{ name: string; form: "range" | "one"; group: string; file: string }>({
    severity: "error",
    title: (a) => (a.form === "range" ? `Each member of \`${a.name}\` is a group of its own; how many there are is said in the file` : `\`${a.name}\` is a single member; that there are more is said in the file`),
    label: () => "said here",
    notes: (a) => [
      a.form === "range"
        ? "A member in a range has a name, secrets and outside numbers of its own: Nomad cannot make more of them. Change the range here, and run the file."
        : "Write a range (`1..3`) or `count = 3` here, and run the file.",
      `\`mantisc forecast\` and \`mantisc plan ${a.file}\` show what that does.`,
      `For a while a group may be away: \`mantisc scale ${a.file} ${a.group}=0\`.`,
    ],
    explain: `\`scale\` sets the count of a running group, which is one number in Nomad. Only a set with \`count\` has one; \`miner 1..5\` makes five groups.

Wrong:   mantisc scale networks/testnet.mantis miner=7
Right:   miner 1..7 { … }   in the file, and then mantisc run networks/testnet.mantis`,
  }),
  "system-scale": kind<{ job: string; type: string }>({
    severity: "error",
    title: (a) => `The job ${a.job} is of type ${a.type}: Nomad runs it once on every node`,
    notes: () => ["It has no count. Which nodes it runs on follows from its datacenters, node pool and constraints."],
    explain: `Jobs of type system and sysbatch are placed on each node that fits, and cannot be scaled.

Wrong:   mantisc scale networks/testnet.mantis collector=2
Right:   constraint { … }   in the file, and then mantisc run networks/testnet.mantis`,
  }),
  "not-registered": kind<{ what: string; stopped: boolean; file: string }>({
    severity: "error",
    title: (a) => (a.stopped ? `Somebody stopped ${a.what}` : `Nomad has not registered ${a.what}`),
    notes: (a) => [`\`mantisc run ${a.file}\` ${a.stopped ? "starts it again" : "registers it"}.`],
    explain: `Only what is registered and was not stopped can be scaled or taken back to an earlier version.

Wrong:   mantisc scale networks/laptop.mantis passive=2
Right:   mantisc run networks/laptop.mantis, and then mantisc scale networks/laptop.mantis passive=2`,
  }),
  "count-out-of-bounds": kind<{ group: string; count: number; least: number; most: number }>({
    severity: "error",
    title: (a) => `The scaling block of ${a.group} allows ${a.least} to ${a.most} allocations, not ${a.count}`,
    label: () => "the bound",
    notes: () => ["Nomad holds to what is registered. Change the bound in the file and run that first."],
    explain: `A group with a scaling block has a least and a greatest count, and Nomad refuses others.

Wrong:   mantisc scale networks/testnet.mantis passive=50
Right:   scaling { min = 1  max = 50 }   in the file, mantisc run, and then mantisc scale`,
  }),
  "deployment-goes-on": kind<{ job: string; version: number; description: string; file: string }>({
    severity: "error",
    title: (a) => `A deployment of the job ${a.job} still goes on`,
    notes: (a) => [`Version ${a.version}: ${a.description}. Nomad scales no job meanwhile.`, `\`mantisc status ${a.file}\` shows how far it is. Try again when it is done.`],
    explain: `While a new version of a job rolls out, Nomad refuses to change its counts by the way of \`scale\`.

Wrong:   mantisc run networks/testnet.mantis --detach, and at once mantisc scale networks/testnet.mantis passive=5
Right:   mantisc run networks/testnet.mantis, which waits, and then mantisc scale networks/testnet.mantis passive=5`,
  }),
  "job-moved": kind<{ job: string }>({
    severity: "error",
    title: (a) => `Somebody changed the job ${a.job} since it was shown here`,
    notes: () => ["Nothing of it was changed by this command. Start it again to see what it would do now."],
    explain: `Between the question and its answer the job got a new version. What was shown is no longer what would happen, so it is not done.

Wrong:   two people scale one job at the same time
Right:   the second one looks again`,
  }),
  "no-version-named": kind<{ file: string; job: string }>({
    severity: "error",
    title: () => "`revert` needs a job and the number of one of its versions",
    notes: (a) => [`\`mantisc versions ${a.file} ${a.job}\` lists them.`],
    explain: `Nomad numbers the versions of each job from 0.

Wrong:   mantisc revert networks/testnet.mantis mantis
Right:   mantisc revert networks/testnet.mantis mantis 3`,
  }),
  "part-has-no-versions": kind<{ name: string; job: string; file: string }>({
    severity: "error",
    title: (a) => `\`${a.name}\` is a part of the job ${a.job}; versions are of whole jobs`,
    label: () => "only a part of the job",
    notes: (a) => [`\`mantisc versions ${a.file} ${a.job}\` lists them. To take back one part alone, take it back in the file, and run that.`],
    explain: `A version holds all groups of a job, and going back to it brings all of them back.

Wrong:   mantisc revert networks/testnet.mantis passive 3
Right:   mantisc revert networks/testnet.mantis mantis 3`,
  }),
  "unusable-version": kind<{ job: string; version: number; why: "unknown" | "current" | "stopped"; others: readonly number[]; file: string }>({
    severity: "error",
    title: (a) => ({
      unknown: `Nomad knows no version ${a.version} of the job ${a.job}`,
      current: `Version ${a.version} of the job ${a.job} is the current one`,
      stopped: `Version ${a.version} of the job ${a.job} is the one that stopped it`,
    })[a.why],
    notes: (a) => [
      a.others.length === 0 ? "There is no other version to go back to." : `There is: ${a.others.join(", ")}. \`mantisc versions ${a.file} ${a.job}\` says what each of them changed.`,
      ...(a.why === "stopped" ? [`To stop the job: \`mantisc stop ${a.file} ${a.job}\`.`] : []),
    ],
    explain: `\`revert\` registers an earlier version of a job again. Nomad keeps the last six or so, and forgets all of them at a purge.

Wrong:   mantisc revert networks/testnet.mantis mantis 99
Right:   mantisc versions networks/testnet.mantis mantis, and a number that it lists`,
  }),
  "reverted-from-file": kind<{ job: string; version: number; file: string }>({
    severity: "warning",
    title: (a) => `Version ${a.version} of the job ${a.job} is not what the file says`,
    notes: (a) => [`The next \`mantisc run ${a.file}\` takes this back. \`mantisc diff ${a.file} --live\` shows where they differ.`],
    explain: `\`revert\` changes what runs, not the file. \`mantisc drift\` shows it until both say the same.

Wrong:   mantisc revert networks/testnet.mantis mantis 3, and nothing else
Right:   mantisc revert networks/testnet.mantis mantis 3, and the file taken back too (git revert)`,
  }),
  "count-differs": kind<{ group: string; count: number; inFile: number; counted: boolean; file: string }>({
    severity: "warning",
    title: (a) => `${a.group} now has ${a.count}, and the file still says ${a.inFile}`,
    label: (a) => `still ${a.inFile}`,
    notes: (a) => [`The next \`mantisc run ${a.file}\` goes back to ${a.inFile}.${a.counted ? ` To keep it, write ${a.count} here.` : ""}`],
    explain: `\`scale\` changes what runs, not the file. \`mantisc drift\` shows it until both say the same.

Wrong:   mantisc scale networks/testnet.mantis passive=5, and count = 3 in the file
Right:   mantisc scale networks/testnet.mantis passive=5, and count = 5 in the file`,
  }),
};

function named(names: readonly string[]): string {
  return compactNames(names).map((name) => `\`${name}\``).join(", ");
}

