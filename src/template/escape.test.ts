import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { text as textOf } from "../evaluate/text.ts";
import { compileTemplate } from "./compile.ts";
import { checkConsulTemplate } from "./consul-template/check.ts";
import { compiled, late, scopeOf, string } from "./fixture.ts";
import { goString } from "./go-text.ts";
import { renderConsulTemplate } from "./render.ts";

const braces = fc.string({ unit: fc.constantFrom("{", "}", "[", "]", "-", " ", "\n", '"', "`", "\\", "a", "%", "é", "𝄞", "\r") });
const env = { NOMAD_PORT_rpc: "8000" };

test("any value's text survives, next to actions too", () => {
  fc.assert(fc.property(braces, braces, (a, b) => {
    const { body, diagnostics } = compiled("{{x}}{{port rpc}}{{x}}{{y}}", { x: string(a), y: string(b, late("port", "rpc"), a) });
    assert.equal(diagnostics, []);
    assert.equal(checkConsulTemplate(body, { target: "1.6" }), []);
    assert.equal(renderConsulTemplate(body, { env }), { text: `${a}8000${a}${b}8000${a}` });
  }));
});

test("any template text without tags survives, under other delimiters too", () => {
  const plain = braces.filter((one) => !/\{\{/.test(one));
  const delimiters = fc.constantFrom({ left: "{{", right: "}}" }, { left: "[[", right: "]]" }, { left: "[", right: "]" }, { left: "<%", right: "%>" });
  fc.assert(fc.property(plain, delimiters, (text, pair) => {
    const { body, diagnostics, lines } = compileTemplate({ source: { path: "a.hbs", text }, text, scope: scopeOf({}), sink: { provider: "consul" }, delimiters: pair });
    assert.equal(diagnostics, []);
    assert.is(lines.length, body.split("\n").length);
    assert.equal(renderConsulTemplate(body, {}, pair), { text });
  }));
});

test("escaped tags print as braces", () => {
  const { body } = compiled("a \\{{x}} \\{{#if}} {{port rpc}}");
  assert.equal(renderConsulTemplate(body, { env }), { text: "a {{x}} {{#if}} 8000" });
});

test("any text survives as a string of Go, in both kinds of quotes", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), fc.constantFrom("double" as const, "backtick" as const), (text, quotes) => {
    const literal = goString(text, quotes);
    assert.not.match(literal, /\n/);
    assert.equal(renderConsulTemplate(`{{ ${literal} }}`, {}), { text });
  }));
});

test("any text in a look-up's path survives", () => {
  fc.assert(fc.property(braces, (part) => {
    const location = { store: "vault", path: textOf("kv/data/", part, late("index")), item: ["value"], version: 2 } as const;
    const { body } = compiled("{{secret s}}", { s: { type: "secret", secret: { secret: "s", shape: "value", location } } });
    assert.equal(renderConsulTemplate(body, { env: { NOMAD_ALLOC_INDEX: "7" }, secrets: { [`kv/data/${part}7`]: { data: { value: "v" } } } }), { text: "v" });
  }));
});

test("any bytes give diagnostics or text, and no throw", () => {
  const pieces = fc.array(fc.constantFrom("{{", "}}", "{{#if ", "{{/if}}", "{{else}}", "{{^", "{{{", "}}}", "x", "(", ")", "|", "as |y|", "\\", "{{!", "--}}", "@", ".", "/", "[", "]", '"', "=", " ", "\n", "\0", "{{#each xs}}", "{{/each}}", "~", "port rpc")).map((all) => all.join(""));
  fc.assert(fc.property(pieces, (text) => {
    const { body, diagnostics } = compiled(text, { x: string("v"), xs: { type: "range", from: 1, to: 2 } });
    for (const { span } of diagnostics) assert.ok(span !== undefined && span.start >= 0 && span.end <= text.length && span.start <= span.end, text);
    if (diagnostics.length === 0) assert.equal(checkConsulTemplate(body, { target: "1.6" }), []);
  }), { numRuns: 500 });
});

test.run();
