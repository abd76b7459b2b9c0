/** Nomad versions as targets. `1.6` means the newest patch of 1.6; two releases of one line differ in what was backported. */
import type { Property } from "./schema.ts";

/** Major, minor, patch; the patch of `1.6` is Infinity. */
export type Version = readonly [number, number, number];

export function version(text: string): Version {
  const [major, minor, patch] = text.split(".").map(Number);
  return [major ?? 0, minor ?? 0, patch ?? Infinity];
}

export function atLeast(target: string, release: string): boolean {
  const have = version(target);
  const [major, minor, patch] = release.split(".").map(Number);
  return order(have, [major ?? 0, minor ?? 0, patch ?? 0]) >= 0;
}

function order(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || (a[2] === b[2] ? 0 : a[2] - b[2]);
}

/** Whether the target's servers know the field. A backport counts in its own line only. */
export function knows(target: string, field: Property): boolean {
  const since = field["x-since"];
  if (since === undefined) return true;
  const [major, minor] = version(target);
  const own = field["x-backports"]?.find((release) => version(release)[0] === major && version(release)[1] === minor);
  return atLeast(target, own ?? since);
}

/** Whether the target's servers take the field and forget it. */
export function drops(target: string, field: Property): boolean {
  const since = field["x-dropped-since"];
  return field["x-server-drops"] === true || (since !== undefined && atLeast(target, since));
}
