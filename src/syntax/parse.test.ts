import { test } from "uvu";
import * as assert from "uvu/assert";
import { bare } from "./arbitrary.ts";
import type { Statement } from "./ast.ts";
import { parse, parseExpression } from "./parse.ts";
import { printExpression } from "./print-expression.ts";

const source = (text: string) => ({ path: "a.mantis", text });

function read(text: string) {
  const parsed = parse(source(text));
  assert.equal(parsed.diagnostics.map((each) => each.title), [], text);
  return parsed;
}

/** The statements of a network's body. */
function statements(text: string): readonly Statement[] {
  return read(`network n {\n${text}\n}`).file.declarations[0]!.body.statements;
}

const tree = (value: unknown): any => bare(value);

test("a file: imports, networks, roles", () => {
  const { file } = read('import { a, b-c, } from "kit/x"\nimport {\n  d\n} from "y"\nnetwork n extends a, b-c { }\nrole r { }\nrole s(x: int = 1) extends r { }');
  assert.equal(file.imports.map((each) => [each.names.map((name) => name.text), each.from.text]), [[["a", "b-c"], "kit/x"], [["d"], "y"]]);
  assert.equal(file.declarations.map((each) => [each.kind, each.name.text]), [["network", "n"], ["role", "r"], ["role", "s"]]);
  assert.equal(tree(file.declarations[0]).bases, [{ text: "a" }, { text: "b-c" }]);
  assert.is(tree(file.declarations[2]).base.text, "r");
});

test("spans are half-open and cover what they name", () => {
  const text = "network n {\n  job m { miner[3] { cpu = (1 + 2) * 3 } }\n}";
  const { file } = read(text);
  const at = (span: { start: number; end: number }) => text.slice(span.start, span.end);
  const job = file.declarations[0]!.body.statements[0]!;
  const miner = job.kind === "block" ? job.body!.statements[0]! : undefined;
  assert.is(at(job.span), "job m { miner[3] { cpu = (1 + 2) * 3 } }");
  if (miner?.kind !== "block") return assert.unreachable();
  assert.is(at(miner.selector!.span), "3");
  assert.is(at(miner.body!.span), "{ cpu = (1 + 2) * 3 }");
  const cpu = miner.body!.statements[0]!;
  assert.is(cpu.kind === "attribute" ? at(cpu.value.span) : "", "(1 + 2) * 3");
});

test("role parameters stand on several lines, with a comma at the end", () => {
  const role = read("role r(\n  a: [string]? = none,\n  b: {int},\n  c: fast | full?,\n  d = 3,\n) { }").file.declarations[0]!;
  const params = role.kind === "role" ? tree(role.params) : [];
  assert.equal(params.map((each: any) => [each.name.text, each.type?.kind, each.type?.optional, each.value?.kind]), [
    ["a", "list", true, "name"], ["b", "map", false, undefined], ["c", "enum", true, undefined], ["d", undefined, undefined, "number"],
  ]);
});

const blocks: [string, Partial<{ modifier: string; head: string; labels: string; selector: string; range: string; body: boolean }>][] = [
  ["explorer", { head: "explorer" }],
  ["services consul", { head: "services", labels: "consul" }],
  ['check http "/x" { }', { head: "check", labels: "http /x", body: true }],
  ["route http { }", { head: "route", labels: "http", body: true }],
  ["miner 1..5 { }", { head: "miner", range: "1..5", body: true }],
  ["miner 1..n { }", { head: "miner", range: "1..n", body: true }],
  ["miner n..m + 1 { }", { head: "miner", range: "n..m + 1", body: true }],
  ["miner n + 1..5", { head: "miner", range: "n + 1..5" }],
  ["miner a.b..f(x) { }", { head: "miner", range: "a.b..f(x)", body: true }],
  ["miner (1)..(2) { }", { head: "miner", range: "1..2", body: true }],
  ["miner[3] { }", { head: "miner", selector: "3", body: true }],
  ["miner[2..3] { }", { head: "miner", selector: "2..3", body: true }],
  ["passive fast 1..2", { head: "passive", labels: "fast", range: "1..2" }],
  ["passive fast n..2", { head: "passive", labels: "fast", range: "n..2" }],
  ["passive fast[2] { }", { head: "passive", labels: "fast", selector: "2", body: true }],
  ["default template { }", { modifier: "default", head: "template", body: true }],
  ["default miner { }", { modifier: "default", head: "miner", body: true }],
  ["add task debug { }", { modifier: "add", head: "task", labels: "debug", body: true }],
  ['allow some-code "reason"', { head: "allow", labels: "some-code reason" }],
  ['file "map.tmpl" { }', { head: "file", labels: "map.tmpl", body: true }],
  ["env { A = 1 }", { head: "env", body: true }],
  ["let { }", { head: "let", body: true }],
  ["default { }", { head: "default", body: true }],
  ["assert { }", { head: "assert", body: true }],
  ["unset { }", { head: "unset", body: true }],
  ["task in { }", { head: "task", labels: "in", body: true }],
];
for (const [text, expected] of blocks) {
  test(`block: ${text}`, () => {
    const [block, ...rest] = statements(text);
    if (block?.kind !== "block") return assert.unreachable(block?.kind);
    assert.is(rest.length, 0);
    assert.equal({
      ...(block.modifier === undefined ? {} : { modifier: block.modifier }), head: block.head.text,
      ...(block.labels.length === 0 ? {} : { labels: block.labels.map((label) => label.text).join(" ") }),
      ...(block.selector === undefined ? {} : { selector: printExpression(block.selector) }), ...(block.range === undefined ? {} : { range: printExpression(block.range) }),
      ...(block.body === undefined ? {} : { body: true }),
    }, expected);
  });
}

