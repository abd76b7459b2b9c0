/** What can go wrong with a Nomad agent that `mantisc up --agent` starts on this machine. */
import { kind } from "../kind.ts";

const whereElse = "Any Nomad that runs will do, too: NOMAD_ADDR says where it is.";
const list = (items: readonly (string | number)[]) => (items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`);
const plural = (items: readonly unknown[], one: string, many: string) => (items.length === 1 ? one : many);

export const agentCodes = {
  "agent-not-here": kind<{ address: string; problem: string }>({
    severity: "error",
    title: (a) => `No agent can be started at ${a.address}: ${a.problem}`,
    notes: () => ["NOMAD_ADDR says where Nomad answers. Without it, an agent is started at http://127.0.0.1:4646; with `http://127.0.0.1:PORT` at another port. On other machines nothing is started."],
    explain: `An agent is started on this machine only, and answers plain http at 127.0.0.1. At any other address somebody else has to start Nomad.

Wrong:   NOMAD_ADDR=https://nomad.example mantisc up laptop --agent
Right:   NOMAD_ADDR=http://127.0.0.1:14646 mantisc up laptop --agent`,
  }),
  "agent-no-program": kind<{ problem: string }>({
    severity: "error",
    title: (a) => `There is no Nomad to start: ${a.problem}`,
    notes: () => [`Nomad is one program, https://developer.hashicorp.com/nomad/install has it: put it on PATH, or its path into NOMAD_BIN. ${whereElse}`],
    explain: `mantisc starts the \`nomad\` that is on PATH, or the one that NOMAD_BIN names, as \`nomad agent -dev\`. It does not bring one along.

Wrong:   NOMAD_BIN=nomad_1.6.3_linux_amd64.zip mantisc up laptop --agent
Right:   NOMAD_BIN=./nomad mantisc up laptop --agent`,
  }),
  "agent-port-taken": kind<{ ports: readonly number[]; address: string }>({
    severity: "error",
    title: (a) => `${plural(a.ports, "Port", "Ports")} ${list(a.ports)} of 127.0.0.1 ${plural(a.ports, "is", "are")} taken by another program`,
    notes: (a) => [`An agent at ${a.address} takes its port and the two after it. \`NOMAD_ADDR=http://127.0.0.1:PORT\` starts it at another one, and the other commands then find it by the same variable.`],
    explain: `An agent listens on three ports: the one of its address for HTTP, the next for RPC, the one after that for serf. One of them has another listener, which does not answer as Nomad does.

Wrong:   mantisc up laptop --agent, while something else listens on port 4647
Right:   NOMAD_ADDR=http://127.0.0.1:14646 mantisc up laptop --agent`,
  }),
  "agent-silent": kind<{ address: string; pid: number; log: string }>({
    severity: "error",
    title: (a) => `The agent that mantisc started for ${a.address} runs and does not answer`,
    notes: (a) => [`It is the process ${a.pid}, and prints to ${a.log}. It may still be starting, for another command; \`mantisc down\` ends it.`],
    explain: `mantisc remembers the agent that it started. That one is still there, and no Nomad answers at its address: it is starting, overloaded or stuck.

Wrong:   mantisc up laptop --agent, twice at the same time
Right:   mantisc down laptop && mantisc up laptop --agent`,
  }),
  "agent-directory": kind<{ path: string | undefined; problem: string }>({
    severity: "error",
    title: (a) => (a.path === undefined ? `There is no place for an agent's directory: ${a.problem}` : `The agent's directory cannot be used: ${a.path}: ${a.problem}`),
    notes: () => ["An agent works in a directory of its own, below $XDG_STATE_HOME/mantisc or ~/.local/state/mantisc, which is for its owner only and is removed with it. XDG_STATE_HOME names another place; what is in the way there is for you to look at and move away."],
    explain: `All that an agent keeps is in one directory, agent-PORT, which mantisc makes and removes: its configuration, its log, its data, and the record by which it is found and ended. A full disk, a path that is too long for sockets, or files that others can get at stop that.

Wrong:   XDG_STATE_HOME=/mnt/read-only mantisc up laptop --agent
Right:   XDG_STATE_HOME=/var/tmp/me mantisc up laptop --agent`,
  }),
  "agent-died-at-start": kind<{ program: string; version: string; how: string; lines: readonly string[] }>({
    severity: "error",
    title: (a) => `The Nomad agent did not start: ${a.how}`,
    notes: (a) => [`It was ${a.program}, version ${a.version}. Nothing of it is left.`, a.lines.length === 0 ? "It printed nothing." : ["It printed last:", ...a.lines.map((line) => `  ${line}`)].join("\n")],
    explain: `\`nomad agent -dev\` was started and ended by itself, or its node was not ready within a minute. What it printed last says why; a Nomad for another kind of machine, and one that may not use its directory, are usual reasons.

Wrong:   mantisc up laptop --agent, where a proxy swallows what Nomad sends to itself
Right:   nomad agent -dev in another terminal, until that works; then mantisc up laptop --agent`,
  }),
  "agent-died-midway": kind<{ address: string; log: string; file: string }>({
    severity: "error",
    title: (a) => `The Nomad that \`up\` started at ${a.address} has ended`,
    notes: (a) => [`What it printed last is in ${a.log}.`, `What it ran may run on without it: \`mantisc down ${a.file}\` ends that and clears its directory away. The keys are kept; the next \`up --agent\` is the same network.`],
    explain: "A Nomad of one's own was ended by somebody, or by the system, while a network came up on it. It keeps its state in memory only, so nothing goes on from there.\n\nWrong:   waiting for it to come back\nRight:   mantisc down devnet, and mantisc up devnet --agent",
  }),
};
