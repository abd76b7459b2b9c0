/**
 * The resolved network as a tree of plain values for `schemas/network.schema.json`: what the schema checks, and where each value was written.
 * Leaves out job trees (they have their own schema), key expressions, template bodies and references.
 */
import { isLate, type Text } from "../evaluate/text.ts";
import type { Origin } from "../evaluate/origin.ts";
import type { Group, Job, Member, MemberSet, Network, Program, Service, Source, Store, Task } from "../network/model.ts";
import { toJson, type MapTree, type Tree } from "../network/tree.ts";
import type { Json } from "../text/json.ts";

type Input = string | number | boolean | undefined | readonly string[] | Tree;

function treeOf(value: Exclude<Input, undefined>, origin: Origin): Tree {
  if (typeof value !== "object") return { kind: "leaf", value, origin };
  return "kind" in value ? value : jsonTree([...value], origin);
}

/** Data of the author's own: every part has the origin of the whole. */
function jsonTree(value: Json, origin: Origin): Tree {
  if (Array.isArray(value)) return { kind: "list", items: value.map((item) => jsonTree(item, origin)), origin };
  if (typeof value !== "object" || value === null) return { kind: "leaf", value, origin };
  return { kind: "map", fields: new Map(Object.entries(value).map(([name, item]) => [name, jsonTree(item, origin)])), origin };
}

function list(items: readonly Tree[], origin: Origin): Tree {
  return { kind: "list", items, origin };
}

function map(entries: Iterable<readonly [string, Input]>, origin: Origin): MapTree {
  const fields = new Map<string, Tree>();
  for (const [name, value] of entries) if (value !== undefined) fields.set(name, treeOf(value, origin));
  return { kind: "map", fields, origin };
}

const record = (value: Readonly<Record<string, Input>>, origin: Origin): MapTree => map(Object.entries(value), origin);

/** Late parts print as `${…}`: they are there, and nobody knows them yet. */
const shown = (text: Text): string => text.map((part) => (isLate(part) ? "${…}" : part)).join("");

export function networkTree(network: Network): MapTree {
  const { origin } = network;
  return record({
    name: network.name, doc: network.doc, namespace: network.namespace, region: network.region, datacenters: [...network.datacenters],
    domain: network.domain, target: network.target, provider: network.provider, ingress: network.ingress,
    store: network.store && storeTree(network.store),
    programs: list(network.programs.map(placed), origin),
    sources: list(network.sources.map(placed), origin),
    hosts: list(network.hosts.map(({ origin: o, ...rest }) => record(rest, o)), origin),
    sets: list(network.sets.map(setTree), origin),
    jobs: map(network.jobs.map((job) => [job.label, jobTree(job)] as const), origin),
    secrets: list(network.secrets.map((s) => record({ name: s.name, owner: s.owner, set: s.set, shape: s.shape, fields: [...s.fields], shared: s.shared }, s.origin)), origin),
    files: list(network.files.map((file) => record({ path: file.path }, file.origin)), origin),
    quorums: list(network.quorums.map((q) => record({ of: q.of, size: q.size, need: q.need }, q.origin)), origin),
    expects: list(network.expects.map((e) => record({ title: e.title, what: e.what, count: e.count, name: e.name, of: e.of, within: e.within }, e.origin)), origin),
    allows: list(network.allows.map((a) => record({ code: a.code, reason: a.reason }, a.origin)), origin),
  }, origin);
}

/** The plain JSON of `networkTree`; a JSON pointer into it leads to the same place in the tree. */
export function networkJson(network: Network): Json {
  return toJson(networkTree(network));
}

/** Each attribute points at the place where it was written. */
function placed({ origin, places, ...rest }: Program | Source): Tree {
  return map(Object.entries(rest).map(([name, value]) => [name, value === undefined ? undefined : treeOf(value, places[name] ?? origin)] as const), origin);
}

function storeTree(store: Store): Tree {
  return record({ kind: store.kind, mount: store.mount, version: store.version, root: store.root, policies: [...store.policies] }, store.origin);
}

function setTree(set: MemberSet): Tree {
  return record({ name: set.name, role: set.role, lineage: [...set.lineage], job: set.job, form: set.form, members: list(set.members.map(memberTree), set.origin) }, set.origin);
}

function memberTree(member: Member): Tree {
  const numbers = map(Object.entries(member.public), member.origin);
  return record({ name: member.name, index: member.index, hostname: member.hostname, public: numbers, group: member.group }, member.origin);
}

function jobTree(job: Job): Tree {
  return record({ id: job.id, type: job.type, doc: job.doc, groups: list(job.groups.map(groupTree), job.origin) }, job.origin);
}

function groupTree(group: Group): Tree {
  const { origin } = group;
  return record({
    name: group.name, set: group.set, role: group.role, members: [...group.members], count: group.count, mode: group.mode,
    ports: list(group.ports.map((p) => record({ label: p.label, protocol: p.protocol, container: p.container, static: p.static }, p.origin)), origin),
    services: list(group.services.map(serviceTree), origin),
    tasks: list(group.tasks.map(taskTree), origin),
    waits: list(group.waits.map((w) => record({ on: w.on, count: w.count }, w.origin)), origin),
  }, origin);
}

function serviceTree(service: Service): Tree {
  const { origin } = service;
  return record({
    label: service.label, name: shown(service.name), task: service.task, port: service.port, provider: service.provider, speaks: service.speaks,
    tags: service.tags.map(shown), meta: map(Object.entries(service.meta).map(([key, value]) => [key, shown(value)] as const), origin),
    checks: list(service.checks.map((c) => record({ type: c.type, path: c.path, port: c.port }, c.origin)), origin),
    routes: list(service.routes.map((r) => record({ protocol: r.protocol, member: r.member, host: r.host, path: r.path, public: r.public }, r.origin)), origin),
  }, origin);
}

function taskTree(task: Task): Tree {
  const templates = task.templates.map((t) => record({ destination: t.destination, changeMode: t.changeMode, env: t.env }, t.origin));
  return record({ label: task.label, name: task.name, driver: task.driver, program: task.program, templates: list(templates, task.origin) }, task.origin);
}