const lines: [string, string][] = [
  ['tag = "x"  repository = "y"', "attribute attribute"],
  ["miner 1..2 x = 1", "block attribute"],
  ["a { } b { }", "block block"],
  ["x = a +\n  b", "attribute"],
  ["x = a ||\n  b &&\n  c", "attribute"],
  ["x = a\nin = 5", "attribute attribute"],
  ["x = (a\n  + b)", "attribute"],
  ["x = [\n a\n b,\n c\n]", "attribute"],
  ["x = {\n a = 1\n b = 2, c = 3\n}", "attribute"],
  ["x = { a = b\n in = 3 }", "attribute"],
  ["x = f(\n a,\n b,\n)", "attribute"],
  ["if a { } else if b { } else { }", "if"],
  ["if a { }\nelse { }", "if"],
  ["x = if a then b\n  else c", "attribute"],
  ['assert a else "m"\nassert = 3', "assert attribute"],
  ["unset a.b\nunset = 1", "unset attribute"],
  ['unset meta."a b".c', "unset"],
  ["let x: fast | full = fast\nlet y = 1\nlet z: int\nlet = 1", "let let let attribute"],
  ["if = 1\nelse = 2\nfor = 3\ntrue = 4\nnetwork { }\nrole = 5", "attribute attribute attribute attribute block attribute"],
  ['"a b" = 1\n"c" += [2]', "attribute attribute"],
  ["explorer\nfaucet", "block block"],
  ["x = -1\ny = - 1", "attribute attribute"],
  ["# c\nx = 1 # d", "attribute"],
  ["x = 1\r\n\ty = 2\r", "attribute attribute"],
];
for (const [text, kinds] of lines) {
  test(`statements: ${JSON.stringify(text)}`, () => assert.is(statements(text).map((each) => each.kind).join(" "), kinds));
}

const expressions: [string, string][] = [
  ["a + b * c - d", "((a + (b * c)) - d)"], ["a || b && c == d", "(a || (b && (c == d)))"], ["a - 1", "(a - 1)"], ["a-1", "a-1"], ["5-3", "(5 - 3)"],
  ["!a && -b.c", "(!a && -b.c)"], ["x in 1..n + 1", "(x in (1..(n + 1)))"], ["a.b[c](1)", "refused"], ["f(a, b).c[1]", "f(a, b).c[1]"],
  ["if a then b else if c then d else e", "(if a then b else (if c then d else e))"], ["[for x in xs if x != 3: x * 2]", "[for x in xs if (x != 3): (x * 2)]"],
  ["{for m in miner: m.name = m.index}", "{for m in miner: m.name = m.index}"], ["{}", "{}"], ["[]", "[]"], ['{ a = 1  "b c" = 2 }', '{ a = 1, "b c" = 2 }'],
  ["1h30m == 90m", "(1h30m == 90m)"], ["- - a", "--a"], ["!!a", "!!a"], ["(((a)))", "a"], ["true && none", "(true && none)"], ["a.if.for", "a.if.for"],
  ["1..5", "(1..5)"], ["0.2 + 10 % 3 / 2", "(0.2 + ((10 % 3) / 2))"],
];
for (const [text, expected] of expressions) {
  test(`expression: ${text}`, () => {
    const { expr } = parseExpression(source(text));
    assert.is(expr === undefined ? "refused" : nested(expr), expected);
  });
}

/** With all parentheses, to see the tree. */
function nested(expr: any): string {
  if (expr.kind === "binary") return `(${nested(expr.left)} ${expr.op} ${nested(expr.right)})`;
  if (expr.kind === "range") return `(${nested(expr.from)}..${nested(expr.to)})`;
  if (expr.kind === "if") return `(if ${nested(expr.condition)} then ${nested(expr.then)} else ${nested(expr.otherwise)})`;
  if (expr.kind === "unary") return `${expr.op}${nested(expr.operand)}`;
  if (expr.kind === "list-for") return `[for ${expr.variable.text} in ${nested(expr.source)}${expr.where === undefined ? "" : ` if ${nested(expr.where)}`}: ${nested(expr.body)}]`;
  return printExpression(expr);
}

