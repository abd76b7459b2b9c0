/** What a bare name means, and the roots of late values (`port.rpc`, `dir.local`, `attr.unique.hostname`). */
import { diagnose } from "../diagnostics/catalog.ts";
import { nameNotes } from "../diagnostics/did-you-mean.ts";
import type { Expr, Name } from "../syntax/ast.ts";
import { contextValue } from "./context.ts";
import { fit } from "./coerce.ts";
import { type Binding, contextNames, type Env, rootNames } from "./env.ts";
import { fieldOf } from "./field.ts";
import { sourceValue } from "./lookups.ts";
import { symbolNames, symbolValue } from "./symbols.ts";
import type { Late } from "./text.ts";
import { describeType, type SymbolKind, type Type } from "./types.ts";
import type { Value } from "./values.ts";

const failed: Value = { type: "error" };

export function evaluateName(name: Name, type: Type | undefined, env: Env): Value {
  const meant = meaning(name, type, env);
  const binding = env.scope.find(name.text);
  if (binding?.sets === true && !env.frame.world.collected && meant === undefined) {
    env.frame.world.report.add(diagnose("sets-undecided", { name: name.text }, name.span));
    return failed;
  }
  const variable = binding === undefined ? contextValue(name.text, env) : variableOf(binding, meant, type, env);
  if (meant !== undefined && variable !== undefined) return ambiguous(name, meant, env);
  // A role of that name is not what a place means that wants a port or a program.
  const role = meant === undefined && variable?.type === "set" && type?.kind === "symbol" && type.of !== "member" && type.of !== "service";
  return meant ?? (role ? undefined : variable) ?? unknown(name, type, env);
}

