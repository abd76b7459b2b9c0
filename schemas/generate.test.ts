import { readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { render } from "./generate.ts";

test("what is generated from the schemas is up to date (npm run generate)", async () => {
  for (const [name, text] of await render()) {
    const committed = readFileSync(new URL(name, import.meta.url), "utf8");
    assert.ok(committed === text, `schemas/${name} is out of date: run \`npm run generate\``);
  }
});

test("the validators load nothing at run time", () => {
  const code = readFileSync(new URL("validators.js", import.meta.url), "utf8");
  assert.not.match(code, /\bimport\s*[({"']|\bfrom\s*["']/);
});

test.run();
