/** A network in parts: one set first and then the rest, and in stages. */
import { suite } from "uvu";
import { wipe } from "./api.ts";
import { trial, trialFiles } from "./project.ts";
import { Scenario } from "./scenario.ts";
import { site } from "./site.ts";
import { putVariables } from "./variables.ts";

const files = trialFiles();
const test = suite("parts");
const scenario = new Scenario("parts", files);

test.before(async () => {
  await wipe(site().api);
  await putVariables(site().api, trial, files);
});

test("one member of a job, then the rest of it", async () => {
  await scenario.step(["run", trial, "--only", "keeper-1", "--yes"], { says: ["keeper-1"] });
  await scenario.step(["status", trial], { exit: 1, says: ["keeper-2: 0 are registered, 1 in the file"] });
  await scenario.step(["run", trial, "--yes"], { says: ["keeper-2", "reader"] });
  await scenario.step(["plan", trial, "--exit-code"]);
});

test("in stages", async () => {
  await scenario.step(["stop", trial, "--purge", "--yes"]);
  await scenario.step(["run", trial, "--stages", "--yes"]);
});

test("a step that would restart what already runs says so", async () => {
  scenario.edit(trial, (text) => text.replace("cpu = 50MHz", "cpu = 60MHz"));
  await scenario.step(["run", trial, "--only", "keeper-2", "--yes"], { says: ["keeper-1"] });
});

scenario.kept(test);

test.run();
