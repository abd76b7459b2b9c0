/** Groups: count, networks and ports by networking mode, services, tasks. */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Member } from "../evaluate/members.ts";
import { servicesOf } from "../evaluate/members.ts";
import type { Node } from "../evaluate/node.ts";
import { applyRoutes } from "../evaluate/routes.ts";
import { plain } from "../evaluate/text.ts";
import { type Fields, fieldsOf, leaf, mapTree } from "./blocks.ts";
import type { Group, Port, Route, Wait } from "./model.ts";
import { serviceModel, serviceTree } from "./services.ts";
import { type ResolvedTask, resolveTask } from "./tasks.ts";
import type { Leaf, Tree } from "./tree.ts";

export interface ResolvedGroup {
  readonly group: Group;
  readonly tree: Tree;
  readonly tasks: readonly ResolvedTask[];
}

export function resolveGroup(node: Node, job: string, member: Member | undefined): ResolvedGroup {
  const name = plainName(node);
  const tasks = node.children("task").map((task) => resolveTask(task, { job, group: name }));
  const count = countOf(node, member);
  const fields: Fields = new Map([["Name", leaf(name, node.valued("name")?.origin ?? node.origin)]]);
  if (count !== undefined) fields.set("Count", count);
  const rest = fieldsOf(node, (child, word) => {
    if (word === "network") return networkTree(child);
    if (word === "service") return serviceTree(child);
    return word === "task" ? tasks.find((task) => task.node === child)!.tree : undefined;
  });
  for (const [api, tree] of rest) if (api !== "Name" && (api !== "Count" || count === undefined)) fields.set(api, tree);
  return { group: groupModel(node, { job, name, member, count: Number(count?.value ?? plainCount(fields)) }, tasks), tree: mapTree(fields, node.origin), tasks };
}

function plainCount(fields: Fields): number {
  const count = fields.get("Count");
  return count?.kind === "leaf" && typeof count.value === "number" ? count.value : 1;
}

export function plainName(node: Node): string {
  const name = node.emittedName();
  const text = name.type === "string" ? plain(name.text) : undefined;
  return text ?? node.label ?? "group";
}

/** Of a counted set, its count; 1 for the members of a range. */
function countOf(node: Node, member: Member | undefined): Leaf | undefined {
  if (member === undefined) return undefined;
  const { set } = member;
  const own = node.valued("count");
  if (own !== undefined && own.value.type !== "error") node.frame.world.report.add(diagnose("count-of-members-group", { set: set.name }, own.origin.span));
  return leaf(set.form === "count" ? set.numbers.length : 1, { ...node.origin, span: set.form === "count" ? set.formSpan : node.origin.span });
}

/** On the host's own network nothing is mapped: `to` is left out. */
function networkTree(node: Node): Tree {
  const host = modeOf(node) === "host";
  const fields = fieldsOf(node, (_child, word) => (word === "port" ? "skip" : undefined));
  const reserved: Tree[] = [];
  const dynamic: Tree[] = [];
  for (const port of node.children("port")) {
    const own = fieldsOf(port);
    if (host) own.delete("To");
    const isStatic = own.has("Value");
    (isStatic ? reserved : dynamic).push(mapTree(new Map([["Label", leaf(port.label!, port.origin)], ...own]), port.origin));
  }
  if (reserved.length > 0) fields.set("ReservedPorts", { kind: "list", items: reserved, origin: node.origin });
  if (dynamic.length > 0) fields.set("DynamicPorts", { kind: "list", items: dynamic, origin: node.origin });
  return mapTree(fields, node.origin);
}

function modeOf(node: Node): string {
  return node.string("mode") ?? "host";
}

interface At {
  readonly job: string;
  readonly name: string;
  readonly member: Member | undefined;
  readonly count: number;
}

function groupModel(node: Node, { job, name, member, count }: At, tasks: readonly ResolvedTask[]): Group {
  const networks = node.children("network");
  return {
    job,
    name,
    ...(member === undefined ? {} : { set: member.set.name, role: member.set.role.ast.name.text }),
    members: member === undefined ? [] : (member.late ? member.set.members : [member]).map((one) => one.plainName()),
    count,
    mode: networks[0] === undefined ? "host" : modeOf(networks[0]),
    ports: networks.flatMap((network) => network.children("port").map(portModel)),
    services: servicesOf(node).map((service) => serviceModel(service, { job, group: name, routes: routesOf(service, member), ...taskOf(node, service) })),
    tasks: tasks.map((task) => task.task),
    waits: [...node.children("waits"), ...node.children("task").flatMap((task) => task.children("waits"))].map(waitModel).filter((wait) => wait !== undefined),
    origin: node.origin,
  };
}

function taskOf(group: Node, service: Node): { task?: string } {
  const task = group.children("task").find((one) => one.children("service").includes(service));
  return task === undefined ? {} : { task: plainName(task) };
}

function portModel(node: Node): Port {
  const protocol = node.string("protocol");
  const number = (name: string) => {
    const value = node.value(name);
    return value?.type === "int" ? value.value : undefined;
  };
  const [container, fixed] = [number("to"), number("static")];
  return {
    label: node.label!,
    protocol: protocol === "udp" || protocol === "both" ? protocol : "tcp",
    ...(container === undefined ? {} : { container }),
    ...(fixed === undefined ? {} : { static: fixed }),
    origin: node.origin,
  };
}

function routesOf(service: Node, member: Member | undefined): Route[] {
  const resolved = member === undefined ? applyRoutes(service, undefined) : member.routes.filter((route) => route.service === service);
  return resolved.map(({ node, protocol, number, numberOrigin }) => {
    const host = node.value("host");
    const hostText = host?.type === "string" ? plain(host.text) : undefined;
    const path = node.string("path");
    return {
      protocol,
      member: member === undefined ? "" : member.late ? member.set.name : member.plainName(),
      ...(hostText === undefined ? {} : { host: hostText }),
      ...(path === undefined ? {} : { path }),
      ...(number === undefined ? {} : { public: number }),
      ...(numberOrigin === undefined ? {} : { publicOrigin: numberOrigin }),
      origin: node.origin,
    };
  });
}

function waitModel(node: Node): Wait | undefined {
  const [on, count] = [node.value("on"), node.value("count")];
  if (on === undefined) node.frame.world.report.add(diagnose("attribute-missing", { block: "waits", name: "on" }, node.origin.span));
  return on?.type === "service" ? { on: on.service.label, count: count?.type === "int" ? count.value : on.service.instances.length, origin: node.origin } : undefined;
}
