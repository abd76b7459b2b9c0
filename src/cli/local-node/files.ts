/**
 * Which of a network's files a local node gets: those below `node/FORMAT/`, FORMAT being a kind of client. In: the network and the flag. Out:
 * files by their path in the node's directory. What stands in them is the network's own business.
 */
import { Failed } from "../../deploy/failed.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Network, NetworkFile } from "../../network/model.ts";

const place = /^node\/([^/]+)\/(.+)$/;

/** `format`: as the flag says it; without it the first that the network has. Fails with `node-no-files`, `node-format`. */
export function filesOf({ files, name, origin }: Network, format: string | undefined): NetworkFile[] {
  const found = files.flatMap((file) => {
    const [, kind, path] = place.exec(file.path) ?? [];
    return kind === undefined || path === undefined ? [] : [{ kind, file: { ...file, path } }];
  });
  const kinds = [...new Set(found.map(({ kind }) => kind))];
  const wanted = format ?? kinds[0];
  if (wanted === undefined) throw new Failed(diagnose("node-no-files", { network: name }, origin.span));
  if (!kinds.includes(wanted)) throw new Failed(diagnose("node-format", { format: wanted, network: name, formats: kinds }));
  return found.filter(({ kind }) => kind === wanted).map(({ file }) => file);
}
