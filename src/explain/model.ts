/** Answers of `why`. Plain data; `--json` prints them as they are. */
import type { LayerKind } from "../evaluate/origin.ts";
import type { Json } from "../text/json.ts";

/** One layer that set a value. */
export interface Said {
  /** It won; it was beaten by the one before it; or what was written there read this value. */
  readonly part: "set" | "over" | "read";
  /** How many steps of reading away from the value that was asked for. */
  readonly depth: number;
  readonly kind: LayerKind;
  /** `role miner`, `network mantis-testnet`; the layer in words. */
  readonly layer: string;
  /** The file, line and column (from 1) of what was written. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** As written, one line of it. */
  readonly source: string;
}

export interface Answer {
  readonly network: string;
  /** In the words that `why` takes. */
  readonly path: string;
  /** Where it is in the payload, or the artifact and line of a template. */
  readonly at: string;
  /** A value of the payload; a template's line; absent for a block and for what nobody sets. */
  readonly value?: Json;
  /** As people write it: `1000 MHz`. */
  readonly readable?: string;
  /** Nobody sets it: `value` is what Nomad fills in. */
  readonly default: boolean;
  /** The one that won, then those it beat, highest first. */
  readonly layers: readonly Said[];
  /** The values inside a block, with the layer that won; at most `MOST_INSIDE`. */
  readonly inside: readonly { readonly path: string; readonly readable: string; readonly layers: readonly Said[] }[];
  /** More values inside than are listed. */
  readonly more: number;
}

export interface Influence {
  readonly network: string;
  readonly file: string;
  readonly line: number;
  readonly source: string;
  readonly effects: readonly Effect[];
  /** Members that it adjusts and the network does not have: `relay[3]`. */
  readonly dropped: readonly string[];
}

export interface Effect {
  /** `mantis/mantis-{1..5}/mantis/resources/cpu` */
  readonly path: string;
  /** The full paths that `path` stands for. */
  readonly paths: readonly string[];
  /** What it becomes there, each once; empty for a block that stands there because of the line. */
  readonly readable: readonly string[];
  /** Set where a higher layer says something else: the line has no effect there. */
  readonly beatenBy?: Said;
}
