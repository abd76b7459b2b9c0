import { test } from "uvu";
import * as assert from "uvu/assert";
import { syntaxCodes } from "../diagnostics/codes/syntax.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { positionAt } from "../text/source.ts";
import type { Span } from "../text/source.ts";
import { parse, parseExpression } from "./parse.ts";

const seen = new Set<string>();

function problems(text: string): readonly Diagnostic[] {
  const { diagnostics } = parse({ path: "a.mantis", text });
  for (const each of diagnostics) seen.add(each.code);
  return diagnostics;
}

const where = (span: Span) => {
  const { line, column } = positionAt(span.file, span.start);
  return `${line}:${column}`;
};
const summary = (all: readonly Diagnostic[]) => all.map((each) => `${where(each.span!)} ${each.code}`);
const inNetwork = (text: string) => `network n {\n${text}\n}`;

/** Statements of a network's body: they begin on line 2. */
const cases: [string, string[]][] = [
  ["x =", ["2:3 missing-value"]],
  ["x =\ny = 1", ["2:3 missing-value"]],
  ["x = 1 +\n}\nnetwork m {", ["2:7 missing-value"]],
  ["x = [1, , 2]", ["2:9 unexpected-token"]],
  ['x =\n  "v"', ["3:3 value-on-next-line"]],
  ["x = a\n  + b", ["3:3 operator-on-next-line"]],
  ["x = a\n  .b", ["3:3 unexpected-token"]],
  ["job m\n{\n  a = 1\n}", ["3:1 brace-on-next-line"]],
  ["if a\n{ }", ["3:1 brace-on-next-line"]],
  ["count 3", ["2:7 missing-equals"]],
  ["x (1 + 2)", ["2:4 missing-equals"]],
  ["x -1", ["2:3 missing-equals"]],
  ["count: 3\nx == 4\nm = { a: 1 }", ["2:6 wrong-equals", "3:3 wrong-equals", "4:8 wrong-equals"]],
  ["let x == 4\nlet y: int == 4", ["2:7 wrong-equals", "3:12 wrong-equals"]],
  ["job m = {\n  x = \n}", ["2:7 equals-before-body", "3:5 missing-value"]],
  ["resources cpu = 5", ["2:15 equals-after-labels"]],
  ["x = [1 2]", ["2:8 missing-comma"]],
  ["x = f(a b)", ["2:9 missing-comma"]],
  ["x = f(1, 2\ny = 3", ["2:6 unclosed-bracket"]],
  ["x = [\n  1,\n  2\ny = 3\nz = ", ["2:5 unclosed-bracket", "6:3 missing-value"]],
  ["x = [1, 2)]", ["2:10 stray-bracket"]],
  ["x = 1)", ["2:6 stray-bracket"]],
  ["miner [3] { }", ["2:7 detached-bracket"]],
  ["x = f (1)", ["2:7 detached-bracket"]],
  ["x = [f (1)]", ["2:8 detached-bracket"]],
  ['x = "abc\ny = 1', ["2:5 unterminated-string"]],
  ['check http "/x {\n  a = \n}', ["2:12 unterminated-string", "3:5 missing-value"]],
  ['x = raw "abc\ny = 1', ["2:5 unterminated-string"]],
  ['x = """\nabc\n}\n{ [ (', ["2:5 unterminated-string"]],
  ['x = "a \\(b"\ny = 1', ["2:8 unclosed-interpolation"]],
  ['x = "a \\(b +) c"', ["2:12 missing-value"]],
  ['x = "\\d"', ["2:6 bad-escape"]],
  ['x = "\\u{110000} \\u{D800}"', ["2:6 bad-escape", "2:17 bad-escape"]],
  ['x = "http://${NOMAD_ADDR_rpc}"', ["2:13 late-value-by-hand"]],
  ['x = """a\n  b\n  """', ["2:5 text-layout"]],
  ['x = """\n  a"""', ["3:4 text-layout"]],
  ['x = raw """a\n  """', ["2:5 text-layout"]],
  ['x = """\n a\n  """', ["3:1 text-indentation"]],
  ['x = """\n\ta\n  """', ["3:1 text-indentation"]],
  ['x = raw """\n a\n  """', ["2:5 text-indentation"]],
  ["x = 'a b'\ny = 1", ["2:5 single-quotes"]],
  ["x = 1 // five\n// six\ny = 1", ["2:7 slash-comment", "3:1 slash-comment"]],
  ["x = 1;\ny = @\nz = \u201ca\u201d", ["2:6 unexpected-character", "3:5 unexpected-character", "4:5 unexpected-character", "4:7 unexpected-character"]],
  ["x = 30sec", ["2:5 unknown-unit"]],
  ["a = 1_000\nb = 3ghz\nc = 0x1F", ["2:5 unknown-unit", "3:5 unknown-unit", "4:5 unknown-unit"]],
  ["a = 30m1h\nb = 1h30\nc = 1h1h\nd = 1KiB2B", ["2:5 bad-quantity", "3:5 bad-quantity", "4:5 bad-quantity", "5:5 bad-quantity"]],
  ["x = 0.5B", ["2:5 inexact-quantity"]],
  ["x = 99999999999999999999\ny = 9999999999TiB", ["2:5 number-too-large", "3:5 number-too-large"]],
  ["x = 1 < 2 < 3\ny = 1..2..3\nz = (1 < 2) == (2 < 3)", ["2:11 chained-operator", "3:9 chained-operator"]],
  ["x = m.len()\ny = (f)(1)", ["2:5 not-callable", "3:5 not-callable"]],
  ['task "a\\(b)" { }\n"k\\(b)" = 1', ["2:6 interpolated-label", "3:1 interpolated-label"]],
  ["a.b = 5", ["2:2 unexpected-token"]],
  ["x = if a then b", ["2:15 unexpected-token"]],
  ["x = 5 6", ["2:7 unexpected-token"]],
  ["{ a = 1 }\n5 { b = 2 }\nx =", ["2:1 unexpected-token", "3:1 unexpected-token", "4:3 missing-value"]],
  ["let", []],
  ["let x 5", ["2:7 unexpected-token"]],
  ["check http /health {\n  x = \n}", ["2:7 missing-equals", "3:5 missing-value"]],
  ["x = [for a in b c]", ["2:17 unexpected-token"]],
  ["m = { a = 1, b 2, c = 3 }", ["2:16 unexpected-token"]],
  ["if { x = 1 }\ny =", ["2:12 unexpected-token", "3:3 missing-value"]],
];
for (const [text, expected] of cases) {
  test(`refused: ${JSON.stringify(text)}`, () => assert.equal(summary(problems(inNetwork(text))), expected));
}

