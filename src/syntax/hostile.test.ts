import { readFileSync } from "node:fs";
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { format } from "../format/format.ts";
import { parse, parseExpression } from "./parse.ts";
import { print } from "./print.ts";

const source = (text: string) => ({ path: "a.mantis", text });

/** Diagnostics lie inside the text, and a text without any prints and formats. */
function bounded(text: string): void {
  const { file, diagnostics } = parse(source(text));
  for (const { span } of diagnostics) assert.ok(span !== undefined && span.start >= 0 && span.start <= span.end && span.end <= text.length, JSON.stringify(text));
  assert.ok(diagnostics.length <= 101);
  parseExpression(source(text));
  if (diagnostics.length === 0) assert.equal(parse(source(print(file))).diagnostics, [], text);
  format(source(text));
}

test("any string gives diagnostics and no throw", () => {
  fc.assert(fc.property(fc.oneof(fc.string({ unit: "binary", maxLength: 60 }), fc.string({ unit: "grapheme", maxLength: 60 })), bounded), { numRuns: 400 });
});

test("any bytes give diagnostics and no throw", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => bounded(new TextDecoder().decode(bytes))), { numRuns: 300 });
});

const soup = fc.constantFrom(
  "network", "role", "import", "from", "extends", "a", "b-c", "let", "if", "then", "else", "for", "in", "default", "add", "assert", "unset", "true", " ", "  ", "\n", "\n", "\n\n", "\r\n",
  "{", "}", "{", "}", "(", ")", "[", "]", "=", "=", "+=", "==", "..", ".", ",", ":", "?", "|", "+", "-", "!", "1", "2.5", "30s", "5gb", '"', '"', '"""', "\\(", "\\n", "${", 'raw "', "# c", "## d", "'", "//", ";", "\u0000",
);

test("any mixture of the language's words gives diagnostics and no throw", () => {
  fc.assert(fc.property(fc.array(soup, { maxLength: 80 }), (words) => bounded(words.join(""))), { numRuns: 500 });
  fc.assert(fc.property(fc.array(soup, { maxLength: 60 }), (words) => bounded(`network n {\n${words.join(" ")}\n}`)), { numRuns: 400 });
});

const kit = new URL("../../networks/kit/mantis.mantis", import.meta.url);

test("a real file with a piece cut out or put in gives diagnostics and no throw", () => {
  const text = readFileSync(kit, "utf8");
  fc.assert(fc.property(fc.nat(text.length), fc.nat(40), fc.oneof(fc.constant(""), soup), (at, length, word) => bounded(text.slice(0, at) + word + text.slice(at + length))), { numRuns: 30 });
});

test("one word too many or too few in a real file is at most a handful of diagnostics", () => {
  const text = readFileSync(kit, "utf8");
  fc.assert(fc.property(fc.nat(text.length), fc.constantFrom("{", "}", "(", ")", "[", "]", "=", ",", "5", "x"), (at, word) => {
    const { diagnostics } = parse(source(text.slice(0, at) + word + text.slice(at)));
    assert.ok(diagnostics.length <= 5, `${word} at ${at}: ${diagnostics.map((each) => `${each.span?.start} ${each.title}`).join("\n")}`);
  }), { numRuns: 80 });
});

const DEEP = 10_000;
const value = (text: string) => `network n { x = ${text} }`;
const deep: [string, string][] = [
  ["open blocks", `network n ${"{ b ".repeat(DEEP)}`], ["blocks", `network n ${"{ b ".repeat(DEEP)}${"}".repeat(DEEP)}`],
  ["open lists", value("[".repeat(DEEP))], ["lists", value("[".repeat(DEEP) + "]".repeat(DEEP))],
  ["open parentheses", value("(".repeat(DEEP))], ["parentheses", value(`${"(".repeat(DEEP)}1${")".repeat(DEEP)}`)],
  ["maps", value(`${"{ a = ".repeat(DEEP)}1${"}".repeat(DEEP)}`)], ["calls", value(`${"f(".repeat(DEEP)}1${")".repeat(DEEP)}`)],
  ["interpolations", value(`${'"\\('.repeat(DEEP)}1${')"'.repeat(DEEP)}`)], ["types", `role r(x: ${"[".repeat(DEEP)}int${"]".repeat(DEEP)}) { }`],
  ["not", value(`${"!".repeat(DEEP)}a`)], ["minus", value(`${"- ".repeat(DEEP)}a`)], ["sums", value(`${"a + ".repeat(DEEP)}a`)], ["members", value(`a${".b".repeat(DEEP)}`)],
  ["indices", value(`a${"[0]".repeat(DEEP)}`)], ["if values", value(`${"if a then ".repeat(DEEP)}b`)], ["else-if values", value(`${"if a then b else ".repeat(DEEP)}c`)],
  ["else-if values on lines", value(`${"if a then b\n else ".repeat(DEEP)}c`)], ["else-if statements", `network n { if a { }${"\n else if b { }".repeat(DEEP)} }`],
];
for (const [name, text] of deep) {
  test(`10,000 deep: ${name}`, () => {
    const codes = parse(source(text)).diagnostics.map((each) => each.code);
    assert.equal([...new Set(codes)], ["nested-too-deep"]);
  });
}

const within: [string, string][] = [
  ["blocks", `network n ${"{ b ".repeat(127)}${"}".repeat(127)}`], ["lists", value("[".repeat(120) + "]".repeat(120))], ["interpolations", value(`${'"\\('.repeat(120)}1${')"'.repeat(120)}`)],
  ["calls and maps", value(`${"f({ a = ".repeat(60)}1${"})".repeat(60)}`)], ["if values in parentheses", value(`${"(if a then ".repeat(60)}1${" else 2)".repeat(60)}`)], ["sums", value(`${"a + ".repeat(500)}a`)],
];
for (const [name, text] of within) {
  test(`within the limits: ${name}`, () => {
    bounded(text);
    assert.equal(parse(source(text)).diagnostics, []);
  });
}

const MEBI = 1024 * 1024;
/** The cost of each is linear: a quarter shows it. */
const FLOOD = MEBI / 4;
const fill = (unit: string, before = "", after = "") => before + unit.repeat(Math.floor((FLOOD - before.length - after.length) / unit.length)) + after;
const large: [string, string][] = [
  ["closing braces", fill("}")], ["opening and closing brackets", fill("(", "", "]".repeat(FLOOD / 2))], ["strings left open", fill('"\\(')], ["interpolations left open on one line", fill("\\(", 'network n { x = "')],
  ["control characters", fill("\u0000")], ["doc comments", fill("##\n", "", "network n { }")], ["escapes", fill("\\n", 'network n { x = "', '" }')], ["raw text", fill("\\\\", 'network n { x = raw "', '" }')],
  ["digits", fill("1", "network n { x = ", " }")], ["quantities", fill("1h", "network n { x = ", " }")], ["broken lines", fill(`x = ${" ".repeat(40)}\n y == 1\n`, "network n {\n", "}")],
];
for (const [name, text] of large) test(`a flood of ${name}`, () => void parse(source(text)));

test("more than a mebibyte is refused unread", () => {
  assert.equal(parse(source("x".repeat(MEBI + 1))).diagnostics.map((each) => each.code), ["file-too-large"]);
});

test.run();
