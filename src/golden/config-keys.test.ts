/** Every key that the kit's configuration files set is one that the pinned release reads: the client ignores others silently. */
import * as fs from "node:fs";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { hoconKeys } from "./hocon-keys.ts";

const golden = path.resolve(import.meta.dirname, "../../golden");

/** Keys of release N (rev 4fc1d4ab, the faucet's 07e617cd) by program; `<chain>` is any name. */
function knownKeys(): Map<string, RegExp[]> {
  const known = new Map<string, RegExp[]>();
  for (const line of fs.readFileSync(`${golden}/mantis-config-keys.tsv`, "utf8").split("\n")) {
    const [program, key, release] = line.split("\t");
    if (program === undefined || key === undefined || line.startsWith("#") || release === "-") continue;
    const pattern = new RegExp(`^${key.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace("<chain>", "[\\w-]+")}$`);
    known.set(program, [...(known.get(program) ?? []), pattern]);
  }
  return known;
}

function rendered(): { file: string; program: string; text: string }[] {
  return fs.readdirSync(`${golden}/networks`, { recursive: true, encoding: "utf8" }).flatMap((file) => {
    const program = /(^|\/)mantis\.(conf|tmpl)$/.test(file) ? "node" : /(^|\/)faucet\.conf$/.test(file) ? "faucet" : undefined;
    return program === undefined ? [] : [{ file, program, text: fs.readFileSync(`${golden}/networks/${file}`, "utf8") }];
  });
}

test("keys are read off HOCON", () => {
  assert.equal(hoconKeys('a = 1\nb {\n  c.d = "x{"\n  e {\n    f = [\n      "y",\n    ]\n  }\n}\n# g = 1\n'), ["a", "b.c.d", "b.e.f"]);
});

test("every rendered key is one that release N reads", () => {
  const known = knownKeys();
  const files = rendered();
  assert.ok(files.length >= 30, `only ${files.length} files found`);
  const odd = new Set<string>();
  for (const { file, program, text } of files) {
    for (const key of hoconKeys(text)) if (!known.get(program)!.some((pattern) => pattern.test(key))) odd.add(`${key} (first in ${file})`);
  }
  assert.equal([...odd], []);
});

test.run();
