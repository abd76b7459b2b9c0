/** The walk over Handlebars' tree: every kind of statement goes to the file that knows it, or is refused. */
import { diagnose } from "../diagnostics/catalog.ts";
import { nameNotes } from "../diagnostics/did-you-mean.ts";
import type { BlockHelper } from "./blocks.ts";
import { blockArgument, runEach, runIf, runWith } from "./blocks.ts";
import { evaluate, isPath, refuseHash, written } from "./expression.ts";
import type { Block, Content, Mustache, Program, Statement } from "./handlebars-tree.ts";
import { callHelper, countFits, helpers, jsonUsage } from "./helpers.ts";
import { runInstances } from "./instances.ts";
import { jsonInline } from "./json-text.ts";
import type { Output } from "./output.ts";
import type { Here } from "./path.ts";
import { simpleName } from "./path.ts";
import { show } from "./show.ts";

const blocks: ReadonlyMap<string, BlockHelper> = new Map<string, BlockHelper>([
  ["if", { usage: "{{#if condition}} … {{else}} … {{/if}}", params: 0, run: runIf }],
  ["unless", { usage: "{{#unless condition}} … {{/unless}}", params: 0, run: runIf }],
  ["each", { usage: "{{#each list as |item index|}} … {{/each}}", params: 2, run: runEach }],
  ["with", { usage: "{{#with value as |name|}} … {{/with}}", params: 1, run: runWith }],
  ["instances", { usage: "{{#instances service as |peer|}} … {{else}} … {{/instances}}", params: 1, run: runInstances }],
]);

export function walk(program: Program | undefined, here: Here, out: Output): void {
  for (const statement of program?.body ?? []) {
    if (!here.run.spend(here.place.of(statement))) return;
    step(statement, here, out);
  }
}

function step(statement: Statement, here: Here, out: Output): void {
  switch (statement.type) {
    case "ContentStatement": return content(statement, here, out);
    case "MustacheStatement": return mustache(statement, here, out);
    case "BlockStatement": return block(statement, here, out);
    case "CommentStatement": return;
    case "Decorator": case "DecoratorBlock": return here.run.report(diagnose("template-decorator", {}, here.place.of(statement)));
    default: return here.run.report(diagnose("template-partial", {}, here.place.of(statement)));
  }
}

function content({ value, original, loc }: Content, here: Here, out: Output): void {
  const start = loc.start.column + stripped(value, original);
  const at = (offset: number) => {
    const end = value.indexOf("\n", offset);
    return here.place.span(start + offset, start + (end < 0 ? value.length : end));
  };
  out.add("text", value, at);
}

/** How many characters white-space control took off the front. It takes white space alone, off both ends. */
function stripped(value: string, original: string): number {
  if (value.trim() !== "") return original.search(/\S/) - value.search(/\S/);
  return original.endsWith(value) ? original.length - value.length : Math.max(0, original.indexOf(value));
}

function mustache(node: Mustache, here: Here, out: Output): void {
  if (!node.escaped) return here.run.report(diagnose("template-unescaped", {}, here.place.of(node)));
  if (refuseHash(node.hash, here)) return;
  const span = here.place.of(node);
  const path = node.path;
  const name = isPath(path) ? simpleName(path) : undefined;
  if (isPath(path) && name === "json") {
    if (!countFits(node.params.length, { usage: jsonUsage, least: 1, most: 1 }, path, here)) return;
    return jsonInline(evaluate(node.params[0]!, here), here.place.of(node.params[0]!), out, here.run);
  }
  const called = isPath(path) && (node.params.length > 0 || (name !== undefined && helpers.has(name)));
  show(called ? callHelper(path, node.params, here) : evaluate(path, here), written(path, here), called ? span : here.place.of(path), out, here.run);
}

function block(node: Block, here: Here, out: Output): void {
  const span = here.place.of(node.path);
  if (here.place.text.startsWith("{{{{", node.loc.start.column)) return here.run.report(diagnose("template-raw-block", {}, here.place.of(node)));
  if (/^\{\{~?\^/.test(here.place.text.slice(node.loc.start.column, node.loc.start.column + 4))) return here.run.report(diagnose("template-inverse-block", { name: node.path.original }, span));
  const name = node.path.original;
  const helper = blocks.get(name);
  if (helper === undefined) return here.run.report(diagnose("template-unknown-block", { name }, span, { notes: nameNotes(name, blocks.keys()) }));
  const argument = blockArgument(node, helper, here);
  if (argument !== undefined) helper.run(node, argument, here, out);
}
