/** Values -> what they print in a template. Late parts become actions; values that do not print themselves are refused with what to write. */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Late, Text } from "../evaluate/text.ts";
import { isLate } from "../evaluate/text.ts";
import { describeValue } from "../evaluate/types.ts";
import type { Value } from "../evaluate/values.ts";
import type { Span } from "../text/source.ts";
import type { LookUp, LookUpProblem } from "./lookup.ts";
import { lookUp } from "./lookup.ts";
import type { Output } from "./output.ts";
import type { Run } from "./run.ts";

/** What a value prints as; undefined: it does not print itself. */
export function printed(value: Value): Text | undefined {
  switch (value.type) {
    case "string": return value.raw === true ? value.text.map((part) => (isLate(part) ? part : rawPart(part))) : value.text;
    case "int": case "number": case "bool": return [String(value.value)];
    case "word": return [value.word];
    case "record": return value.prints;
    case "program": case "host": return value.fields.prints;
    default: return undefined;
  }
}

const nowhere: Span = { file: { path: "", text: "" }, start: 0, end: 0 };

function rawPart(ref: string): Late {
  return { late: "raw", ref, span: nowhere };
}

/** `written` is the path as its author wrote it, for the advice. */
export function show(value: Value, written: string, span: Span, out: Output, run: Run): void {
  if (value.type === "error") return;
  const text = printed(value);
  if (text === undefined) run.report(diagnose("template-not-printable", { found: describeValue(value), instead: instead(value, written) }, span));
  else showText(text, span, out, run);
}

function instead(value: Value, written: string): string {
  switch (value.type) {
    case "duration": return `Write {{seconds ${written}}}, which prints a whole number of seconds.`;
    case "size": return `Write {{mib ${written}}}, which prints a whole number of MiB.`;
    case "frequency": return `Write {{mhz ${written}}}, which prints a whole number of MHz.`;
    case "list": return `Write {{join ${written} ", "}}, {{json ${written}}}, or a loop: {{#each ${written} as |item|}} … {{/each}}.`;
    case "map": return `Write {{json ${written}}}, or a loop: {{#each ${written} as |value key|}} … {{/each}}.`;
    case "range": case "set": return `Write a loop: {{#each ${written} as |item|}} … {{/each}}.`;
    case "service": return `Write a field of one instance ({{${written}.address}}), or a loop: {{#instances ${written} as |peer|}} … {{/instances}}.`;
    case "port": return `Write {{port ${written}}} for its number, {{address ${written}}} for ip:port, {{ip ${written}}} for the ip.`;
    case "secret": return `Write {{secret ${written}}}: that a secret is printed stays visible.`;
    case "none": return `It is absent here. Print it inside {{#with ${written} as |value|}} … {{/with}}, which is skipped when there is nothing.`;
    case "key": return "It is known at key time only. Declare a secret made from it, and print that.";
    case "record": return `Print one of its fields: {{${written}.${value.names()[0] ?? "name"}}}.`;
    default: return "Print one of its fields.";
  }
}

export function showText(text: Text, span: Span, out: Output, run: Run): void {
  for (const part of text) {
    if (isLate(part)) showLate(part, span, out, run);
    else out.text(part, span);
  }
}

export function showLate(late: Late, span: Span, out: Output, run: Run): void {
  if (late.late === "raw") return out.add("raw", late.ref, () => span);
  const found = findLate(late, span, run);
  if (found === undefined) return;
  for (const open of found.opens) out.action(open, span);
  out.action(found.expression, span);
  for (const _ of found.opens) out.action("end", span);
}

/** The look-up of a late value, recorded as used; undefined after a report. */
export function findLate(late: Late, span: Span, run: Run, variable?: string): LookUp | undefined {
  run.use(late, span);
  if (late.late === "host" && run.sink.provider === "nomad") {
    run.report(diagnose("template-host-without-consul", { host: late.ref }, span));
    return undefined;
  }
  const found = lookUp(late, run.style, variable);
  if (!("problem" in found)) return found;
  reportLookUp(found, span, run);
  return undefined;
}

export function reportLookUp(problem: LookUpProblem, span: Span, run: Run): void {
  if (problem.problem === "late-name") run.report(diagnose("template-late-lookup", { what: problem.what }, span));
  else run.report(diagnose("template-query-name", { what: problem.what, name: problem.name }, span));
}
