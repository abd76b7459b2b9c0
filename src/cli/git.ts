/**
 * A directory as it was at a git revision, as a Host. In: a directory of a work tree and a revision's name. Git is called with lists of
 * arguments, reads objects only and runs no filter; a name that begins with `-` never reaches it.
 */
import { spawnSync } from "node:child_process";
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Host, ReadFailure } from "../host.ts";
import { resolvePath } from "./paths.ts";

const MOST_BYTES = 16 * 1024 * 1024;

export type RunGit = (directory: string, args: readonly string[]) => { readonly code: number; readonly stdout: Uint8Array };

interface Blob { readonly hash: string; readonly size: number; readonly link: boolean }

/** `directory` is absolute and lies in the work tree. */
export function hostAtRevision(directory: string, ref: string, git: RunGit = runGit): Host | Diagnostic {
  const refused = (reason: string) => diagnose("diff-bad-ref", { ref, reason });
  if (ref.startsWith("-") || ref.trim() === "" || /[\u0000-\u0020\u007f]/.test(ref)) return refused("A revision's name begins with a letter or digit and holds no spaces.");
  const place = git(directory, ["rev-parse", "--show-prefix"]);
  if (place.code !== 0) return refused("Git is not installed, or the file is not in a git work tree.");
  const commit = git(directory, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`]);
  if (commit.code !== 0) return refused("Git knows no commit of that name.");
  const top = topOf(directory, text(place.stdout).trimEnd());
  const listing = git(top, ["ls-tree", "-r", "-l", "-z", "--full-tree", text(commit.stdout).trim()]);
  return listing.code === 0 ? gitHost(top, blobsOf(text(listing.stdout)), git) : refused("Git could not list its files.");
}

/** `--show-prefix` rather than `--show-toplevel`, whose links are resolved: the paths must be those of the caller. */
function topOf(directory: string, prefix: string): string {
  return resolvePath(directory, prefix.split("/").filter((step) => step !== "").map(() => "..").join("/"));
}

/** Entries end with NUL: `100644 blob <hash> <size>\t<path>`. */
function blobsOf(listing: string): Map<string, Blob> {
  const blobs = new Map<string, Blob>();
  for (const entry of listing.split("\0")) {
    const tab = entry.indexOf("\t");
    const [mode, type, hash, size] = entry.slice(0, tab).split(/ +/);
    if (type === "blob") blobs.set(entry.slice(tab + 1), { hash: hash!, size: Number(size), link: mode === "120000" });
  }
  return blobs;
}

function gitHost(top: string, blobs: ReadonlyMap<string, Blob>, git: RunGit): Host {
  const directories = directoriesOf(blobs.keys());
  const cache = new Map<string, Uint8Array | ReadFailure>();
  const relative = (path: string) => (path === top ? "" : path.startsWith(`${top === "/" ? "" : top}/`) ? path.slice(top.length + (top === "/" ? 0 : 1)) : undefined);
  const is = (path: string) => {
    const inside = relative(path);
    return inside !== undefined && (blobs.has(inside) || directories.has(inside));
  };
  const read = (path: string): Uint8Array | ReadFailure => {
    const blob = blobs.get(relative(path) ?? "\0");
    if (blob === undefined) return is(path) ? { failure: "directory", message: "it is a directory" } : { failure: "missing", message: "no such file at that revision" };
    return readBlob(top, blob, git);
  };
  return {
    read: (path) => {
      const known = cache.get(path) ?? read(path);
      cache.set(path, known);
      return known;
    },
    exists: is,
    realPath: (path) => (is(path) ? path : undefined),
  };
}

function readBlob(top: string, blob: Blob, git: RunGit): Uint8Array | ReadFailure {
  if (blob.link) return { failure: "other", message: "it is a link at that revision" };
  if (blob.size > MOST_BYTES) return { failure: "other", message: "it is too large at that revision" };
  const { code, stdout } = git(top, ["cat-file", "blob", blob.hash]);
  return code === 0 ? stdout : { failure: "other", message: "git could not read it" };
}

function directoriesOf(paths: Iterable<string>): Set<string> {
  const directories = new Set<string>([""]);
  for (const path of paths) for (let slash = path.indexOf("/"); slash >= 0; slash = path.indexOf("/", slash + 1)) directories.add(path.slice(0, slash));
  return directories;
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function runGit(directory: string, args: readonly string[]): { code: number; stdout: Uint8Array } {
  const { status, stdout } = spawnSync("git", ["--no-optional-locks", ...args], { cwd: directory, maxBuffer: 256 * 1024 * 1024, stdio: ["ignore", "pipe", "ignore"], windowsHide: true });
  return { code: status ?? 1, stdout: stdout ?? new Uint8Array() };
}
