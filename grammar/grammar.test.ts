import { readFileSync } from "node:fs";
import { Lexer } from "chevrotain";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { generated } from "./diagrams.ts";
import { MantisParser } from "./parser.ts";
import { modes, vocabulary } from "./tokens.ts";

test("the grammar passes Chevrotain's validations (skipped in the shipped parser)", () => {
  assert.not.throws(() => new MantisParser(false));
});

test("the lexer passes Chevrotain's validations, and every mode is optimised", () => {
  const lexer = new Lexer(modes, { positionTracking: "full", lineTerminatorsPattern: /\n/g, lineTerminatorCharacters: ["\n"], ensureOptimizations: true });
  assert.equal(lexer.lexerDefinitionErrors, []);
});

test("every character is read in every mode", () => {
  const lexer = new Lexer(modes, { positionTracking: "full", lineTerminatorsPattern: /\n/g, lineTerminatorCharacters: ["\n"], skipValidations: true });
  const characters = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter((c) => !/["\\\n\r]/.test(c)).join("");
  for (const text of [characters.replaceAll(")", ""), `"${characters}"`, `"""${characters}"""`]) assert.equal(lexer.tokenize(text).errors.map((error) => error.message), []);
});

test("the grammar fits on a page", () => {
  assert.ok(Object.keys(new MantisParser().getGAstProductions()).length <= 42);
});

test("token names are unique", () => {
  assert.is(new Set(vocabulary.map((token) => token.name)).size, vocabulary.length);
});

for (const [url, make] of generated) {
  test(`${url.pathname.split("/").pop()} is up to date (npx tsx grammar/diagrams.ts)`, () => assert.ok(readFileSync(url, "utf8") === make(), "run npx tsx grammar/diagrams.ts"));
}

test.run();
