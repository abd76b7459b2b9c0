/** The ledger of what is reachable from outside: ports by protocol and number, hosts with paths. */
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { isLate } from "../../evaluate/text.ts";
import type { Network, Route, Service } from "../../network/model.ts";

interface Way {
  readonly route: Route;
  /** What it leads to: instances that answer for each other share it. */
  readonly to: string;
}

export function routeRules(network: Network): Diagnostic[] {
  const ways = network.jobs.flatMap((job) => job.groups).flatMap((group) => group.services).flatMap((service) => service.routes.map((route) => ({ route, to: nameOf(service) })));
  return [...ports(ways), ...hosts(ways)];
}

const nameOf = (service: Service): string => service.name.map((part) => (isLate(part) ? "${…}" : part)).join("");

function ports(ways: readonly Way[]): Diagnostic[] {
  const seen = new Map<string, Way>();
  return ways.flatMap((way) => {
    const { route } = way;
    if (route.public === undefined || route.protocol === "http") return [];
    const key = `${route.protocol} ${route.public}`;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, way);
    if (first === undefined || (first.route.member === route.member && first.to === way.to)) return [];
    const args = { port: route.public, protocol: route.protocol, member: route.member, other: first.route.member };
    return [diagnose("public-port-twice", args, (route.publicOrigin ?? route.origin).span, { related: [{ span: (first.route.publicOrigin ?? first.route.origin).span, text: `\`${first.route.member}\` takes it here` }] })];
  });
}

/** Several members behind one host and path are one service with several instances. */
function hosts(ways: readonly Way[]): Diagnostic[] {
  const seen = new Map<string, Way>();
  return ways.flatMap((way) => {
    const { host, path, protocol } = way.route;
    if (protocol !== "http" || host === undefined) return [];
    const key = `${host.toLowerCase()}${path ?? "/"}`;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, way);
    if (first === undefined || first.to === way.to) return [];
    return [diagnose("route-twice", { route: key, other: first.to }, way.route.origin.span, { related: [{ span: first.route.origin.span, text: "the other one" }] })];
  });
}
