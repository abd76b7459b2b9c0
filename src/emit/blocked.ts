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
  if (kind === "missing" || (kind === "directory" && directory !== "")) return [];
  const real = fs.realPath(full);
  if (real === undefined || !(real === inside || real.startsWith(inside.endsWith("/") ? inside : `${inside}/`))) {
    return [diagnose("output-outside", { path: shown })];
  }
  return fs.kind(real) === "directory" ? [] : [diagnose("output-not-a-directory", { path: shown })];
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
