/** Jobs and groups: names, counts, and the policies for updates, restarts, rescheduling, migration, scaling and disconnection. */
import { kind } from "../kind.ts";

export const jobCodes = {
  "job-id": kind<{ id: string }>({
    severity: "error",
    title: (a) => `A job cannot be called \`${a.id}\``,
    notes: () => ["A job's id has no spaces and no NUL characters."],
    explain: "Nomad refuses job ids with spaces.\n\nWrong:  job \"my job\" { }\nRight:  job my-job { }",
  }),
  "job-priority": kind<{ value: number }>({
    severity: "error",
    title: (a) => `Priority ${a.value} is above 100`,
    notes: () => ["Servers take priorities up to their `job_max_priority`, which is 100 unless somebody raised it."],
    explain: "Priorities go from 1 to 100.\n\nWrong:  priority = 500\nRight:  priority = 90",
  }),
  "job-datacenters": kind<{ target: string }>({
    severity: "error",
    title: (a) => `Nomad ${a.target} needs \`datacenters\``,
    notes: () => ["From 1.5 on a job without them may run anywhere; before, the server refuses it."],
    explain: "Before Nomad 1.5 a job names its datacenters.\n\nWrong:  nomad_version = \"1.4\" without datacenters\nRight:  datacenters = [\"eu-central-1\"]",
  }),
  "job-too-many": kind<{ total: number; limit: number }>({
    severity: "error",
    title: (a) => `The groups of this job ask for ${a.total} allocations, more than ${a.limit}`,
    notes: () => ["Servers refuse a job above their `job_max_count`, 50000 unless somebody raised it."],
    explain: "The counts of all groups of a job together are limited from Nomad 1.11 on.\n\nWrong:  count = 60000\nRight:  count = 60",
  }),
  "job-payload": kind({
    severity: "error",
    title: () => "A job is registered without `Payload`",
    notes: () => ["The payload of a parameterized job is given when it is dispatched."],
    explain: "Nomad refuses a job that brings a payload.\n\nWrong:  nomad { Payload = \"aGk=\" }\nRight:  parameterized { payload = required } and `nomad job dispatch`",
  }),
  "enterprise-only": kind<{ what: string; instead: string }>({
    severity: "error",
    title: (a) => `${a.what} needs Nomad Enterprise`,
    notes: (a) => [a.instead],
    explain: "The community edition refuses jobs with these blocks: multiregion, a second Vault or Consul cluster, NUMA affinity, task schedules.\n\nWrong:  multiregion { region \"eu\" { } }\nRight:  one network for each region",
  }),
  "group-twice": kind<{ name: string }>({
    severity: "error",
    title: (a) => `Two groups of this job are called \`${a.name}\``,
    explain: "Group names are unique in a job: allocations, members and services are named after them.\n\nWrong:  group { name = \"node\" } in a set of two members\nRight:  group { name = \"node-\\(index)\" }",
  }),
  "group-name": kind<{ name: string }>({
    severity: "warning",
    title: (a) => `The group name \`${a.name}\` does not fit into DNS names and paths`,
    notes: () => ["Allocations are called `<job>.<group>[i]`; keep to letters, digits, `-` and `_`."],
    explain: "Nomad takes any group name, but allocation names, hostnames and template paths are made from it.\n\nWrong:  group { name = \"node 1\" }\nRight:  group { name = \"node-1\" }",
  }),
  "system-count": kind<{ count: number }>({
    severity: "error",
    title: (a) => `A system job runs once on each node, so its count cannot be ${a.count}`,
    explain: "System jobs have no count above one.\n\nWrong:  type = system and count = 3\nRight:  type = service and count = 3",
  }),
  "system-placement": kind<{ block: string }>({
    severity: "error",
    title: (a) => `A system job takes no \`${a.block}\``,
    notes: () => ["It runs on every node that its constraints allow, so there is nothing to prefer or to spread."],
    explain: "Affinities and spreads choose between nodes; a system job runs on all.\n\nWrong:  type = system and spread { … }\nRight:  type = system and constraint { … }",
  }),
  "block-job-type": kind<{ block: string; type: string; allowed: string }>({
    severity: "error",
    title: (a) => `A ${a.type} job takes no \`${a.block}\``,
    notes: (a) => [`\`${a.block}\` is for ${a.allowed} jobs.`],
    explain: "Some blocks belong to some job types: periodic and parameterized to batch and sysbatch, update to service and system, migrate to service, reschedule to service and batch.\n\nWrong:  type = batch and update { max_parallel = 1 }\nRight:  type = service and update { max_parallel = 1 }",
  }),
  "update-healthy-deadline": kind<{ min: string; deadline: string }>({
    severity: "error",
    title: (a) => `\`healthy_deadline\` (${a.deadline}) must be longer than \`min_healthy_time\` (${a.min})`,
    notes: () => ["Otherwise no allocation could become healthy in time."],
    explain: "An allocation must be healthy for min_healthy_time before healthy_deadline ends.\n\nWrong:  update { min_healthy_time = 10m  healthy_deadline = 5m }\nRight:  update { min_healthy_time = 30s  healthy_deadline = 10m }",
  }),
  "update-progress-deadline": kind<{ deadline: string; progress: string }>({
    severity: "error",
    title: (a) => `\`progress_deadline\` (${a.progress}) must be longer than \`healthy_deadline\` (${a.deadline})`,
    notes: () => ["The deployment would fail before an allocation may count as unhealthy. 0s turns the progress deadline off."],
    explain: "progress_deadline must exceed healthy_deadline, which is 5m unless set.\n\nWrong:  update { healthy_deadline = 20m }\nRight:  update { healthy_deadline = 20m  progress_deadline = 30m }",
  }),
  "update-auto-promote": kind({
    severity: "error",
    title: () => "`auto_promote` needs canaries",
    label: () => "there is nothing to promote",
    notes: () => ["Set `canary` to the number of canaries, or remove `auto_promote`."],
    explain: "Promotion ends the canary phase; without canaries there is none.\n\nWrong:  update { auto_promote = true }\nRight:  update { canary = 1  auto_promote = true }",
  }),
  "update-promote-mixed": kind({
    severity: "warning",
    title: () => "Only some groups of this job promote themselves",
    notes: () => ["Nomad promotes a deployment as a whole: with `auto_promote` in some groups only, it waits for somebody to promote it."],
    explain: "auto_promote is all or nothing in a job.\n\nWrong:  group a { update { canary = 1  auto_promote = true } } and group b { update { canary = 1 } }\nRight:  the same in both groups",
  }),
  "update-parallel": kind<{ parallel: number; count: number }>({
    severity: "warning",
    title: (a) => `\`max_parallel\` (${a.parallel}) is above the count (${a.count}): all allocations are replaced at once`,
    explain: "An update with max_parallel at or above the count has no rolling phase.\n\nWrong:  count = 2 and update { max_parallel = 3 }\nRight:  count = 3 and update { max_parallel = 1 }",
  }),
  "restart-attempts": kind({
    severity: "error",
    title: () => "`attempts = 0` needs `mode = fail`",
    notes: () => ["With `mode = delay` and no attempts the task would wait for ever and never run again."],
    explain: "No attempts means that the first failure is final.\n\nWrong:  restart { attempts = 0  mode = delay }\nRight:  restart { attempts = 0  mode = fail }",
  }),
  "restart-interval": kind<{ interval: string }>({
    severity: "error",
    title: (a) => `The restart \`interval\` (${a.interval}) must be at least 5s`,
    explain: "Nomad counts restart attempts over an interval of five seconds or more.\n\nWrong:  restart { interval = 1s }\nRight:  restart { interval = 30m }",
  }),
  "restart-delay": kind<{ attempts: number; delay: string; interval: string; fits: number }>({
    severity: "error",
    title: (a) => `${a.attempts} restarts with a delay of ${a.delay} do not fit into ${a.interval}`,
    notes: (a) => [`The limit would never be reached. At most ${a.fits} fit: lower \`attempts\` or \`delay\`, or raise \`interval\`.`],
    explain: "attempts × delay must not exceed the interval.\n\nWrong:  restart { attempts = 10  delay = 1m  interval = 5m }\nRight:  restart { attempts = 10  delay = 1m  interval = 30m }",
  }),
  "reschedule-unlimited": kind({
    severity: "error",
    title: () => "Rescheduling is either `unlimited` or has `attempts`",
    notes: () => ["For a service `unlimited` is true unless set: write `unlimited = false` with `attempts` and `interval`, or `attempts = 0`."],
    explain: "Nomad refuses a policy that is unlimited and limited.\n\nWrong:  reschedule { attempts = 3  interval = 1h }\nRight:  reschedule { attempts = 3  interval = 1h  unlimited = false }",
  }),
  "reschedule-interval": kind<{ interval: string; need: string; attempts: number }>({
    severity: "error",
    title: (a) => `${a.attempts} reschedules do not fit into an \`interval\` of ${a.interval}`,
    notes: (a) => [`With this delay they need at least ${a.need}.`],
    explain: "All attempts, with the delays between them, must fit into the interval, which is at least 15s.\n\nWrong:  reschedule { attempts = 5  interval = 1m  delay = 30s  delay_function = constant  unlimited = false }\nRight:  reschedule { attempts = 5  interval = 10m  delay = 30s  delay_function = constant  unlimited = false }",
  }),
  "reschedule-delay": kind<{ name: string; value: string; least: string }>({
    severity: "error",
    title: (a) => `The reschedule \`${a.name}\` (${a.value}) must be at least ${a.least}`,
    explain: "delay is at least 5s; max_delay is at least 5s and at least delay, unless delay_function is constant.\n\nWrong:  reschedule { delay = 1m  max_delay = 30s }\nRight:  reschedule { delay = 30s  max_delay = 1h }",
  }),
  "migrate-deadline": kind<{ min: string; deadline: string }>({
    severity: "error",
    title: (a) => `\`healthy_deadline\` (${a.deadline}) must not be shorter than \`min_healthy_time\` (${a.min})`,
    explain: "A migrated allocation must be healthy for min_healthy_time before healthy_deadline ends.\n\nWrong:  migrate { min_healthy_time = 10m }\nRight:  migrate { min_healthy_time = 10m  healthy_deadline = 15m }",
  }),
  "disconnect-both": kind({
    severity: "error",
    title: () => "`stop_on_client_after` and `lost_after` exclude each other",
    explain: "Either the client stops what it runs, or the server keeps it for the client's return.\n\nWrong:  disconnect { lost_after = 1h  stop_on_client_after = 10m }\nRight:  disconnect { lost_after = 1h }",
  }),
  "scaling-bounds": kind<{ min: number; count: number; max: number }>({
    severity: "error",
    title: (a) => `\`min\` (${a.min}) ≤ \`count\` (${a.count}) ≤ \`max\` (${a.max}) does not hold`,
    explain: "The count lies between the bounds of the scaling block.\n\nWrong:  count = 5 and scaling { min = 1  max = 3 }\nRight:  count = 2 and scaling { min = 1  max = 3 }",
  }),
  "disk-logs": kind<{ logs: string; disk: string; task: string }>({
    severity: "error",
    title: (a) => `The logs of task \`${a.task}\` (${a.logs}) do not fit on the group's disk (${a.disk})`,
    notes: () => ["`max_files` × `max_file_size` must be below the size of `ephemeral_disk`. Without a `logs` block they are 10 × 10MiB."],
    explain: "Logs lie on the ephemeral disk, which must be larger than all of them.\n\nWrong:  ephemeral_disk { size = 100MiB }\nRight:  ephemeral_disk { size = 300MiB }",
  }),
  "task-twice": kind<{ name: string }>({
    severity: "error",
    title: (a) => `Two tasks of this group are called \`${a.name}\``,
    explain: "Task names are unique in a group.\n\nWrong:  task node { name = \"t\" }  task side { name = \"t\" }\nRight:  task node { }  task side { }",
  }),
  "leader-twice": kind({
    severity: "error",
    title: () => "Only one task of a group can be the leader",
    explain: "When the leader ends, the other tasks of its group are stopped.\n\nWrong:  task a { leader = true }  task b { leader = true }\nRight:  task a { leader = true }  task b { }",
  }),
  "main-task-missing": kind({
    severity: "warning",
    title: () => "Every task of this group has a `lifecycle`, so none is the main task",
    notes: () => ["The newest servers refuse such a group; older ones run its hooks and have nothing to run between them."],
    explain: "A group has a main task: one without a lifecycle block.\n\nWrong:  group { task init { lifecycle { hook = prestart } } }\nRight:  group { task init { lifecycle { hook = prestart } }  task node { } }",
  }),
};
