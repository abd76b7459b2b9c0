/** Others at work at the same time: a second run, a job that changes after its plan, and somebody who presses Ctrl-C. */
import * as assert from "uvu/assert";
import { suite } from "uvu";
import { wipe } from "./api.ts";
import type { Outcome } from "./call.ts";
import { trial, trialFiles } from "./project.ts";
import { Scenario } from "./scenario.ts";
import { site } from "./site.ts";
import { putVariables } from "./variables.ts";

const files = trialFiles();
const test = suite("races");
const scenario = new Scenario("races", files);

test.before(async () => {
  await wipe(site().api);
  await putVariables(site().api, trial, files);
});

test("Ctrl-C while it watches: the roll-out goes on, and is found again", async () => {
  await scenario.step(["run", trial, "storage", "--yes"], { exit: 1, interruptAt: "storage/keeper-1: 1 of 1 placed", says: ["What was registered goes on: storage", `mantisc run ${trial}`] });
  await scenario.step(["run", trial, "--yes"]);
});

test("a job that somebody changed after the plan is not touched", async () => {
  scenario.edit(trial, (text) => text.replace("cpu = 50MHz", "cpu = 60MHz"));
  await scenario.step(["plan", trial, "-o", "plan.json"]);
  const { api } = site();
  const job = (await api.get<{ Meta: Record<string, string> | null }>("/v1/job/storage"))!;
  await api.put("/v1/jobs", { Job: { ...job, Meta: { changed: "by hand" } } as never });
  await scenario.step(["run", trial, "--plan", "plan.json", "--yes"], { exit: 1, says: ["storage"] });
  await scenario.step(["drift", trial, "--exit-code"], { exit: 2, says: ["storage"] });
});

test("a file that somebody changed after the plan neither", async () => {
  await scenario.step(["plan", trial, "-o", "plan.json"]);
  scenario.edit(trial, (text) => text.replace("cpu = 60MHz", "cpu = 70MHz"));
  await scenario.step(["run", trial, "--plan", "plan.json", "--yes"], { exit: 1 });
});

// The server compares the modify index before it writes: of two registrations in the same instant both may pass, and the later one supersedes the other.
test("two runs of one file at once: what one says is true, and the file is what runs", async () => {
  await scenario.together([["run", trial, "--yes"], ["run", trial, "--yes"]], (outcomes) => {
    assert.ok(outcomes.some(({ exit }) => exit === 0), said(outcomes));
    for (const { exit, printed } of outcomes) assert.ok(exit === 0 || printed.includes("error[superseded]"), said(outcomes));
  });
  await scenario.step(["plan", trial, "--exit-code"]);
});

test("two runs of two files that disagree: one of them fails", async () => {
  scenario.write("networks/other.mantis", other);
  scenario.edit(trial, (text) => text.replace("cpu = 70MHz", "cpu = 75MHz"));
  await scenario.together([["run", trial, "storage", "--yes"], ["run", "networks/other.mantis", "storage", "--yes"]], (outcomes) => {
    assert.equal(outcomes.map(({ exit }) => exit).sort(), [0, 1], said(outcomes));
  });
});

const other = `import { trial } from "trial"

network other extends trial {
  job storage { keeper 1..2 { group { task keeper { env { OTHER = "yes" } } } } }
}
`;

function said(outcomes: readonly Outcome[]): string {
  return outcomes.map(({ printed }) => printed).join("\n\n");
}

test("a plan that is run as it was", async () => {
  scenario.edit(trial, (text) => text.replace("cpu = 75MHz", "cpu = 80MHz"));
  await scenario.step(["plan", trial, "-o", "plan.json"]);
  await scenario.step(["run", trial, "--plan", "plan.json", "--yes"]);
});

scenario.kept(test);

test.run();
