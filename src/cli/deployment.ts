/** A compiled network as deployment sees it: its payloads, who is in them, in which order they go, and where each field was written. */
import { tasksIn } from "../deploy/blocks.ts";
import type { DeployGroup, DeployJob, DeployMember, Deployment } from "../deploy/model.ts";
import type { Group, Job, Member, Network } from "../network/model.ts";
import { nodeAt } from "../network/tree.ts";
import type { NetworkBuild } from "../result.ts";
import type { Json, JsonPath } from "../text/json.ts";
import type { Span } from "../text/source.ts";
import { sha256 } from "../emit/sha256.ts";
import { writtenIn } from "./written.ts";

/** `file` as the user wrote it. */
export function deploymentOf({ network, artifacts }: NetworkBuild, file: string): Deployment {
  const texts = new Map(artifacts.map(({ path, text }) => [path, text]));
  const links = linksOf(network);
  const jobs = inOrder(network.jobs, links).map((job) => deployJob(job, texts.get(`nomad/${job.label}.json`)!, { network, after: links.get(job.id) ?? new Set() }));
  const { name, namespace, region, target, provider, domain } = network;
  return {
    network: name, file, namespace, target, provider, jobs,
    ...(region === undefined ? {} : { region }), ...(domain === undefined ? {} : { domain }),
    members: network.sets.flatMap((set) => set.members.flatMap((member) => deployMember(member, network, jobs))),
    quorums: network.quorums.map(({ of, size, need }) => ({ of, size, need })),
    locate: (job, pointer) => locate(network, job, pointer),
    written: (id, pointer) => {
      const job = network.jobs.find((candidate) => candidate.id === id);
      return job && writtenIn(job, pointer);
    },
    span: network.origin.span,
  };
}

function locate(network: Network, id: string, pointer: JsonPath): Span | undefined {
  const job = network.jobs.find((candidate) => candidate.id === id);
  return job === undefined ? undefined : nodeAt(job.tree, pointer).node.origin.span;
}

function deployJob(job: Job, text: string, { after, network }: { readonly after: ReadonlySet<string>; readonly network: Network }): DeployJob {
  const payload = (JSON.parse(text) as { Job: { [field: string]: Json } }).Job;
  const periodic = typeof payload["Periodic"] === "object" && payload["Periodic"] !== null;
  return { id: job.id, label: job.label, type: job.type as DeployJob["type"], periodic, job: payload, hash: sha256(text), after: [...after], groups: job.groups.map((group) => deployGroup(group, network)) };
}

function deployGroup({ name, set, members, count, origin }: Group, network: Network): DeployGroup {
  const whole = network.sets.find((candidate) => candidate.name === set);
  return { name, ...(set === undefined ? {} : { set }), form: whole?.form ?? "one", span: (whole ?? { origin }).origin.span, members, count };
}

function deployMember(member: Member, network: Network, jobs: readonly DeployJob[]): DeployMember[] {
  const job = network.jobs.find(({ label }) => label === member.job);
  const group = job?.groups.find(({ members }) => members.includes(member.name));
  if (job === undefined || group === undefined) return [];
  const { name, set, role, hostname } = member;
  return [{ name, set, role, job: job.id, group: group.name, index: group.members.indexOf(name), ...(hostname === undefined ? {} : { hostname }), public: member.public, task: taskOf(tasksIn(jobs.find(({ id }) => id === job.id)!.job, group.name), name) }];
}

/** The task of the member's name, or the first that is there for as long as the group is. */
function taskOf(tasks: readonly { readonly [field: string]: Json }[], member: string): string {
  const main = tasks.find(({ Name }) => Name === member) ?? tasks.find(({ Lifecycle }) => Lifecycle === undefined) ?? tasks[0];
  return String(main?.["Name"] ?? member);
}

/** Job ID -> IDs of the jobs whose services its groups look up or wait for. */
function linksOf(network: Network): Map<string, Set<string>> {
  const idOf = new Map(network.jobs.map(({ label, id }) => [label, id]));
  const homes = homesOf(network);
  const links = new Map<string, Set<string>>();
  const link = (job: string, to: string) => {
    for (const label of homes.get(to) ?? []) if (label !== job) links.set(idOf.get(job)!, (links.get(idOf.get(job)!) ?? new Set()).add(idOf.get(label)!));
  };
  for (const { from, kind, to } of network.references) if (kind === "service" || kind === "instance") link(from.job, headOf(to));
  for (const job of network.jobs) for (const group of job.groups) for (const wait of group.waits) link(job.label, headOf(wait.on));
  return links;
}

/** `miner.server`, `miner[2].server` -> `miner`; a registered name stays. */
function headOf(to: string): string {
  return /^([^.[]+)/.exec(to)?.[1] ?? to;
}

/** Sets, roles and registered names of services -> labels of the jobs that hold them. */
function homesOf(network: Network): Map<string, Set<string>> {
  const homes = new Map<string, Set<string>>();
  const add = (name: string, job: string | undefined) => {
    if (job !== undefined) homes.set(name, (homes.get(name) ?? new Set()).add(job));
  };
  for (const set of network.sets) for (const name of [set.name, ...set.lineage]) add(name, set.job);
  for (const job of network.jobs) for (const { services } of job.groups) for (const { name } of services) if (name.every((part) => typeof part === "string")) add(name.join(""), job.label);
  return homes;
}

/** Each after those it is linked to; those of a circle as they stand. */
function inOrder(jobs: readonly Job[], links: ReadonlyMap<string, ReadonlySet<string>>): Job[] {
  const done = new Set<Job>();
  const visit = (job: Job): void => {
    if (done.has(job)) return;
    done.add(job);
    for (const other of jobs) if (links.get(job.id)?.has(other.id) === true) visit(other);
    sorted.push(job);
  };
  const sorted: Job[] = [];
  for (const job of jobs) visit(job);
  return sorted;
}
