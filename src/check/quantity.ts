/** Numbers as authors write them: nanoseconds as durations, sizes and frequencies with their unit. */
const steps: readonly (readonly [number, string])[] = [[3600e9, "h"], [60e9, "m"], [1e9, "s"], [1e6, "ms"], [1e3, "us"], [1, "ns"]];

/** 90000000000 -> `1m30s`. */
export function duration(nanoseconds: number): string {
  if (nanoseconds === 0) return "0s";
  let rest = Math.abs(nanoseconds);
  let text = nanoseconds < 0 ? "-" : "";
  for (const [size, unit] of steps) {
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return text;
}

export function withUnit(value: number, unit: string | undefined): string {
  if (unit === "ns") return duration(value);
  return unit === undefined ? String(value) : `${value}${unit}`;
}

export const seconds = (count: number): number => count * 1e9;
