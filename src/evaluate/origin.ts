/** Where a value comes from: the one record that diagnostics, `why`, diffs and source maps read. */
import type { Span } from "../text/source.ts";

/** Lowest to highest. `schema` and `built-in` have no span of their own and point at the block that asked. */
export type LayerKind =
  | "schema" | "default-block" | "program" | "parameter-default" | "default-role" | "role"
  | "network" | "job" | "set" | "member" | "set-option";

export interface Layer {
  readonly kind: LayerKind;
  /** The role, network, job, set or member that speaks: `role miner`, `network mantis-testnet`. */
  readonly name: string;
}

export interface Origin {
  readonly span: Span;
  readonly layer: Layer;
  /** The values this one won over, highest first, each with its own text as written. */
  readonly beaten: readonly Origin[];
  /** Where the values come from that the expression read: parameters, `let`s, attributes elsewhere. */
  readonly reads?: readonly Origin[];
  /** The expression as written (for `why`), when there is one. */
  readonly source?: string;
}
