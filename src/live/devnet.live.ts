/**
 * The chain of networks/devnet.mantis, on a real Nomad with the real client: up, money, its own test, and every fault that operators meet. What is done
 * to it behind the program's back is done here; everything that the program says is recorded.
 */
import { setTimeout as pause } from "node:timers/promises";
import * as fs from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { compile } from "../compile.ts";
import { wipe } from "./api.ts";
import { ChainGround } from "./chain-ground.ts";
import { filesOf, projectWorld, root } from "./project.ts";
import { memoryOf } from "./processes.ts";
import { programOf } from "./real-consul-template.ts";
import { Scenario } from "./scenario.ts";
import { site } from "./site.ts";

const file = "networks/devnet.mantis";
const second = "networks/second.mantis";
const files = filesOf(second, new Map([[second, fs.readFileSync(`${import.meta.dirname}/second.mantis`, "utf8")]]));
const program = compile(projectWorld(files).host, `${root}/${file}`, { root: `${root}/networks` }).builds[0]!.network.programs[0]!.reference;
const there = programOf(program, `${program.toUpperCase()}_BIN`) !== undefined;
if (!there) console.log(`there is no \`${program}\` on PATH: no chain is brought up`);

const suiteOf = suite("devnet");
const test = there ? suiteOf : Object.assign(suiteOf.skip.bind(suiteOf), { before: () => {} });
const scenario = new Scenario("devnet", files, { variables: "kept" });
const ground = new ChainGround("devnet", program);
const figures: string[] = [];

test.before(async () => {
  await wipe(site().api);
  for (const name of ["devnet", "second"]) await site().api.remove(`/v1/namespace/${name}`).catch(() => {});
});

async function reach(more: number): Promise<void> {
  const heights = await Promise.all([...(await ground.running()).keys()].map((name) => ground.height(name).catch(() => 0)));
  await scenario.step(["chain", file, "--wait-height", String(Math.max(...heights) + more), "--timeout", "3m"], { says: ["Agree at height"] });
}

test("up: keys, jobs, and a chain that makes blocks", async () => {
  const start = Date.now();
  await scenario.step(["up", file], { answers: ["y"], says: ["Make the namespace devnet and 21 secrets, register 1 job?", "devnet is up: 4 members."] });
  await scenario.step(["chain", file, "--wait-height", "10", "--timeout", "2m"]);
  figures.push(`up to block 10: ${Math.round((Date.now() - start) / 1000)} s`);
});

test("a second one does nothing, and says so", async () => {
  await scenario.step(["up", file], { says: ["Nothing to do:"] });
});

test("the chain, member by member", async () => {
  await scenario.step(["chain", file], { says: ["signer-1", "node-0", "sealing", "following", "Agree at height"] });
  await scenario.step(["chain", file, "--from", "services"], { says: ["Agree at height"] });
  await scenario.step(["chain", file, "--json"], { says: ['"healthy": true'] });
  await scenario.step(["logs", file, "signer-1", "--stderr", "--tail", "2"]);
});

test("money moves", async () => {
  await scenario.step(["tx", file, "--from", "faucet", "--to", "signer-1", "--value", "1ether", "--yes"], { says: ["in block"] });
  await scenario.step(["tx", file, "--from", "faucet", "--to", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "--value", "100gwei"], { answers: ["n"], exit: 1, says: ["Nothing was done."] });
  await scenario.step(["tx", file, "--from", "signer-2", "--to", "faucet", "--value", "1ether", "--yes"], { exit: 1, says: ["tx-poor"] });
});

test("the network's own test", async () => {
  await scenario.step(["test", file, "--yes"], { says: ["All 5 hold."] });
  for (const [name, pid] of await ground.processes()) figures.push(`memory of ${name}: ${memoryOf(pid)} MiB`);
});

test("kill -9: the state is kept, and the height goes on", async () => {
  const height = await ground.height("signer-2");
  await ground.kill("signer-2");
  await scenario.step(["chain", file], { exit: 1, says: ["signer-2", /(silent|not running)/, "Without signer-2."] });
  const first = await ground.firstHeight("signer-2");
  assert.ok(first >= height, `it was at ${height}, and began again at ${first}`);
  await reach(5);
});

test("replaced and clean: it syncs again from its peers", async () => {
  scenario.edit(file, (text) => text.replace("    signer 1..3\n", "    signer 1..3\n    signer[2] { sticky = false }\n"));
  await scenario.step(["up", file, "--yes"], { says: ['"signer-2" (1 create/destroy update)', "4 members"] });
  const height = await ground.height("signer-1");
  await ground.stop("signer-2");
  const first = await ground.firstHeight("signer-2");
  assert.ok(first < height, `it began at ${first}, where the others were at ${height}`);
  await reach(5);
});

test("no quorum: the chain stalls, and chain says why; then it goes on", async () => {
  await scenario.step(["scale", file, "signer-2=0", "signer-3=0", "--yes"]);
  await pause(25_000);
  await scenario.step(["chain", file], { exit: 1, says: ["Stalled since", "1 of 3 of signer, 2 needed (missing: signer-{2,3})"] });
  await scenario.step(["scale", file, "signer-2=1", "signer-3=1", "--yes"]);
  await reach(3);
});

