/** All commands, in the order of the help. Their code is loaded when they are called. */
import type { Command, Flag } from "./command.ts";

const root: Flag = { name: "root", value: "DIR", help: "where imports start (default: the nearest directory that holds kit/)" };
const set: Flag = { name: "set", value: "NAME=VALUE", repeat: true, help: "gives an input of the network a value; may be repeated" };
const format: Flag = { name: "format", value: "FORMAT", choices: ["text", "json", "sarif", "github"], help: "how problems are printed: text (on stderr), json, sarif or github (on stdout)" };
const watch: Flag = { name: "watch", help: "runs again whenever a file it read changes" };
const json: Flag = { name: "json", help: "prints JSON" };
const network: Flag = { name: "network", value: "NAME", help: "which network of the file, where it holds several" };
const yes: Flag = { name: "yes", help: "goes ahead without asking" };
const only: Flag = { name: "only", value: "NAME", repeat: true, help: "a job, set, group or member to narrow it to, as a name after the file; may be repeated" };
/** Of every command that talks to a network's Nomad. */
const site: readonly Flag[] = [network, set, root];
const namedFiles = "FILE is a path, or the name of a file in networks/. Without one, every network in networks/ is taken.";

export const commands: readonly Command[] = [
  {
    name: "build",
    summary: "writes a network's jobs, images and templates",
    usage: "mantisc build [FILE…] [flags]",
    operands: Infinity,
    completes: ["network"],
    flags: [
      { name: "out", value: "DIR", help: "where to write (default: out); each network has its own directory there" },
      { name: "job", value: "NAME", help: "with --stdout: the job to print" },
      { name: "stdout", help: "prints one job's payload instead of writing files" },
      set, format, watch, root,
    ],
    about: [
      namedFiles,
      "A file with a problem writes nothing, and what an earlier build wrote stays as it was. Files of jobs that are gone are removed; files that mantisc did not write are left alone.",
    ],
    example: "mantisc build networks/testnet.mantis --job mantis --stdout | nomad job run -json -",
    load: () => import("./commands/build.ts"),
  },
  {
    name: "check",
    summary: "looks for problems and writes nothing",
    usage: "mantisc check [FILE…] [flags]",
    operands: Infinity,
    completes: ["network"],
    flags: [set, format, watch, root],
    about: [namedFiles],
    example: "mantisc check --format github",
    load: () => import("./commands/check.ts"),
  },
  {
    name: "fmt",
    summary: "lays files out in the one way",
    usage: "mantisc fmt [--check] [FILE… | -]",
    operands: Infinity,
    completes: ["file"],
    flags: [{ name: "check", help: "lists the files that would change, writes nothing, and exits with 1 if there are any" }],
    about: ["Comments stay. A file that does not parse is left as it is. `-` formats stdin to stdout. Without a file, every .mantis file below networks/ is taken."],
    example: "mantisc fmt --check",
    load: () => import("./commands/fmt.ts"),
  },
  {
    name: "list",
    summary: "lists what is in the networks",
    usage: "mantisc list [networks|jobs|groups|tasks|services|ports|images|secrets|members] [FILE…] [flags]",
    operands: Infinity,
    completes: ["kind", "network"],
    flags: [json, { name: "names", help: "prints names only, one a line" }, set, root],
    about: ["Without a kind, networks are listed.", namedFiles],
    example: "mantisc list services testnet",
    load: () => import("./commands/list.ts"),
  },
  {
    name: "diff",
    summary: "shows what a change does to the deployed jobs",
    usage: "mantisc diff [OLD [NEW]] [flags]",
    operands: 2,
    completes: ["network", "network"],
    flags: [
      { name: "ref", value: "REF", help: "compares with the files at a git revision" },
      { name: "exit-code", help: "exits with 2 when there are differences" },
      { name: "text", help: "prints a plain listing, one line for each difference" },
      json, set, root,
    ],
    about: [
      "Compares two files, two networks, one file with its git revision (--ref), or with no argument every network with its golden build.",
      "Both sides are completed with Nomad's defaults first, so only what Nomad would see as different is shown.",
    ],
    example: "mantisc diff testnet --ref main",
    load: () => import("./commands/diff.ts"),
  },
  {
    name: "plan",
    summary: "shows what a run would do to what runs",
    usage: "mantisc plan FILE [JOB|SET|GROUP|MEMBER…] [flags]",
    operands: Infinity,
    completes: ["network", "job"],
    flags: [
      { name: "out", short: "o", value: "FILE", help: "writes the plan to a file for `mantisc run --plan`" },
      only, { name: "exit-code", help: "exits with 2 when there is something to change" }, { name: "verbose", help: "spells out groups and tasks that are new or gone as a whole" }, json, ...site,
    ],
    about: [
      "Asks the server for a dry run of every job, in the order in which they would go, and shows its diff beside our forecast: why each group is replaced, on which line that is written, and how long it all takes. Changes nothing.",
      "Names after the file (or --only) narrow it: groups that are not named stay as the server has them. NOMAD_ADDR and NOMAD_TOKEN are Nomad's own.",
    ],
    example: "mantisc plan testnet miner -o plan.json",
    load: () => import("./commands/plan.ts"),
  },
  {
    name: "stop",
    summary: "stops jobs of a network",
    usage: "mantisc stop FILE [JOB…] [--purge] [--yes]",
    operands: Infinity,
    completes: ["network", "job"],
    flags: [{ name: "purge", help: "forgets the jobs, their versions and their history too" }, yes, ...site],
    about: [
      "Shows what would stop and what is lost with it, asks once, and stops jobs in the order in which nothing looks up what is gone. Waits until their allocations have ended; Ctrl-C ends the waiting only.",
      "A part of a job is not stopped: set its count to 0 with `mantisc scale`, or take it out of the file and run that.",
    ],
    example: "mantisc stop testnet explorer",
    load: () => import("./commands/stop.ts"),
  },
  {
    name: "scale",
    summary: "changes how many allocations a running group has",
    usage: "mantisc scale FILE NAME=COUNT… [--yes]",
    operands: Infinity,
    completes: ["network"],
    flags: [yes, ...site],
    about: [
      "NAME is a group, or a set with `count`. Shows what would start and stop, asks once, and waits until the job is healthy. The file is not changed: the next run goes back to what it says.",
      "How many members a range has (`miner 1..5`) is said in the file alone; a single group of it may be set to 0 and back.",
    ],
    example: "mantisc scale testnet passive=5",
    load: () => import("./commands/scale.ts"),
  },
  {
    name: "why",
    summary: "says where a value comes from",
    usage: "mantisc why NETWORK PATH | mantisc why --from FILE:LINE",
    operands: 2,
    completes: ["network"],
    flags: [{ name: "from", value: "FILE:LINE", help: "lists everything that this line influences" }, json, set, root],
    about: ["PATH is job/group/task/field…, a JSON pointer into a payload, or a template and its line. Shown are the value, the layer that won, and the layers it beat."],
    example: "mantisc why testnet mantis/mantis-3/mantis/resources/cpu",
    load: () => import("./commands/why.ts"),
  },
  {
    name: "explain",
    summary: "explains a diagnostic",
    usage: "mantisc explain [CODE]",
    operands: 1,
    completes: ["code"],
    flags: [],
    about: ["Without a code, all codes are listed."],
    example: "mantisc explain output-in-the-way",
    load: () => import("./commands/explain.ts"),
  },
  {
    name: "new",
    summary: "starts your own network from another",
    usage: "mantisc new NAME [--from FILE]",
    operands: 1,
    flags: [{ name: "from", value: "FILE", help: "the network it extends (default: testnet)" }, root],
    about: ["Writes networks/NAME.mantis with a network that extends the one in FILE. Nothing is written over."],
    example: "mantisc new alice-testnet --from testnet",
    load: () => import("./commands/new.ts"),
  },
  {
    name: "status",
    summary: "says what of a network runs, and how well",
    usage: "mantisc status FILE [NAME…] [flags]",
    operands: Infinity,
    completes: ["network"],
    flags: [json, ...site],
    about: [
      "For each job and group: what is desired, runs and is healthy; the allocation of each member, its node, age and restarts, and what is wrong with it. NAMEs of jobs, sets, groups or members narrow it.",
      "Exits with 0 if all of it is healthy, and with 1 if something is not, or not yet. What is registered and not in the file is shown by `mantisc drift`.",
    ],
    example: "mantisc status testnet miner",
    load: () => import("./commands/status.ts"),
  },
  {
    name: "completion",
    summary: "prints a completion script for a shell",
    usage: "mantisc completion bash|zsh|fish",
    operands: 1,
    flags: [],
    about: [],
    example: "source <(mantisc completion bash)",
    load: () => import("./commands/completion.ts"),
  },
];
