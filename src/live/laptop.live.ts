/** The network of one machine, as the README tells it: secrets, plan, run, look, change, scale, go back, stop. */
import * as assert from "uvu/assert";
import { suite } from "uvu";
import { wipe } from "./api.ts";
import { filesOf } from "./project.ts";
import { Scenario } from "./scenario.ts";
import { site } from "./site.ts";
import { putVariables } from "./variables.ts";

const file = "networks/laptop.mantis";
const files = filesOf(file);
const test = suite("laptop");
const scenario = new Scenario("laptop", files);

test.before(async () => {
  await wipe(site().api);
  await putVariables(site().api, file, files);
});

test("before anything runs", async () => {
  await scenario.step(["status", file], { exit: 1 });
  await scenario.step(["drift", file, "--exit-code"], { exit: 2 });
});

test("plan: everything is new", async () => {
  await scenario.step(["plan", file, "--exit-code"], { exit: 2, says: ["5 jobs to create"] });
});

test("run: all of it, until it is healthy", async () => {
  await scenario.step(["run", file, "--yes"]);
  assert.equal(await running(), { "mantis-1": 1, "mantis-2": 1, passive: 1, "obft-node-1": 1, "obft-node-2": 1, "obft-node-3": 1, explorer: 1, faucet: 1 });
});

test("then there is nothing to do, and nothing differs", async () => {
  await scenario.step(["plan", file, "--exit-code"]);
  await scenario.step(["run", file]);
  await scenario.step(["drift", file, "--exit-code"]);
});

test("looking at it", async () => {
  await scenario.step(["status", file], { says: ["mantis-1", "obft-node-3"] });
  await scenario.step(["map", file], { says: ["mantis-1", "127.0.0.1"] });
  await scenario.step(["logs", file, "mantis-1", "--tail", "5"]);
  await scenario.step(["logs", file, "obft-node-1", "--stderr", "--task", "morpho"]);
  await scenario.step(["capacity", file]);
  await scenario.step(["diff", file, "--live", "--exit-code"]);
  await scenario.step(["links", file]);
  await scenario.step(["env", file], { says: ["NOMAD_ADDR"] });
});

test("more cpu for one miner: the forecast and the server agree", async () => {
  scenario.edit(file, (text) => text.replace("miner 1..2 { unset public }", "miner 1..2 { unset public }\n    miner[1] { cpu = 60MHz }"));
  await scenario.step(["plan", file, "--exit-code"], { exit: 2, says: ['"mantis-1" (1 create/destroy update)', "mantis-1/Resources/CPU", `${file}:20`] });
  await scenario.step(["diff", file, "--live", "--exit-code"], { exit: 2 });
  await scenario.step(["run", file, "--yes"]);
  await scenario.step(["plan", file, "--exit-code"]);
});

test("two passive nodes for a while", async () => {
  await scenario.step(["scale", file, "passive=2", "--yes"]);
  assert.is((await running())["passive"], 2);
  await scenario.step(["drift", file, "--exit-code"], { exit: 2, says: ["passive"] });
});

test("back to the version before", async () => {
  await scenario.step(["versions", file, "mantis"], { says: [/^ +1 +stable.*= the file/m, "passive scales 1 -> 2"] });
  await scenario.step(["revert", file, "mantis", "0", "--yes"]);
  await scenario.step(["versions", file, "mantis"], { says: [/^ +3 /m] });
});

test("the end", async () => {
  await scenario.step(["stop", file, "explorer", "--yes"]);
  await scenario.step(["status", file], { exit: 1 });
  await scenario.step(["stop", file, "--purge", "--yes"]);
  assert.equal(await site().api.get("/v1/jobs"), []);
});

/** Allocations that run, by group. */
async function running(): Promise<Record<string, number>> {
  const allocations = (await site().api.get<{ TaskGroup: string; ClientStatus: string }[]>("/v1/allocations"))!.filter(({ ClientStatus }) => ClientStatus === "running");
  return Object.fromEntries(allocations.map(({ TaskGroup }) => [TaskGroup, allocations.filter((other) => other.TaskGroup === TaskGroup).length]));
}

scenario.kept(test);

test.run();
