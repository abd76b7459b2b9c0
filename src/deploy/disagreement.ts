/** Where the server's dry run and our forecast of it differ: the server wins, and the reader is told. */
import type { DesiredUpdates } from "../nomad/model.ts";
import type { Step } from "./plan.ts";

const FIELDS: readonly (keyof DesiredUpdates)[] = ["Place", "Stop", "InPlaceUpdate", "DestructiveUpdate", "Canary"];

/**
 * One sentence for each group. The forecast takes it that everything registered runs and still fits its node; a dry run sees what is so. System jobs are left out:
 * what they place depends on the nodes, and 1.11 counts nodes that run them already.
 */
export function disagreement({ selected: { job }, answer, forecast }: Pick<Step, "selected" | "answer" | "forecast">): string[] {
  if (job.type === "system" || job.type === "sysbatch" || job.periodic) return [];
  return Object.entries(answer.Annotations?.DesiredTGUpdates ?? {}).flatMap(([name, server]) => {
    const ours = forecast.groups.find(({ group }) => group === name)?.desired;
    const differing = ours === undefined ? [] : FIELDS.filter((field) => ours[field] !== server[field]);
    if (ours === undefined || differing.length === 0) return [];
    const words = (desired: DesiredUpdates) => differing.map((field) => `${field} ${desired[field]}`).join(", ");
    return [`${job.id}/${name}: the server plans ${words(server)}, where the files alone would mean ${words(ours)}. Not everything runs, or fits, as it is registered.`];
  });
}
