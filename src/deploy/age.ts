/** How long ago, as people say it. */
import type { Clock } from "../http/clock.ts";

const UNITS = [["d", 86_400], ["h", 3600], ["m", 60]] as const;

/** Milliseconds -> `12s`, `5m`, `3h`, `2d`; what lies in the future (clocks differ) is `0s`. */
export function age(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const [unit, size] = UNITS.find((one) => seconds >= one[1]) ?? ["s", 1];
  return `${Math.floor(seconds / size)}${unit}`;
}

/** Since a time of the API, in nanoseconds since 1970. */
export function ageOf(nanoseconds: number, clock: Clock): string {
  return age(clock.now() - nanoseconds / 1e6);
}
