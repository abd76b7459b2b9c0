/** `eq ne lt gt and or not`, over values that are known when the compiler runs. */
import { diagnose } from "../diagnostics/catalog.ts";
import { nameNotes } from "../diagnostics/did-you-mean.ts";
import { compareValues, sameValue } from "../evaluate/compare.ts";
import { isLate, plain } from "../evaluate/text.ts";
import { describeValue } from "../evaluate/types.ts";
import type { Value } from "../evaluate/values.ts";
import type { Argument } from "./expression.ts";
import { written } from "./expression.ts";
import type { Here } from "./path.ts";
import { failed } from "./path.ts";

const bool = (value: boolean): Value => ({ type: "bool", value });

export function isLateValue(value: Value, { run }: Here): boolean {
  if (value.type === "string") return value.text.some(isLate);
  return value.type === "secret" || (value.type === "record" && run.flags.has(value));
}

export function compare(args: readonly Argument[], here: Here, helper: string): Value {
  if (args.some((arg) => refusedAsLate(arg, here))) return failed;
  const [a, b] = [args[0]!.value, args[1]!.value];
  if (helper === "lt" || helper === "gt") return order(a, b, args, helper, here);
  if (a.type === "none" || b.type === "none") return bool((a.type === b.type) === (helper === "eq"));
  const word = asWords(args, here);
  if (word === undefined) return failed;
  return bool(sameValue(word[0], word[1]) === (helper === "eq"));
}

export function refusedAsLate(arg: Argument, here: Here): boolean {
  if (!isLateValue(arg.value, here)) return false;
  here.run.report(diagnose("template-late-condition", { written: written(arg.node, here) }, arg.span));
  return true;
}

/** A word of an enumeration compares with a quoted word; everything else compares with its own type. */
function asWords(args: readonly Argument[], here: Here): readonly [Value, Value] | undefined {
  const [a, b] = [args[0]!.value, args[1]!.value];
  if (a.type === b.type || (isNumber(a) && isNumber(b))) return [a, b];
  const [word, other] = a.type === "word" ? [a, args[1]!] : [b, args[0]!];
  const text = word.type === "word" && other.value.type === "string" ? plain(other.value.text) : undefined;
  if (word.type !== "word" || text === undefined) {
    here.run.report(diagnose("template-types-differ", { left: describeValue(a), right: describeValue(b) }, args[1]!.span));
    return undefined;
  }
  if (word.words.includes(text)) return [word, { ...word, word: text }];
  here.run.report(diagnose("template-unknown-word", { word: text }, other.span, { notes: nameNotes(text, word.words) }));
  return undefined;
}

function isNumber(value: Value): boolean {
  return value.type === "int" || value.type === "number";
}

function order(a: Value, b: Value, args: readonly Argument[], helper: string, here: Here): Value {
  const difference = compareValues(a, b);
  if (difference !== undefined) return bool(helper === "lt" ? difference < 0 : difference > 0);
  here.run.report(diagnose("template-no-order", { left: describeValue(a), right: describeValue(b) }, args[1]!.span));
  return failed;
}

export function connect(args: readonly Argument[], here: Here, helper: string): Value {
  const values: boolean[] = [];
  for (const arg of args) {
    const value = truth(arg, here, helper);
    if (value === undefined) return failed;
    values.push(value);
  }
  return bool(helper === "and" ? values.every(Boolean) : values.some(Boolean));
}

export function negate([arg]: readonly Argument[], here: Here, helper: string): Value {
  const value = truth(arg!, here, helper);
  return value === undefined ? failed : bool(!value);
}

/** A condition is a bool: nothing else is taken for one, so that a misspelt or absent value never chooses a branch. */
export function truth(arg: Argument, here: Here, helper: string): boolean | undefined {
  const { value, span } = arg;
  if (value.type === "bool") return value.value;
  if (value.type === "error" || refusedAsLate(arg, here)) return undefined;
  here.run.report(diagnose("template-condition", { helper, found: describeValue(value), instead: conditionFor(value, written(arg.node, here)) }, span));
  return undefined;
}

function conditionFor(value: Value, path: string): string {
  switch (value.type) {
    case "int": case "number": return `Compare it: (gt ${path} 0).`;
    case "string": return `Compare it: (ne ${path} "").`;
    case "word": return `Compare it: (eq ${path} "${value.word}").`;
    case "none": return `Ask whether it is there: {{#with ${path} as |value|}} … {{else}} … {{/with}}, or (ne ${path} none).`;
    case "list": case "set": case "map": case "range": return "A loop says what happens when there is nothing: {{#each … as |item|}} … {{else}} … {{/each}}.";
    default: return `Ask whether it is there: (ne ${path} none).`;
  }
}
