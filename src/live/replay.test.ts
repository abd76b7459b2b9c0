/** What real servers said, without them: every recorded call sends the same again, asks for all of it, and prints the same. */
import * as assert from "uvu/assert";
import { suite } from "uvu";
import { readFixture, recordedVersions, scenariosOf, type Timed } from "./fixture.ts";
import { recordedFiles } from "./project.ts";
import { replayFixture, strays } from "./replay-fixture.ts";

const test = suite("recordings of real servers");

for (const version of recordedVersions()) {
  for (const scenario of scenariosOf(version)) {
    test(`${version}: ${scenario}`, async () => {
      const fixture = readFixture(version, scenario);
      assert.ok(fixture.nomad.startsWith(version), "a recording says whose it is");
      const replayed = await replayFixture(fixture, recordedFiles(version));
      assert.equal(replayed.flatMap(strays), []);
      for (const { step, outcome } of replayed) assert.fixture(outcome.printed, step.printed, `mantisc ${step.run.join(" ")}: \`npm run accept -- nomad/${version}/${scenario}\` takes it as it is now`);
    });
  }
}

test("what is sent otherwise, or not asked for, is noticed", async () => {
  const version = recordedVersions()[0]!;
  const { nomad, steps: [step] } = readFixture(version, "parts");
  const again = (exchanges: readonly Timed[]) => replayFixture({ nomad, steps: [{ ...step!, exchanges }] }, recordedFiles(version));
  const { exchanges } = step!;
  assert.equal((await again([...exchanges, { method: "GET", path: "/v1/regions", at: 0 }])).flatMap(strays), [`mantisc ${step!.run.join(" ")}: recorded and not asked for: GET /v1/regions`]);
  const other = exchanges.map((exchange) => (exchange.method === "PUT" ? { ...exchange, body: { Job: {} } } : exchange));
  assert.match(await again(other).then(() => "", (error: Error) => error.message), "nothing was recorded for PUT");
});

for (const hours of [-5, 5]) {
  test(`fault: this machine's clock is ${Math.abs(hours)} hours ${hours < 0 ? "behind" : "ahead of"} the servers': the same is asked, and it ends the same`, async () => {
    for (const scenario of ["laptop", "failures"]) {
      const version = recordedVersions().at(-1)!;
      const fixture = readFixture(version, scenario);
      const steps = fixture.steps.map((step) => ({ ...step, now: new Date(Date.parse(step.now) + hours * 3_600_000).toISOString() }));
      assert.equal((await replayFixture({ ...fixture, steps }, recordedFiles(version))).flatMap(strays), []);
    }
  });
}

/** Their keys come from a seed that everybody can read: replaying them makes the same, or fails. */
const seeded: ReadonlySet<string> = new Set(["devnet"]);

test("no recording holds a token or a value of a secret", () => {
  for (const version of recordedVersions()) {
    for (const scenario of scenariosOf(version)) {
      const text = JSON.stringify(readFixture(version, scenario));
      const forbidden = seeded.has(scenario) ? /x-nomad-token|"SecretID":"[^"]/i : /x-nomad-token|"SecretID":"[^"]|"Items":\{"[^"]+":"(?!removed)/i;
      assert.is(forbidden.exec(text)?.[0], undefined, `${version}/${scenario}`);
    }
  }
});

test.run();
