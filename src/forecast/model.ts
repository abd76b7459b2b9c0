/** What a change of a network would do to what runs, group by group. Plain data; `--json` prints it. */
import type { Unit } from "../emit/nomad-shape.ts";
import type { DesiredUpdates, Effect, Outcome } from "../nomad/model.ts";
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
  /** Everything that had a part in a field's value, where that is known. */
  readonly written?: (job: string, pointer: JsonPath) => Written | undefined;
  /** Members of a group by allocation index; absent likewise. */
  readonly members?: (job: string, group: string) => readonly string[];
  readonly quorums?: readonly { readonly of: string; readonly size: number; readonly need: number; readonly groups: readonly { readonly job: string; readonly group: string }[] }[];
}

export interface Written {
  /** Where the value was written, and what that read: the layer nearest to the network's author first. */
  readonly parts: readonly Span[];
  /** Of a template's text: where each of its lines was written. */
  readonly lines: readonly Span[];
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
  /** Absent where nothing is replaced or placed, and where Nomad makes no deployment of it (batch, system before 1.11, max_parallel 0). */
  readonly rollout?: Rollout;
}

export interface Rollout {
  readonly batches: number;
  /** Allocations replaced or placed in one batch. */
  readonly atOnce: number;
  /** Seconds, of a roll-out that succeeds; the wait for a promotion is not counted. */
  readonly least: number;
  readonly most: number;
  /** The first batch is so many canaries. */
  readonly canaries?: number;
  /** After the canaries it goes on only when somebody promotes them. */
  readonly waits?: boolean;
}

export interface Reason {
  /** `mantis/mantis-3/mantis-3/Resources/CPU`: as `mantisc why` takes it. */
  readonly path: string;
  readonly from?: Json;
  readonly to?: Json;
  /** What the numbers are counted in: `MHz`, `ns`. */
  readonly unit?: Unit;
  readonly effect: Effect;
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
}
