import { kind } from "../kind.ts";

/** What holds for a network as a whole: names, outside ports, routes, quorums, start barriers, allowances. */
export const networkCodes = {
  "job-twice": kind<{ id: string }>({
    severity: "error",
    title: (a) => `Two jobs of this network are called \`${a.id}\``,
    notes: () => ["The second would replace the first."],
    explain: "A job's id is unique in its namespace.\n\nWrong:  job a { id = \"x\" }  job b { id = \"x\" }\nRight:  job a { }  job b { }",
  }),
  "member-name-twice": kind<{ name: string; set: string; other: string }>({
    severity: "error",
    title: (a) => `A member of \`${a.set}\` and one of \`${a.other}\` are both called \`${a.name}\`, and both own secrets`,
    notes: () => ["Secrets are stored under the member's name: the two would share a key. Give one of the groups another `name`."],
    explain: "Members that own secrets have different names in a network.\n\nWrong:  two sets whose groups are called node-1\nRight:  group { name = \"\\(set.name)-\\(index)\" }",
  }),
  "public-port-twice": kind<{ port: number; protocol: string; member: string; other: string }>({
    severity: "error",
    title: (a) => `${a.protocol} port ${a.port} is the outside port of both \`${a.member}\` and \`${a.other}\``,
    explain: "An outside port leads to one service.\n\nWrong:  public { server = 9000 } for every member of a set\nRight:  public { server = 9000 + index }",
  }),
  "route-twice": kind<{ route: string; other: string }>({
    severity: "error",
    title: (a) => `Two routes lead from \`${a.route}\` to different services`,
    notes: (a) => [`The other one leads to \`${a.other}\`. Give one of them another host or path.`],
    explain: "A host and path lead to one service.\n\nWrong:  route http { host = \"a.ws\" } in two services\nRight:  route http { host = \"a.ws\" } and route http { host = \"a.ws\"  path = \"/rpc\" }",
  }),
  "service-name-shared": kind<{ name: string; set: string; other: string }>({
    severity: "warning",
    title: (a) => `\`${a.set}\` and \`${a.other}\` register services of the same name, \`${a.name}\``,
    notes: () => ["Whoever looks the name up gets instances of both. Give one another `name`, or allow it if that is meant."],
    explain: "Service names are looked up by name alone, across jobs.\n\nWrong:  service rpc { name = \"rpc\" } in two roles\nRight:  service rpc { } (named after network, job and set)",
  }),
  "quorum-too-large": kind<{ of: string; need: number; size: number }>({
    severity: "error",
    title: (a) => `The quorum needs ${a.need} of \`${a.of}\`, and there are ${a.size}`,
    explain: "A quorum that is larger than its set can never be reached.\n\nWrong:  obft 1..3 and quorum { of = obft  need = 4 }\nRight:  quorum { of = obft  need = 2 }",
  }),
  "quorum-minority": kind<{ of: string; need: number; size: number }>({
    severity: "warning",
    title: (a) => `${a.need} of ${a.size} \`${a.of}\` are no majority`,
    notes: () => ["Two groups of members could decide differently at the same time."],
    explain: "A quorum of half or less lets the set split.\n\nWrong:  obft 1..5 and quorum { of = obft  need = 2 }\nRight:  quorum { of = obft  need = len(obft) / 2 + 1 }",
  }),
  "wait-too-many": kind<{ on: string; count: number; size: number }>({
    severity: "error",
    title: (a) => `This waits for ${a.count} instances of \`${a.on}\`, and there are ${a.size}`,
    notes: () => ["It would wait for ever."],
    explain: "A start barrier cannot ask for more instances than the network has.\n\nWrong:  miner 1..3 and waits { on = miner.server  count = 5 }\nRight:  waits { on = miner.server  count = len(miner) }",
  }),
  "wait-cycle": kind<{ cycle: string }>({
    severity: "error",
    title: (a) => `These wait for each other, and none starts: ${a.cycle}`,
    notes: () => ["Each is seen by the others only once its health checks pass, which is after its own wait. Remove a wait or the checks of a service waited for."],
    explain: "A start barrier on services that have checks must not lead back to itself.\n\nWrong:  a waits on b.rpc, b waits on a.rpc, both with checks\nRight:  only a waits on b.rpc",
  }),
  "wait-for-all": kind<{ on: string; count: number }>({
    severity: "warning",
    title: (a) => `A single instance of \`${a.on}\` that cannot be placed keeps all ${a.count} waiting`,
    notes: () => ["The members of the set wait for every one of them, themselves included. Ask for fewer, or allow this if all are needed."],
    explain: "A set that waits for all of itself starts completely or not at all.\n\nWrong:  miner 1..5 each with waits { on = miner.server  count = 5 }\nRight:  waits { on = miner.server  count = 3 }",
  }),
  "allow-unknown": kind<{ code: string }>({
    severity: "error",
    title: (a) => `There is no diagnostic \`${a.code}\``,
    explain: "allow names the code of a diagnostic, as it is printed with it.\n\nWrong:  allow no-quorum \"small\"\nRight:  allow quorum-minority \"a test of splits\"",
  }),
  "allow-refused": kind<{ code: string }>({
    severity: "error",
    title: (a) => `\`${a.code}\` is not a rule that may be broken`,
    notes: () => ["Rules about networks and Nomad jobs may be broken knowingly. What this one reports leaves the compiler without a value, so there is nothing to build."],
    explain: "allow silences a rule: a check of the whole network or of a job, or a declaration that nothing uses. An unknown name or a wrong type is no rule.\n\nWrong:  allow unknown-attribute \"later\"\nRight:  allow quorum-minority \"a test of splits\"",
  }),
  "allow-unused": kind<{ code: string }>({
    severity: "warning",
    title: (a) => `Nothing here needs \`allow ${a.code}\``,
    label: () => "remove it",
    explain: "An allowance that covers nothing would hide a later mistake.\n\nWrong:  allow quorum-minority \"…\" in a network without such a quorum\nRight:  remove it",
  }),
};
