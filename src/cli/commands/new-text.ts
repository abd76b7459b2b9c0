/** The text of somebody's own network. In: the network it extends, resolved. Out: texts to try, the most helpful first. */
import type { MemberSet, Network } from "../../network/model.ts";

export interface Personal {
  readonly name: string;
  readonly network: Network;
  /** The import path of the file that holds the base. */
  readonly from: string;
}

export function personalNetwork(personal: Personal): string[] {
  return [written(personal, adjustments(personal.network)), written(personal, [])];
}

function written({ name, network, from }: Personal, body: readonly string[]): string {
  return [
    `import { ${network.name} } from ${JSON.stringify(from)}`,
    "",
    `## Somebody's own ${network.name}.`,
    `network ${name} extends ${network.name} {`,
    ...body.map((line) => (line === "" ? "" : `  ${line}`)),
    ...examples(network).map((line) => `  # ${line}`),
    "}",
    "",
  ].join("\n");
}

/** Two networks cannot share outside numbers, so the copy starts without any. */
function adjustments(network: Network): string[] {
  return network.jobs.flatMap((job) => {
    const exposed = setsOf(network, job.label).filter((set) => set.members.some((member) => Object.keys(member.public).length > 0));
    if (exposed.length === 0) return [];
    return [`job ${job.label} {`, ...exposed.map((set) => `  ${use(set)} { unset public }`), "}"];
  });
}

/** What people change first: how many members there are. */
function examples(network: Network): string[] {
  return network.jobs.flatMap((job) => {
    const sized = setsOf(network, job.label).filter((set) => set.form !== "one");
    return sized.map((set) => {
      const range = set.members.map((member) => member.index ?? 0);
      const size = set.form === "count" ? `${use(set)} { count = ${set.members.length} }` : `${use(set)} ${Math.min(...range)}..${Math.max(...range)}`;
      return `job ${job.label} { ${size} }`;
    });
  });
}

function setsOf(network: Network, job: string): MemberSet[] {
  return network.sets.filter((set) => set.job === job);
}

function use(set: MemberSet): string {
  return set.name === set.role ? set.role : `${set.role} ${set.name}`;
}
