/** Values of the language. Quantities are plain numbers in one unit: nanoseconds, bytes, Hz. */
import type { KeyExpr } from "../keys/tree.ts";
import type { SecretRef, Text } from "./text.ts";
import type { Origin } from "./origin.ts";

export type Value =
  | { readonly type: "none" }
  | { readonly type: "bool"; readonly value: boolean }
  | { readonly type: "int" | "number"; readonly value: number }
  | { readonly type: "string"; readonly text: Text; readonly raw?: boolean }
  | { readonly type: "duration" | "size" | "frequency"; readonly value: number }
  | { readonly type: "range"; readonly from: number; readonly to: number }
  | { readonly type: "list"; readonly items: readonly Valued[] }
  | { readonly type: "map"; readonly entries: ReadonlyMap<string, Valued> }
  /** A member, `network`, `task` …: fields by name, computed when asked. */
  | RecordValue
  /** The sets of a role, or one named set. Iterates over its members. */
  | { readonly type: "set"; readonly name: string; readonly members: readonly RecordValue[]; readonly fields: RecordValue; readonly changed?: import("./member-set.ts").FormChange }
  | { readonly type: "service"; readonly service: ServiceRef }
  | { readonly type: "port"; readonly label: string }
  | { readonly type: "secret"; readonly secret: SecretRef }
  | { readonly type: "program" | "host"; readonly name: string; readonly fields: RecordValue }
  /** A word of an enumeration. Prints as itself. */
  | { readonly type: "word"; readonly word: string; readonly words: readonly string[] }
  /** An expression of key time (inside `make`). */
  | { readonly type: "key"; readonly key: KeyExpr }
  /** Evaluation failed and has been reported; everything that touches it is silent. */
  | { readonly type: "error" };

export interface Valued { readonly value: Value; readonly origin: Origin }

export interface RecordValue {
  readonly type: "record";
  /** What it is: `member`, `network`, `task`, `instance` … */
  readonly what: string;
  /** undefined: no such field. */
  get(name: string): Value | undefined;
  names(): string[];
  /** The set whose members share the body that asks. */
  readonly of?: string;
  /** What it prints as in a string, if it does. */
  readonly prints?: Text;
}

/** Instances of one service: of one member (`miner[1].rpc`), or of a whole set (`miner.rpc`). */
export interface ServiceRef {
  /** `miner.rpc` as the author would write it. */
  readonly label: string;
  readonly provider: "consul" | "nomad";
  /** undefined: the service of every member of the set. One: that member's. */
  readonly one: boolean;
  /** Per member: its record, the registered name and the tag that only this member's instance carries (if any). */
  readonly instances: readonly ServiceInstance[];
  /** The key of service metadata that holds the member's name (Consul only). */
  readonly metaKey?: string;
  /** The secret of whichever member has that name (late inside a loop over instances). */
  secretOf(label: string, memberName: Text): SecretRef | undefined;
  readonly secretLabels: readonly string[];
}

export interface ServiceInstance {
  readonly member: RecordValue;
  readonly memberName: Text;
  readonly name: Text;
  readonly tag?: Text;
}
