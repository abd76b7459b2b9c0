/** Collects diagnostics: one problem in a file that many members share is one diagnostic. */
import type { SourceFile, Span } from "../text/source.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";

/** Nobody reads more, and a hostile file could make millions. */
const maxKept = 1000;

export class Report {
  readonly diagnostics: Diagnostic[] = [];
  private readonly places = new Set<string>();
  private more = 0;
  private errors = 0;
  private readonly seen = new Set<string>();

  add(diagnostic: Diagnostic): void {
    const { code, span, title } = diagnostic;
    const key = `${code}|${span?.file.path ?? ""}|${span?.start ?? ""}|${title}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.places.add(placeOf(code, span));
    if (diagnostic.severity === "error") this.errors++;
    if (this.diagnostics.length < maxKept) this.diagnostics.push(diagnostic);
    else this.more++;
  }

  /** Takes over what another report only counted. */
  countRest(other: Report): void {
    if (other.more === 0) return;
    this.more += other.more;
    this.errors++;
  }

  /** Was this said of the place before? Spares whoever would look for a likely name once more. */
  said(code: string, span: Span): boolean {
    return this.places.has(placeOf(code, span));
  }

  /** A word about those that were only counted. */
  rest(): string[] {
    return this.more === 0 ? [] : [`There are ${this.more} more problems, which are only counted. Correct these first.`];
  }

  failedIn(file: SourceFile): boolean {
    return this.diagnostics.some((diagnostic) => diagnostic.span?.file === file);
  }

  get failed(): boolean {
    return this.errors > 0;
  }
}

function placeOf(code: string, span: Span | undefined): string {
  return `${code}|${span?.file.path ?? ""}|${span?.start ?? ""}`;
}

/** Thrown when a bound is passed: evaluation of the network ends; the diagnostic has been reported. */
export class Abandoned extends Error {}
