/**
 * A network as deployment sees it: payloads, who is in them, their order, and for each field the place where its author wrote it.
 * Invariant: nothing here knows the language; `cli/deployment.ts` makes it from a compiled network.
 */
import type { Written } from "../forecast/model.ts";
import type { Json, JsonPath } from "../text/json.ts";
import type { Span } from "../text/source.ts";

export interface Deployment {
  readonly network: string;
  /** As the user wrote it, for advice: `networks/testnet.mantis`. */
  readonly file: string;
  readonly namespace: string;
  readonly region?: string;
  /** The Nomad version that it is written for: `1.6`. */
  readonly target: string;
  readonly provider: "consul" | "nomad";
  readonly domain?: string;
  /** Each job after those that it looks up; otherwise as in the file. */
  readonly jobs: readonly DeployJob[];
  /** In the file's order. */
  readonly members: readonly DeployMember[];
  readonly quorums: readonly DeployQuorum[];
  /** Where it is written; undefined for what nobody wrote. `pointer` is below `Job`, in the payload with Nomad's defaults. */
  locate(job: string, pointer: JsonPath): Span | undefined;
  /** Everything that had a part in a field's value; undefined for what nobody wrote. */
  written?(job: string, pointer: JsonPath): Written | undefined;
  /** The whole network: the place of its name. */
  readonly span: Span;
}

export interface DeployJob {
  /** Nomad's ID. */
  readonly id: string;
  /** Its name in the file, and that of its payload's file. */
  readonly label: string;
  readonly type: "service" | "batch" | "system" | "sysbatch";
  readonly periodic: boolean;
  /** The value of `Job` in the payload. */
  readonly job: { readonly [field: string]: Json };
  /** SHA-256 of the payload's text, lower-case hex. */
  readonly hash: string;
  /** IDs of the jobs of this network whose services it looks up or waits for. */
  readonly after: readonly string[];
  readonly groups: readonly DeployGroup[];
}

export interface DeployGroup {
  readonly name: string;
  /** The set whose members it holds. */
  readonly set?: string;
  /** Of the set: `miner 1..5` has a group for each member, `passive { count = 3 }` one group for all. */
  readonly form: "range" | "count" | "one";
  /** Where the set is written. */
  readonly span: Span;
  /** Members by allocation index. */
  readonly members: readonly string[];
  readonly count: number;
}

export interface DeployMember {
  readonly name: string;
  readonly set: string;
  readonly role: string;
  readonly job: string;
  readonly group: string;
  /** The allocation's index in its group. */
  readonly index: number;
  readonly hostname?: string;
  /** Outside numbers by service or port label. */
  readonly public: Readonly<Record<string, number>>;
  /** The task that carries the role: what `logs` shows. */
  readonly task: string;
}

export interface DeployQuorum { readonly of: string; readonly size: number; readonly need: number }
