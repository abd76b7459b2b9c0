/** What `compile` returns: data that the CLI, the editor and the tests read. */
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import type { Network } from "./network/model.ts";

export interface CompileOptions {
  /** Project root; default: the nearest directory above the entry that holds `kit/`. */
  readonly root?: string;
  /** `--set name=value`, in order. */
  readonly set?: readonly { readonly name: string; readonly value: string }[];
  /** Sets that get at least so many members, by name: a look at a network that is larger than its file says. */
  readonly members?: ReadonlyMap<string, number>;
}

export interface CompileResult {
  /** Sorted by file and place. */
  readonly diagnostics: readonly Diagnostic[];
  /** One for each network written in the entry file; empty when there is any error. */
  readonly builds: readonly NetworkBuild[];
  /** Absolute paths of all files read (for watching). */
  readonly files: readonly string[];
}

export interface NetworkBuild {
  readonly network: Network;
  /** Sorted by path, manifest.json last. */
  readonly artifacts: readonly Artifact[];
}

export interface Artifact {
  /** Relative to `out/<network>/`, forward slashes. */
  readonly path: string;
  readonly text: string;
}
