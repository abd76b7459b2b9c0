/**
 * What holds for any input of the whole compiler: it never throws, it ends with diagnostics or artifacts, the same input gives the same
 * bytes, and the order in which things are written decides nothing but the order of lists.
 */
import * as fs from "node:fs";
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compile } from "./compile.ts";
import type { Json } from "./text/json.ts";
import { memoryHost } from "./host.ts";
import type { CompileResult } from "./result.ts";
import type * as ast from "./syntax/ast.ts";
import { parse } from "./syntax/parse.ts";

const networks = new URL("../networks/", import.meta.url);
const shipped: Readonly<Record<string, string>> = Object.fromEntries(
  (fs.readdirSync(networks, { recursive: true }) as string[]).filter((name) => /\.(mantis|hbs)$/.test(name)).sort().map((name) => [`/p/${name}`, fs.readFileSync(new URL(name, networks), "utf8")]),
);

function run(files: Readonly<Record<string, string | Uint8Array>>, entry: string): CompileResult {
  return compile(memoryHost(files), entry, { root: "/p" });
}

/** Errors or artifacts, never both, never neither; places lie inside their files. */
function ends({ diagnostics, builds }: CompileResult, networksThere: boolean): void {
  const errors = diagnostics.filter((one) => one.severity === "error");
  assert.is(errors.length > 0 && builds.length > 0, false, "errors and artifacts");
  if (networksThere) assert.ok(errors.length > 0 || builds.length > 0, "neither errors nor artifacts");
  for (const { span, related } of diagnostics) for (const place of [span, ...related.map((one) => one.span)]) {
    if (place !== undefined) assert.ok(0 <= place.start && place.start <= place.end && place.end <= place.file.text.length);
  }
}

test("any bytes as an entry file end in diagnostics", () => {
  const head = new TextEncoder().encode("network n {\n");
  fc.assert(fc.property(fc.uint8Array({ maxLength: 120 }), fc.boolean(), (bytes, inside) => {
    ends(run({ "/p/main.mantis": inside ? new Uint8Array([...head, ...bytes]) : bytes }, "/p/main.mantis"), false);
  }), { numRuns: 200 });
});

