/** A node's files on disk: for their owner alone, all of them or none, and never over what this program did not write. */
import { Failed } from "../../deploy/failed.ts";
import { printManifest } from "../../emit/manifest.ts";
import { sha256 } from "../../emit/sha256.ts";
import { manifestName } from "../../emit/owned.ts";
import { writeArtifacts, type OutputFs, type Target } from "../../emit/write.ts";
import type { Network } from "../../network/model.ts";
import type { Artifact } from "../../result.ts";
import type { CommandFs } from "../world.ts";

/** Paths of the files that changed. Fails with a `Failed`, and then nothing has changed. */
export function placeFiles(fs: CommandFs, target: Pick<Target, "dir" | "shown">, { network, files }: { readonly network: Network; readonly files: readonly Artifact[] }): readonly string[] {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const manifest = { path: manifestName, text: printManifest(network, sorted, sha256) };
  const { diagnostics, written } = writeArtifacts(forOwner(fs), { ...target, inside: target.dir }, [...sorted, manifest]);
  if (diagnostics.length > 0) throw new Failed(...diagnostics);
  return written.filter((path) => path !== manifestName);
}

function forOwner(fs: CommandFs): OutputFs {
  return { ...fs, writeText: fs.writePrivate, makeDirectory: fs.makePrivateDirectory };
}
