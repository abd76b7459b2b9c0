/** What every stage reports. A diagnostic is data; `render` turns it into text, JSON, SARIF or GitHub lines. */
import type { Span } from "../text/source.ts";

export type Severity = "error" | "warning";

export interface Label {
  readonly span: Span;
  readonly text: string;
}

export interface Diagnostic {
  /** Stable kebab-case code, a key of the catalog. */
  readonly code: string;
  readonly severity: Severity;
  readonly title: string;
  /** Where; absent only for problems that have no place in a file (a missing file named on the command line). */
  readonly span?: Span;
  /** A few words at the span. */
  readonly label?: string;
  /** Other places that take part, each with a few words. */
  readonly related: readonly Label[];
  /** Why it is so, and what to do. Each entry is one paragraph. */
  readonly notes: readonly string[];
}
