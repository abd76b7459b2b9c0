/** Groups of a job to which the same happens for the same reasons, named together. */
import { compactNames } from "../text/compact-names.ts";
import { visible } from "../text/visible.ts";
import type { GroupForecast } from "./model.ts";

export interface Family {
  /** The first of them: the others differ from it in names only. */
  readonly group: GroupForecast;
  readonly names: string;
  /** Of all of them. */
  readonly meaning: readonly string[];
}

/** The worst first. */
export function familiesOf(groups: readonly GroupForecast[]): Family[] {
  const families = new Map<string, GroupForecast[]>();
  for (const group of groups) {
    const key = likeness(group);
    families.set(key, [...(families.get(key) ?? []), group]);
  }
  const rank = (family: readonly GroupForecast[]) => ranks.indexOf(family[0]!.outcome);
  return [...families.values()].sort((a, b) => rank(a) - rank(b)).map(familyOf);
}

const ranks: readonly GroupForecast["outcome"][] = ["destructive", "removed", "created", "scaled", "in-place", "ignored"];

function familyOf(groups: readonly GroupForecast[]): Family {
  const [group] = groups as readonly [GroupForecast];
  const names = compactNames(groups.map((one) => one.group)).map(visible).join(", ");
  return { group, names, meaning: groups.length === 1 ? group.meaning : group.meaning.map((sentence) => sentence.replaceAll(group.group, names)) };
}

/** What is said of a group, its own name left out. Those that nothing happens to are all alike, and so are those that only get a new version of the job. */
function likeness(group: GroupForecast): string {
  const { outcome, before, after, desired, reasons, meaning, rollout } = group;
  if (outcome === "ignored") return outcome;
  if (outcome === "in-place" && reasons.length === 0) return JSON.stringify([outcome, meaning]);
  return JSON.stringify([outcome, before, after, desired, reasons, meaning, rollout]).replaceAll(group.group, "\0");
}
