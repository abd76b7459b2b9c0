/** What `nomad job plan` of two versions printed, byte for byte; and what it never printed. */
import * as fs from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { JobDiff } from "./model.ts";
import { printJobDiff } from "./print.ts";
import { goQuoted } from "./quote.ts";

interface Printed { readonly diff: JobDiff; readonly text: string }
interface Sample { readonly name: string; readonly plain: Printed; readonly verbose: Printed; readonly colour?: Printed }

const folder = new URL("../../../golden/nomad/print/", import.meta.url);

for (const version of ["1.6.3", "2.0.6"]) {
  const { samples } = JSON.parse(fs.readFileSync(new URL(`${version}.json`, folder), "utf8")) as { readonly samples: readonly Sample[] };
  test(`${samples.length} of ${samples.length} diffs as nomad ${version} prints them`, () => {
    assert.ok(samples.length >= 20);
    for (const { name, plain, verbose, colour } of samples) {
      assert.is(printJobDiff(plain.diff, { colour: false }), plain.text, name);
      assert.is(printJobDiff(verbose.diff, { colour: false, verbose: true }), verbose.text, `${name}, verbose`);
      if (colour !== undefined) assert.is(printJobDiff(colour.diff, { colour: true }), colour.text, `${name}, in colour`);
    }
  });
}

test("tokens that old servers keep in a job are not shown", () => {
  const field = (Name: string, Old: string, New: string) => ({ Type: "Edited", Name, Old, New, Annotations: null }) as const;
  const diff: JobDiff = { Type: "Edited", ID: "web", Fields: [field("ConsulToken", "6f1c", "77aa"), field("Region", "a", "b"), field("VaultToken", "s.x", "s.y")], Objects: null, TaskGroups: null };
  const text = printJobDiff(diff, { colour: false });
  assert.is(text, '+/- Job: "web"\n+/- ConsulToken: "<redacted>" => "<redacted>"\n+/- Region:      "a" => "b"\n+/- VaultToken:  "<redacted>" => "<redacted>"\n');
});

test("texts are quoted as Go quotes them", () => {
  assert.equal(['a "b" \\', "é\u00a0\u200b\u{e0001}", "\x00\x07\n\t\x7f", "\ud800", "日本 😀"].map(goQuoted), ['"a \\"b\\" \\\\"', '"é\\u00a0\\u200b\\U000e0001"', '"\\x00\\a\\n\\t\\x7f"', '"\\ufffd"', '"日本 😀"']);
});

test.run();
