/** What real servers of two versions answered to plans of the same changes: our diff is theirs, leaf for leaf. */
import * as fs from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { patched, type Patch } from "../../live/forecast-changes.ts";
import { withoutNulls } from "../../live/recording.ts";
import type { Json } from "../../text/json.ts";
import type { DesiredUpdates } from "../model.ts";
import { annotated } from "./annotate.ts";
import { serverDiff } from "./job.ts";
import { settled } from "./fixture.ts";

interface Recording {
  readonly bases: { readonly [name: string]: { readonly job: Json } };
  readonly changes: readonly { readonly name: string; readonly base: string; readonly patch: Patch; readonly desired: { readonly [group: string]: Partial<DesiredUpdates> }; readonly diff: Json }[];
}

const folder = new URL("../../../golden/nomad/forecast/", import.meta.url);

for (const version of ["1.6.3", "2.0.6"]) {
  const { bases, changes } = JSON.parse(fs.readFileSync(new URL(`${version}.json`, folder), "utf8")) as Recording;
  test(`${changes.length} of ${changes.length} diffs equal those of a server of ${version}`, () => {
    assert.ok(changes.length >= 80);
    for (const { name, base, patch, desired, diff } of changes) {
      const job = bases[base]!.job;
      const ours = annotated(serverDiff(job, patched(job, patch), { version }), desired, { version });
      assert.equal(settled(withoutNulls(ours as unknown as Json)), settled(diff), `${version}: ${name}`);
    }
  });
}

test.run();
