/** Values -> data for structured bodies: scalars, text that may be late, lists and maps, each with its author's place. Everything else is refused. */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Text } from "../evaluate/text.ts";
import { plain } from "../evaluate/text.ts";
import { describeValue } from "../evaluate/types.ts";
import type { Value } from "../evaluate/values.ts";
import type { Span } from "../text/source.ts";
import type { Run } from "./run.ts";
import { printed } from "./show.ts";

export type Scalar = null | boolean | number | string;

export type Data =
  | { readonly kind: "scalar"; readonly value: Scalar; readonly span: Span }
  | { readonly kind: "text"; readonly text: Text; readonly span: Span }
  | { readonly kind: "list"; readonly items: readonly Data[]; readonly span: Span }
  | { readonly kind: "map"; readonly entries: readonly (readonly [string, Data])[]; readonly span: Span };

/** `format` is what the body becomes, for the words of a refusal: `JSON`, `YAML`, `an env file`. */
export function toData(value: Value, span: Span, format: string, run: Run): Data {
  switch (value.type) {
    case "none": case "error": return { kind: "scalar", value: null, span };
    case "bool": case "int": case "number": return { kind: "scalar", value: value.value, span };
    case "list": return { kind: "list", span, items: value.items.map((item) => toData(item.value, item.origin.span, format, run)) };
    case "map": return { kind: "map", span, entries: [...value.entries].map(([key, entry]) => [key, toData(entry.value, entry.origin.span, format, run)] as const) };
    case "range": return { kind: "list", span, items: numbers(value.from, value.to, span, run) };
    case "set": return { kind: "list", span, items: value.members.map((member) => toData(member, span, format, run)) };
    case "secret": return secretData(value, span, format, run);
    default: return textData(value, span, format, run);
  }
}

function numbers(from: number, to: number, span: Span, run: Run): Data[] {
  const items: Data[] = [];
  for (let value = from; value <= to && run.spend(span); value++) items.push({ kind: "scalar", value, span });
  return items;
}

function secretData(value: Extract<Value, { type: "secret" }>, span: Span, format: string, run: Run): Data {
  if (value.secret.shape === "fields" && value.secret.field === undefined) return refuse(value, span, format, run);
  return { kind: "text", span, text: [{ late: "secret", secret: value.secret, span }] };
}

function textData(value: Value, span: Span, format: string, run: Run): Data {
  const text = printed(value);
  if (text === undefined) return refuse(value, span, format, run);
  const literal = plain(text);
  return literal === undefined ? { kind: "text", text, span } : { kind: "scalar", value: literal, span };
}

function refuse(value: Value, span: Span, format: string, run: Run): Data {
  run.report(diagnose("template-not-data", { found: describeValue(value), format, instead: instead(value) }, span));
  return { kind: "scalar", value: null, span };
}

function instead(value: Value): string {
  switch (value.type) {
    case "duration": return "Say in which unit: seconds(x) is a whole number of seconds, a string such as \"30s\" is text.";
    case "size": return "Say in which unit: mib(x) is a whole number of MiB.";
    case "frequency": return "Say in which unit: mhz(x) is a whole number of MHz.";
    case "service": return "Write a field of one of its instances: address or port.";
    case "secret": return "It has several fields: write one of them.";
    case "port": return "Write port.LABEL for its number.";
    default: return "Write one of its fields.";
  }
}
