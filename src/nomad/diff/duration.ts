/** Nanoseconds in Go's words: `1h0m0s`, `1.5s`, `200ms`. */

const units: readonly (readonly [number, string])[] = [[1e6, "ms"], [1e3, "µs"], [1, "ns"]];

export function goDuration(nanoseconds: number): string {
  if (nanoseconds < 0) return `-${goDuration(-nanoseconds)}`;
  if (nanoseconds === 0) return "0s";
  const small = units.find(([unit]) => nanoseconds >= unit);
  if (nanoseconds < 1e9 && small !== undefined) return `${nanoseconds / small[0]}${small[1]}`;
  const seconds = Math.floor(nanoseconds / 1e9);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const fraction = String(nanoseconds % 1e9).padStart(9, "0").replace(/0+$/, "");
  const rest = `${seconds % 60}${fraction === "" ? "" : `.${fraction}`}s`;
  return hours > 0 ? `${hours}h${minutes}m${rest}` : minutes > 0 ? `${minutes}m${rest}` : rest;
}
