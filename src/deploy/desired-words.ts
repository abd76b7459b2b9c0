/** What the scheduler wants to do with a group's allocations, in words. */
import type { DesiredUpdates } from "../nomad/model.ts";

/** `2 start, 3 go on with the new definition`; what does not happen is not said. */
export function desiredWords(desired: DesiredUpdates): string {
  const parts = [
    [desired.Place, "start", "starts"], [desired.Canary, "start as canaries", "starts as a canary"], [desired.Stop, "stop", "stops"], [desired.Migrate, "move", "moves"],
    [desired.DestructiveUpdate, "are replaced", "is replaced"], [desired.InPlaceUpdate, "run on with the new definition", "runs on with the new definition"], [desired.Ignore, "run on", "runs on"],
  ] as const;
  const words = parts.filter(([count]) => count > 0).map(([count, several, one]) => `${count} ${count === 1 ? one : several}`);
  return words.length === 0 ? "nothing changes" : words.join(", ");
}
