import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { SourceFile, Span } from "../../text/source.ts";
import { positionAt } from "../../text/source.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { formats, render } from "./render.ts";
import { renderText, summary } from "./text.ts";

const file: SourceFile = {
  path: "networks/a.mantis",
  text: "network a {\n  job mantis {\n\tminer 1..5 { cpus = 500MHz } # 日本\n  }\n}\n\u202eevil\u0007 name\n",
};
const other: SourceFile = { path: "kit/mantis.mantis", text: "role miner() {\n}\n" };

function at(text: string, source = file): Span {
  const start = source.text.indexOf(text);
  assert.ok(start >= 0, text);
  return { file: source, start, end: start + text.length };
}
function diagnostic(span: Span | undefined, more: Partial<Diagnostic> = {}): Diagnostic {
  return { code: "unknown-attribute", severity: "error", title: "`cpus` is not an attribute of a miner", ...(span === undefined ? {} : { span }), related: [], notes: [], ...more };
}
const isText = (actual: string, expected: string) => assert.is(actual, `${expected.replace(/^\n/, "")}\n`);

test("a place, its label and notes", () => {
  isText(renderText([diagnostic(at("cpus"), { label: "not known here", notes: ["Did you mean `cpu`?", "Why it is so."] })]), `
error[unknown-attribute]: \`cpus\` is not an attribute of a miner
  ┌─ networks/a.mantis:3:15
  │
3 │     miner 1..5 { cpus = 500MHz } # 日本
  │                  ^^^^ not known here
  │
  = Did you mean \`cpu\`?
  = Why it is so.`);
});

test("related places in the same and in another file", () => {
  const related = [{ span: at("network a"), text: "in this" }, { span: at("500MHz"), text: "this value" }, { span: at("miner()", other), text: "the role" }];
  isText(renderText([diagnostic(at("cpus"), { related })]), `
error[unknown-attribute]: \`cpus\` is not an attribute of a miner
  ┌─ networks/a.mantis:3:15
  │
1 │ network a {
  │ --------- in this
2 │   job mantis {
3 │     miner 1..5 { cpus = 500MHz } # 日本
  │                  ^^^^
  │                         ------ this value
  │
  ├─ kit/mantis.mantis:1:6
  │
1 │ role miner() {
  │      ------- the role`);
});

test("several lines, with a gap", () => {
  isText(renderText([diagnostic({ file, start: 0, end: file.text.indexOf("\n}") + 2 }, { label: "this network", severity: "warning" })]), `
warning[unknown-attribute]: \`cpus\` is not an attribute of a miner
  ┌─ networks/a.mantis:1:1
  │
1 │ network a {
  │ ^^^^^^^^^^^
  ⋮
5 │ }
  │ ^ this network`);
});

test("wide letters take two columns, hidden characters show their code", () => {
  isText(renderText([diagnostic(at("日本")), diagnostic(at("evil"))]), `
error[unknown-attribute]: \`cpus\` is not an attribute of a miner
  ┌─ networks/a.mantis:3:33
  │
3 │     miner 1..5 { cpus = 500MHz } # 日本
  │                                    ^^^^

error[unknown-attribute]: \`cpus\` is not an attribute of a miner
  ┌─ networks/a.mantis:6:2
  │
6 │ \\u{202E}evil\\u{7} name
  │         ^^^^`);
});

test("a long line is cut around each place", () => {
  const long: SourceFile = { path: "l", text: `${"x".repeat(300)} HERE ${"y".repeat(300)} THERE ${"z".repeat(300)}` };
  const text = renderText([diagnostic(at("HERE", long), { label: "first", related: [{ span: at("THERE", long), text: "second" }] })], { width: 60 });
  isText(text, `
error[unknown-attribute]: \`cpus\` is not an attribute of a miner
  ┌─ l:1:302
  │
1 │ …xxxxxxxxxxxxxxxx HERE yyyyyyyyyyyyyyyyyyyyyyyyyyyy…
  │                   ^^^^ first
1 │ …yyyyyyyyyyyyyyyy THERE zzzzzzzzzzzzzzzzzzzzzzzzzzz…
  │                   ----- second`);
});

test("a span longer than the line's room is underlined as far as it is shown", () => {
  const long: SourceFile = { path: "l", text: `a ${"x".repeat(500)}` };
  const rows = renderText([diagnostic({ file: long, start: 2, end: 502 })], { width: 60 }).split("\n");
  for (const row of rows.slice(1)) assert.ok([...row].length <= 60, row);
});

test("the end of the file, and spans that recovery left out of range", () => {
  for (const [start, end] of [[file.text.length, file.text.length], [NaN, NaN], [-5, 2], [10 ** 9, 10 ** 9]] as const) {
    for (const format of formats) assert.type(render([diagnostic({ file, start, end })], { format }), "string");
  }
  assert.match(renderText([diagnostic({ file, start: file.text.length, end: file.text.length })]), "networks/a.mantis:7:1\n  │\n7 │\n  │ ^\n");
});

test("no place: title and notes", () => {
  isText(renderText([diagnostic(undefined, { notes: ["Do this."] })]), "error[unknown-attribute]: `cpus` is not an attribute of a miner\n  = Do this.");
});

