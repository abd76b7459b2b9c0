/** Names that must differ over the whole network: jobs, members that own secrets, services of different sets. */
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { plain } from "../../evaluate/text.ts";
import type { Member, Network, Service } from "../../network/model.ts";

export function nameRules(network: Network): Diagnostic[] {
  return [...jobs(network), ...members(network), ...services(network)];
}

function jobs(network: Network): Diagnostic[] {
  const seen = new Map<string, Network["jobs"][number]>();
  return network.jobs.flatMap((job) => {
    const first = seen.get(job.id);
    if (first === undefined) seen.set(job.id, job);
    return first === undefined ? [] : [diagnose("job-twice", { id: job.id }, job.origin.span, { related: [{ span: first.origin.span, text: "the other one" }] })];
  });
}

function members(network: Network): Diagnostic[] {
  const owning = new Set(network.secrets.filter((secret) => secret.owner !== undefined && !secret.shared).map((secret) => `${secret.set ?? ""}\0${secret.owner}`));
  const seen = new Map<string, Member>();
  const result: Diagnostic[] = [];
  for (const member of network.sets.flatMap((set) => set.members)) {
    if (!owning.has(`${member.set}\0${member.name}`)) continue;
    const first = seen.get(member.name);
    if (first === undefined) seen.set(member.name, member);
    else {
      const args = { name: member.name, set: member.set, other: first.set };
      result.push(diagnose("member-name-twice", args, member.origin.span, { related: [{ span: first.origin.span, text: `\`${first.name}\` too` }] }));
    }
  }
  return result;
}

interface Registered {
  readonly service: Service;
  readonly owner: string;
}

/** Members of one set share their services' names on purpose; so do the groups of one job that belong to no set. */
function services(network: Network): Diagnostic[] {
  const seen = new Map<string, Registered>();
  const reported = new Set<string>();
  const result: Diagnostic[] = [];
  for (const job of network.jobs) {
    for (const group of job.groups) {
      const owner = group.set ?? job.label;
      for (const service of group.services) {
        const name = plain(service.name);
        if (name === undefined) continue;
        const first = seen.get(name);
        if (first === undefined) seen.set(name, { service, owner });
        else if (first.owner !== owner && !reported.has(`${name}\0${owner}`)) {
          reported.add(`${name}\0${owner}`);
          const related = [{ span: first.service.origin.span, text: `in \`${first.owner}\`` }];
          result.push(diagnose("service-name-shared", { name, set: owner, other: first.owner }, service.origin.span, { related }));
        }
      }
    }
  }
  return result;
}