test("another CPU for one member: the forecast says what restarts, and exactly that restarts", async () => {
  scenario.edit(file, (text) => text.replace("    signer 1..3\n", "    signer 1..3\n    signer[1] { cpu = 510MHz }\n"));
  const before = await ground.processes();
  await scenario.step(["plan", file], { says: ["signer-1: replaced", "1 group replaced, 3 updated in place"] });
  await scenario.step(["up", file, "--yes"], { says: ["devnet is up"] });
  const after = await ground.processes();
  assert.equal([...after].filter(([name, pid]) => before.get(name) !== pid).map(([name]) => name), ["signer-1"]);
  await reach(3);
});

test("three nodes for a while", async () => {
  await scenario.step(["scale", file, "node=3", "--yes"]);
  await scenario.step(["chain", file, "--wait-height", "1", "--timeout", "1m"], { says: ["node-2"] });
  await scenario.step(["scale", file, "node=1", "--yes"]);
  await scenario.step(["chain", file, "--wait-height", "1", "--timeout", "1m"], { hides: ["node-2"] });
});

test("another genesis on one member: chain names it", async () => {
  await forge("nomad/jobs/nodes/signer-2/init");
  await ground.stop("signer-2");
  await ground.firstHeight("signer-2");
  await scenario.step(["chain", file], { exit: 1, says: [/Different first blocks: .*; signer-2 has 0x/] });
  await scenario.step(["keys", file, "--repair-copies", "--yes"], { says: ["repaired genesis"] });
  await ground.stop("signer-2");
  await reach(3);
});

/** Other funds, and so another first block. */
async function forge(path: string): Promise<void> {
  const variable = await site().api.get<{ Items: Record<string, string> }>(`/v1/var/${path}?namespace=devnet`);
  const genesis = JSON.parse(variable!.Items["genesis"]!) as { alloc: Record<string, unknown> };
  const forged = JSON.stringify({ ...genesis, alloc: { ["11".repeat(20)]: { balance: "1" } } });
  await site().api.put(`/v1/var/${path}?namespace=devnet`, { Path: path, Namespace: "devnet", Items: { ...variable!.Items, genesis: forged } });
}

test("two networks on one machine share no port", async () => {
  const other = new ChainGround("second", program);
  await scenario.step(["up", second, "--store", "dir:keys/devnet", "--yes"], { exit: 1, says: ["keys-of-another"] });
  await scenario.step(["up", second, "--yes"], { says: ["second is up: 3 members."] });
  const [here, there] = [await ground.ports(), await other.ports()];
  assert.ok(here.length === 16 && there.length === 12);
  assert.equal(here.filter((port) => there.includes(port)), []);
  await scenario.step(["chain", file], { says: ["Agree at height"] });
  await scenario.step(["down", second, "--purge", "--yes"]);
});

test("Ctrl-C while it rolls out, and on from there", async () => {
  scenario.edit(file, (text) => text.replace("cpu = 510MHz", "cpu = 520MHz"));
  await scenario.step(["up", file, "--yes"], { interruptAt: "nodes: rolling out", exit: 1, says: ["Interrupted.", "`mantisc up networks/devnet.mantis` takes it up again"] });
  await scenario.step(["up", file], { says: ["devnet is up"] });
});

test("a client that is not there", async () => {
  await scenario.step(["down", file, "--yes"], { says: ["nodes: stopped", "The keys stay in keys/devnet"] });
  const absent = '  client = "no-such-client"\n';
  scenario.edit(file, (text) => text.replace("  datacenters", `${absent}  datacenters`));
  await scenario.step(["up", file, "--yes"], { exit: 1, says: ["no-such-client"] });
  scenario.edit(file, (text) => text.replace(absent, ""));
});

test("back with the same keys", async () => {
  await scenario.step(["up", file, "--yes"], { says: ["Keys of devnet: all there", "devnet is up: 4 members."] });
});

test("a job of somebody else is left alone", async () => {
  await scenario.step(["down", file, "--purge", "--yes"]);
  await site().api.put("/v1/jobs?namespace=devnet", { Job: { ID: "nodes", Namespace: "devnet", Type: "service", Datacenters: ["dc1"], TaskGroups: [{ Name: "g", Count: 0, Tasks: [{ Name: "t", Driver: "raw_exec", Config: { command: "sleep" } }] }] } });
  await scenario.step(["up", file, "--yes"], { exit: 1, says: ["up-job-taken"] });
  await scenario.step(["down", file, "--yes"], { says: ["Not stopped, because `up` did not make them: nodes."] });
  await site().api.remove("/v1/job/nodes?purge=true&namespace=devnet");
});

test("down, and the keys too", async () => {
  await scenario.step(["down", file, "--forget-keys", "testnet", "--yes"], { exit: 1, says: ["down-other-name"] });
  await scenario.step(["down", file, "--forget-keys", "devnet", "--yes"], { says: ["The keys of devnet are gone from the directory keys/devnet."] });
  assert.equal(((await site().api.get<{ Path: string }[]>("/v1/vars?namespace=devnet")) ?? []).map(({ Path }) => Path), []);
  console.log(`\n  ${figures.join("\n  ")}`);
});

if (there) scenario.kept(suiteOf);

suiteOf.run();
