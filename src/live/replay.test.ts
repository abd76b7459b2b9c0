/** What real servers said, without them: every recorded call sends the same again, asks for all of it, and prints the same. */
import * as assert from "uvu/assert";
import { suite } from "uvu";
import { readFixture, recordedVersions, scenariosOf } from "./fixture.ts";
import { recordedFiles } from "./project.ts";
import { replayFixture } from "./replay-fixture.ts";

const test = suite("recordings of real servers");

for (const version of recordedVersions()) {
  for (const scenario of scenariosOf(version)) {
    test(`${version}: ${scenario}`, async () => {
      const fixture = readFixture(version, scenario);
      assert.ok(fixture.nomad.startsWith(version), "a recording says whose it is");
      for (const { step, outcome, unused } of await replayFixture(fixture, recordedFiles(version))) {
        const name = `mantisc ${step.run.join(" ")}`;
        assert.fixture(outcome.printed, step.printed, name);
        assert.is(outcome.exit, step.exit, name);
        assert.equal(unused, [], `${name}: recorded and not asked for`);
      }
    });
  }
}

test("no recording holds a token or a value of a secret", () => {
  for (const version of recordedVersions()) {
    for (const scenario of scenariosOf(version)) {
      const text = JSON.stringify(readFixture(version, scenario));
      assert.is(/x-nomad-token|"SecretID":"[^"]|"Items":\{"[^"]+":"(?!removed)/i.exec(text)?.[0], undefined, `${version}/${scenario}`);
    }
  }
});

test.run();
