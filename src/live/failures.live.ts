/** Roll-outs that fail: what is said names the cause, and the line of the file to look at. */
import { suite } from "uvu";
import { wipe } from "./api.ts";
import { trial, trialFiles } from "./project.ts";
import { Scenario } from "./scenario.ts";
import { site } from "./site.ts";
import { putVariables } from "./variables.ts";

const files = trialFiles();
const test = suite("failures");
const scenario = new Scenario("failures", files);
const missing = "nomad/jobs/storage/keeper-2/keeper";

test.before(async () => {
  await wipe(site().api);
  await putVariables(site().api, trial, files, missing);
});

test("a variable that nobody wrote", async () => {
  await scenario.step(["run", trial, "storage", "--yes"], { exit: 1, says: ["error[template-waits]", missing, `${trial}:21`] });
  await scenario.step(["status", trial], { exit: 1, says: [missing] });
});

test("and once it is there, the same run succeeds", async () => {
  await putVariables(site().api, trial, files);
  await scenario.step(["run", trial, "--yes"]);
});

test("a command that ends with 1", async () => {
  scenario.edit(trial, (text) => text.replace("task reader {\n      run = mantis\n", "task reader {\n      run     = mantis\n      command = \"false\"\n      args    = []\n"));
  await scenario.step(["run", trial, "--yes"], { exit: 1, says: ["error[task-failed]", "exit code 1", `${trial}:33`] });
  await scenario.step(["logs", trial, "reader", "--stderr"]);
});

test("a check that fails", async () => {
  scenario.edit(trial, (text) => text.replace("command = \"false\"\n      args    = []\n", "").replace("task keeper {\n      run = mantis\n", "task keeper {\n      run     = mantis\n      command = \"sleep\"\n      args    = [\"1000\"]\n"));
  await scenario.step(["run", trial, "--yes"], { exit: 1, says: ["error[check-fails]", `${trial}:16`, "Not begun: reading"] });
});

test("what cannot be placed", async () => {
  scenario.edit(trial, (text) => text.replace("memory = 64MiB", "memory = 900GiB"));
  await scenario.step(["plan", trial], { says: ["warning[no-place]", `${trial}:22`, "memory"] });
  await scenario.step(["stop", trial, "--purge", "--yes"]);
});

scenario.kept(test);

test.run();
