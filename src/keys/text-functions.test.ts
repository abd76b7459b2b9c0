/** Functions of texts and lists mean at key time what they mean while compiling. */
import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { functions } from "../evaluate/functions.ts";
import { text } from "../evaluate/text.ts";
import type { Value } from "../evaluate/values.ts";
import type { Json } from "../text/json.ts";
import { flawOf } from "./flaw.ts";
import { KeyError } from "./key-error.ts";
import { makeValue } from "./make.ts";
import { textFunctions } from "./text-functions.ts";
import type { KeyExpr } from "./tree.ts";

const origin = {} as never;
const toValue = (json: Json): Value => (typeof json === "string" ? { type: "string", text: text(json) } : typeof json === "number" ? { type: "int", value: json } : { type: "list", items: (json as Json[]).map((item) => ({ value: toValue(item), origin })) });
const fromValue = (value: Value | string): Json => {
  if (typeof value === "string") throw new Error(value);
  if (value.type === "string") return value.text.join("");
  if (value.type === "list") return value.items.map((item) => fromValue(item.value));
  return (value as { value: number }).value;
};
const both = (name: string, args: Json[]) => assert.equal(textFunctions.get(name)!(args), fromValue(functions.get(name)!.apply!(args.map(toValue))));

const words = fc.array(fc.string({ maxLength: 6 }), { maxLength: 8 });

test("join, sort, len, lower, upper and replace", () => {
  fc.assert(fc.property(words, fc.string({ maxLength: 3 }), fc.string({ minLength: 1, maxLength: 2 }), (list, other, from) => {
    both("join", [list, other]);
    both("sort", [list]);
    both("len", [list]);
    for (const word of list) for (const name of ["lower", "upper", "len"]) both(name, [word]);
    for (const word of list) both("replace", [word, from, other]);
  }));
  fc.assert(fc.property(fc.array(fc.integer(), { maxLength: 8 }), (numbers) => both("sort", [numbers])));
});

test("what they do not take is a KeyError", () => {
  const wrong: [string, Json[]][] = [["join", ["x", ","]], ["join", [[{}], ","]], ["sort", [["a", 1]]], ["sort", [[{}]]], ["len", [3]], ["lower", [3]], ["replace", ["a", "", "b"]]];
  for (const [name, args] of wrong) assert.throws(() => textFunctions.get(name)!(args), (error: unknown) => error instanceof KeyError, name);
  assert.throws(() => makeValue({ op: "call", fn: "seconds", args: [] }, () => "", {} as never), /no function seconds/);
});

test("a stored text that is put together otherwise today is whole and out of date", () => {
  const expr: KeyExpr = { op: "call", fn: "json", args: [{ op: "map", entries: [{ key: { op: "literal", value: "signers" }, value: { op: "call", fn: "join", args: [{ op: "call", fn: "sort", args: [{ op: "list", items: [{ op: "secret", name: "b" }, { op: "secret", name: "a" }] }] }, { op: "literal", value: "" }] } }] }] };
  const options = { lookup: ({ name }: { name: string }) => name.repeat(2), tools: {} as never };
  assert.equal(makeValue(expr, options.lookup, options.tools), { signers: "aabb" });
  assert.is(flawOf({ signers: "aabb" }, expr, options), undefined);
  assert.equal(flawOf({ signers: "aa" }, expr, options), { kind: "stale", says: "says something else at signers" });
});

test.run();
