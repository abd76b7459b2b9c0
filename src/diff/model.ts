/**
 * What a comparison of two networks says: blocks in blocks, each with the fields that differ. Plain data; `--json` prints it as it is.
 * Nothing in it is equal on both sides, except that an edited block has a name.
 */
import type { Json } from "../text/json.ts";

/** One side: the payloads of a network, and its files that belong to no task. */
export interface Payloads {
  readonly network: string;
  /** The Nomad version whose defaults apply. */
  readonly target: string;
  /** The Job objects by ID, without the wrapping `Job`. */
  readonly jobs: ReadonlyMap<string, Json>;
  /** Path (`consul-template/map.tmpl`, `cue/docker_images.cue`) to text. */
  readonly files: ReadonlyMap<string, string>;
}

export type Change = "added" | "removed" | "edited";

export interface NetworkDiff {
  /** The networks' names. */
  readonly before: string;
  readonly after: string;
  readonly counts: Counts;
  readonly jobs: readonly JobDiff[];
  readonly files: readonly FileDiff[];
}

export interface Counts {
  readonly jobs: Tally;
  readonly groups: Tally;
  readonly tasks: Tally;
  readonly files: Tally;
  /** Single values that differ, those of added and removed groups and jobs not counted. */
  readonly values: number;
}

export type Tally = { readonly [C in Change]: number };

export interface BlockDiff {
  /** The word of the job language: `group`, `task`, `service`, `resources`, `env`. */
  readonly kind: string;
  /** The API's name: `TaskGroup`, `Resources`. */
  readonly struct: string;
  /** What tells it from its siblings; empty where there is only one. */
  readonly name: string;
  /** Its name before, where it was renamed. */
  readonly was?: string;
  readonly change: Change;
  /** Its fields are the entries of a map or list (`env`, `config`, `tags`), not those of a struct. */
  readonly loose: boolean;
  readonly fields: readonly FieldDiff[];
  readonly blocks: readonly BlockDiff[];
}

export interface JobDiff extends BlockDiff {
  /** One line in words. */
  readonly summary: string;
}

export interface FieldDiff {
  /** The API's name (`MemoryMB`), a key (`PATH`), a place in a list (`[2]`), or empty for a member of a set. */
  readonly name: string;
  /** The word of the job language: `memory`. */
  readonly word: string;
  readonly change: Change;
  readonly old?: Json;
  readonly new?: Json;
  /** As people write it: `30s`, `5120 MiB`, `"text"`. */
  readonly before?: string;
  readonly after?: string;
  /** Instead of the values, where a side has several lines. */
  readonly lines?: LinesDiff;
}

export interface FileDiff {
  readonly path: string;
  readonly change: Change;
  readonly lines: LinesDiff;
}

export interface LinesDiff {
  readonly added: number;
  readonly removed: number;
  readonly hunks: readonly Hunk[];
  /** There were more lines than `hunks` holds, or the sides differ too much for a line to line comparison. */
  readonly shortened: boolean;
}

export interface Hunk {
  /** 1-based line where the hunk begins, on each side. */
  readonly beforeLine: number;
  readonly afterLine: number;
  /** Each begins with ` `, `+` or `-`. */
  readonly lines: readonly string[];
}
