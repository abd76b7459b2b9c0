/**
 * Data -> JSON with late values in it, quoted so that it is valid JSON once rendered. Where a late value can hold any
 * character (a secret, an environment variable) consul-template's `toJSON` quotes it; ports and addresses stand in the string.
 */
import type { Late, Text } from "../evaluate/text.ts";
import { isLate } from "../evaluate/text.ts";
import type { Value } from "../evaluate/values.ts";
import type { Span } from "../text/source.ts";
import type { Data } from "./data.ts";
import { toData } from "./data.ts";
import { printf } from "./go-text.ts";
import type { LookUp } from "./lookup.ts";
import type { Output } from "./output.ts";
import type { Run } from "./run.ts";
import { findLate, showLate } from "./show.ts";

/** `{{json x}}`: on one line. */
export function jsonInline(value: Value, span: Span, out: Output, run: Run): void {
  writeJson(toData(value, span, "JSON", run), "", out, run, true);
}

export function writeJson(data: Data, indent: string, out: Output, run: Run, compact = false): void {
  if (!run.spend(data.span)) return;
  if (data.kind === "scalar") out.text(JSON.stringify(data.value), data.span);
  else if (data.kind === "text") writeText(data.text, data.span, out, run);
  else writeMany(data, indent, out, run, compact);
}

function writeMany(data: Extract<Data, { kind: "list" | "map" }>, indent: string, out: Output, run: Run, compact: boolean): void {
  const [open, close] = data.kind === "list" ? ["[", "]"] : ["{", "}"];
  const children: readonly (readonly [string | undefined, Data])[] = data.kind === "list" ? data.items.map((item) => [undefined, item] as const) : data.entries;
  if (children.length === 0) return out.text(open + close, data.span);
  const inner = compact ? "" : `${indent}  `;
  const line = compact ? "" : "\n";
  out.text(open, data.span);
  children.forEach(([key, child], index) => {
    out.text(`${index > 0 ? "," : ""}${line}`, data.span);
    out.text(inner + (key === undefined ? "" : `${JSON.stringify(key)}:${compact ? "" : " "}`), child.span);
    writeJson(child, inner, out, run, compact);
  });
  out.text(line + indent + close, data.span);
}

/** One string, or a number where the text is nothing but a port or an index. */
export function writeText(text: Text, span: Span, out: Output, run: Run): void {
  const [only] = text;
  if (text.length === 1 && isLate(only!) && isNumber(only)) return showLate(only, span, out, run);
  if (text.every((part) => !isLate(part) || staysInQuotes(part))) return writeQuoted(text, span, out, run);
  writeEncoded(text, span, out, run);
}

export function isNumber(late: Late): boolean {
  return late.late === "port" || late.late === "index" || (late.late === "instance" && late.field === "port");
}

/** What these print never needs escaping in a quoted string. */
function staysInQuotes(late: Late): boolean {
  return ["port", "address", "ip", "index", "dir", "host", "raw"].includes(late.late) || (late.late === "instance" && late.field !== "name");
}

function writeQuoted(text: Text, span: Span, out: Output, run: Run): void {
  out.text('"', span);
  for (const part of text) {
    if (isLate(part)) showLate(part, span, out, run);
    else out.text(JSON.stringify(part).slice(1, -1), span);
  }
  out.text('"', span);
}

function writeEncoded(text: Text, span: Span, out: Output, run: Run): void {
  const single = text.length === 1;
  const found: LookUp[] = [];
  for (const part of text) {
    if (!isLate(part)) continue;
    // Inside an expression raw text can only be text.
    const look = part.late === "raw" ? { opens: [], expression: JSON.stringify(part.ref) } : findLate(part, span, run, single ? undefined : run.variable("value"));
    if (look === undefined) return;
    found.push(look);
  }
  const opens = found.flatMap((look) => look.opens);
  for (const open of opens) out.action(open, span);
  out.action(single ? alone(found[0]!) : `${printf(text, found.map((look) => look.expression), run.style.quotes)} | toJSON`, span);
  for (const _ of opens) out.action("end", span);
}

function alone({ json, string, expression }: LookUp): string {
  return json === true ? expression : `${string ?? expression} | toJSON`;
}
