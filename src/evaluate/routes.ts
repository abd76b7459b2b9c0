/**
 * Exposure: a service's `route` blocks, written down by the network's ingress as tags and metadata of that service.
 * A tcp or udp route of a member without an outside number is dropped.
 */
import { diagnose } from "../diagnostics/catalog.ts";
import { nameNotes } from "../diagnostics/did-you-mean.ts";
import { applyBody, type Body } from "./apply.ts";
import { record } from "./context.ts";
import { sharedFact } from "./member-record.ts";
import type { Member } from "./members.ts";
import type { Node } from "./node.ts";
import type { Origin } from "./origin.ts";
import { classes } from "./slot.ts";
import type { RecordValue } from "./values.ts";

export interface ResolvedRoute {
  readonly node: Node;
  readonly protocol: "http" | "tcp" | "udp";
  readonly number: number | undefined;
  readonly numberOrigin?: Origin;
}

const protocols = ["http", "tcp", "udp"];

/** The routes of a service that stay for this member; the ingress has spoken on the service when it returns. */
export function applyRoutes(service: Node, member: Member | undefined): ResolvedRoute[] {
  const { world } = service.frame;
  const kept: ResolvedRoute[] = [];
  for (const route of service.children("route")) {
    const protocol = route.label ?? "";
    if (!protocols.includes(protocol)) {
      world.report.add(diagnose("unknown-word", { word: protocol }, route.origin.span, { notes: nameNotes(protocol, protocols) }));
      continue;
    }
    const number = numberOf(service, route, member);
    if (protocol !== "http" && number === undefined) continue;
    kept.push({ node: route, protocol: protocol as ResolvedRoute["protocol"], number: number === "late" ? undefined : number, ...originOfNumber(service, route, member) });
    writeDown(service, route, number, member);
  }
  return kept;
}

/** By the service's label, its port's, or the route's own `port`. `late`: the members of a counted group have numbers of their own. */
function numberOf(service: Node, route: Node, member: Member | undefined): number | "late" | undefined {
  const own = route.value("port");
  if (own?.type === "int") return own.value;
  if (member === undefined) return undefined;
  const labels = [service.label ?? "", portLabel(service)];
  if (member.late) return member.set.members.some((one) => labels.some((label) => one.public().has(label))) ? "late" : undefined;
  const numbers = member.public();
  return labels.map((label) => numbers.get(label)).find((number) => number !== undefined);
}

function originOfNumber(service: Node, route: Node, host: Member | undefined): { numberOrigin?: Origin } {
  // The members of a counted group have numbers, the body they share has none.
  const member = host?.late === true ? host.set.members[0] : host;
  const origin = route.valued("port")?.origin ?? [service.label ?? "", portLabel(service)].map((label) => member?.publicOrigin(label)).find((one) => one !== undefined);
  return origin === undefined ? {} : { numberOrigin: origin };
}

export function portLabel(service: Node): string {
  const port = service.value("port");
  return port?.type === "port" ? port.label : "";
}

function writeDown(service: Node, route: Node, number: number | "late" | undefined, member: Member | undefined): void {
  const { world } = service.frame;
  const { ingress } = world;
  if (ingress === undefined || ingress.name === "none") return;
  const bodies = ingress.routes.get(route.label!);
  if (bodies === undefined) {
    world.report.add(diagnose("ingress-lacks-route", { ingress: ingress.name, protocol: route.label! }, route.origin.span, { related: [{ span: ingress.span, text: "the ingress" }] }));
    return;
  }
  const frame = { ...service.frame, route: routeRecord(route, number, member), ...(member === undefined ? {} : { member }) };
  for (const one of bodies) {
    const layer = { kind: "network" as const, name: `ingress ${ingress.name}` };
    const body: Body = { scope: one.scope, frame, layer, class: classes.ingress, id: `ingress ${one.network} ${route.path} ${route.origin.span.start}`, party: "", order: [one.network], network: service.network, uses: [] };
    applyBody(one.statements, { node: service }, body);
  }
}

function routeRecord(route: Node, number: number | "late" | undefined, member: Member | undefined): RecordValue {
  const own = (name: string) => () => route.valueOrNone(name);
  return record("route", {
    protocol: () => ({ type: "word", word: route.label!, words: protocols }),
    host: own("host"),
    path: own("path"),
    public: () => (number === "late" ? sharedFact(member!) : number === undefined ? { type: "none" } : { type: "int", value: number }),
  });
}

/** An outside number that no route uses reaches nobody. */
export function checkPublic(member: Member): void {
  const { world } = member;
  const { group } = member.host.build();
  const routed = new Set<string>();
  for (const service of group === undefined ? [] : [...group.children("service"), ...group.children("task").flatMap((task) => task.children("service"))]) {
    if (!service.children("route").some((route) => route.label === "tcp" || route.label === "udp")) continue;
    routed.add(service.label ?? "");
    routed.add(portLabel(service));
  }
  for (const label of member.public().keys()) {
    const origin = member.publicOrigin(label)!;
    if (!routed.has(label)) world.report.add(diagnose("public-without-route", { label }, origin.span, { notes: nameNotes(label, [...routed].filter((name) => name !== "")) }));
  }
}
