/** A payload's value as people write it: durations from nanoseconds, sizes and frequencies with their unit, text in quotes. */
import type { Unit } from "../emit/nomad-shape.ts";
import type { Json } from "../text/json.ts";
import { visible } from "../text/visible.ts";

export function readable(value: Json, unit?: Unit): string {
  if (typeof value === "number" && unit === "ns") return duration(value);
  if (typeof value === "number" && unit !== undefined) return `${value} ${unit}`;
  return visible(JSON.stringify(value));
}

const steps: readonly (readonly [string, number])[] = [["h", 3600e9], ["m", 60e9], ["s", 1e9], ["ms", 1e6], ["us", 1e3], ["ns", 1]];

/** As the language writes it: `1h30m`, `500ms`. */
export function duration(nanoseconds: number): string {
  if (!Number.isSafeInteger(nanoseconds) || nanoseconds === 0) return nanoseconds === 0 ? "0s" : `${nanoseconds}ns`;
  let rest = Math.abs(nanoseconds);
  let text = nanoseconds < 0 ? "-" : "";
  for (const [unit, size] of steps) {
    const whole = Math.floor(rest / size);
    if (whole > 0) text += `${whole}${unit}`;
    rest -= whole * size;
  }
  return text;
}
