/** Words that all views of a comparison share. */
import { visible } from "../text/visible.ts";
import type { BlockDiff, LinesDiff } from "./model.ts";

/** As `nomad job plan` marks them. */
export const markers = { added: "+", removed: "-", edited: "+/-" } as const;

const named: ReadonlySet<string> = new Set(["Job", "TaskGroup", "Task"]);

/** The way to a block in the words that `why` takes: `mantis/mantis-3/mantis/resources`, `…/template/local/mantis.conf`. */
export function wayWords(way: readonly BlockDiff[]): string[] {
  return way.flatMap(({ struct, kind, name }) => (named.has(struct) ? [name] : name === "" ? [kind] : [kind, name])).map(visible);
}

export function linesWords({ added, removed }: LinesDiff): string {
  const parts = [added === 0 ? "" : `${many(added, "line")} added`, removed === 0 ? "" : `${added === 0 ? many(removed, "line") : removed} removed`];
  return parts.filter((part) => part !== "").join(", ");
}

export function many(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : word.endsWith("ch") ? "es" : "s"}`;
}
