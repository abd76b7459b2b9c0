/** A network as deployment sees it -> one side of a forecast: what its files say, with lines, members and quorums. */
import type { Side } from "../forecast/model.ts";
import type { Deployment } from "./model.ts";

export function sideOf(deployment: Deployment): Side {
  const { network, target, jobs, members, quorums } = deployment;
  const groupOf = (job: string, name: string) => jobs.find(({ id }) => id === job)?.groups.find((group) => group.name === name);
  return {
    network, target,
    jobs: new Map(jobs.map(({ id, job }) => [id, job])),
    locate: (job, pointer) => deployment.locate(job, pointer),
    ...(deployment.written === undefined ? {} : { written: deployment.written }),
    members: (job, group) => groupOf(job, group)?.members ?? [],
    quorums: quorums.map((quorum) => {
      const homes = members.filter(({ set }) => set === quorum.of).map(({ job, group }) => ({ job, group }));
      return { ...quorum, groups: [...new Map(homes.map((home) => [JSON.stringify(home), home])).values()] };
    }),
  };
}
