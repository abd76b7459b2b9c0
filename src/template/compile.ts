/**
 * Handlebars template text -> consul-template text. Every name is resolved against the scope of the template statement,
 * loops over what is known are unrolled, and what is known later becomes actions. Handlebars is only parsed, never run.
 */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { SecretUse } from "../evaluate/text.ts";
import type { SourceFile, Span } from "../text/source.ts";
import type { Quotes } from "./go-text.ts";
import type { Parsed } from "./handlebars.ts";
import { parseHandlebars } from "./handlebars.ts";
import type { Delimiters } from "./output.ts";
import { goDelimiters } from "./output.ts";
import type { Sink, TemplateReference } from "./run.ts";
import { Place, Run } from "./run.ts";
import type { TemplateScope } from "./scope.ts";
import { LocalScope } from "./scope.ts";
import { walk } from "./walk.ts";

export interface TemplateInput {
  /** The file the text stands in: an `.hbs` file, or the `.mantis` file of an inline text. */
  readonly source: SourceFile;
  /** Where the text starts in it, or a map from offsets of the text to offsets of the file (strings with escapes or taken-off indentation). */
  readonly offset?: number | ((offset: number) => number);
  readonly text: string;
  readonly scope: TemplateScope;
  /** Of the consul-template text that comes out: the task's `left_delimiter` and `right_delimiter`. Handlebars' own stay. */
  readonly delimiters?: Delimiters;
  readonly sink: Sink;
}

export interface CompiledBody {
  readonly body: string;
  /** For each line of `body`, where its author wrote it. */
  readonly lines: readonly (Span | undefined)[];
  readonly secrets: readonly SecretUse[];
  readonly references: readonly TemplateReference[];
  readonly diagnostics: readonly Diagnostic[];
  /** Steps it took. */
  readonly steps?: number;
}

export function compileTemplate(input: TemplateInput): CompiledBody {
  const { source, text, scope, sink, offset = 0 } = input;
  const place = new Place(source, text, typeof offset === "number" ? (at) => offset + at : offset);
  return inBody(sink, "double", input.delimiters, place.span(0, 0), (run, out) => {
    const parsed = parseHandlebars(source, text);
    if ("problem" in parsed) run.report(syntaxProblem(parsed, place));
    else walk(parsed.program, { run, place, scope: LocalScope.over(scope) }, out);
  });
}

function syntaxProblem(parsed: Extract<Parsed, { problem: string }>, place: Place): Diagnostic {
  const span = place.span(parsed.start, parsed.end);
  return parsed.problem === "depth" ? diagnose("template-too-deep", {}, span) : diagnose("template-syntax", { what: parsed.message }, span);
}

/** Runs `write` over a fresh output. Shared with the structured bodies. */
export function inBody(sink: Sink, quotes: Quotes, delimiters: Delimiters | undefined, at: Span, write: (run: Run, out: ReturnType<Run["output"]>) => void): CompiledBody {
  const run = new Run(sink, quotes);
  const out = run.output();
  const usable = delimiters ?? goDelimiters;
  if (!areDelimiters(usable)) run.report(diagnose("template-delimiters", { left: usable.left, right: usable.right }, at));
  else write(run, out);
  run.spend(at);
  const { body, lines } = run.diagnostics.some((diagnostic) => diagnostic.severity === "error") ? { body: "", lines: [] } : out.finish(usable);
  return { body, lines, secrets: run.secrets, references: run.references, diagnostics: run.diagnostics, steps: run.steps };
}

/** Go splits actions at spaces, quotes and brackets: a delimiter made of such would end the action it opens. */
function areDelimiters({ left, right }: Delimiters): boolean {
  return [left, right].every((one) => /^[^\s"'`A-Za-z0-9_.$|()\\]{1,8}$/.test(one)) && left !== right && !left.startsWith(right) && !right.startsWith(left) && !/^[-:=,]/.test(right);
}
