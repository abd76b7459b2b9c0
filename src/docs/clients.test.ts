/** Another client is another role: no file of the source names one. */
import * as fs from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { root } from "./source-text.ts";

const { names } = JSON.parse(fs.readFileSync(`${root}/golden/clients.json`, "utf8")) as { names: string[] };
const pattern = new RegExp(`(?<![A-Za-z])(${names.join("|")})(?![a-z])`, "i");

function filesBelow(directory: string): string[] {
  return fs.readdirSync(`${root}/${directory}`, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? filesBelow(`${directory}/${entry.name}`) : [`${directory}/${entry.name}`]));
}

test("no file below src/ names a client", () => {
  const files = filesBelow("src");
  assert.ok(files.length > 500 && names.length > 5);
  const found = files.flatMap((path) => fs.readFileSync(`${root}/${path}`, "utf8").split("\n").flatMap((line, i) => (pattern.test(line) ? [`${path}:${i + 1}: ${pattern.exec(line)![1]}`] : [])));
  assert.equal(found, []);
});

test("the kit does: the pattern finds what it looks for", () => {
  assert.ok(filesBelow("networks/kit").some((path) => pattern.test(path)));
});

test.run();
