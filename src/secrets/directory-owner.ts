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
export function claimDirectory(fs: PrivateFs, { path, shown, network }: OwnedDirectory): void {
  const root = fs.realPath(path);
  if (root === undefined || ownerOf(fs, path) !== undefined) return;
  trying(shown, "written", () => {
    removeIfThere(`${root}/${NAME}`, fs);
    fs.writePrivate(`${root}/${NAME}`, `${network}\n`);
  });
}

/** With the last key. */
export function releaseDirectory(fs: PrivateFs, { path, shown }: OwnedDirectory): void {
  const root = fs.realPath(path);
  if (root !== undefined) trying(shown, "removed", () => removeIfThere(`${root}/${NAME}`, fs));
}

/** Errors of the operating system, in words. */
function trying(shown: string, what: "written" | "removed", body: () => void): void {
  try {
    body();
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === undefined) throw error;
    throw new Failed(diagnose("secret-file-trouble", { path: `${shown.replace(/\/$/, "")}/${NAME}`, what, code }));
  }
}
