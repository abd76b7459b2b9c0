/** The language reference: every example compiles, every wrong one gives its code, what its tables say is emitted is emitted, and nothing is left out. */
import * as assert from "uvu/assert";
import * as fs from "node:fs";
import { suite } from "uvu";
import { functions } from "../evaluate/functions.ts";
import type { Kind } from "../evaluate/kinds/kind.ts";
import { kinds } from "../evaluate/kinds/own.ts";
import { contextNames, rootNames } from "../evaluate/env.ts";
import { format } from "../format/format.ts";
import { helperNames } from "../template/helpers.ts";
import { artifact, compileExample, exampleOf, places } from "./examples.ts";
import { codes, type Fence, fences, tables } from "./markdown.ts";

const markdown = fs.readFileSync(`${import.meta.dirname}/../../grammar/README.md`, "utf8");
const blocks = fences(markdown);
const examples = blocks.filter((block) => block.info[0] === "mantis" || block.info[0] === "hbs");
const saved = Object.fromEntries(examples.flatMap((block) => block.info.filter((word) => word.startsWith("file:")).map((word) => [`/p/networks/${word.slice(5)}.mantis`, block.text])));

function inTask(text: string): Fence {
  return { info: ["mantis", "in:task"], text, line: 0, heading: "" };
}

const test = suite("the language reference");

test("there are examples, and only of known kinds", () => {
  assert.ok(examples.length > 40, `${examples.length} examples`);
  assert.equal(blocks.filter((block) => !["mantis", "hbs", "gotmpl"].includes(block.info[0] ?? "")).map((block) => block.line), []);
  const words = blocks.flatMap((block) => block.info.slice(1)).filter((word) => !/^(expr|(in|error|warning|file|set):.+)$/.test(word));
  assert.equal(words, []);
});

for (const block of examples) {
  test(`line ${block.line} (${block.heading}): ${block.info.join(" ")}`, () => {
    const example = exampleOf(block, saved);
    const { diagnostics } = compileExample(example);
    const said = diagnostics.map((one) => `${one.code}: ${one.title} [${one.span?.file.path}:${one.span?.file.text.slice(0, one.span.start).split("\n").length}]`);
    assert.equal([...new Set(diagnostics.map((one) => one.code))].sort(), [...example.expected].sort(), said.join("\n"));
  });
}

/** A fragment is laid out as the body of a block. */
function laidOut(block: Fence): { readonly is: string; readonly should: string } {
  const isFragment = block.info.some((word) => word.startsWith("in:"));
  const is = isFragment ? `network x {\n${block.text.trimEnd().replace(/^(?=.)/gm, "  ")}\n}\n` : block.text;
  const { text, diagnostics } = format({ path: "example", text: is });
  return { is, should: diagnostics.some((one) => one.severity === "error") ? is : text };
}

test("examples are laid out as `mantisc fmt` lays them out", () => {
  for (const block of examples) {
    if (block.info[0] !== "mantis" || block.info.includes("expr")) continue;
    const { is, should } = laidOut(block);
    assert.is(is, should, `line ${block.line}`);
  }
});

for (const [i, block] of blocks.entries()) {
  const before = blocks[i - 1];
  if (block.info[0] !== "gotmpl" || before === undefined) continue;
  test(`line ${block.line} (${block.heading}): what the template before it emits`, () => {
    const result = compileExample(exampleOf(before, saved));
    assert.is(artifact(result, "consul-template/chain/miner-1/node/local/example").trimEnd(), block.text.trimEnd());
  });
}

function emitted(template: string): string {
  const result = compileExample(exampleOf({ info: ["hbs"], text: template, line: 0, heading: "" }, saved));
  return artifact(result, "consul-template/chain/miner-1/node/local/example");
}

/** Quotes inside a code cell stand as they are; braces of what is emitted too. */
for (const table of tables(markdown)) {
  const columns = table.head.length;
  for (const row of table.rows) {
    const [value] = codes(row[0] ?? "");
    if (table.head[1] === "in a job field") {
      test(`late values, ${value}: in a job field`, () => {
        const result = compileExample(exampleOf(inTask(`env { EXAMPLE = ${value} }\n`), saved));
        if (row[1]!.startsWith("refused")) assert.is(result.diagnostics[0]?.code, "late-value-in-field");
        else assert.is((JSON.parse(artifact(result, "nomad/chain.json")) as { Job: { TaskGroups: { Tasks: { Env: Record<string, string> }[] }[] } }).Job.TaskGroups[0]!.Tasks[0]!.Env["EXAMPLE"], codes(row[1]!)[0]);
      });
      test(`late values, ${value}: in a template`, () => assert.is(emitted(codes(row[2]!)[0]!), codes(row[3]!)[0]));
    }
    if (table.head[0] === "helper" && columns === 3 && row[1] !== "") test(`helpers: ${value}`, () => assert.is(emitted(value!), codes(row[1]!)[0]));
  }
}

/** Words in backquotes, in examples and in text. */
const mentioned = new Set([...blocks.map((block) => block.text), ...codes(markdown.replace(/^```[\s\S]*?^```$/gm, ""))].flatMap((text) => text.match(/[A-Za-z_][\w-]*/g) ?? []));

function ownWords(): string[] {
  const words = new Set<string>();
  const seen = new Set<Kind>();
  const visit = (kind: Kind): void => {
    if (seen.has(kind)) return;
    seen.add(kind);
    for (const [word, def] of kind.attributes) if (def.api === undefined) words.add(word);
    for (const [word, def] of kind.blocks) {
      if (def.api === undefined) words.add(word);
      visit(def.kind);
    }
  };
  for (const kind of Object.values(kinds)) visit(kind);
  return [...words];
}

const complete = (what: string, names: Iterable<string>) => test(`every ${what} is there`, () => assert.equal([...names].filter((name) => !mentioned.has(name)), []));
complete("function", functions.keys());
complete("template helper", helperNames);
complete("template block", ["if", "unless", "each", "with", "instances"]);
complete("attribute and block of our own", ownWords());
complete("record and root", [...contextNames, ...rootNames]);

test("functions are described in the words of their definition", () => {
  const cells = tables(markdown).filter((table) => table.heading === "Functions").flatMap((table) => table.rows);
  for (const [name] of functions) assert.ok(cells.some((row) => codes(row[0]!).some((code) => code.startsWith(`${name}(`))), name);
});

test("links lead to headings", () => {
  const anchors = new Set([...markdown.matchAll(/^#+ (.*)$/gm)].map((match) => match[1]!.toLowerCase().replace(/[^\w\- ]/g, "").replaceAll(" ", "-")));
  assert.equal([...markdown.matchAll(/\]\(#([^)]*)\)/g)].map((match) => match[1]!).filter((anchor) => !anchors.has(anchor)), []);
});

test("an example with a mistake, or without the one it claims, would fail", () => {
  const wrong = compileExample(exampleOf(inTask("resources { cpuu = 1GHz }\n"), saved));
  assert.equal(wrong.diagnostics.map((one) => one.code), ["unknown-attribute"]);
  const expression = compileExample(exampleOf({ info: ["mantis", "expr"], text: "1 + 1   # == 3\n", line: 0, heading: "" }, saved));
  assert.equal(expression.diagnostics.map((one) => one.code), ["assertion-failed"]);
  assert.equal(Object.keys(places).filter((place) => !examples.some((block) => block.info.includes(`in:${place}`))), [], "every place has an example");
});

test.run();
