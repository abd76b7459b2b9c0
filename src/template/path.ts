/** Paths (`miner.[1].rpc.address`, `this`, `@index`) -> values. Every step is resolved now; what does not exist is reported at its own span. */
import { diagnose } from "../diagnostics/catalog.ts";
import { nameNotes } from "../diagnostics/did-you-mean.ts";
import { fieldNames, getField } from "../evaluate/service-fields.ts";
import { describeValue } from "../evaluate/types.ts";
import type { Value } from "../evaluate/values.ts";
import type { Span } from "../text/source.ts";
import type { Path } from "./handlebars-tree.ts";
import type { Place, Run } from "./run.ts";
import type { Expects, LocalScope } from "./scope.ts";

export const failed: Value = { type: "error" };

export interface Here { readonly run: Run; readonly place: Place; readonly scope: LocalScope }

interface Step { readonly name: string; readonly span: Span; readonly quoted: boolean }

export function resolvePath(path: Path, here: Here, expects?: Expects): Value {
  const [head, ...rest] = steps(path, here.place);
  if (head === undefined) return failed;
  let value = headValue(head, here, rest.length === 0 ? expects : undefined);
  for (const step of rest) value = stepInto(value, step, here);
  return value;
}

/** The path as its author wrote it, split: Handlebars keeps the names but not where each stands. */
export function steps(path: Path, place: Place): Step[] {
  const start = path.loc.start.column;
  const raw = place.text.slice(start, path.loc.end.column);
  const found: Step[] = [];
  for (const match of raw.matchAll(/\[(?:\\\]|[^\]])*\]|\.\.|@?[^./\s[]+|^\.$/g)) {
    const quoted = match[0].startsWith("[");
    const name = quoted ? match[0].slice(1, -1).replace(/\\([\\\]])/g, "$1") : match[0] === "." ? "this" : match[0];
    found.push({ name, quoted, span: place.span(start + match.index, start + match.index + match[0].length) });
  }
  return found;
}

/** The one name a path consists of, if it is a plain one. */
export function simpleName(path: Path): string | undefined {
  return !path.data && path.depth === 0 && path.parts.length === 1 && path.original === path.parts[0] ? path.parts[0] : undefined;
}

function headValue(head: Step, { run, scope }: Here, expects?: Expects): Value {
  if (head.name === ".." && !head.quoted) {
    run.report(diagnose("template-outer-context", {}, head.span));
    return failed;
  }
  const hidden = !head.quoted && (head.name === "this" || head.name.startsWith("@"));
  const value = hidden || !/^(this$|@)/.test(head.name) ? (scope.lookup(head.name, expects) ?? secretNamed(head.name, scope)) : undefined;
  if (value !== undefined) return value;
  if (hidden) run.report(diagnose("template-no-context", { name: head.name }, head.span, { notes: dataNotes(head.name, scope) }));
  else run.report(diagnose("template-unknown-name", { name: head.name }, head.span, { notes: nameNotes(head.name, scope.names()) }));
  return failed;
}

/** `restic.password` begins with a secret; and one that is printed without saying so gets an answer that knows it is one. */
function secretNamed(name: string, scope: LocalScope): Value | undefined {
  const value = scope.lookup(name, "secret");
  return value?.type === "secret" ? value : undefined;
}

function dataNotes(name: string, scope: LocalScope): string[] {
  return name === "this" ? [] : nameNotes(name, scope.dataNames());
}

function stepInto(value: Value, step: Step, { run }: Here): Value {
  if (value.type === "error") return failed;
  const field = (/^\d+$/.test(step.name) ? element(value, Number(step.name)) : undefined) ?? getField(value, step.name);
  if (field !== undefined) return field;
  const refusal = value.type === "record" ? run.refusals.get(value)?.(step.name, step.span) : undefined;
  run.report(refusal ?? missing(value, step));
  return failed;
}

/** `miner.[3]` is the member with that index, `list.[0]` the first element: what `miner[3]` and `list[0]` are in a `.mantis` file. */
function element(value: Value, index: number): Value | undefined {
  if (value.type === "list") return value.items[index]?.value;
  if (value.type !== "set") return undefined;
  return value.members.find((member) => {
    const own = member.get("index");
    return own?.type === "int" && own.value === index;
  });
}

function missing(value: Value, step: Step) {
  const names = namesOf(value);
  if (value.type === "service" && !value.service.one) return diagnose("template-many-instances", { service: value.service.label, field: step.name }, step.span);
  if (names === undefined) return diagnose("template-no-fields", { name: step.name, found: describeValue(value) }, step.span);
  return diagnose("template-unknown-field", { name: step.name, found: describeValue(value) }, step.span, { notes: nameNotes(step.name, names) });
}

function namesOf(value: Value): readonly string[] | undefined {
  return value.type === "secret" && value.secret.shape === "fields" ? (value.secret.fields ?? []) : fieldNames(value);
}
