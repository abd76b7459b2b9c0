/** Commands of a network that runs a chain: up and down, and what is done with it meanwhile. */
import type { Command } from "./command.ts";
import { json, site, yes } from "./flags.ts";

export const chainCommands: readonly Command[] = [
  {
    name: "up",
    summary: "brings a whole network up on one machine: keys, jobs, and a chain that makes blocks",
    usage: "mantisc up FILE [flags]",
    operands: 1,
    completes: ["network"],
    flags: [
      { name: "agent", help: "starts a Nomad of its own where none answers; `down` ends it" },
      { name: "store", value: "STORE", help: "where the keys are kept: dir:PATH (default: dir:keys/NETWORK)" },
      { name: "timeout", value: "DURATION", help: "how long the chain may take to be well once everything runs (default: 5m)" },
      { name: "keep-genesis", help: "leaves objects that would be made otherwise today as they are" },
      yes, ...site,
    ],
    about: [
      "Makes the keys that are missing, in a directory of this machine, and copies them to where the tasks read them; plans, shows the plan and asks once; registers job after job; and waits until the chain is well: every member answers, is connected and holds the same chain, and blocks come.",
      "What is there stays, so a second call does nothing, and one that was stopped is taken up by the next. Jobs that somebody else registered are never changed.",
      "With --agent and no Nomad at NOMAD_ADDR (default http://127.0.0.1:4646) it starts `nomad agent -dev`, which goes on until `mantisc down`.",
    ],
    example: "mantisc up devnet --agent",
    load: () => import("./commands/up.ts"),
  },
  {
    name: "down",
    summary: "stops what `up` brought up; the keys stay",
    usage: "mantisc down FILE [flags]",
    operands: 1,
    completes: ["network"],
    flags: [
      { name: "purge", help: "forgets the jobs' versions and history too" },
      { name: "forget-keys", value: "NETWORK", help: "removes the keys for ever, here and in Nomad's variables; to be sure, by the network's name" },
      { name: "store", value: "STORE", help: "where the keys are kept: dir:PATH (default: dir:keys/NETWORK)" },
      yes, ...site,
    ],
    about: [
      "Shows what would stop and what is lost, asks once, and stops the jobs that `up` registered, and no others. A Nomad that `up --agent` started ends too, unless somebody else runs jobs on it; where it died, what it left is cleared away.",
    ],
    example: "mantisc down devnet --purge",
    load: () => import("./commands/down.ts"),
  },
  {
    name: "chain",
    summary: "says how far each member's chain is, and whether all have the same",
    usage: "mantisc chain FILE [flags]",
    operands: 1,
    completes: ["network"],
    flags: [
      { name: "watch", help: "looks again and again, until Ctrl-C" },
      { name: "wait-height", value: "N", help: "waits until every member is at this height and all agree" },
      { name: "timeout", value: "DURATION", help: "how long --wait-height waits (default: 5m)" },
      { name: "from", value: "SOURCE", choices: ["map", "services"], help: "where members are: their allocations (map, default), or the services that the network registers" },
      json, ...site,
    ],
    about: [
      "Asks every member whose service speaks eth for its height, newest block, peers and version, and compares their chains: all agree, there is a fork at height N, or no block has come for ten times as long as one takes. Where a quorum of the network is not there, it says so.",
      "Exits with 0 when all members answer, agree and are connected, and blocks come; else with 1.",
    ],
    example: "mantisc chain devnet --wait-height 10 --timeout 2m",
    load: () => import("./commands/chain.ts"),
  },
  {
    name: "tx",
    summary: "sends money from an account of the network, and waits for the receipt",
    usage: "mantisc tx FILE --from ACCOUNT --to ADDRESS --value AMOUNT [flags]",
    operands: 1,
    completes: ["network"],
    flags: [
      { name: "from", value: "ACCOUNT", help: "who pays: a member or wallet that owns an account" },
      { name: "to", value: "ADDRESS", help: "who is paid: an address, or an account of the network by name" },
      { name: "value", value: "AMOUNT", help: "how much: 1ether, 100gwei, 5wei" },
      { name: "timeout", value: "DURATION", help: "how long to wait for the receipt (default: 2m)" },
      { name: "store", value: "STORE", help: "where the keys are: dir:PATH, vault[:MOUNT] or nomad (default: the network's own)" },
      yes, ...site,
    ],
    about: [
      "Signs one transaction with the account's private key, for this chain only (EIP-155), and sends it through the furthest member that is connected. Shows first what it pays and at most costs, and asks once.",
      "Nothing is ever sent twice: where no answer came, its hash is printed, and whether it arrived is yours to look up.",
    ],
    example: "mantisc tx devnet --from faucet --to signer-1 --value 1ether",
    load: () => import("./commands/tx.ts"),
  },
  {
    name: "test",
    summary: "runs the network's own test: what its `expect` blocks say",
    usage: "mantisc test FILE [flags]",
    operands: 1,
    completes: ["network"],
    flags: [{ name: "store", value: "STORE", help: "where the keys are, for a transfer: dir:PATH, vault[:MOUNT] or nomad (default: the network's own)" }, yes, ...site],
    about: [
      "Tries each expectation on what runs: that blocks come, members are connected, a client runs, money moves, a killed member comes back. Asks once where it sends money or kills.",
      "Exits with 0 if all hold, and with 1 if not.",
    ],
    example: "mantisc test devnet --yes",
    load: () => import("./commands/test.ts"),
  },
];
