/** What a Nomad server would make of a change of one job, as data. Jobs are the value of the payload's `Job`, with Nomad's field names. */
import type { Json, JsonPath } from "../text/json.ts";

/** `DesiredTGUpdates`: allocations of a group by what the scheduler wants to do with them. Field names are the API's. */
export interface DesiredUpdates {
  readonly Ignore: number;
  readonly Place: number;
  readonly Migrate: number;
  readonly Stop: number;
  readonly InPlaceUpdate: number;
  readonly DestructiveUpdate: number;
  readonly Canary: number;
  readonly Preemptions: number;
}

/** What the difference alone would do to a running allocation of the group. */
export type Effect =
  /** The allocation is replaced: `tasksUpdated` sees it. */
  | "destructive"
  /** The allocation goes on with the new definition, if it still fits its node. */
  | "in-place"
  /** More allocations (`Count` up, a new group), or fewer. */
  | "place" | "stop";

/** One value that differs between the jobs as the server stores them. A block that only one side has is one difference. */
export interface Difference {
  /** Below `Job`, in the job as the server stores it; in the new one, or in the old one where the new one has no such place. */
  readonly pointer: JsonPath;
  readonly side: "new" | "old";
  readonly from?: Json;
  readonly to?: Json;
  readonly effect: Effect;
  /** Only the server's mutators made it (an implied constraint, a sidecar task): no line of a payload says it. */
  readonly implied?: boolean;
}

/** What happens to the group as a whole. `scaled` is in-place and more or fewer; `changed` below says both. */
export type Outcome = "ignored" | "in-place" | "destructive" | "created" | "removed" | "scaled";

export interface GroupUpdate {
  readonly group: string;
  readonly outcome: Outcome;
  /** The first batch, if everything old runs healthy and still fits. */
  readonly desired: DesiredUpdates;
  /** Allocations before and after, all batches done. */
  readonly before: number;
  readonly after: number;
  /** Of this group and of the job around it, destructive ones first. */
  readonly differences: readonly Difference[];
}

export interface JobUpdate {
  readonly job: string;
  readonly groups: readonly GroupUpdate[];
}