const files: [string, string[]][] = [
  ['import miner from "kit/mantis"\nnetwork n { }', ["1:8 unexpected-token"]],
  ["import { a } from kit\nnetwork n { }", ["1:19 unexpected-token"]],
  ['import { a b } from "kit"', ["1:12 missing-comma"]],
  ['import { a } from "k\\(b)"', ["1:19 interpolated-label"]],
  ["network { }\nnetwork n extends { }", ["1:9 unexpected-token", "2:19 unexpected-token"]],
  ['network "n" { x = }', ["1:9 unexpected-token"]],
  ["network n", ["1:9 unexpected-token"]],
  ["role r(a: int b: int, c = ) { x = }", ["1:15 missing-comma"]],
  ["role r(a == 1, b = 2) { }", ["1:10 wrong-equals"]],
  ["role r(a: , b: ) { }", ["1:11 unexpected-token"]],
  ['domain = "x"\nnetwork n { }\n5\nrole r { }', ["1:1 outside-network", "3:1 outside-network"]],
  ["network n {\n  job x {\n  } }\n  a = 1\n}\nnetwork m { y = }", ["3:5 stray-bracket", "6:15 missing-value"]],
  ["network n { }\n}", ["2:1 stray-bracket"]],
  ["network n { a = \u0000 1 }", ["1:17 control-character"]],
  ['network n { a = "\u001b" } # \u0007', ["1:18 control-character"]],
];
for (const [text, expected] of files) {
  test(`refused: ${JSON.stringify(text)}`, () => assert.equal(summary(problems(text)), expected));
}

test("three mistakes are three diagnostics", () => {
  const text = 'network n {\n  count: 3\n  job m {\n    cpu = 30sec\n    name = "abc\n  }\n  x = 1\n}\n';
  assert.equal(summary(problems(text)), ["2:8 wrong-equals", "4:11 unknown-unit", "5:12 unterminated-string"]);
});