const quantities: [string, string, number][] = [
  ["30s", "duration", 30e9], ["1h30m", "duration", 5400e9], ["500ms", "duration", 5e8], ["0.5us", "duration", 500], ["1.5h", "duration", 5400e9], ["1m500ms", "duration", 60.5e9],
  ["1B", "size", 1], ["10MB", "size", 1e7], ["512MiB", "size", 536870912], ["5GiB", "size", 5368709120], ["2TB", "size", 2e12], ["1TiB", "size", 1099511627776], ["1KB", "size", 1000], ["1KiB", "size", 1024],
  ["3400MHz", "frequency", 3.4e9], ["1.5GHz", "frequency", 1.5e9], ["7Hz", "frequency", 7], ["2KHz", "frequency", 2000],
];
for (const [raw, unit, value] of quantities) {
  test(`quantity: ${raw}`, () => assert.equal(bare(parseExpression(source(raw)).expr), { kind: "quantity", unit, value, raw }));
}

const strings: [string, unknown[], boolean][] = [
  ['"a \\(b) c"', ["a ", "b", " c"], false], ['"\\(f("x \\(y) z"))"', ['f("x \\(y) z")'], false], ['"\\n\\t\\"\\\\\\u{1F600}"', ['\n\t"\\\u{1f600}'], false], ['""', [], false],
  ['"{{ env }} $x $"', ["{{ env }} $x $"], false], ['"(" ', ["("], false], ['raw "${x} \\n \\" \\\\"', ['${x} \\n " \\'], true], ['raw ""', [], true],
  ['"""\n  a\n    \\(b)\n\n  "c" ""\n  """', ["a\n  ", "b", '\n\n"c" ""\n'], false], ['"""\r\n\ta\r\n\t"""', ["a\n"], false], ['"""say "x" """', ['say "x" '], false], ['"""\n"""', [], false],
  ['raw """\n  ${a} \\(b)\n    c\n  """', ["${a} \\(b)\n  c\n"], true], ['raw """a"b"""', ['a"b'], true], ['"a\\("b" + "\\("c")")"', ["a", '"b" + "\\("c")"'], false],
];
for (const [text, parts, raw] of strings) {
  test(`string: ${JSON.stringify(text)}`, () => {
    const { expr, diagnostics } = parseExpression(source(text));
    assert.equal(diagnostics.map((each) => each.title), []);
    if (expr?.kind !== "string") return assert.unreachable(expr?.kind);
    assert.equal(expr.parts.map((part) => (typeof part === "string" ? part : printExpression(part))), parts);
    assert.is(expr.raw, raw);
  });
}

test("doc comments: above, in several lines, and behind parameters and settings", () => {
  const text = "## Net.\n## More.\nnetwork n {\n  ## Far.\n\n  a = 1\n  ## B.\n  b = 2\n  c = 3  ## C.\n  ## Job.\n  job j {\n    # no\n    x { }\n  }\n  ## L.\n  let d = 1\n  ### banner\n  e = 1  f = 2 ## F.\n}\n";
  const network = tree(read(text).file.declarations[0]);
  assert.is(network.doc, "Net.\nMore.");
  assert.equal(network.body.statements.map((each: any) => each.doc), [undefined, "B.", "C.", "Job.", "L.", undefined, "F."]);
  const role = read("## R.\nrole r(\n  ## A.\n  a = 1,\n  b = 2, ## B.\n  c = 3 ## C.\n) { }").file.declarations[0]!;
  assert.is(role.doc, "R.");
  assert.equal(role.kind === "role" && role.params.map((each) => each.doc), ["A.", "B.", "C."]);
});

test("a doc comment at the top of a file, above its imports, belongs to the first declaration", () => {
  assert.is(read('## The net.\nimport { a } from "b"\n\nnetwork n { }').file.declarations[0]!.doc, "The net.");
});

test("comments come out in order, with their spans and without carriage returns", () => {
  const text = "# a\r\nnetwork n { ## b\n} # c";
  assert.equal(read(text).comments.map((each) => [each.text, each.doc, text.slice(each.span.start, each.span.end)]), [["# a", false, "# a"], ["## b", true, "## b"], ["# c", false, "# c"]]);
});

test("a byte order mark is no character of the file", () => assert.is(read("\ufeffnetwork n { }").file.declarations.length, 1));
test("an empty file is a file", () => assert.equal(bare(read("").file), { imports: [], declarations: [] }));

test("names such as __proto__ and constructor are ordinary", () => {
  assert.equal(statements("__proto__ = 1\nconstructor = { __proto__ = 2 }\ntoString { }").map((each) => each.kind), ["attribute", "attribute", "block"]);
});

test("an expression for --set: everything is read, or it is refused", () => {
  assert.is(printExpression(parseExpression(source('[1, "a"]')).expr!), '[1, "a"]');
  for (const text of ["", "1 2", "a =", ")", "{", "1 +", "network n { }"]) {
    const { expr, diagnostics } = parseExpression(source(text));
    assert.is(expr, undefined, text);
    assert.ok(diagnostics.length > 0, text);
  }
});

test.run();
