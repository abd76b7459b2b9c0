/** Whose keys a directory holds: the name of a network in its file `.network`. Names that begin with a dot are no secrets. */
import { Failed } from "../deploy/failed.ts";
import { diagnose } from "../diagnostics/catalog.ts";
import { removeIfThere } from "./directory-lock.ts";
import type { PrivateFs } from "./private-fs.ts";

export interface OwnedDirectory {
  /** Absolute. */
  readonly path: string;
  /** How it is called in messages. */
  readonly shown: string;
  readonly network: string;
}

const NAME = ".network";

/** Fails with `keys-of-another`. A directory that says nothing may be anybody's. */
export function checkOwner(fs: PrivateFs, { path, shown, network }: OwnedDirectory): void {
  const owner = ownerOf(fs, path);
  if (owner !== undefined && owner !== network) throw new Failed(diagnose("keys-of-another", { directory: shown, owner, network }));
}

function ownerOf(fs: PrivateFs, path: string): string | undefined {
  const root = fs.realPath(path);
  if (root === undefined || fs.kind(`${root}/${NAME}`) !== "file") return undefined;
  const owner = new TextDecoder().decode(fs.readPrivate(`${root}/${NAME}`).bytes).trim();
  return owner === "" ? undefined : owner;
}

/** Once it holds a key. */
export function claimDirectory(fs: PrivateFs, { path, network }: OwnedDirectory): void {
  const root = fs.realPath(path);
  if (root === undefined || ownerOf(fs, path) !== undefined) return;
  removeIfThere(`${root}/${NAME}`, fs);
  fs.writePrivate(`${root}/${NAME}`, `${network}\n`);
}

/** With the last key. */
export function releaseDirectory(fs: PrivateFs, { path }: OwnedDirectory): void {
  const root = fs.realPath(path);
  if (root !== undefined) removeIfThere(`${root}/${NAME}`, fs);
}
