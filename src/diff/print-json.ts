/** Comparisons for programs: `{ "networks": [NetworkDiff, …] }`, the shape of `model.ts` as it is. Networks without differences are in it too. */
import type { NetworkDiff } from "./model.ts";

export function printDiffJson(diffs: readonly NetworkDiff[]): string {
  return `${JSON.stringify({ networks: diffs }, null, 2)}\n`;
}
