/** golden/checklist.json: every decision of the language with the cases that show it. */
import * as fs from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { goldenCases, goldenRoot } from "./harness.ts";

interface Item { readonly decision: string; readonly cases: readonly string[] }

const items = JSON.parse(fs.readFileSync(`${goldenRoot}/checklist.json`, "utf8")) as readonly Item[];
const names = new Set(goldenCases().map((golden) => golden.name));

test("every decision has a case", () => {
  assert.equal(items.filter((item) => item.cases.length === 0).map((item) => item.decision), []);
});

test("every case that is named exists", () => {
  assert.equal(items.flatMap((item) => item.cases).filter((name) => !names.has(name)), []);
});

test("every decision is named once", () => {
  const decisions = items.map((item) => item.decision);
  assert.equal(decisions.filter((decision, i) => decisions.indexOf(decision) !== i), []);
});

/** Topics of the checklist; cases of other topics have reasons of their own. */
const topics = /^(valid|invalid)\/(lines|names|sets|layers|roles|profiles|programs|exposure|secrets|templates|inferred|targets|bounds|jobs|nomad|network)-/;

test("every valid case of these topics shows a decision", () => {
  const named = new Set(items.flatMap((item) => item.cases));
  assert.equal([...names].filter((name) => name.startsWith("valid/") && topics.test(name) && !named.has(name)), []);
});

test.run();
