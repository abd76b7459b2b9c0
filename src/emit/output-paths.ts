/**
 * Files with steps -> artifacts with paths, refusing what could leave the output directory and what could not be written
 * beside another. Labels and destinations are checked where they are written; this is the last door before a disk.
 */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Artifact } from "../result.ts";
import type { Span } from "../text/source.ts";
import type { OutputFile } from "./consul-template.ts";

export function place(files: readonly OutputFile[], report: (diagnostic: Diagnostic) => void): Artifact[] {
  const safe = files.filter((file) => file.steps.every(isSafe) || void report(diagnose("output-path-escapes", { path: file.steps.join("/") }, file.span)));
  const spans = new Map<string, Span>();
  for (const file of safe) {
    const path = file.steps.join("/");
    const first = spans.get(path);
    if (first !== undefined) report(diagnose("output-path-twice", { path }, file.span, { related: [{ span: first, text: "the first one" }] }));
    else spans.set(path, file.span);
  }
  for (const [path, span] of spans) reportShadowed(path, span, spans, report);
  return safe.map((file) => ({ path: file.steps.join("/"), text: file.text })).sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** A file cannot also be the directory of another. */
function reportShadowed(path: string, span: Span, spans: ReadonlyMap<string, Span>, report: (diagnostic: Diagnostic) => void): void {
  for (let slash = path.indexOf("/"); slash >= 0; slash = path.indexOf("/", slash + 1)) {
    const parent = path.slice(0, slash);
    const file = spans.get(parent);
    if (file !== undefined) report(diagnose("output-path-twice", { path: parent }, span, { related: [{ span: file, text: "the file" }] }));
  }
}

/** Backslashes and drive letters are separators elsewhere; control characters are never meant. */
function isSafe(step: string): boolean {
  return step !== "" && step !== "." && step !== ".." && step.length <= 255 && !/[/\\\u0000-\u001f\u007f]|^[A-Za-z]:$/.test(step);
}
