/** Pinning changes one value's span and nothing else, whatever stands around it. */
import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compile } from "../compile.ts";
import { memoryHost } from "../host.ts";
import { addAfter, applyEdits, replaceString } from "./edit.ts";
import { newest } from "./tags.ts";

const hex = fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 40, maxLength: 40 });
const comment = fc.constantFrom("", "# what it was built from", "# \"rev\" = old", "  # é 🦗");
const gap = fc.constantFrom(" ", "   ", "");
const source = (body: string) => memoryHost({ "/p/kit/.keep": "", "/p/a.mantis": body });
const read = (body: string) => {
  const { builds, diagnostics } = compile(source(body), "/p/a.mantis");
  assert.equal(diagnostics.map(({ title }) => title), []);
  return builds[0]!.network.sources[0]!;
};

test("whatever the layout, only the string changes, and the network has the new one", () => {
  fc.assert(fc.property(hex, hex, comment, comment, gap, fc.boolean(), (old, fresh, first, second, space, inline) => {
    const attribute = `rev${space}=${space}"${old}"`;
    const block = inline ? `  source s { url = "u"  ${attribute} } ${second}` : `  source s {\n    url = "u" ${first}\n    ${attribute} ${second}\n  }`;
    const body = `${first}\nnetwork a {\n  datacenters = ["d"]\n${block}\n  domain = source.s.rev\n}\n`;
    const edit = replaceString(read(body).places["rev"]!.span, fresh)!;
    const after = applyEdits(body, [edit]);
    assert.is(after, body.replace(`"${old}"`, `"${fresh}"`));
    assert.is(read(after).rev, fresh);
  }), { numRuns: 100 });
});

test("an attribute that is not there yet stands after the last one, in its manner", () => {
  fc.assert(fc.property(hex, fc.boolean(), (fresh, inline) => {
    const body = `network a {\n  datacenters = ["d"]\n${inline ? '  source s { ref = "main" }' : '  source s {\n    ref = "main"  # the branch\n  }'}\n  domain = source.s.ref\n}\n`;
    const after = applyEdits(body, [addAfter(read(body).places["ref"]!.span, "rev", fresh)]);
    assert.is(read(after).rev, fresh);
    assert.is(after.includes("# the branch"), !inline);
  }), { numRuns: 20 });
});

test("what is computed is not replaced", () => {
  const body = 'network a {\n  datacenters = ["d"]\n  let r = "0123456789012345678901234567890123456789"\n  source s { rev = r }\n  domain = source.s.rev\n}\n';
  assert.is(replaceString(read(body).places["rev"]!.span, "f".repeat(40)), undefined);
});

test("the newest of version numbers; none where one is no version", () => {
  assert.is(newest(["1.9.0", "1.10.0", "latest", "1.2"]), "1.10.0");
  assert.is(newest(["v2.0.0-rc1", "v1.9"]), "v1.9");
  assert.is(newest(["1.0-b", "1.0-a"]), "1.0-b");
  assert.is(newest(["1.0.0", "2jvvn7ax"]), undefined);
  assert.is(newest(["latest"]), undefined);
});

test.run();
