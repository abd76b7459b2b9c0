/** Pages about a network in the servers around it, and for a member its log in Grafana. In: payloads and bases. Nothing is asked. */
import { servicesOf, blocksIn, textIn } from "../nomad/blocks.ts";
import { groupIn } from "./blocks.ts";
import type { Base, Bases } from "./bases.ts";
import { lokiQuery } from "./loki.ts";
import type { DeployJob, DeployMember, Deployment } from "./model.ts";

export interface Link {
  /** `Nomad`, `Consul`, `Vault`, `Grafana`. */
  readonly server: string;
  readonly about: string;
  readonly url: string;
}

/** Where secrets are kept. */
export interface SecretPlace { readonly kind: "vault" | "variables"; readonly mount?: string; readonly paths: readonly string[] }

export interface LinkSources {
  readonly bases: Bases;
  /** Consul's pages name one; it cannot be told from a network. */
  readonly consulDatacenter?: string;
  readonly secrets?: SecretPlace;
}

export function networkLinks(deployment: Deployment, { bases, secrets, ...sources }: LinkSources): Link[] {
  const { jobs, network, namespace } = deployment;
  const groups = jobs.flatMap(({ job }) => blocksIn(job, "TaskGroups"));
  return [
    { server: "Nomad", about: `jobs of ${namespace}`, url: `${bases.nomad.url}/ui/jobs?namespace=${encodeURIComponent(namespace)}${regionOf(deployment)}` },
    ...jobs.map((job) => ({ server: "Nomad", about: job.id, url: jobUrl(deployment, bases.nomad, job) })),
    ...consulLinks(deployment, bases.consul, { names: serviceNames(groups.flatMap(servicesOf)), ...sources }),
    ...secretLinks(deployment, bases, secrets),
    ...(bases.grafana === undefined ? [] : [{ server: "Grafana", about: network, url: bases.grafana.url }]),
  ];
}

export function memberLinks(deployment: Deployment, member: DeployMember, { bases, secrets, ...sources }: LinkSources): Link[] {
  const job = deployment.jobs.find(({ id }) => id === member.job)!;
  const query = lokiQuery(job.job, member, deployment.namespace);
  const services = servicesOf(groupIn(job.job, member.group) ?? {});
  return [
    { server: "Nomad", about: member.name, url: jobUrl(deployment, bases.nomad, job, member.group) },
    ...consulLinks(deployment, bases.consul, { names: serviceNames(services), ...sources }),
    ...secretLinks(deployment, bases, secrets),
    ...(bases.grafana === undefined || query === undefined ? [] : [{ server: "Grafana", about: `log of ${member.name}`, url: exploreUrl(bases.grafana, query) }]),
  ];
}

function jobUrl({ namespace, ...deployment }: Deployment, { url }: Base, { id }: DeployJob, group?: string): string {
  const region = regionOf(deployment);
  return `${url}/ui/jobs/${encodeURIComponent(id)}@${encodeURIComponent(namespace)}${group === undefined ? "" : `/${encodeURIComponent(group)}`}${region === "" ? "" : `?${region.slice(1)}`}`;
}

function regionOf({ region }: Pick<Deployment, "region">): string {
  return region === undefined ? "" : `&region=${encodeURIComponent(region)}`;
}

/** Names that only a running allocation knows are left out. */
function serviceNames(services: readonly Readonly<Record<string, unknown>>[]): string[] {
  const names = services.filter(({ Provider }) => Provider !== "nomad").map(({ Name }) => String(Name ?? ""));
  return [...new Set(names)].filter((name) => name !== "" && !name.includes("${")).sort();
}

function consulLinks({ provider }: Deployment, base: Base | undefined, { names, consulDatacenter }: { readonly names: readonly string[]; readonly consulDatacenter?: string }): Link[] {
  if (provider !== "consul" || base === undefined) return [];
  if (consulDatacenter === undefined) return [{ server: "Consul", about: "services", url: `${base.url}/ui/` }];
  return names.map((name) => ({ server: "Consul", about: name, url: `${base.url}/ui/${encodeURIComponent(consulDatacenter)}/services/${encodeURIComponent(name)}` }));
}

/** The directory that all of the secrets have in common. */
function secretLinks({ namespace }: Deployment, { vault, nomad }: Bases, secrets: SecretPlace | undefined): Link[] {
  if (secrets === undefined || secrets.paths.length === 0) return [];
  const directory = commonDirectory(secrets.paths);
  const path = directory.map(encodeURIComponent).join("/");
  if (secrets.kind === "variables") return [{ server: "Nomad", about: "variables", url: `${nomad.url}/ui/variables/path/${path}?namespace=${encodeURIComponent(namespace)}` }];
  if (vault === undefined) return [];
  return [{ server: "Vault", about: "secrets", url: `${vault.url}/ui/vault/secrets/${secrets.mount ?? "secret"}/list/${path}${path === "" ? "" : "/"}` }];
}

function commonDirectory(paths: readonly string[]): string[] {
  const [first = [], ...rest] = paths.map((path) => path.split("/").slice(0, -1));
  const length = first.findIndex((step, i) => rest.some((other) => other[i] !== step));
  return length < 0 ? first : first.slice(0, length);
}

/** Grafana's Explore with the query in place, over the last hour. */
function exploreUrl({ url }: Base, query: string): string {
  const left = { datasource: "Loki", queries: [{ refId: "A", expr: query }], range: { from: "now-1h", to: "now" } };
  return `${url}/explore?orgId=1&left=${encodeURIComponent(JSON.stringify(left))}`;
}
