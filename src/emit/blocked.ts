/** What stands where an artifact should go and is not ours: links that lead away, directories, other people's files. Reads, writes nothing. */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Artifact } from "../result.ts";
import { isPlainRelative } from "./owned.ts";
import type { OutputFs, Target } from "./write.ts";

export function blockedDirectories(fs: OutputFs, target: Target, artifacts: readonly Artifact[]): Diagnostic[] {
  const wild = artifacts.filter((artifact) => !isPlainRelative(artifact.path));
  if (wild.length > 0) return wild.map(({ path }) => diagnose("output-outside", { path: `${target.shown}/${path}` }));
  const directories = new Set<string>([""]);
  for (const { path } of artifacts) {
    for (let cut = path.indexOf("/"); cut > 0; cut = path.indexOf("/", cut + 1)) directories.add(path.slice(0, cut));
  }
  const inside = fs.realPath(target.inside) ?? target.inside;
  return [...directories].flatMap((directory) => blockedDirectory(fs, target, inside, directory));
}

function blockedDirectory(fs: OutputFs, target: Target, inside: string, directory: string): Diagnostic[] {
  const full = directory === "" ? target.dir : `${target.dir}/${directory}`;
  const shown = directory === "" ? target.shown : `${target.shown}/${directory}`;
  const kind = fs.kind(full);
  if (kind === "directory" && directory !== "") return [];
  if (kind === "missing") return directory === "" ? blockedAbove(fs, target, inside) : [];
  const real = fs.realPath(full);
  if (real === undefined || !isWithin(real, inside)) {
    return [diagnose("output-outside", { path: shown })];
  }
  return fs.kind(real) === "directory" ? [] : [diagnose("output-not-a-directory", { path: shown })];
}

/** The directory is yet to be made: what it will be made in counts. */
function blockedAbove(fs: OutputFs, target: Target, inside: string): Diagnostic[] {
  if (fs.realPath(target.inside) === undefined) return [];
  let above = target.dir;
  while (above !== target.inside && above.includes("/", 1) && fs.kind(above) === "missing") above = above.slice(0, above.lastIndexOf("/"));
  if (fs.kind(above) === "file" || fs.kind(above) === "other") return [diagnose("output-not-a-directory", { path: shownAs(target, above) })];
  const real = fs.realPath(above);
  return real !== undefined && isWithin(real, inside) ? [] : [diagnose("output-outside", { path: target.shown })];
}

/** A path as the target's own is called, also for what lies above it. */
export function shownAs(target: Target, path: string): string {
  if (path.startsWith(target.dir)) return target.shown + path.slice(target.dir.length);
  const start = target.dir.endsWith(target.shown) ? target.dir.length - target.shown.length : 0;
  return path.startsWith(target.dir.slice(0, start)) ? path.slice(start) : path;
}

function isWithin(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory.endsWith("/") ? directory : `${directory}/`);
}

export function blockedFiles(fs: OutputFs, target: Target, artifacts: readonly Artifact[], owned: ReadonlySet<string>): Diagnostic[] {
  return artifacts.flatMap((artifact) => {
    const full = `${target.dir}/${artifact.path}`;
    const shown = `${target.shown}/${artifact.path}`;
    const kind = fs.kind(full);
    if (kind === "missing") return [];
    if (kind === "directory") return [diagnose("output-is-a-directory", { path: shown })];
    if (kind === "file" && (owned.has(artifact.path) || fs.readText(full) === artifact.text)) return [];
    return [diagnose("output-in-the-way", { path: shown, what: kind === "file" ? "file" : kind === "link" ? "link" : "special file" })];
  });
}
