/** Imports go down, never up, and the outside world comes in through its doors only. */
import * as assert from "uvu/assert";
import * as fs from "node:fs";
import { suite } from "uvu";
import { floors, isTest, outsideWorld, wrongImports } from "./layers.ts";
import { root, sources, sourceText } from "./source-text.ts";

const all = sources(["src", "grammar"]);
const test = suite("layers");

test("imports lead down", () => assert.equal(all.flatMap(wrongImports), []));

test("files, network, clock and environment: at the doors only", () => assert.equal(all.flatMap(outsideWorld), []));

test("no part is missing from the layers, and none is there that the sources do not have", () => {
  const parts = new Set(all.map((source) => source.path.replace(/^src\//, "").replace(/\.ts$/, "").split("/")[0]));
  const planned = ["lsp"];
  assert.equal(floors.flat().filter((part) => !parts.has(part) && !planned.includes(part)), []);
});

test("nothing about a client lives in the stages", () => {
  const stages = all.filter((source) => /^src\/(syntax|evaluate|network|check|emit|compile)/.test(source.path) && !isTest(source.path));
  assert.equal(stages.filter((source) => /\b(miner|passive|obft|morpho|faucet|explorer|ethash|coinbase)\b/i.test(textOf(source.path))).map((source) => source.path), []);
});

/** The file without its comments: strings count here. */
function textOf(path: string): string {
  return fs.readFileSync(`${root}/${path}`, "utf8").replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
}

test("no utils, and names in kebab-case", () => {
  assert.equal(all.filter(({ path }) => !path.split("/").every((step) => /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|live))?(\.ts)?$/.test(step)) || /util|helper-?s?\/|misc/.test(path.split("/").slice(0, -1).join("/"))).map(({ path }) => path), []);
});

test("the tests above would see a violation", () => {
  const up = sourceText("src/evaluate/bad.ts", 'import { emit } from "../emit/emit.ts";\nimport type { World } from "../cli/world.ts";\nimport { ok } from "../text/source.ts";\n');
  assert.is(wrongImports(up).length, 2);
  assert.is(wrongImports(sourceText("src/diff/bad.ts", 'const x = await import("../format/format.ts");')).length, 1);
  assert.is(wrongImports(sourceText("src/check/bad.ts", 'import "../golden/harness.ts";')).length, 1);
  assert.is(wrongImports(sourceText("src/elsewhere/a.ts", "")).length, 1);
  const world = sourceText("src/check/bad.ts", 'import * as fs from "node:fs";\nconst t = new Date();\nconst s = `at ${process.cwd()}`;\nawait fetch("x");');
  assert.equal(outsideWorld(world).length, 4);
  assert.equal(outsideWorld(sourceText("src/check/good.ts", '// a Date, process\nconst x = "fetch"; /* Buffer */ const y = a.process; const z = { process: 1 };')), []);
});

test.run();
