import { test } from "uvu";
import * as assert from "uvu/assert";
import { parseArguments } from "./arguments.ts";
import { commands } from "./commands.ts";

const build = commands.find(({ name }) => name === "build")!;
const parse = (...words: string[]) => parseArguments(build, words);
const codes = (...words: string[]) => parse(...words).diagnostics.map(({ code }) => code);

test("operands, values in both forms, repeated flags", () => {
  const args = parse("a", "--out", "x", "b", "--set", "m=1", "--set=n=2=3", "--watch", "-");
  assert.equal(args.diagnostics, []);
  assert.equal(args.operands, ["a", "b", "-"]);
  assert.is(args.value("out"), "x");
  assert.equal(args.values("set"), ["m=1", "n=2=3"]);
  assert.ok(args.has("watch"));
  assert.not.ok(args.has("stdout"));
  assert.is(args.value("job"), undefined);
});

test("after -- everything is an operand", () => assert.equal(parse("--", "--out", "--").operands, ["--out", "--"]));

test("a value may begin with one hyphen, and be empty when attached", () => {
  assert.is(parse("--set", "-x=1").value("set"), "-x=1");
  assert.is(parse("--out=").value("out"), "");
});

test("each mistake has its code", () => {
  assert.equal(codes("--ouput", "x"), ["unknown-flag"]);
  assert.equal(codes("-o", "x"), ["unknown-flag"]);
  assert.equal(codes("--out"), ["flag-without-value"]);
  assert.equal(codes("--out", "--watch"), ["flag-without-value"]);
  assert.equal(codes("--watch=yes"), ["flag-with-value"]);
  assert.equal(codes("--format", "xml"), ["bad-flag-value"]);
  assert.equal(codes("--out", "a", "--out", "b"), ["flag-twice"]);
  assert.equal(codes("--oops", "--format=xml"), ["unknown-flag", "bad-flag-value"]);
});

test("a misspelt flag is recognised", () => {
  assert.match(parse("--wach").diagnostics[0]!.notes.join(" "), "Did you mean `--watch`?");
});

test("too many operands", () => {
  const explain = commands.find(({ name }) => name === "explain")!;
  assert.equal(parseArguments(explain, ["a", "b"]).diagnostics.map(({ code }) => code), ["unexpected-argument"]);
});

test("-h and --help", () => {
  assert.ok(parse("-h").help);
  assert.ok(parse("x", "--help").help);
});

test("names of the object prototype are ordinary words", () => {
  assert.equal(codes("--constructor"), ["unknown-flag"]);
  assert.not.ok(parse().has("__proto__"));
});

test.run();
