/** What one compilation of template text carries: where things stand in the author's file, what was used, what went wrong, what is left of its bounds. */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { InstanceRef, Late, SecretUse } from "../evaluate/text.ts";
import type { RecordValue } from "../evaluate/values.ts";
import type { SourceFile, Span } from "../text/source.ts";
import type { GoStyle, Quotes } from "./go-text.ts";
import type { Loc } from "./handlebars-tree.ts";
import { Output } from "./output.ts";

/** What a rendered body refers to. `to` is the label as written where there is one, else the registered name. */
export interface TemplateReference {
  readonly kind: "service" | "instance" | "secret" | "port" | "host";
  readonly to: string;
  readonly cardinality: "one" | "any" | "each";
  readonly span: Span;
}

export interface Sink {
  /** Who knows the network's services; Consul nodes can be asked for only under `consul`. */
  readonly provider: "consul" | "nomad";
}

export const maxSteps = 2_000_000;
const maxProblems = 100;
export const maxLength = 4 * 1024 * 1024;

export class Run {
  readonly secrets: SecretUse[] = [];
  readonly references: TemplateReference[] = [];
  readonly diagnostics: Diagnostic[] = [];
  /** Values of a run-time loop, by the reference that stands for each. */
  readonly bound = new Map<InstanceRef, string>();
  /** `@first` of run-time loops: the variable that is true once the loop has printed an instance. */
  readonly flags = new Map<RecordValue, { readonly seen: string; used: boolean }>();
  /** Fields that an instance of a run-time loop cannot have here, and why. */
  readonly refusals = new Map<RecordValue, (field: string, at: Span) => Diagnostic | undefined>();
  readonly sink: Sink;
  readonly style: GoStyle;
  private readonly seen = new Set<string>();
  private readonly meter = { length: 0 };
  private readonly variables = new Map<string, number>();
  steps = 0;
  private stopped = false;

  constructor(sink: Sink, quotes: Quotes = "double") {
    this.sink = sink;
    this.style = { quotes, bound: this.bound };
  }

  output(): Output {
    return new Output(this.meter);
  }

  /** One problem in a body that is unrolled many times is one diagnostic. */
  report(diagnostic: Diagnostic): void {
    const key = keyOf(diagnostic);
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.diagnostics.push(diagnostic);
    // Nobody reads more of one template.
    if (this.diagnostics.length >= maxProblems) this.stopped = true;
  }

  /** False once a bound is passed: nothing more is worth doing. */
  spend(at: Span): boolean {
    if (this.stopped) return false;
    if (++this.steps <= maxSteps && this.meter.length <= maxLength) return true;
    this.stopped = true;
    this.report(diagnose("template-too-large", { limit: this.meter.length > maxLength ? "4 MiB of text" : "2 million steps" }, at));
    return false;
  }

  /** A Go variable that no enclosing action binds. */
  variable(name: string): string {
    const base = /^[A-Za-z_]/.test(name) ? name.replace(/[^A-Za-z0-9_]/g, "_") : "it";
    const count = (this.variables.get(base) ?? 0) + 1;
    this.variables.set(base, count);
    return count === 1 ? base : this.variable(`${base}_${count}`);
  }

  use(late: Late, span: Span): void {
    if (late.late === "secret") {
      this.secrets.push({ secret: late.secret, span });
      this.references.push({ kind: "secret", to: late.secret.secret, cardinality: "one", span });
    } else if (late.late === "instance" && !this.bound.has(late.instance)) {
      this.references.push({ kind: "instance", to: late.instance.service.map((part) => (typeof part === "string" ? part : "*")).join(""), cardinality: "one", span });
    } else if (late.late === "host") this.references.push({ kind: "host", to: late.ref, cardinality: "one", span });
    else if (late.late === "port" || late.late === "address" || late.late === "ip") this.references.push({ kind: "port", to: late.ref, cardinality: "one", span });
  }
}

/** Where nodes of one template text stand in the author's file. */
export class Place {
  readonly text: string;
  private readonly file: SourceFile;
  private readonly at: (offset: number) => number;

  constructor(file: SourceFile, text: string, at: (offset: number) => number) {
    this.file = file;
    this.text = text;
    this.at = at;
  }

  span(start: number, end: number): Span {
    return { file: this.file, start: this.at(start), end: Math.max(this.at(end), this.at(start)) };
  }

  of(node: { readonly loc: Loc }): Span {
    return this.span(node.loc.start.column, node.loc.end.column);
  }
}

function keyOf({ code, span, title }: Diagnostic): string {
  return `${code}|${span?.file.path ?? ""}|${span?.start ?? ""}|${span?.end ?? ""}|${title}`;
}

/** Each problem once: what a file shared by many members reports for each of them. */
export function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const byKey = new Map<string, Diagnostic>();
  for (const diagnostic of diagnostics) if (!byKey.has(keyOf(diagnostic))) byKey.set(keyOf(diagnostic), diagnostic);
  return [...byKey.values()];
}
