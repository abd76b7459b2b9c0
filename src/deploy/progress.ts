/** How far a job's roll-out is, as data: what a table shows and plain lines say. */

export type JobState = "waiting" | "registered" | "evaluating" | "rolling out" | "starting" | "paused" | "healthy" | "failed";

export interface JobProgress {
  readonly job: string;
  readonly state: JobState;
  readonly groups: readonly GroupProgress[];
  /** A few words: the next launch, what it waits for. */
  readonly note?: string;
}

export interface GroupProgress {
  readonly group: string;
  readonly desired: number;
  readonly placed: number;
  readonly healthy: number;
  readonly unhealthy: number;
  /** Milliseconds since 1970: progress must be made until then. */
  readonly deadline?: number;
  /** What keeps it, in a few words. */
  readonly note?: string;
}

export function isSettled({ desired, healthy }: GroupProgress): boolean {
  return healthy >= desired;
}