const entries = ["/p/testnet.mantis", "/p/laptop.mantis", "/p/example-personal.mantis"];
const pieces = (text: string, lines: boolean) => (lines ? text.split(/(?<=\n)/) : (text.match(/\s+|[A-Za-z_][\w-]*|\d\w*|"(?:[^"\\\n]|\\.)*"|./gs) ?? []));
type Edit = "delete" | "duplicate" | "swap" | "graft";

function mutate(text: string, { lines, edit, at, other }: { lines: boolean; edit: Edit; at: number; other: number }): string {
  const all = pieces(text, lines);
  const [i, j] = [at % all.length, other % all.length];
  if (edit === "delete") all.splice(i, 1);
  else if (edit === "duplicate") all.splice(i, 0, all[i]!);
  else if (edit === "graft") all.splice(i, 0, all[j]!);
  else [all[i], all[j]] = [all[j]!, all[i]!];
  return all.join("");
}

test("what is left of the shipped networks after a mutation ends in diagnostics or artifacts", () => {
  const change = fc.record({ lines: fc.boolean(), edit: fc.constantFrom<Edit>("delete", "duplicate", "swap", "graft"), at: fc.nat(20_000), other: fc.nat(20_000) });
  fc.assert(fc.property(fc.constantFrom(...Object.keys(shipped)), fc.constantFrom(...entries), fc.array(change, { minLength: 1, maxLength: 2 }), (file, entry, changes) => {
    const text = changes.reduce(mutate, shipped[file]!);
    ends(run({ ...shipped, [file]: text }, entry), false);
  }), { numRuns: 40 });
});

test("compiling twice gives the same bytes", () => {
  for (const entry of entries) {
    const [first, second] = [run(shipped, entry), run(shipped, entry)];
    assert.ok(first.builds.length > 0);
    assert.is(JSON.stringify(first.builds.map((one) => one.artifacts)), JSON.stringify(second.builds.map((one) => one.artifacts)));
  }
});

/** A piece of text with its comments and the space before it, so that pieces can change places. */
function permuted(text: string, parts: readonly { readonly start: number; readonly end: number }[], order: readonly number[]): string {
  let result = "";
  let from = parts.length === 0 ? 0 : parts[0]!.start;
  result = text.slice(0, from);
  for (const [i, part] of parts.entries()) {
    const taken = parts[order[i]!]!;
    result += text.slice(taken.start, taken.end);
    from = part.end;
    const next = parts[i + 1];
    result += next === undefined ? text.slice(from) : "\n";
  }
  return result;
}

/** Positions 0..n-1 in an order that numbers choose. */
function orderOf(count: number, numbers: readonly number[]): number[] {
  const keys = Array.from({ length: count }, (_, i) => (numbers[i % numbers.length]! * (i + 7)) % 9973);
  return Array.from({ length: count }, (_, i) => i).sort((a, b) => keys[a]! - keys[b]! || a - b);
}

/** Where order is part of the meaning: later bodies of one list, and what is declared by its first use. */
const ordered = (statement: ast.Statement) => statement.kind === "unset" || (statement.kind === "attribute" && statement.op === "+=") || (statement.kind === "block" && statement.selector !== undefined);

function bodies(file: ast.File): (readonly ast.Statement[])[] {
  const found: (readonly ast.Statement[])[] = [];
  const visit = (statements: readonly ast.Statement[]): void => {
    found.push(statements);
    for (const statement of statements) {
      if (statement.kind === "block" && statement.body !== undefined) visit(statement.body.statements);
      if (statement.kind === "if") visit(statement.then.statements);
    }
  };
  for (const declaration of file.declarations) visit(declaration.body.statements);
  return found;
}

function shuffleFile(path: string, text: string, numbers: readonly number[], depth: "top" | "body"): string {
  const { file } = parse({ path, text });
  const chosen = depth === "top" ? file.declarations : bodies(file).filter((one) => one.length > 1 && !one.some(ordered) && separate(text, one))[numbers[0]! % 97];
  if (chosen === undefined || chosen.length < 2) return text;
  const parts = chosen.map(({ span }) => ({ start: span.start, end: span.end }));
  return permuted(text, parts, orderOf(parts.length, numbers));
}

/** Comments between statements would stay behind and could swallow what follows: only bodies without any are shuffled. */
function separate(text: string, statements: readonly ast.Statement[]): boolean {
  return statements.every(({ span }, i) => i === 0 || /^\s*$/.test(text.slice(statements[i - 1]!.span.end, span.start)));
}

/** Payloads with the lists sorted whose order is that of declarations. */
function canonical({ builds, diagnostics }: CompileResult): string {
  assert.equal(diagnostics.map((one) => `${one.code} ${one.title} ${one.span?.file.path}`), []);
  const sort = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(sort).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, key === "EmbeddedTmpl" ? sort(String(item).split("\n")) : sort(item)]));
  };
  return JSON.stringify(builds.map(({ artifacts }) => artifacts.filter(({ path }) => path.startsWith("nomad/")).map(({ path, text }) => [path, sort(JSON.parse(text) as Json)])));
}

const numbers = fc.array(fc.integer({ min: 1, max: 9973 }), { minLength: 5, maxLength: 5 });
const before = new Map(entries.map((entry) => [entry, canonical(run(shipped, entry))]));

test("the order of declarations decides nothing", () => {
  fc.assert(fc.property(fc.constantFrom(...Object.keys(shipped).filter((name) => name.endsWith(".mantis"))), fc.constantFrom(...entries), numbers, (file, entry, chosen) => {
    const files = { ...shipped, [file]: shuffleFile(file, shipped[file]!, chosen, "top") };
    assert.is(canonical(run(files, entry)), before.get(entry));
  }), { numRuns: 12 });
});

test("the order of statements decides nothing but the order of lists", () => {
  fc.assert(fc.property(fc.constantFrom("/p/kit/mantis.mantis", "/p/kit/profiles.mantis", "/p/testnet.mantis"), fc.constantFrom(...entries), numbers, (file, entry, chosen) => {
    const files = { ...shipped, [file]: shuffleFile(file, shipped[file]!, chosen, "body") };
    assert.is(canonical(run(files, entry)), before.get(entry));
  }), { numRuns: 30 });
});

test.run();