test("an unclosed brace ends at the last token and points at its opening brace", () => {
  const [problem, ...rest] = problems("network n {\n  job m {\n  }\n  x = 1");
  assert.is(rest.length, 0);
  assert.is(problem!.code, "unclosed-bracket");
  assert.is(where(problem!.span!), "4:7");
  assert.equal(problem!.related.map((each) => where(each.span)), ["1:11"]);
});

test("a brace is missed before a closer that is indented less, and what follows is read", () => {
  const text = "network n {\n  job m {\n    x = 1\n}\nnetwork m {\n  y =\n}\n";
  const found = problems(text);
  assert.equal(summary(found), ["3:9 unclosed-bracket", "6:5 missing-value"]);
  assert.equal(found[0]!.related.map((each) => where(each.span)), ["2:9"]);
  assert.equal(parse({ path: "a", text }).file.declarations.map((each) => each.name.text), ["n", "m"]);
});

test("a block that ended too early is pointed at", () => {
  const [problem] = problems("network n {\n}\n}");
  assert.equal(problem!.related.map((each) => where(each.span)), ["2:1"]);
});

test("what is right around a mistake is in the tree", () => {
  const { file } = parse({ path: "a", text: "network n {\n  a = 1\n  b = = 2\n  c = 3\n  job = {\n    d = \n  }\n}\nrole r { }" });
  const names = file.declarations[0]!.body.statements.flatMap((each) => (each.kind === "attribute" ? [each.key.text] : []));
  assert.equal(names, ["a", "b", "c", "job"]);
  assert.is(file.declarations.length, 2);
});

const guesses: [string, string][] = [["30sec", "`30s`"], ["3400Mhz", "`3400MHz`"], ["5gib", "`5GiB`"], ["10mins", "`10m`"], ["1.5kHz", "`1.5KHz`"], ["512M", "`512MiB`"], ["10\u00b5s", "`10us`"]];
for (const [raw, guess] of guesses) {
  test(`${raw}: did you mean ${guess}?`, () => assert.ok(problems(inNetwork(`x = ${raw}`))[0]!.notes.some((note) => note.includes(`Did you mean ${guess}`))));
}

test("messages say what was found in the user's words", () => {
  const titles = (text: string) => problems(text).map((each) => each.title);
  assert.equal(titles("network n { x = 5 6 }"), ["Found `6`, expected the end of the line"]);
  assert.equal(titles('network "n" { }'), ['Found a string, expected the network\'s name']);
  assert.equal(titles("network n"), ["Found the end of the file, expected `{`"]);
  assert.equal(titles(inNetwork("x = if a then b")), ["Found the end of the line, expected `else`"]);
  assert.equal(titles(inNetwork("job mantis = { }")), ["`job mantis` is a block, and its body follows without `=`"]);
  assert.equal(parseExpression({ path: "--set", text: "1 2" }).diagnostics.map((each) => each.title), ["Found `2`, expected the end of the value"]);
});

test("a file with hundreds of mistakes shows the first hundred", () => {
  const found = problems(inNetwork("x = 'a'\n".repeat(300)));
  assert.is(found.length, 101);
  assert.is(found[100]!.code, "too-many-problems");
  assert.ok(found[100]!.title.includes("200"));
});

test("bounds: a large file, deep nesting", () => {
  assert.equal(problems("#".repeat(1024 * 1024 + 1)).map((each) => each.code), ["file-too-large"]);
  assert.equal(problems("\u20ac".repeat(400_000)).map((each) => each.code), ["file-too-large"]);
  assert.equal(problems(inNetwork(`x = [${"1,".repeat(60_000)}]`)).map((each) => each.code), ["too-many-tokens"]);
  assert.equal(problems(inNetwork(`x = ${"[".repeat(200)}`)).map((each) => each.code), ["nested-too-deep"]);
});

test("every code of the area is produced above, and each explains itself", () => {
  const all = Object.keys(syntaxCodes).sort();
  assert.equal(all.filter((code) => !seen.has(code)), []);
  for (const [code, kind] of Object.entries(syntaxCodes)) {
    assert.match(code, /^[a-z]+(-[a-z]+)*$/);
    assert.ok(kind.explain.length > 40, code);
  }
});

test.run();
