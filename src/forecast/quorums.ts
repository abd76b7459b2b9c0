/**
 * Which quorums a roll-out would break. Nomad's max_parallel holds for a group: groups of one job roll at the same time, so members in a
 * group each are all replaced at once, whatever their update blocks say.
 */
import { compactNames } from "../text/compact-names.ts";
import { visible } from "../text/visible.ts";
import type { GroupForecast, Side } from "./model.ts";

type Quorum = NonNullable<Side["quorums"]>[number];

/** `atOnce`: how many of a group's allocations are replaced at the same time. */
export function lostQuorums(groups: readonly GroupForecast[], sides: readonly (Side | undefined)[], atOnce: (group: GroupForecast) => number): string[] {
  const known = sides.find((side) => side?.quorums !== undefined && side.quorums.length > 0)?.quorums ?? [];
  return known.flatMap((quorum) => lost(quorum, groups.filter(({ job, group }) => quorum.groups.some((home) => home.job === job && home.group === group)), atOnce));
}

function lost({ of, need }: Quorum, groups: readonly GroupForecast[], atOnce: (group: GroupForecast) => number): string[] {
  const sum = (number: (group: GroupForecast) => number) => groups.reduce((total, group) => total + number(group), 0);
  const running = sum(({ before }) => before);
  const gone = sum(({ before, after }) => Math.max(0, before - after));
  const down = sum(atOnce);
  const left = running - gone - down;
  if (running < need || left >= need || gone + down === 0) return [];
  const name = visible(of);
  if (running - gone < need) return [`The quorum of ${name} is lost: ${need} are needed, and ${running - gone} of ${running} stay.`];
  const replaced = groups.filter((group) => atOnce(group) > 0);
  const how = replaced.length === 1 ? "" : `, ${perGroup(replaced.map(atOnce))} in each of ${compactNames(replaced.map(({ group }) => group)).map(visible).join(", ")}`;
  return [`${down === running ? `All ${running}` : `${down} of the ${running}`} of ${name} are replaced at once${how} (groups of a job do not wait for each other): ${need} are needed, ${left} left while they restart.`];
}

function perGroup(numbers: readonly number[]): string {
  const most = Math.max(...numbers);
  return most === 1 ? "one" : `up to ${most}`;
}
