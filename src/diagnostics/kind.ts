import type { Severity } from "./diagnostic.ts";

/** One kind of diagnostic. `A` are the holes of its texts. */
export interface Kind<A> {
  readonly severity: Severity;
  /** One line without a full stop. */
  readonly title: (args: A) => string;
  /** A few words at the span. */
  readonly label?: (args: A) => string;
  /** Why, and what to do: one paragraph each. */
  readonly notes?: (args: A) => string[];
  /** For `mantisc explain`: what it means, a wrong example, the right one. Plain text paragraphs. */
  readonly explain: string;
}

export function kind<A = Record<never, never>>(definition: Kind<A>): Kind<A> {
  return definition;
}
