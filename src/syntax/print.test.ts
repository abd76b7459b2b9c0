import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { bare, expression, file } from "./arbitrary.ts";
import { parse, parseExpression } from "./parse.ts";
import { printExpression } from "./print-expression.ts";
import { print } from "./print.ts";

const source = (text: string) => ({ path: "a.mantis", text });

test("parse(print(tree)) is the tree, for expressions", () => {
  fc.assert(fc.property(expression, (tree) => {
    const text = printExpression(tree);
    const { expr, diagnostics } = parseExpression(source(text));
    assert.equal(diagnostics.map((each) => each.title), [], text);
    assert.equal(bare(expr), bare(tree), text);
  }), { numRuns: 500 });
});

test("parse(print(tree)) is the tree, for files", () => {
  fc.assert(fc.property(file, (tree) => {
    const text = print(tree);
    const parsed = parse(source(text));
    assert.equal(parsed.diagnostics.map((each) => each.title), [], text);
    assert.equal(bare(parsed.file), bare(tree), text);
  }), { numRuns: 300 });
});

const parenthesised: [string, string][] = [
  ["(a + b) * c", "(a + b) * c"], ["a + (b * c)", "a + b * c"], ["a - (b - c)", "a - (b - c)"], ["(a - b) - c", "a - b - c"],
  ["(a < b) == c", "(a < b) == c"], ["!(a && b)", "!(a && b)"], ["(1..5)[0]", "(1..5)[0]"], ["(-a).b", "(-a).b"], ["-(a.b)", "-a.b"],
  ["1 + (if a then b else c)", "1 + (if a then b else c)"], ["(1 + 2)..(3 * 4)", "1 + 2..3 * 4"], ["x in (1..5)", "x in 1..5"],
];
for (const [from, to] of parenthesised) {
  test(`${from} prints as ${to}`, () => assert.is(printExpression(parseExpression(source(from)).expr!), to));
}

test("a file prints in one layout", () => {
  const text = '## Doc.\nnetwork a extends b, c {\n  let n: int? = 3\n  add task "x y" { a += [1, 2] }\n  if n == 3 { unset x.y } else if b { } else { m[1..2] }\n}\nrole r(\n  ## p\n  p: fast | full,\n) extends q { }\n';
  const printed = print(parse(source(text)).file);
  assert.is(printed, '## Doc.\nnetwork a extends b, c {\n  let n: int? = 3\n  add task "x y" {\n    a += [1, 2]\n  }\n  if n == 3 {\n    unset x.y\n  } else if b { } else {\n    m[1..2]\n  }\n}\n\nrole r(\n  ## p\n  p: fast | full,\n) extends q { }\n');
});

test.run();
