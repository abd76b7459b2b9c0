/** The kinds of things `list` knows: from a resolved network to rows. The keys of a row are the columns and the JSON's names. */
import { isLate } from "../../evaluate/text.ts";
import type { Late, Text } from "../../evaluate/text.ts";
import type { Group, Member, Network } from "../../network/model.ts";

export type Row = Record<string, string | number | boolean | null | string[]>;

export const kinds: ReadonlyMap<string, (network: Network) => Row[]> = new Map([
  ["networks", networks], ["jobs", jobs], ["groups", groups], ["tasks", tasks], ["services", services],
  ["ports", ports], ["images", images], ["secrets", secrets], ["members", members],
]);

function networks(network: Network): Row[] {
  const count = (pick: (group: Group) => number) => network.jobs.flatMap((job) => job.groups).reduce((sum, group) => sum + pick(group), 0);
  return [{
    name: network.name, namespace: network.namespace, nomad: network.target, jobs: network.jobs.length, groups: count(() => 1),
    tasks: count((group) => group.tasks.length), members: network.sets.reduce((sum, set) => sum + set.members.length, 0), about: firstLine(network.doc),
  }];
}

function jobs(network: Network): Row[] {
  return network.jobs.map((job) => ({
    network: network.name, name: job.label, id: job.id, type: job.type, groups: job.groups.length,
    allocations: job.groups.reduce((sum, group) => sum + group.count, 0), about: firstLine(job.doc),
  }));
}

function groupsOf(network: Network): Group[] {
  return network.jobs.flatMap((job) => job.groups);
}

function groups(network: Network): Row[] {
  return groupsOf(network).map((group) => ({
    network: network.name, job: group.job, name: group.name, role: group.role ?? null, count: group.count,
    tasks: group.tasks.map((task) => task.name), members: [...group.members],
  }));
}

function tasks(network: Network): Row[] {
  return groupsOf(network).flatMap((group) => group.tasks.map((task) => ({
    network: network.name, job: group.job, group: group.name, name: task.name, driver: task.driver, program: task.program ?? null,
    templates: task.templates.map((template) => template.destination),
  })));
}

function services(network: Network): Row[] {
  return groupsOf(network).flatMap((group) => group.services.map((service) => ({
    network: network.name, job: group.job, group: group.name, name: shownText(service.name), label: service.label, port: service.port ?? null,
    checks: service.checks.map((check) => (check.path === undefined ? check.type : `${check.type}:${check.path}`)),
    routes: service.routes.map(({ protocol, host, path, public: number }) => `${protocol}:${host ?? ""}${number === undefined ? "" : `:${number}`}${path ?? ""}`),
    tags: service.tags.map(shownText),
  })));
}

function ports(network: Network): Row[] {
  const byName = new Map(network.sets.flatMap((set) => set.members).map((member) => [member.name, member]));
  return groupsOf(network).flatMap((group) => group.ports.map((port) => ({
    network: network.name, job: group.job, group: group.name, name: port.label, protocol: port.protocol, container: port.container ?? null,
    static: port.static ?? null, public: publicNumbers(group, port.label, byName),
  })));
}

/** Numbers are given by the label of a port or of a service on it. */
function publicNumbers(group: Group, label: string, byName: ReadonlyMap<string, Member>): string[] {
  const labels = [label, ...group.services.filter((service) => service.port === label).map((service) => service.label)];
  return group.members.flatMap((name) => {
    const numbers = byName.get(name)?.public ?? {};
    const found = labels.find((key) => Object.prototype.hasOwnProperty.call(numbers, key));
    return found === undefined ? [] : [String(numbers[found])];
  });
}

function images(network: Network): Row[] {
  return network.programs.map(({ name, kind, reference, tag, pinned }) => ({ network: network.name, name, kind, reference, tag: tag ?? null, pinned }));
}

function secrets(network: Network): Row[] {
  return network.secrets.map((secret) => ({
    network: network.name, name: secret.name, owner: secret.owner ?? secret.set ?? null, shape: secret.shape, made: secret.make !== undefined, store: secret.home.store,
    path: shownText(secret.home.path) + (secret.home.item === undefined ? "" : `#${shownText(secret.home.item)}`),
    readers: [...new Set(secret.locations.map(({ job, group, task }) => `${job}/${group}/${task}`))],
  }));
}

function members(network: Network): Row[] {
  return network.sets.flatMap((set) => set.members.map((member) => ({
    network: network.name, name: member.name, set: set.name, role: member.role, index: member.index ?? null, job: member.job ?? null, group: member.group ?? null,
    hostname: member.hostname ?? null, public: Object.entries(member.public).map(([label, number]) => `${label}=${number}`),
  })));
}

function firstLine(doc: string | undefined): string | null {
  return doc?.trim().split("\n")[0] ?? null;
}

/** Late parts by their name in the language, in braces. */
export function shownText(text: Text): string {
  return text.map((part) => (isLate(part) ? `{${lateName(part)}}` : part)).join("");
}

function lateName(late: Late): string {
  switch (late.late) {
    case "index":
    case "group": return late.late;
    case "secret": return late.secret.secret;
    case "instance": return late.field;
    default: return `${late.late}.${late.ref}`;
  }
}
