/** `if unless each with`: branches are chosen and loops unrolled when the compiler runs. */
import { diagnose } from "../diagnostics/catalog.ts";
import { describeValue } from "../evaluate/types.ts";
import type { RecordValue, Value } from "../evaluate/values.ts";
import { truth } from "./compare.ts";
import type { Argument } from "./expression.ts";
import { evaluate, refuseHash } from "./expression.ts";
import type { Block } from "./handlebars-tree.ts";
import { countFits } from "./helpers.ts";
import type { Output } from "./output.ts";
import type { Here } from "./path.ts";
import { walk } from "./walk.ts";

export interface BlockHelper { readonly usage: string; readonly params: number; run(block: Block, arg: Argument, here: Here, out: Output): void }

/** The block's one argument; undefined after a report. */
export function blockArgument(block: Block, helper: BlockHelper, here: Here): Argument | undefined {
  if (refuseHash(block.hash, here)) return undefined;
  const node = block.params[0];
  if (!countFits(block.params.length, { usage: helper.usage, least: 1, most: 1 }, block.path, here) || node === undefined) return undefined;
  const params = block.program?.blockParams ?? [];
  if (params.length > helper.params) {
    here.run.report(diagnose("template-block-params", { block: block.path.original, usage: helper.usage }, here.place.of(block.path)));
    return undefined;
  }
  return { node, span: here.place.of(node), value: evaluate(node, here, block.path.original === "instances" ? "service" : undefined) };
}

export function runIf(block: Block, arg: Argument, here: Here, out: Output): void {
  const unless = block.path.original === "unless";
  const flag = arg.value.type === "record" ? here.run.flags.get(arg.value) : undefined;
  if (flag !== undefined) return runWhenFirst(flag, unless ? [block.inverse, block.program] : [block.program, block.inverse], here, out);
  const value = truth(arg, here, `#${block.path.original}`);
  if (value === undefined) {
    // Both branches are read, so that their mistakes show too; nothing of them is kept.
    walk(block.program, here, here.run.output());
    return walk(block.inverse, here, here.run.output());
  }
  walk(value !== unless ? block.program : block.inverse, here, out);
}

/** `@first` of a run-time loop: the first instance is known only while the file is rendered. */
function runWhenFirst(flag: { readonly seen: string; used: boolean }, [first, later]: readonly [Block["program"], Block["program"]], here: Here, out: Output): void {
  flag.used = true;
  if (later === undefined) {
    out.action(`if not $${flag.seen}`);
    walk(first, here, out);
  } else {
    out.action(`if $${flag.seen}`);
    walk(later, here, out);
    if (first !== undefined) out.action("else");
    walk(first, here, out);
  }
  out.action("end");
}

export function runWith(block: Block, arg: Argument, here: Here, out: Output): void {
  if (arg.value.type === "error") return;
  if (arg.value.type === "none") return walk(block.inverse, here, out);
  const own = new Map<string, Value>([["this", arg.value]]);
  const name = block.program?.blockParams?.[0];
  if (name !== undefined) own.set(name, arg.value);
  walk(block.program, { ...here, scope: here.scope.with(own) }, out);
}

interface Item { readonly value: Value; readonly key?: string }

export function runEach(block: Block, arg: Argument, here: Here, out: Output): void {
  if (arg.value.type === "error") return;
  const count = sizeOf(arg.value);
  if (count === undefined) {
    const advice = arg.value.type === "service" ? "Its instances are known only when the file is rendered: write {{#instances … as |peer|}}." : "A loop goes over a list, a map, a range or a set of members.";
    return here.run.report(diagnose("template-not-iterable", { found: describeValue(arg.value), advice }, arg.span));
  }
  if (count === 0) return walk(block.inverse, here, out);
  let index = 0;
  for (const item of items(arg.value)) {
    if (!here.run.spend(arg.span)) return;
    walk(block.program, { ...here, scope: here.scope.with(names(block, item, index, count)) }, out);
    index++;
  }
}

function names(block: Block, item: Item, index: number, count: number): Map<string, Value> {
  const position: Value = item.key === undefined ? { type: "int", value: index } : string(item.key);
  const own = new Map<string, Value>([
    ["this", item.value],
    ["@index", { type: "int", value: index }],
    ["@first", { type: "bool", value: index === 0 }],
    ["@last", { type: "bool", value: index === count - 1 }],
  ]);
  if (item.key !== undefined) own.set("@key", position);
  const [first, second] = block.program?.blockParams ?? [];
  if (first !== undefined) own.set(first, item.value);
  if (second !== undefined) own.set(second, position);
  return own;
}

function string(text: string): Value {
  return { type: "string", text: text === "" ? [] : [text] };
}

function sizeOf(value: Value): number | undefined {
  switch (value.type) {
    case "list": return value.items.length;
    case "set": return value.members.length;
    case "map": return value.entries.size;
    case "range": return Math.max(0, value.to - value.from + 1);
    default: return undefined;
  }
}

/** One at a time: a range may be longer than a list may be. */
function* items(value: Value): Generator<Item> {
  if (value.type === "list") for (const item of value.items) yield { value: item.value };
  else if (value.type === "set") yield* value.members.map((member: RecordValue) => ({ value: member }));
  else if (value.type === "map") for (const [key, entry] of value.entries) yield { key, value: entry.value };
  else if (value.type === "range") for (let i = value.from; i <= value.to; i++) yield { value: { type: "int", value: i } };
}
