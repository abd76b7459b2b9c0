/** `x.name` and `x[i]`. */
import { diagnose } from "../diagnostics/catalog.ts";
import { nameNotes } from "../diagnostics/did-you-mean.ts";
import type { Name } from "../syntax/ast.ts";
import type { Span } from "../text/source.ts";
import type { Env } from "./env.ts";
import { secretKey } from "./key-expr.ts";
import { fieldNames, getField } from "./service-fields.ts";
import { plain } from "./text.ts";
import { describeValue } from "./types.ts";
import type { Value } from "./values.ts";

const failed: Value = { type: "error" };

export function fieldOf(value: Value, name: Name, env: Env): Value {
  if (value.type === "error") return failed;
  if (value.type === "record" && value.of !== undefined) return shared(name.text, value.of, name.span, env);
  const field = getField(value, name.text);
  // `member.public` leads on to labels; any other fact of one member ends here.
  if (field?.type === "record" && field.of !== undefined && !(value.type === "record" && value.what === "member" && name.text === "public")) return shared(name.text, field.of, name.span, env);
  if (field !== undefined) return env.frame.keys === true && field.type === "secret" ? secretKey(field.secret) : atSpan(field, name.span);
  const names = fieldNames(value);
  const found = describeValue(value);
  const code = names === undefined ? diagnose("has-no-fields", { found }, name.span) : diagnose("unknown-field", { name: name.text, found }, name.span, { notes: nameNotes(name.text, names) });
  env.frame.world.report.add(code);
  return failed;
}

function shared(name: string, set: string, span: Span, env: Env): Value {
  env.frame.world.report.add(diagnose("fact-of-counted-body", { name, set }, span));
  return failed;
}

/** A late part carries the span of the place that asked for it. */
function atSpan(value: Value, span: Span): Value {
  if (value.type !== "string") return value;
  return { ...value, text: value.text.map((part) => (typeof part === "string" ? part : { ...part, span })) };
}

export function indexOf(value: Value, index: Value, span: Span, env: Env): Value {
  if (value.type === "error" || index.type === "error") return failed;
  const { report } = env.frame.world;
  if (value.type === "list" && index.type === "int") {
    const item = value.items[index.value];
    if (item !== undefined) return item.value;
    report.add(diagnose("no-such-element", { index: String(index.value), length: value.items.length }, span));
  } else if (value.type === "set" && index.type === "int") {
    const member = value.members.find((one) => indexNumber(one) === index.value);
    if (member !== undefined) return sameForm(value, index.value, span, env) ? member : failed;
    report.add(diagnose("no-such-member", { set: value.name, index: index.value, members: memberList(value) }, span));
  } else if (value.type === "map" && index.type === "string" && plain(index.text) !== undefined) {
    const entry = value.entries.get(plain(index.text)!);
    if (entry !== undefined) return entry.value;
    report.add(diagnose("unknown-field", { name: plain(index.text)!, found: "a map" }, span, { notes: nameNotes(plain(index.text)!, value.entries.keys()) }));
  } else report.add(diagnose("cannot-index", { found: describeValue(value), index: describeValue(index) }, span));
  return failed;
}

/** What a network says of `miner[1]` holds for the form that it saw. */
function sameForm({ name, changed }: Extract<Value, { type: "set" }>, index: number, span: Span, env: Env): boolean {
  const { chain, report } = env.frame.world;
  if (changed === undefined) return true;
  const speaker = chain.find((link) => env.scope.within(link.scope));
  if (speaker === undefined || speaker.index >= changed.network) return true;
  report.add(diagnose("member-of-old-form", { set: name, index, from: changed.from }, span, { related: [{ span: changed.span, text: "it takes another form here" }] }));
  return false;
}

function indexNumber(member: Extract<Value, { type: "set" }>["members"][number]): number | undefined {
  const index = member.get("index");
  return index?.type === "int" ? index.value : undefined;
}

function memberList(set: Extract<Value, { type: "set" }>): string {
  if (set.members.length === 0) return "it has no members";
  const numbers = set.members.map(indexNumber).filter((n): n is number => n !== undefined);
  return numbers.length === 0 ? "it is a set of one without an index" : `it has ${numbers[0]}..${numbers[numbers.length - 1]}`;
}
