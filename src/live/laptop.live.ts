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
test.after(() => scenario.finish());

test("plan: everything is new", async () => {
  await scenario.step(["plan", file, "--exit-code"], { exit: 2 });
});

test("run: all of it, until it is healthy", async () => {
  await scenario.step(["run", file, "--yes"]);
});

test("plan: there is nothing to do", async () => {
  await scenario.step(["plan", file, "--exit-code"]);
});

test("tmp", async () => {
  console.log(JSON.stringify(scenario["steps"].map((s)=>[s.run,s.printed.split("\n"),s.exchanges.map((e)=>[e.method, e.path,e.at, JSON.stringify(e.json??"").length])]),null,1));
});
test.run();
