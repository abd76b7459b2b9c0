/**
 * `npm test` after the type check: every *.test.ts in one process. uvu prints its totals; the exit code is 0 only if they were printed,
 * something ran and nothing failed. (uvu alone ends with 0 when a test never settles.)
 * Arguments are parts of file names: `npm test -- render golden`.
 */
import * as fs from "node:fs";
import { pathToFileURL } from "node:url";

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

/** As `uvu/run` does it, except that a file that cannot be loaded is one failing test and the others still run. */
async function load(file: string, index: number): Promise<void> {
  globals.UVU_INDEX = index;
  globals.UVU_QUEUE.push([file.slice(root.length + 1)]);
  try {
    await import(pathToFileURL(file).href);
  } catch (error) {
    const broken = uvu.suite();
    broken("can be loaded", () => { throw error instanceof Error ? error : new Error(String(error)); });
    broken.run();
  }
}

const globals = globalThis as unknown as { UVU_DEFER: number; UVU_INDEX: number; UVU_QUEUE: unknown[][] };
globals.UVU_DEFER = 1;
const uvu = await import("uvu");
for (const [index, file] of chosen.entries()) await load(file, index);
await uvu.exec();
finished = true;
