/** Does a value fit the type a place declares? The few conversions there are: int to number, and what `text` prints. */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { nameNotes } from "../diagnostics/did-you-mean.ts";
import type { Span } from "../text/source.ts";
import type { Env } from "./env.ts";
import { isLate, plain, type Text } from "./text.ts";
import { describeType, describeValue, type Type } from "./types.ts";
import type { Value, Valued } from "./values.ts";

const failed: Value = { type: "error" };

/** The value as the type wants it, or `error` after a report. */
export function coerce(value: Value, type: Type, span: Span, env: Env): Value {
  const fitted = fit(value, type, env);
  if (fitted !== undefined) return fitted;
  env.frame.world.report.add(mismatch(value, type, span, env));
  return failed;
}

function mismatch(value: Value, type: Type, span: Span, env: Env): Diagnostic {
  const odd = oddItem(value, type, env);
  if (odd !== undefined) return mismatch(odd.value, odd.type, odd.span, env);
  if (type.kind === "enum" && value.type === "string") {
    const word = plain(value.text) ?? "";
    if (type.words.includes(word)) return diagnose("quoted-word", { word }, span);
    return diagnose("unknown-word", { word }, span, { notes: nameNotes(word, type.words) });
  }
  if (isLateText(value)) return diagnose("late-value-refused", { wanted: describeType(type) }, span);
  const notes = value.type === "int" && ["duration", "size", "frequency"].includes(type.kind) ? [unitNote(type)] : value.type === "none" ? ["Nothing has set it. A place that can do without asks first: if x == none then … else …"] : [];
  return diagnose("wrong-type", { wanted: describeType(type), found: describeValue(value) }, span, { notes });
}

/** The first item of a list or map that keeps it from fitting. */
function oddItem(value: Value, type: Type, env: Env): { readonly value: Value; readonly type: Type; readonly span: Span } | undefined {
  if (type.kind === "optional") return oddItem(value, type.of, env);
  if (type.kind !== "list" && type.kind !== "map") return undefined;
  const items = value.type === "list" ? value.items : value.type === "map" ? [...value.entries.values()] : [];
  if (value.type !== type.kind) return undefined;
  const odd = items.find((item) => fit(item.value, type.of, env) === undefined);
  return odd === undefined ? undefined : { value: odd.value, type: type.of, span: odd.origin.span };
}

function unitNote(type: Type): string {
  const example = type.kind === "duration" ? "30s, 10m or 1h30m" : type.kind === "size" ? "512MiB or 5GiB" : "3400MHz";
  return `Write it with its unit: ${example}.`;
}

function isLateText(value: Value): boolean {
  return value.type === "string" && value.text.some(isLate);
}

/** undefined: does not fit. */
export function fit(value: Value, type: Type, env: Env): Value | undefined {
  if (value.type === "error") return value;
  switch (type.kind) {
    case "any": return value;
    case "optional": return value.type === "none" ? value : fit(value, type.of, env);
    case "either": return firstOf(type.of, (of) => fit(value, of, env));
    case "number": return value.type === "int" || value.type === "number" ? value : undefined;
    case "text": return textOf(value) === undefined ? undefined : asText(value);
    // Late or not: the sink that prints it decides.
    case "string": return value.type === "string" ? value : undefined;
    case "enum": return fitWord(value, type.words);
    case "symbol": return fitSymbol(value, type.of);
    case "list": return value.type === "list" ? fitItems(value, type.of, env) : undefined;
    case "map": return value.type === "map" ? fitEntries(value, type.of, env) : undefined;
    default: return value.type === type.kind ? value : undefined;
  }
}

function firstOf<T, R>(all: readonly T[], attempt: (one: T) => R | undefined): R | undefined {
  for (const one of all) {
    const result = attempt(one);
    if (result !== undefined) return result;
  }
  return undefined;
}

function fitWord(value: Value, words: readonly string[]): Value | undefined {
  if (value.type === "word") return words.includes(value.word) ? value : undefined;
  // Words that are no identifiers (`">="`) can only be written quoted.
  const quoted = value.type === "string" ? plain(value.text) : undefined;
  if (quoted === undefined || !words.includes(quoted) || /^[A-Za-z_][\w-]*$/.test(quoted)) return undefined;
  return { type: "word", word: quoted, words };
}

/** A set of one member is used like the member. */
function fitSymbol(value: Value, of: string): Value | undefined {
  if (of === "member" && value.type === "set" && value.members.length === 1) return value.members[0];
  const fits = of === "member" || of === "task" ? value.type === "record" && value.what === of : value.type === of;
  return fits ? value : undefined;
}

function fitItems(value: Extract<Value, { type: "list" }>, of: Type, env: Env): Value | undefined {
  if (of.kind === "any") return value;
  const items = fitAll(value.items, of, env);
  return items === undefined ? undefined : { type: "list", items };
}

function fitAll(items: readonly Valued[], of: Type, env: Env): Valued[] | undefined {
  const fitted: Valued[] = [];
  for (const item of items) {
    const value = fit(item.value, of, env);
    if (value === undefined) return undefined;
    fitted.push({ value, origin: item.origin });
  }
  return fitted;
}

function fitEntries(value: Extract<Value, { type: "map" }>, of: Type, env: Env): Value | undefined {
  if (of.kind === "any") return value;
  const fitted = fitAll([...value.entries.values()], of, env);
  return fitted === undefined ? undefined : { type: "map", entries: new Map([...value.entries.keys()].map((key, i) => [key, fitted[i]!])) };
}

function asText(value: Value): Value {
  return value.type === "string" ? value : { type: "string", text: textOf(value)! };
}

/** A secret's place of use is its own node's; the late part carries none. */
const noSpan: Span = { file: { path: "", text: "" }, start: 0, end: 0 };

/** What a value prints as inside a string; undefined: it does not print itself. */
export function textOf(value: Value): Text | undefined {
  switch (value.type) {
    case "string": return value.text;
    case "int": case "number": return [String(value.value)];
    case "bool": return [String(value.value)];
    case "word": return [value.word];
    case "record": return value.prints;
    case "program": case "host": return value.fields.prints;
    case "port": return [value.label];
    case "secret": return value.secret.shape === "fields" ? undefined : [{ late: "secret", secret: value.secret, span: noSpan }];
    default: return undefined;
  }
}
