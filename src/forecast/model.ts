/** What a change of a network would do to what runs, group by group. Plain data; `--json` prints it. */
import type { DesiredUpdates, Outcome } from "../nomad/model.ts";
import type { Json, JsonPath } from "../text/json.ts";
import type { Span } from "../text/source.ts";

/** One side of a change: payloads, and what is known about them beyond that. */
export interface Side {
  readonly network: string;
  /** The Nomad version whose rules apply; empty where nobody said. */
  readonly target: string;
  /** Job objects by ID. */
  readonly jobs: ReadonlyMap<string, Json>;
  /** Where a field was written; absent for builds and for what a server returned. */
  readonly locate?: (job: string, pointer: JsonPath) => Span | undefined;
  /** Members of a group by allocation index; absent likewise. */
  readonly members?: (job: string, group: string) => readonly string[];
  readonly quorums?: readonly { readonly of: string; readonly size: number; readonly need: number; readonly groups: readonly { readonly job: string; readonly group: string }[] }[];
}

export interface Forecast {
  readonly network: string;
  readonly nomad: string;
  readonly groups: readonly GroupForecast[];
  /** What concerns more than one group: a quorum that would be lost while groups are replaced. */
  readonly warnings: readonly string[];
}

export interface GroupForecast {
  readonly job: string;
  readonly group: string;
  readonly outcome: Outcome;
  readonly desired: DesiredUpdates;
  readonly before: number;
  readonly after: number;
  /** Those that decide come first. */
  readonly reasons: readonly Reason[];
  /** What it means for the chain, one sentence each: state kept or lost, members down at once. */
  readonly meaning: readonly string[];
  /** Batches of the roll-out and how long it takes, seconds; absent where nothing is replaced or placed. */
  readonly rollout?: { readonly batches: number; readonly atOnce: number; readonly least: number; readonly most: number };
}

export interface Reason {
  /** `mantis/mantis-3/mantis-3/Resources/CPU`: as `mantisc why` takes it. */
  readonly path: string;
  readonly from?: Json;
  readonly to?: Json;
  readonly effect: "destructive" | "in-place" | "place" | "stop";
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
}
