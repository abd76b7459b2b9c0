/** The whole of a roll-out from its parts: groups of a job go at the same time, jobs one after the other. */
import type { GroupForecast } from "../forecast/model.ts";

export interface Rollout {
  readonly batches: number;
  /** Seconds. */
  readonly least: number;
  readonly most: number;
}

/** undefined where nothing is replaced or placed. */
export function rolloutOf(groups: readonly GroupForecast[]): Rollout | undefined {
  const jobs = new Map<string, Rollout>();
  for (const { job, rollout } of groups) {
    if (rollout === undefined) continue;
    const { batches, least, most } = jobs.get(job) ?? { batches: 0, least: 0, most: 0 };
    jobs.set(job, { batches: Math.max(batches, rollout.batches), least: Math.max(least, rollout.least), most: Math.max(most, rollout.most) });
  }
  if (jobs.size === 0) return undefined;
  return [...jobs.values()].reduce((sum, job) => ({ batches: sum.batches + job.batches, least: sum.least + job.least, most: sum.most + job.most }));
}

/** Seconds -> `45s`, `5m`, `1h30m`. */
export function durationWords(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const parts = [hours > 0 ? `${hours}h` : "", minutes > 0 ? `${minutes}m` : "", rest > 0 ? `${rest}s` : ""].join("");
  return parts === "" ? "0s" : parts;
}
