/**
 * `npm test` after the type check: every *.test.ts in one process. uvu prints its totals; the exit code is 0 only if they were printed,
 * something ran and nothing failed. (uvu alone ends with 0 when a test never settles.)
 * Arguments are parts of file names: `npm test -- render golden`.
 */
import * as fs from "node:fs";
import { run } from "uvu/run";

const root = fs.realpathSync(`${import.meta.dirname}/../..`);
const patterns = process.argv.slice(2);

function testFiles(directory: string): string[] {
  return fs.readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((entry) => {
    const path = `${directory}/${entry.name}`;
    if (entry.isDirectory()) return entry.name.startsWith(".") || entry.name === "node_modules" ? [] : testFiles(path);
    return entry.name.endsWith(".test.ts") ? [path] : [];
  });
}

const files = ["grammar", "schemas", "src", "networks"].filter((name) => fs.existsSync(`${root}/${name}`)).flatMap((name) => testFiles(`${root}/${name}`));
const chosen = files.filter((file) => patterns.length === 0 || patterns.some((pattern) => file.includes(pattern)));

let finished = false;
process.on("exit", () => {
  if (finished && chosen.length > 0) return;
  console.error(chosen.length === 0 ? "no test file" : "the tests ended before their totals: one of them never settled");
  process.exitCode = 1;
});
try {
  await run(chosen.map((file) => ({ name: file.slice(root.length + 1), file })), { bail: false });
  finished = true;
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
