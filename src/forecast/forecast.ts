/**
 * Two sides of a change -> what it would do, group by group: the server's rules (`nomad/update.ts`) with reasons, lines and consequences.
 * Assumes that everything old runs healthy. Asks no server.
 */
import { isFields, type Fields } from "../check/fill.ts";
import { blocksIn, textIn } from "../nomad/blocks.ts";
import type { GroupUpdate } from "../nomad/model.ts";
import { stored } from "../nomad/stored.ts";
import { updateOf } from "../nomad/update.ts";
import type { Json } from "../text/json.ts";
import { meaningOf, type Changed } from "./meaning.ts";
import type { Forecast, GroupForecast, Side } from "./model.ts";
import { lostQuorums } from "./quorums.ts";
import { reasonOf, type JobSides } from "./reasons.ts";
import { ripples } from "./ripples.ts";
import { policyOf, replaced, rolloutOf } from "./rollout.ts";

/** One group with what it is made from. */
interface Seen { readonly forecast: GroupForecast; readonly changed: Changed }

/** `version`: the Nomad whose rules apply, `1.6` or `2.0.6`. A side that is undefined has no jobs. Jobs come in the order of the new side, then those that are gone. */
export function forecast(before: Side | undefined, after: Side | undefined, version: string): Forecast {
  const ids = new Set([...(after?.jobs.keys() ?? []), ...(before?.jobs.keys() ?? [])]);
  const seen = [...ids].flatMap((id) => groupsOf(id, before, after, version));
  const groups = seen.map((one) => one.forecast);
  const changes = new Map(seen.map((one) => [one.forecast, one.changed]));
  const warnings = [...lostQuorums(groups, [after, before], (group) => downAtOnce(changes.get(group)!)), ...ripples(seen.map(({ changed }) => changed))];
  return { network: (after ?? before)?.network ?? "", nomad: version, groups, warnings };
}

/** Allocations of a group that are stopped before their replacements run. */
function downAtOnce({ update, job, group }: Changed): number {
  const { atOnce, canaries } = policyOf(textIn(job.after, "Type"), group.after, replaced(update));
  return canaries >= replaced(update) ? 0 : atOnce;
}

function groupsOf(id: string, before: Side | undefined, after: Side | undefined, version: string): Seen[] {
  const [old, fresh] = [before?.jobs.get(id), after?.jobs.get(id)];
  const { groups } = updateOf(old, fresh, { version });
  const whole = (job: Json | undefined) => (job === undefined ? undefined : stored(job, version));
  const sides: JobSides = { id, before: { side: before, job: whole(old) }, after: { side: after, job: whole(fresh) } };
  return groups.map((update) => groupForecast(update, sides, version));
}

function groupForecast(update: GroupUpdate, sides: JobSides, version: string): Seen {
  const { group, outcome, desired, before, after } = update;
  const job = { before: fieldsOf(sides.before.job), after: fieldsOf(sides.after.job) };
  const groups = { before: groupIn(job.before, group), after: groupIn(job.after, group) };
  const changed: Changed = { update, version, job, group: groups, members: membersOf(sides, group) };
  const rollout = rolloutOf(update, textIn(job.after, "Type"), groups.before, groups.after);
  const forecast = {
    job: sides.id, group, outcome, desired, before, after,
    reasons: update.differences.map((difference) => reasonOf(difference, sides)),
    meaning: meaningOf(changed),
    ...(rollout === undefined ? {} : { rollout }),
  };
  return { forecast, changed };
}

function membersOf({ id, before, after }: JobSides, group: string): readonly string[] {
  const [old, fresh] = [before.side?.members?.(id, group) ?? [], after.side?.members?.(id, group) ?? []];
  return old.length > fresh.length ? old : fresh;
}

function groupIn(job: Fields | undefined, name: string): Fields | undefined {
  return blocksIn(job, "TaskGroups").find((group) => textIn(group, "Name") === name);
}

function fieldsOf(job: Json | undefined): Fields | undefined {
  return isFields(job) ? job : undefined;
}
