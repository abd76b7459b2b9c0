import { readFileSync, readdirSync } from "node:fs";
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { TextLine } from "../../grammar/tokens.ts";
import { bare, file } from "../syntax/arbitrary.ts";
import { parse } from "../syntax/parse.ts";
import { print } from "../syntax/print.ts";
import { tokenize } from "../syntax/tokenize.ts";
import { format } from "./format.ts";

const source = (text: string) => ({ path: "a.mantis", text });

function formatted(text: string): string {
  const { text: result, diagnostics } = format(source(text));
  assert.equal(diagnostics.map((each) => each.title), [], text);
  return result;
}

/** `uvu` would dedent both sides and hide what matters here. */
function same(actual: string, expected: string, message = ""): void {
  if (actual !== expected) throw new assert.Assertion({ message: `${message}\n--- formatted\n${actual}\n--- expected\n${expected}`, actual, expects: expected, generated: false, operator: "is", details: "" });
}

const net = (lines: string) => `network n {\n${lines}\n}\n`;

const cases: [string, string, string][] = [
  ["spaces", 'network   n extends a ,b{x=1+2*-3\ny  =[1,2 ,3]}', "network n extends a, b {\n  x = 1 + 2 * -3\n  y = [1, 2, 3]\n}\n"],
  ["a one-line block stays", net("  resources{cpu=1MHz memory=2MiB}"), net("  resources { cpu = 1MHz  memory = 2MiB }")],
  ["a block of several lines gets a line for each brace", net("  job a { x = 1\n y = 2 }"), net("  job a {\n    x = 1\n    y = 2\n  }")],
  ["empty bodies and maps", net("  a{}\n  b { }\n  c={ }\n  d =[ ]"), net("  a { }\n  b { }\n  c = {}\n  d = []")],
  ["ranges, selectors, calls, members", net("  miner  1 .. n + 1 { }\n  miner[ 1..2 ] { }\n  x = f( a . b , c[ 0 ] )"), net("  miner 1..n + 1 { }\n  miner[1..2]    { }\n  x = f(a.b, c[0])")],
  ["types and parameters", "role r ( a:int=1,b :[ string ]? , c: { int }, d:fast|full ) extends b { }", "role r(a: int = 1, b: [string]?, c: {int}, d: fast | full) extends b { }\n"],
  ["comprehensions", net("  x = [ for a in b if a!=1 : a ]\n  y = { for a in b : a.c = a }"), net("  x = [for a in b if a != 1: a]\n  y = {for a in b: a.c = a}")],
  ["entries on one line", net('  x = {a=1,b = 2  "c d"=3}'), net('  x = { a = 1, b = 2  "c d" = 3 }')],
  ["if statements", net("  if a{x=1}else if b{y=2}\n  else {z=3}"), net("  if a { x = 1 } else if b { y = 2 } else { z = 3 }")],
  ["if statements on several lines", net("  if a {\n  x=1\n  }\n  else {\n  y=2\n  }"), net("  if a {\n    x = 1\n  } else {\n    y = 2\n  }")],
  ["unary and binary minus", net("  x = - 1 - -2\n  y = ! a"), net("  x = -1 - -2\n  y = !a")],
  ["`=` of neighbours", net("  a = 1\n  bcd = 2\n  e += [3]\n\n  long-name = 4\n  x = 5"), net("  a   = 1\n  bcd = 2\n  e  += [3]\n\n  long-name = 4\n  x         = 5")],
  ["`=` is not aligned across other lines", net("  a = 1\n  b { }\n  ccc = 2\n  # note\n  d = 3"), net("  a = 1\n  b { }\n  ccc = 2\n  # note\n  d = 3")],
  ["a setting of several lines ends a column", net("  a = 1\n  bcd = [\n    1,\n  ]\n  ef = 2"), net("  a = 1\n  bcd = [\n    1,\n  ]\n  ef = 2")],
  ["lets and entries align as well", net("  let a = 1\n  let bcd: int = 2\n  x = {\n    a = 1\n    bcd = 2\n  }"), net("  let a        = 1\n  let bcd: int = 2\n  x = {\n    a   = 1\n    bcd = 2\n  }")],
  ["one-line bodies of one head align", net("  port rpc { to = 1 }\n  port discovery { to = 2 }\n  restart { mode = fail }"), net("  port rpc       { to = 1 }\n  port discovery { to = 2 }\n  restart { mode = fail }")],
  ["indentation of lists, calls and continued values", net("  x = f([\n  1,\n  2,\n  ])\n  y = a +\n  b\n  z = [\n  a +\n  b,\n  ]"), net("  x = f([\n    1,\n    2,\n  ])\n  y = a +\n    b\n  z = [\n    a +\n      b,\n  ]")],
  ["blank lines", "\n\nnetwork n {\n\n\n  a = 1\n\n\n  b { }\n\n}\n\n\nrole r { }\n\n", "network n {\n  a = 1\n\n  b { }\n}\n\nrole r { }\n"],
  ["comments", "#first\nnetwork n { # a\n  # b\n  x = 1   # c   \n  y = [ # d\n    1, # e\n    # f\n  ]\n    # g\n}\n# h", "#first\nnetwork n {  # a\n  # b\n  x = 1  # c\n  y = [  # d\n    1,  # e\n    # f\n  ]\n  # g\n}\n# h\n"],
  ["a comment before else", net("  if a {\n  } # c\n  else {\n  }"), net("  if a {\n  }  # c\n  else {\n  }")],
  ["line ends, tabs, byte order mark", "\ufeffnetwork n {\r\n\tx = 1\r\n}\r\n", "network n {\n  x = 1\n}\n"],
  ["text moves with its line", net('x = """\n      a\n        b\n\n      """'), net('  x = """\n    a\n      b\n\n    """')],
  ["raw text moves as well", net('  job a { x = raw   """\n a\n """ }'), net('  job a {\n    x = raw """\n      a\n      """\n  }')],
  ["strings are left alone", net('  x = "a  \\( b )"'), net('  x = "a  \\( b )"')],
  ["imports", 'import {a,b}   from "c"\nimport {\na,\nb,\n} from "d"', 'import { a, b } from "c"\nimport {\n  a,\n  b,\n} from "d"\n'],
  ["an empty file", "\n\n", ""],
  ["only a comment", "  # a\n\n\n\n# b", "# a\n\n# b\n"],
];
for (const [name, text, expected] of cases) {
  test(name, () => {
    same(formatted(text), expected);
    same(formatted(expected), expected, "not stable");
  });
}

