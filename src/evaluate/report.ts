/** Collects diagnostics: one problem in a file that many members share is one diagnostic. */
import type { SourceFile } from "../text/source.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";

export class Report {
  readonly diagnostics: Diagnostic[] = [];
  private readonly seen = new Set<string>();

  add(diagnostic: Diagnostic): void {
    const { code, span, title } = diagnostic;
    const key = `${code}|${span?.file.path ?? ""}|${span?.start ?? ""}|${title}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.diagnostics.push(diagnostic);
  }

  failedIn(file: SourceFile): boolean {
    return this.diagnostics.some((diagnostic) => diagnostic.span?.file === file);
  }

  get failed(): boolean {
    return this.diagnostics.some((diagnostic) => diagnostic.severity === "error");
  }
}

/** Thrown when a bound is passed: evaluation of the network ends; the diagnostic has been reported. */
export class Abandoned extends Error {}
