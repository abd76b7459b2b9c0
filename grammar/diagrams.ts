/**
 * What is generated from the grammar: railroad diagrams and the types of its concrete tree.
 * `npx tsx grammar/diagrams.ts` writes both beside itself; a test holds that they are up to date.
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { generateCstDts } from "chevrotain";
import { MantisParser } from "./parser.ts";
import { asProductions, ebnf, escapeHtml, railroad } from "./railroad.ts";

/** They read what is wrong, so that parsing can go on: not part of the language. */
const errorRules: ReadonlySet<string> = new Set(["outside", "stray"]);

const style = `body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 .3rem; } svg { display: block; overflow: visible; max-width: 100%; height: auto; } pre { color: #555; white-space: pre-wrap; margin: .3rem 0; }
path { fill: none; stroke: #333; stroke-width: 1.5; } text { font: 12px ui-monospace, monospace; text-anchor: middle; }
rect { stroke: #333; } .token { fill: #d7f0dd; } .word { fill: #fdf0cf; } .rule { fill: #dbe8fb; } td, th { padding: .1rem .8rem .1rem 0; text-align: left; }`;

const operators: readonly (readonly [string, string])[] = [
  ["||", "weakest"], ["&&", ""], ["== != < <= > >= in", "do not chain"], ["..", "does not chain"], ["+ -", ""], ["* / %", ""], ["! -", "before a value"], [".name [index] (arguments)", "strongest"],
];

export function diagramsHtml(): string {
  const rules = asProductions(new MantisParser().getSerializedGastProductions()).filter((rule) => !errorRules.has(rule.name!));
  const sections = rules.map((rule) => `<h2 id="${rule.name}">${rule.name}</h2>\n${railroad(rule, errorRules)}\n<pre>${escapeHtml(`${rule.name} = ${(rule.definition ?? []).map((each) => ebnf(each, errorRules)).join(" ")}`)}</pre>`);
  const strengths = operators.map(([ops, note]) => `<tr><td><code>${escapeHtml(ops)}</code></td><td>${note}</td></tr>`).join("");
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>The grammar of .mantis files</title>
<style>${style}</style>
<h1>The grammar of <code>.mantis</code> files</h1>
<p>${rules.length} productions, generated from <code>grammar/parser.ts</code>. Green: as written. Yellow: a name, a number, text. Blue: another production.
Outside of ( [ { of an expression a line break ends a value, unless the line ends in an operator; the brackets of calls, indices and selectors touch what stands before them; a keyword is also a name.</p>
<p>Operators, by strength; all others associate to the left:</p>
<table>${strengths}</table>
${sections.join("\n")}
</html>
`;
}

export function cstTypes(): string {
  return `/** Generated from the grammar by \`npx tsx grammar/diagrams.ts\`. After an error any child may be missing. */\n${generateCstDts(new MantisParser().getGAstProductions())}`;
}

export const generated: readonly (readonly [URL, () => string])[] = [
  [new URL("./diagrams.html", import.meta.url), diagramsHtml],
  [new URL("./cst.d.ts", import.meta.url), cstTypes],
];

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [url, make] of generated) writeFileSync(url, make());
}
