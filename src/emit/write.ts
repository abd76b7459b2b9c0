/**
 * Puts artifacts on disk so that a directory holds either the old output or the new one. In: artifacts, manifest.json last, and a door to
 * the disk. Out: what changed, or diagnostics and an untouched directory.
 * Invariant: a file that no manifest of ours lists is never written over or removed.
 */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Artifact } from "../result.ts";
import { blockedDirectories, blockedFiles, shownAs } from "./blocked.ts";
import { failureOf } from "./faults.ts";
import { ownedPaths } from "./owned.ts";

/** Every method may throw an error with a `code` as Node's do (`ENOSPC`, `EACCES`, …). Paths are absolute. */
export interface OutputFs {
  /** Part of the names of temporary files: no other process has the same. */
  readonly tag: string;
  /** What stands at a path itself; a link is not followed. */
  kind(path: string): "missing" | "file" | "directory" | "link" | "other";
  realPath(path: string): string | undefined;
  readText(path: string): string;
  writeText(path: string, text: string): void;
  rename(from: string, to: string): void;
  removeFile(path: string): void;
  makeDirectory(path: string): void;
  /** Removes a directory only if it is empty; otherwise leaves it. */
  removeEmptyDirectory(path: string): void;
}

export interface Target {
  /** The directory of one network's output. */
  readonly dir: string;
  /** No link below or at `dir` may lead out of this directory. */
  readonly inside: string;
  /** How `dir` is called in messages. */
  readonly shown: string;
}

export interface WriteResult {
  readonly diagnostics: readonly Diagnostic[];
  /** Paths relative to `dir`. */
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
}

interface Change {
  readonly path: string;
  readonly text: string;
  readonly before: string | undefined;
  /** Where the new text waits for its rename, in the same directory. */
  readonly temporary: string;
}

export function writeArtifacts(fs: OutputFs, target: Target, artifacts: readonly Artifact[]): WriteResult {
  try {
    return writeChecked(fs, target, artifacts);
  } catch (error) {
    return failed([failureOf(error, target.shown)]);
  }
}

function writeChecked(fs: OutputFs, target: Target, artifacts: readonly Artifact[]): WriteResult {
  const blocked = blockedDirectories(fs, target, artifacts);
  if (blocked.length > 0) return failed(blocked);
  const owned = ownedPaths(fs, target.dir);
  const inTheWay = blockedFiles(fs, target, artifacts, owned);
  if (inTheWay.length > 0) return failed(inTheWay);

  const changes = changedOnes(fs, target, artifacts);
  const made = writeTemporaries(fs, target, changes);
  if (made !== undefined) return failed([made]);
  const renamed = renameAll(fs, target, changes);
  if (renamed !== undefined) return failed([renamed]);
  const keep = new Set(artifacts.map((artifact) => artifact.path));
  const { removed, diagnostics } = removeOrphans(fs, target, [...owned].filter((path) => !keep.has(path)));
  return { diagnostics, written: changes.map((change) => change.path), removed, unchanged: artifacts.length - changes.length };
}

function failed(diagnostics: readonly Diagnostic[]): WriteResult {
  return { diagnostics, written: [], removed: [], unchanged: 0 };
}

/** Files that already say the right thing keep their time stamps. */
function changedOnes(fs: OutputFs, target: Target, artifacts: readonly Artifact[]): Change[] {
  const changes: Change[] = [];
  for (const { path, text } of artifacts) {
    const full = `${target.dir}/${path}`;
    const before = fs.kind(full) === "file" ? fs.readText(full) : undefined;
    const temporary = `${full.slice(0, full.lastIndexOf("/"))}/.${fs.tag}-${changes.length}.mantisc-new`;
    if (before !== text) changes.push({ path, text, before, temporary });
  }
  return changes;
}

function writeTemporaries(fs: OutputFs, target: Target, changes: readonly Change[]): Diagnostic | undefined {
  const directories: string[] = [];
  const written: string[] = [];
  let current = target.dir;
  try {
    for (const { path, text, temporary } of changes) {
      for (const directory of missingDirectories(fs, `${target.dir}/${path}`)) {
        current = directory;
        fs.makeDirectory(directory);
        directories.push(directory);
      }
      current = `${target.dir}/${path}`;
      written.push(temporary);
      fs.writeText(temporary, text);
    }
    return undefined;
  } catch (error) {
    for (const temporary of written) quietly(() => fs.removeFile(temporary));
    for (const path of directories.reverse()) quietly(() => fs.removeEmptyDirectory(path));
    return failureOf(error, shownAs(target, current));
  }
}

/** The directories above a file that are not there, outermost first. */
function missingDirectories(fs: OutputFs, path: string): string[] {
  const missing: string[] = [];
  for (let cut = path.lastIndexOf("/"); cut > 0; cut = path.lastIndexOf("/", cut - 1)) {
    const parent = path.slice(0, cut);
    if (fs.kind(parent) !== "missing") break;
    missing.push(parent);
  }
  return missing.reverse();
}

/** A rename that fails after others succeeded puts the old texts back. */
function renameAll(fs: OutputFs, target: Target, changes: readonly Change[]): Diagnostic | undefined {
  let done = 0;
  try {
    for (const { path, temporary } of changes) {
      fs.rename(temporary, `${target.dir}/${path}`);
      done++;
    }
    return undefined;
  } catch (error) {
    for (const change of changes.slice(0, done).reverse()) quietly(() => putBack(fs, target, change));
    for (const { temporary } of changes.slice(done)) quietly(() => fs.removeFile(temporary));
    return failureOf(error, `${target.shown}/${changes[done]!.path}`);
  }
}

function putBack(fs: OutputFs, target: Target, change: Change): void {
  const full = `${target.dir}/${change.path}`;
  if (change.before === undefined) return fs.removeFile(full);
  fs.writeText(change.temporary, change.before);
  fs.rename(change.temporary, full);
}

function removeOrphans(fs: OutputFs, target: Target, paths: readonly string[]): { removed: string[]; diagnostics: Diagnostic[] } {
  const removed: string[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const path of paths) {
    try {
      if (!removable(fs, target, path)) continue;
      fs.removeFile(`${target.dir}/${path}`);
      removed.push(path);
      removeEmptyParents(fs, target, path);
    } catch (error) {
      diagnostics.push(failureOf(error, `${target.shown}/${path}`));
    }
  }
  return { removed, diagnostics };
}

/** A plain file, reached through plain directories only. */
function removable(fs: OutputFs, target: Target, path: string): boolean {
  const steps = path.split("/");
  const parents = steps.slice(0, -1).map((_, index) => steps.slice(0, index + 1).join("/"));
  return parents.every((parent) => fs.kind(`${target.dir}/${parent}`) === "directory") && fs.kind(`${target.dir}/${path}`) === "file";
}

function removeEmptyParents(fs: OutputFs, target: Target, path: string): void {
  for (let cut = path.lastIndexOf("/"); cut > 0; cut = path.lastIndexOf("/", cut - 1)) {
    fs.removeEmptyDirectory(`${target.dir}/${path.slice(0, cut)}`);
  }
}

function quietly(action: () => void): void {
  try {
    action();
  } catch {
    // The first failure is the one that is reported.
  }
}
