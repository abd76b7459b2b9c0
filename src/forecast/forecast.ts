/** Two sides of a change -> what it would do, group by group. */
import type { Forecast, Side } from "./model.ts";

/** `version`: the Nomad whose rules apply. A side that is undefined has no jobs. */
export function forecast(before: Side | undefined, after: Side | undefined, version: string): Forecast {
  return { network: (after ?? before)?.network ?? "", nomad: version, groups: [], warnings: [] };
}
