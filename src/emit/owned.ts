/** What the previous build wrote, as its manifest.json says. A manifest that is not one of ours owns nothing; its paths are not trusted. */
import type { OutputFs } from "./write.ts";

export const manifestName = "manifest.json";

export function ownedPaths(fs: OutputFs, dir: string): Set<string> {
  const path = `${dir}/${manifestName}`;
  if (fs.kind(path) !== "file") return new Set();
  const listed = listedPaths(fs.readText(path));
  return listed === undefined ? new Set() : new Set([...listed.filter(isPlainRelative), manifestName]);
}

/** `{ "artifacts": [{ "path": "…" }] }`, or undefined if the text is something else. */
function listedPaths(text: string): string[] | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  const artifacts = (document as { artifacts?: unknown } | null)?.artifacts;
  if (!Array.isArray(artifacts)) return undefined;
  const paths = artifacts.map((entry: unknown) => (entry as { path?: unknown } | null)?.path);
  return paths.every((entry) => typeof entry === "string") ? (paths as string[]) : undefined;
}

/** Below the directory, spelt in the one plain way. */
export function isPlainRelative(path: string): boolean {
  return path !== "" && !/[\u0000\\]/.test(path) && path.split("/").every((step) => step !== "" && step !== "." && step !== "..");
}
