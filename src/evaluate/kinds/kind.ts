/** Kinds of blocks: which attributes and blocks each allows. Nomad's come from the job schema, ours from `own.ts`. */
import type { Type } from "../types.ts";

/** Which late values a text sink accepts, and how it is printed. `none`: compile time only. */
export type Sink = "none" | "field" | "env" | "config" | "constraint" | "template";

export interface AttributeDef {
  readonly type: Type;
  readonly sink: Sink;
  /** Nomad's field; undefined: a word of ours. */
  readonly api?: string;
  /** The unit Nomad wants. */
  readonly unit?: "ns" | "MiB" | "MHz";
  readonly doc?: string;
}

export interface BlockDef {
  readonly kind: Kind;
  /** How many labels a use takes: [least, most]. */
  readonly labels: readonly [number, number];
  /** `one`: merges always. `labelled`: merges by label. `list`: appends; a label makes it mergeable. */
  readonly many: "one" | "labelled" | "list";
  readonly api?: string;
  /** How Nomad holds them. */
  readonly shape?: "object" | "list" | "map";
}

export interface Kind {
  readonly name: string;
  /** Nomad's struct. */
  readonly struct?: string;
  readonly attributes: Map<string, AttributeDef>;
  readonly blocks: Map<string, BlockDef>;
  /** Free keys of this type (`env`, `meta`, `config`). */
  readonly open?: AttributeDef;
  /** Keys of an open kind are names: `[A-Za-z0-9_]`. */
  readonly plainKeys?: boolean;
}

export function kindOf(name: string, rest: Partial<Kind> = {}): Kind {
  return { name, attributes: new Map(), blocks: new Map(), ...rest };
}