const wide = (count: number) => Array.from({ length: count }, (_, i) => `setting-${i} = ${i}`);

test("a block that does not fit is broken, one statement a line", () => {
  const result = formatted(net(`  a { ${wide(8).join("  ")} }`));
  same(result, net(`  a {\n${wide(8).map((each) => `    ${each}`).join("\n")}\n  }`));
});

test("the outermost block breaks first; what then fits stays on its line", () => {
  same(formatted(net(`  a { b { ${wide(6).join(" ")} } c = "long enough to be too long" }`)), net(`  a {\n    b { ${wide(6).join("  ")} }\n    c = "long enough to be too long"\n  }`));
});

test("statements that share a line part when it does not fit", () => {
  same(formatted(net(`  ${wide(9).join(" ")}`)), net(wide(9).map((each) => `  ${each}`).join("\n")));
});

test("a column of braces never pushes a line over the width", () => {
  const text = net(`  port a { ${wide(6).join("  ")} }\n  port a-very-long-label-of-a-port { to = 1 }`);
  same(formatted(text), text);
});

test("a file with errors is left as it is", () => {
  const text = "network n {x=}";
  const { text: result, diagnostics } = format(source(text));
  assert.is(result, text);
  assert.equal(diagnostics.map((each) => each.code), ["missing-value"]);
});

function contents(text: string): { tokens: string[]; comments: string[] } {
  const { tokens, comments } = tokenize(source(text));
  const images = tokens.filter((token) => token.tokenType !== TextLine).map((token) => token.image.replace(/^raw\s*"/, 'raw "').replace(/\r?\n[ \t]*/g, "\n"));
  return { tokens: images, comments: comments.map((token) => token.image.trimEnd()) };
}

function holds(text: string): void {
  const once = formatted(text);
  same(formatted(once), once, `not stable: ${text}`);
  assert.equal(contents(once), contents(text), text);
  assert.equal(bare(parse(source(once)).file), bare(parse(source(text)).file), text);
  if (!once.includes('"""')) for (const line of once.split("\n")) assert.is(line, line.replace(/[ \t]+$/, ""), once);
}

const noise = fc.constantFrom("\n", "\n\n\n", "  ", "\t", " # c\n", "\n# d  \n", " ## e\n", "\r\n");

/** Puts `words` between tokens wherever the text stays right. */
function shaken(text: string, places: readonly number[], words: readonly string[]): string {
  let result = text;
  places.forEach((place, i) => {
    const { tokens } = tokenize(source(result));
    if (tokens.length === 0) return;
    const at = tokens[place % tokens.length]!.startOffset;
    const attempt = result.slice(0, at) + words[i % words.length]! + result.slice(at);
    const before = tokenize(source(result)).tokens.map((token) => token.image);
    const kept = tokenize(source(attempt)).tokens.map((token) => token.image);
    if (before.join("\u0000") === kept.join("\u0000") && parse(source(attempt)).diagnostics.length === 0) result = attempt;
  });
  return result;
}

test("formatting twice is formatting once, and keeps tokens, comments and the tree", () => {
  fc.assert(fc.property(file, fc.array(fc.nat(), { maxLength: 8 }), fc.array(noise, { minLength: 1, maxLength: 4 }), (tree, places, words) => holds(shaken(print(tree), places, words))), { numRuns: 250 });
});

const networks = new URL("../../networks/", import.meta.url);
const files = [...readdirSync(networks), ...readdirSync(new URL("kit/", networks)).map((name) => `kit/${name}`)].filter((name) => name.endsWith(".mantis"));

for (const name of files) {
  test(`a real file shaken: ${name}`, () => {
    const text = readFileSync(new URL(name, networks), "utf8");
    holds(text);
    fc.assert(fc.property(fc.array(fc.nat(), { minLength: 5, maxLength: 5 }), fc.array(noise, { minLength: 1, maxLength: 4 }), (places, words) => holds(shaken(text, places, words))), { numRuns: 4 });
  });
}

test.run();