test("long notes wrap under themselves, line breaks in them stay", () => {
  isText(renderText([diagnostic(undefined, { notes: ["one two three four five six seven eight nine ten\n  indented"] })], { width: 40 }), `
error[unknown-attribute]: \`cpus\` is not an attribute of a miner
  = one two three four five six seven
    eight nine ten
      indented`);
});

test("colours only when asked, and never around nothing", () => {
  assert.not.match(renderText([diagnostic(at("cpus"), { label: "x", notes: ["y"] })]), "\u001b");
  const coloured = renderText([diagnostic(at("cpus"), { label: "x", notes: ["y"] })], { colour: true });
  assert.match(coloured, "\u001b[1;31merror[unknown-attribute]\u001b[0m");
  assert.is(coloured.replace(/\u001b\[[0-9;]*m/g, ""), renderText([diagnostic(at("cpus"), { label: "x", notes: ["y"] })]));
});

test("titles, labels, notes and paths cannot command the terminal", () => {
  const evil = "\u001b[31m\u202e\u0007\r";
  const source: SourceFile = { path: `a${evil}`, text: evil };
  const text = renderText([diagnostic({ file: source, start: 0, end: 3 }, { title: evil, label: evil, notes: [evil], related: [{ span: { file: source, start: 1, end: 2 }, text: evil }] })]);
  assert.not.match(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
});

test("any span in any text renders, with nothing hidden and the mark under the line", () => {
  const texts = fc.string({ unit: "binary", maxLength: 200 });
  fc.assert(fc.property(texts, fc.nat(220), fc.nat(220), (text, a, b) => {
    const span = { file: { path: "f", text }, start: Math.min(a, b), end: Math.max(a, b) };
    const shown = renderText([diagnostic(span)], { width: 60 });
    assert.not.match(shown, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\ufeff]/);
    assert.match(shown, "^");
  }), { numRuns: 300 });
});

test("columns are counted in code points, from any order of questions", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 60 }), fc.array(fc.nat(60), { maxLength: 6 }), (text, offsets) => {
    const source = { path: "f", text };
    for (const offset of offsets.filter((o) => o <= text.length)) {
      const before = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
      assert.is(positionAt(source, offset).column, offset === 0 ? 1 : [...before].length + 1);
    }
  }), { numRuns: 300 });
});

test("many are counted, not all shown", () => {
  const text = renderText(Array.from({ length: 5 }, () => diagnostic(undefined)), { limit: 2 });
  assert.is(text.match(/^error/gm)!.length, 2);
  assert.match(text, "… and 3 more\n");
});

test("the summary counts", () => {
  const warning = diagnostic(undefined, { severity: "warning" });
  assert.is(summary([]), "");
  assert.is(summary([diagnostic(undefined)]), "1 error");
  assert.is(summary([diagnostic(undefined), warning, diagnostic(undefined)]), "2 errors, 1 warning");
  assert.match(render([warning]), /\n\n?1 warning\n$/);
  assert.is(render([]), "");
});

test("JSON has every fact, and stays JSON without hidden characters", () => {
  const text = render([diagnostic(at("cpus"), { label: "\u202e", related: [{ span: at("miner()", other), text: "r" }], notes: ["n"] })], { format: "json" });
  assert.not.match(text, "\u202e");
  assert.equal(JSON.parse(text), {
    version: 1, errors: 1, warnings: 0,
    diagnostics: [{
      code: "unknown-attribute", severity: "error", title: "`cpus` is not an attribute of a miner", file: "networks/a.mantis",
      start: { offset: 41, line: 3, column: 15 }, end: { offset: 45, line: 3, column: 19 }, label: "\u202e",
      related: [{ file: "kit/mantis.mantis", start: { offset: 5, line: 1, column: 6 }, end: { offset: 12, line: 1, column: 13 }, label: "r" }], notes: ["n"],
    }],
  });
  assert.equal(JSON.parse(render([], { format: "json" })), { version: 1, errors: 0, warnings: 0, diagnostics: [] });
});

test("SARIF 2.1.0", () => {
  const spaced: SourceFile = { path: "networks/my net.mantis", text: "x" };
  const document = JSON.parse(render([diagnostic({ file: spaced, start: 0, end: 1 }), diagnostic(undefined, { code: "unknown-command", severity: "warning" })], { format: "sarif", version: "1.2.3" }));
  assert.is(document.version, "2.1.0");
  const [run] = document.runs;
  assert.is(run.tool.driver.version, "1.2.3");
  assert.equal(run.tool.driver.rules.map((rule: { id: string }) => rule.id), ["unknown-attribute", "unknown-command"]);
  assert.equal(run.results[0].locations[0].physicalLocation, { artifactLocation: { uri: "networks/my%20net.mantis" }, region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 } });
  assert.is(run.results[0].ruleIndex, 0);
  assert.is(run.results[1].level, "warning");
  assert.equal(run.results[1].locations, []);
});

test("GitHub commands, one a line, whatever the text", () => {
  const text = render([diagnostic(at("cpus"), { title: "50% of\n::error::it", notes: ["more"] })], { format: "github" });
  assert.is(text, "::error file=networks/a.mantis,line=3,endLine=3,col=15,endColumn=19,title=unknown-attribute::50%25 of%0A::error::it%0Amore\n");
  assert.match(render([diagnostic({ file: { path: "a,b:c", text: "" }, start: 0, end: 0 })], { format: "github" }), "file=a%2Cb%3Ac,line=1");
});

test.run();
