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
  "job-refused": kind<{ job: string; message: string }>({
    severity: "error",
    title: (a) => `Nomad refuses the job ${a.job}: ${a.message}`,
    label: () => "written here",
    notes: () => ["Nothing was registered. These are the server's own words."],
    explain: `The server checks a job when it is planned and when it is registered. What it finds wrong is shown at the line that says it.

Wrong:   task web { driver = "docker"  kill_timeout = -1s }
Right:   task web { driver = "docker"  kill_timeout = 30s }`,
  }),
  "field-lost": kind<{ job: string; field: string; target: string; version: string }>({
    severity: "warning",
    title: (a) => `Nomad ${a.version} does not know \`${a.field}\` and passes over it without a word`,
    label: () => "lost on this server",
    notes: (a) => [`The network is written for Nomad ${a.target}, and the job ${a.job} uses what came in later than ${a.version}.`, "Take the field out, set the network's `nomad_version` to the server's, or update the server."],
    explain: `Servers ignore fields that they do not know. What a network is written for and what its servers are should be one version.

Wrong:   nomad_version = "2.0"    # and servers of 1.6
Right:   nomad_version = "1.6"`,
  }),
  "no-place": kind<{ job: string; group: string; count: number; reason: string }>({
    severity: "warning",
    title: (a) => `No node takes ${a.count === 1 ? "an allocation" : `${a.count} allocations`} of the group ${a.group}: ${a.reason}`,
    notes: () => ["Nomad goes on looking for a node; until then it does not run. `mantisc capacity` shows what the nodes have."],
    explain: `The scheduler tried every node. Each ruled out itself: by a constraint, by a driver that it lacks, by memory, CPU, disk or ports that others use, or because it is in another datacenter.

Wrong:   resources { memory = 900GiB }
Right:   resources { memory = 2GiB }`,
  }),
  "others-replaced": kind<{ job: string; groups: readonly string[]; field: string }>({
    severity: "warning",
    title: (a) => `${a.groups.length === 1 ? "A group" : "Groups"} that this step is not about would be replaced: ${a.groups.join(", ")}`,
    label: () => "it changes the whole job",
    notes: (a) => [
      `${a.field === "" ? "Something that belongs to the whole job" : `\`${a.field}\``} differs from what is registered for ${a.job}, and Nomad replaces running allocations of all its groups for that.`,
      "Leave that change for a run of the whole job, or go on if a restart does no harm.",
    ],
    explain: `A partial run leaves the other groups as the server has them, but what is written on the job belongs to all of them.

Wrong:   meta changed on the job, then: mantisc run testnet --only miner
Right:   mantisc run testnet --only miner, and the change of the job in a run of its own`,
  }),
  "evaluation-failed": kind<{ job: string; reason: string }>({
    severity: "error",
    title: (a) => `Nomad's scheduler gave up on the job ${a.job}`,
    notes: (a) => [a.reason, `The job is registered, and nothing of it was placed for this change. \`nomad job eval ${a.job}\` asks the scheduler once more.`],
    explain: `A registered job is placed by an evaluation. The scheduler tries it a few times; it gives up when other changes always come in between.

Wrong:   many jobs registered at once on a busy cluster
Right:   nomad job eval relay, when it is quieter`,
  }),
  "nothing-placed": kind<{ job: string; file: string }>({
    severity: "error",
    title: (a) => `Nothing of the job ${a.job} was placed within its progress deadline`,
    notes: (a) => [`It stays registered, and Nomad places it as soon as a node can take it. \`mantisc stop ${a.file} ${a.job}\` takes it back.`],
    explain: `\`run\` waits as long as \`progress_deadline\` for a first allocation. Nomad itself waits for ever.

Wrong:   datacenters = ["dc9"]    # and no node is there
Right:   datacenters = ["dc1"]`,
  }),
  "superseded": kind<{ job: string; file: string }>({
    severity: "error",
    title: (a) => `Somebody registered another version of the job ${a.job} while it was rolled out`,
    notes: (a) => [`Their version goes on, and this one ends. \`mantisc status ${a.file}\` shows what runs; \`mantisc plan ${a.file}\` shows how it differs from the files.`],
    explain: `A job has one deployment at a time. A newer version of it cancels the one before.

Wrong:   two people run the same network at the same time
Right:   one after the other`,
  }),
  "deployment-failed": kind<{ job: string; reason: string; back: number | undefined }>({
    severity: "error",
    title: (a) => `The deployment of the job ${a.job} failed: ${a.reason}`,
    notes: (a) => [a.back === undefined ? "What was replaced so far stays as it is; Nomad replaces nothing more." : `Nomad goes back to version ${a.back} by itself (\`auto_revert\`), and replaces what it had replaced once more.`],
    explain: `A deployment fails when an allocation is unhealthy, or when none becomes healthy before its progress deadline.

Wrong:   check { path = "/helthcheck" }
Right:   check { path = "/healthcheck" }`,
  }),
  "needs-promotion": kind<{ job: string; groups: readonly string[]; deployment: string }>({
    severity: "warning",
    title: (a) => `The canaries of ${a.job} are healthy and wait for a promotion: ${a.groups.join(", ")}`,
    notes: (a) => [`\`nomad deployment promote ${a.deployment}\` replaces the others too; \`nomad deployment fail ${a.deployment}\` takes the canaries back.`, "Until then both versions run, and jobs after this one are not registered."],
    explain: `With \`update { canary = 1 }\` Nomad places new allocations beside the old ones, and replaces the old ones when somebody says so, or by itself with \`auto_promote\`.

Wrong:   update { canary = 1 }                          # and nobody promotes
Right:   update { canary = 1  auto_promote = true }`,
  }),
  "task-failed": kind<{ who: string; task: string; what: string; events: string }>({
    severity: "error",
    title: (a) => `${a.who}: the task ${a.task} ${a.what}`,
    notes: (a) => [a.events],
    explain: `A task has to start and go on running. It is restarted as its group says; after that its allocation is unhealthy.

Wrong:   binary relay { command = "/bin/relai" }
Right:   binary relay { command = "/bin/relay" }`,
  }),
  "template-waits": kind<{ who: string; task: string; missing: readonly string[]; advice: string }>({
    severity: "error",
    title: (a) => `${a.who}: the task ${a.task} waits for what its template reads: ${a.missing[0] ?? ""}${a.missing.length > 1 ? `, and ${a.missing.length - 1} more` : ""}`,
    label: () => "it is read here",
    notes: (a) => [...(a.missing.length > 1 ? [`Missing: ${a.missing.join(", ")}.`] : []), a.advice],
    explain: `Nomad starts a task when all its templates are rendered, and a template when everything that it reads is there: secrets, variables, services.

Wrong:   a template that reads {{secret password}}, and nobody wrote the password
Right:   write it first, then run`,
  }),
  "check-fails": kind<{ who: string; service: string; output: string }>({
    severity: "error",
    title: (a) => `${a.who}: the check of the service ${a.service} fails`,
    label: () => "this check",
    notes: (a) => [a.output],
    explain: `An allocation is healthy when its tasks run and the checks of its services pass for \`min_healthy_time\`.

Wrong:   check http "/helth" { interval = 10s  timeout = 3s }
Right:   check http "/health" { interval = 10s  timeout = 3s }`,
  }),
  "not-healthy": kind<{ who: string; state: string; reason: string }>({
    severity: "error",
    title: (a) => `${a.who}: it is ${a.state}, and was not healthy in time`,
    notes: (a) => [a.reason],
    explain: `An allocation has \`healthy_deadline\` to be healthy for \`min_healthy_time\`. One that takes longer to start needs more.

Wrong:   update { min_healthy_time = 30s  healthy_deadline = 20s }
Right:   update { min_healthy_time = 30s  healthy_deadline = 5m }`,
  }),
  "plan-in-the-way": kind<{ path: string }>({
    severity: "error",
    title: (a) => `${a.path} is no plan, and a plan does not go over it`,
    notes: () => ["Name another file. An older plan may be replaced; anything else stays as it is."],
    explain: `\`plan -o\` writes a file, and only ever over a plan that it wrote itself.

Wrong:   mantisc plan testnet -o networks/testnet.mantis
Right:   mantisc plan testnet -o plan.json`,
  }),
  "not-a-plan": kind<{ path: string; reason: string }>({
    severity: "error",
    title: (a) => `${a.path} is no plan`,
    notes: (a) => [a.reason, "`mantisc plan FILE -o plan.json` writes one."],
    explain: `\`run --plan\` does what a plan file says, if nothing moved since it was written.

Wrong:   mantisc run testnet --plan out/testnet/manifest.json
Right:   mantisc plan testnet -o plan.json, then: mantisc run testnet --plan plan.json`,
  }),
  "plan-of-another": kind<{ path: string; planned: string; network: string }>({
    severity: "error",
    title: (a) => `${a.path} is a plan of ${a.planned}`,
    label: (a) => `and this is ${a.network}`,
    notes: () => ["Nothing was registered. Run it with the file that it was made from, or plan this one."],
    explain: `A plan belongs to one network, in one namespace and region.

Wrong:   mantisc plan staging -o plan.json, then: mantisc run testnet --plan plan.json
Right:   mantisc run staging --plan plan.json`,
  }),
  "plan-outdated": kind<{ path: string; job: string; what: "files" | "cluster"; before: number; after: number }>({
    severity: "error",
    title: (a) => (a.what === "files" ? `The files changed since ${a.path} was written: it would register another ${a.job}` : `The job ${a.job} changed on the cluster since ${a.path} was written`),
    notes: (a) => [
      ...(a.what === "files" ? [] : [a.after === 0 ? `It was planned over modify index ${a.before}, and is no longer registered.` : a.before === 0 ? `It was planned as a new job, and is registered now, at modify index ${a.after}.` : `It was planned over modify index ${a.before}, and is at ${a.after} now.`]),
      "What was agreed to is no longer what would happen, so nothing was registered. Plan again.",
    ],
    explain: `A plan holds a hash of what each job would be, and the index of what it was planned over. \`run --plan\` compares both first.

Wrong:   mantisc plan testnet -o plan.json, an edit, then: mantisc run testnet --plan plan.json
Right:   plan again after the edit, and look at it`,
  }),
};
