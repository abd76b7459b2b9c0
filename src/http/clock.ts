/** Time, as a world gives it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Ends early, without an error, when the signal says so. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** From 0 to 1: spreads the waits of many that wait for the same thing. */
  random(): number;
}