/** The word or symbol that the expected type makes of the name. */
function meaning(name: Name, type: Type | undefined, env: Env): Value | undefined {
  if (type?.kind === "enum") return type.words.includes(name.text) ? { type: "word", word: name.text, words: type.words } : undefined;
  if (type?.kind === "symbol") return symbolValue(type.of, name, env);
  if (type?.kind === "optional") return meaning(name, type.of, env);
  if (type?.kind !== "either") return undefined;
  for (const of of type.of) {
    const value = meaning(name, of, env);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Beside a word or symbol of that name, a variable counts only if its type fits. */
function variableOf(binding: Binding, meant: Value | undefined, type: Type | undefined, env: Env): Value | undefined {
  if (meant !== undefined && binding.type !== undefined && type !== undefined && binding.type.kind !== type.kind && binding.type.kind !== "any") return undefined;
  const { value } = binding.value();
  if (meant !== undefined && type !== undefined && (value.type === "error" || fit(value, type, env) === undefined)) return undefined;
  binding.used?.();
  return value;
}

function ambiguous(name: Name, meant: Value, env: Env): Value {
  const what = meant.type === "word" ? "a word of the enumeration" : `a ${meant.type === "record" ? meant.what : meant.type}`;
  const related = env.scope.find(name.text) === undefined ? [] : [{ span: env.scope.find(name.text)!.span, text: "the variable is declared here" }];
  env.frame.world.report.add(diagnose("ambiguous-name", { name: name.text, what }, name.span, { related }));
  return failed;
}

function unknown(name: Name, type: Type | undefined, env: Env): Value {
  const { report } = env.frame.world;
  if (report.said(wordsOf(type) !== undefined ? "unknown-word" : type?.kind === "symbol" ? "unknown-symbol" : "unknown-name", name.span)) return failed;
  const known = [...candidates(type, env)];
  const minus = minusNote(name.text, env);
  const notes = minus.length > 0 ? minus : [...symbolNote(name, type, env), ...nameNotes(name.text, known)];
  if (wordsOf(type) !== undefined) report.add(diagnose("unknown-word", { word: name.text }, name.span, { notes }));
  else if (type?.kind === "symbol") report.add(diagnose("unknown-symbol", { kind: type.of, name: name.text }, name.span, { notes }));
  else report.add(diagnose("unknown-name", { name: name.text, ...(type === undefined || type.kind === "any" ? {} : { wanted: describeType(type) }) }, name.span, { notes }));
  return failed;
}

/** The words a place takes, beside other things or alone. */
function wordsOf(type: Type | undefined): readonly string[] | undefined {
  if (type?.kind === "optional") return wordsOf(type.of);
  if (type?.kind === "either") return type.of.map(wordsOf).find((words) => words !== undefined);
  return type?.kind === "enum" ? type.words : undefined;
}

function* candidates(type: Type | undefined, env: Env): Generator<string> {
  yield* wordsOf(type) ?? [];
  if (type?.kind === "symbol") yield* symbolNames(type.of, env);
  const untyped = type === undefined || type.kind === "any";
  for (const one of env.scope.names()) if (untyped || mayHold(env.scope.find(one)!, type)) yield one;
  if (untyped) for (const one of contextNames) if (one !== "none" && contextValue(one, env) !== undefined) yield one;
}

/** Could the variable be meant where this type is expected? The sets of a role never are. */
function mayHold(binding: Binding, type: Type): boolean {
  const declared = binding.type?.kind === "optional" ? binding.type.of : binding.type;
  if (declared === undefined) return binding.sets !== true && type.kind !== "enum" && type.kind !== "symbol";
  if (declared.kind === "enum" && type.kind === "enum") return declared.words.every((word) => type.words.includes(word));
  return declared.kind === "symbol" && type.kind === "symbol" ? declared.of === type.of : declared.kind === type.kind || type.kind === "text" || type.kind === "either";
}

/** A symbol of that name is meant only where its kind is expected; elsewhere its root says which. */
function symbolNote(name: Name, type: Type | undefined, env: Env): string[] {
  if (type?.kind === "enum" || type?.kind === "symbol") return [];
  const kind = (["secret", "port", "program", "host"] as const).find((one) => symbolNames(one, env).includes(name.text));
  return kind === undefined ? [] : [`There is a ${kind} of that name: write \`${kind}.${name.text}\`.`];
}

/** `a-1` is one name: say so when its parts are known. */
function minusNote(name: string, env: Env): string[] {
  const parts = name.split("-");
  if (parts.length < 2) return [];
  const isKnown = (part: string) => /^\d+$/.test(part) || env.scope.find(part) !== undefined || (contextNames as readonly string[]).includes(part);
  return parts.every(isKnown) ? [`A hyphen belongs to the name. To subtract, write spaces: \`${parts.join(" - ")}\`.`] : [];
}

const lateRoots = new Set<string>(["env", "attr", "meta", "node", "dir", "port", "address", "ip"]);

/** undefined: the expression does not start at a root. */
export function evaluateRoot(expr: Extract<Expr, { kind: "member" }>, env: Env): Value | undefined {
  const names: Name[] = [expr.name];
  let object = expr.object;
  while (object.kind === "member") {
    names.unshift(object.name);
    object = object.object;
  }
  if (object.kind !== "name" || !(rootNames as readonly string[]).includes(object.name.text)) return undefined;
  const root = object.name.text;
  if (lateRoots.has(root)) return lateRoot(root, names, env);
  return names.slice(1).reduce((value, name) => fieldOf(value, name, env), lookup(root as SymbolKind | "source", names[0]!, env));
}

function lookup(root: SymbolKind | "source", name: Name, env: Env): Value {
  const value = root === "source" ? sourceValue(env.frame.world, name.text) : symbolValue(root, name, env);
  if (value !== undefined) return value;
  const known = root === "source" ? env.frame.world.node.labels("source") : symbolNames(root, env);
  env.frame.world.report.add(diagnose("unknown-symbol", { kind: root, name: name.text }, name.span, { notes: nameNotes(name.text, known) }));
  return failed;
}

const directories = ["local", "secrets", "alloc"];

function lateRoot(root: string, names: readonly Name[], env: Env): Value {
  const first = names[0]!;
  const { report } = env.frame.world;
  const ref = names.map((name) => name.text).join(".");
  const span = { ...first.span, end: names[names.length - 1]!.span.end };
  if (root === "dir" && !directories.includes(ref)) {
    report.add(diagnose("unknown-symbol", { kind: "directory", name: ref }, span, { notes: nameNotes(ref, directories) }));
    return failed;
  }
  if (root === "port" || root === "address" || root === "ip") {
    // A condition in the body that makes the ports: it is refused for being late, whatever the label.
    const early = names.length === 1 && env.frame.member?.host.building === true;
    if (!early && (names.length > 1 || symbolValue("port", first, env) === undefined)) {
      report.add(diagnose("unknown-symbol", { kind: "port", name: ref }, span, { notes: nameNotes(ref, symbolNames("port", env)) }));
      return failed;
    }
  }
  return { type: "string", text: [{ late: root, ref, span } as Late] };
}
