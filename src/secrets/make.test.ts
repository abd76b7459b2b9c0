/** Making a network's secrets: death at every write, several runs at once, what is kept and what is refused. */
import { buildSync } from "esbuild";
import * as assert from "uvu/assert";
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import { suite } from "uvu";
import type { Json } from "../text/json.ts";
import { extended } from "./extend.ts";
import { directory, directoryStore, quickFs } from "./fixture.ts";
import { Dead, harbour, makeAll, MemoryVariables, nothingMore, stateOf } from "../cli/keys-fixture.ts";
import type { PrivateFs } from "./private-fs.ts";
import { assess } from "./plan.ts";
import { obstacles } from "./problems.ts";
import { rotate, rotation } from "./rotate.ts";
import { seededKeys } from "../cli/seeded-keys.ts";

const test = suite("making secrets");
const plan = harbour();
const larger = harbour(3);
const made: string[] = [];
const fresh = (): string => `${(made.push(directory()), made.at(-1)!)}/keys`;
test.after(() => made.forEach((path) => fs.rmSync(path, { recursive: true, force: true })));
const called = { network: "harbour", flags: "" };

/** Dies when it is asked for the `last` time, and from then on. */
function mortality(last: number): { ask: () => void; asked: number } {
  const one = { asked: 0, ask: () => { if (++one.asked >= last) throw new Dead(); } };
  return one;
}

function same(before: ReadonlyMap<string, Json>, after: ReadonlyMap<string, Json>, when: string): void {
  for (const [id, value] of before) assert.equal(after.get(id), value, `${id} is kept, ${when}`);
}

test("variables: death before and after every write; the next run ends whole, and keeps all that was there", async () => {
  const whole = mortality(Infinity);
  await makeAll(plan, new MemoryVariables().store(whole.ask), { seed: 1 });
  assert.ok(whole.asked > 30, `${whole.asked} points`);
  for (let last = 1; last <= whole.asked; last++) {
    const variables = new MemoryVariables();
    await makeAll(plan, variables.store(mortality(last).ask), { seed: 1 }).then(() => assert.unreachable(`no death at ${last}`), (error: unknown) => assert.instance(error, Dead));
    const { values: left } = await assess(plan, variables.store(), { tools: seededKeys(9) });
    assert.is(await makeAll(plan, variables.store(), { seed: 2 }), 0);
    const { values, states } = await stateOf(plan, variables.store());
    assert.equal(states, [], `death at ${last}`);
    same(left, values, `death at ${last}`);
  }
});

const changing = ["makePrivateDirectory", "writePrivate", "link", "rename", "removeFile", "syncDirectory"] as const;

function mortalFs(ask: () => void, name: number): PrivateFs {
  const real = quickFs();
  const door = { ...real, process: `${real.process.split(".")[0]!}.999999999.${name}` };
  for (const op of changing) {
    const call = real[op] as (...args: readonly string[]) => void;
    (door as Record<string, unknown>)[op] = (...args: readonly string[]) => (ask(), call(...args));
  }
  return door;
}

test("a directory: death before every operation that changes the disk", async () => {
  const whole = mortality(Infinity);
  await makeAll(plan, directoryStore(fresh(), mortalFs(whole.ask, 0)).store, { seed: 1 });
  assert.ok(whole.asked > 30, `${whole.asked} points`);
  for (let last = 1; last <= whole.asked; last++) {
    const path = fresh();
    await makeAll(plan, directoryStore(path, mortalFs(mortality(last).ask, last)).store, { seed: 1 }).catch((error: unknown) => assert.instance(error, Dead));
    const { values: left } = await assess(plan, directoryStore(path).store, { tools: seededKeys(9) });
    assert.is(await makeAll(plan, directoryStore(path, quickFs()).store, { seed: 2 }), 0);
    const { values, states } = await stateOf(plan, directoryStore(path).store);
    assert.equal(states, [], `death at ${last}`);
    same(left, values, `death at ${last}`);
  }
});

test("a rotation that dies anywhere is taken up by the next: everything fits again, what others have stays", async () => {
  const ids = new Set(plan.secrets.filter(({ owner }) => owner === "relay-1").map(({ id }) => id));
  const once = async (variables: MemoryVariables, ask: () => void, seed: number) => {
    const store = variables.store(ask);
    const { values } = await assess(plan, store, { tools: seededKeys(seed) });
    const next = rotation(plan, values, { ids, tools: seededKeys(seed), replace: true });
    await rotate(next, store, () => {});
  };
  const count = mortality(Infinity);
  const fill = async () => {
    const variables = new MemoryVariables();
    await makeAll(plan, variables.store(), { seed: 1 });
    return variables;
  };
  await once(await fill(), count.ask, 2);
  assert.ok(count.asked > 10, `${count.asked} points`);
  for (let last = 1; last <= count.asked; last++) {
    const variables = await fill();
    const { values: before } = await stateOf(plan, variables.store());
    await once(variables, mortality(last).ask, 2).catch((error: unknown) => assert.instance(error, Dead));
    await once(variables, () => {}, 3);
    const { values, states } = await stateOf(plan, variables.store());
    assert.equal(states, [], `death at ${last}`);
    for (const [id, value] of before) if (id.startsWith("relay-2")) assert.equal(values.get(id), value);
    assert.not.equal(values.get("relay-1/seal"), before.get("relay-1/seal"));
    const alloc = (genesis: Json | undefined) => Object.keys((genesis as { alloc: { [address: string]: Json } }).alloc);
    for (const address of alloc(before.get("genesis"))) assert.ok(alloc(values.get("genesis")).includes(address), "what was in it stays in it");
  }
});

test("four runs at once on one store of variables end with one identity", async () => {
  for (let round = 1; round <= 10; round++) {
    const variables = new MemoryVariables();
    let turn = round;
    const pause = async () => { for (turn = (turn * 7919) % 104729; turn % 5 > 0; turn = Math.floor(turn / 5)) await Promise.resolve(); };
    assert.equal(await Promise.all([1, 2, 3, 4].map((seed) => makeAll(plan, variables.store(() => {}, pause), { seed: 10 * round + seed }))), [0, 0, 0, 0]);
    assert.equal((await stateOf(plan, variables.store())).states, []);
  }
});

test("a larger network: refused before anything is written, kept or extended as the user says; then whole at either size", async () => {
  const variables = new MemoryVariables();
  await makeAll(plan, variables.store(), { seed: 1 });
  const { values: before } = await stateOf(plan, variables.store());
  const found = await assess(larger, variables.store(), { tools: seededKeys(2) });
  assert.equal(obstacles(found, nothingMore, called).map(({ code }) => code), ["key-stale"]);
  assert.equal(found.checked.find(({ state }) => state === "stale")!.because, ["relay-3/coin"]);
  await makeAll(larger, variables.store(), { seed: 2, allowed: { ...nothingMore, keep: true } });
  assert.equal((await stateOf(larger, variables.store())).states, ["genesis: stale"]);
  await makeAll(larger, variables.store(), { seed: 3, allowed: { ...nothingMore, replace: true } });
  assert.equal((await stateOf(larger, variables.store())).states, []);
  const { values, states } = await stateOf(plan, variables.store());
  assert.equal(states, []);
  same(new Map([...before].filter(([id]) => id !== "genesis")), values, "extended");
  assert.equal(rotation(plan, values, { ids: new Set(["genesis"]), tools: seededKeys(4), replace: true }), { replacements: [], stale: [] }, "one that holds more stays as it is");
});

test("copies that are missing are written, copies that differ are refused, and repaired on request", async () => {
  const variables = new MemoryVariables();
  await makeAll(plan, variables.store(), { seed: 1 });
  const { values } = await stateOf(plan, variables.store());
  const [path, other] = ["nomad/jobs/relay/relay-1/relay", "nomad/jobs/relay/relay-2/relay"];
  variables.documents.delete(path);
  const { items, version } = variables.documents.get(other)!;
  variables.documents.set(other, { version, items: { ...items, "relay-1.sign": "0" } });
  const found = await assess(plan, variables.store(), { tools: seededKeys(2) });
  assert.equal(obstacles(found, nothingMore, called).map(({ code }) => code), ["key-copies-differ"]);
  await makeAll(plan, variables.store(), { seed: 2, allowed: { ...nothingMore, repair: true } });
  const after = await stateOf(plan, variables.store());
  assert.equal(after.states, []);
  same(values, after.values, "repaired");
});

test("what is extended says what is made today, and keeps what it has beyond", () => {
  assert.equal(extended({ a: 1, b: { c: 2 }, d: [1, 2] }, { a: 0, b: { c: 0, e: 3 }, d: [9, 9, 9], f: 4 }), { a: 1, b: { c: 2, e: 3 }, d: [1, 2, 9], f: 4 });
  assert.equal(extended({ ["__proto__x"]: 1 }, "text"), { ["__proto__x"]: 1 });
});

/** A run of its own process; it kills itself before the operation that `die` counts to. */
const program = `
import { directoryStore, realFs, realClock } from "./fixture.ts";
import { harbour, makeAll } from "../cli/keys-fixture.ts";
const [path, seed, die] = process.argv.slice(2);
const files = realFs();
let asks = 0;
for (const name of ${JSON.stringify(changing)}) {
  const call = files[name];
  files[name] = (...args) => { if (++asks === Number(die)) process.kill(process.pid, "SIGKILL"); return call(...args); };
}
console.log(await makeAll(harbour(), directoryStore(path, files, realClock).store, { seed: Number(seed) }));`;

function built(): string {
  const outfile = `${fresh()}.mjs`;
  const banner = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
  buildSync({ stdin: { contents: program, resolveDir: import.meta.dirname, loader: "ts" }, outfile, bundle: true, platform: "node", format: "esm", logLevel: "error", banner: { js: banner }, define: { "import.meta.dirname": JSON.stringify(import.meta.dirname) } });
  return outfile;
}

function start(words: readonly (string | number)[]): Promise<{ out: string; signal: string | null }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, words.map(String), { stdio: ["ignore", "pipe", "inherit"] });
    let out = "";
    child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    child.on("close", (_code, signal) => resolve({ out: out.trim(), signal }));
  });
}

test("processes that are killed one after the other, each later, and four at once: one identity", async () => {
  const [file, path] = [built(), fresh()];
  let left: ReadonlyMap<string, Json> = new Map();
  for (let die = 3; die <= 19; die += 4) {
    assert.is((await start([file, path, die, die])).signal, "SIGKILL");
    const { values } = await assess(plan, directoryStore(path).store, { tools: seededKeys(9) });
    same(left, values, `killed before ${die}`);
    left = values;
  }
  const runs = await Promise.all([1, 2, 3, 4].map((seed) => start([file, path, seed])));
  assert.equal(runs.map(({ out }) => out), ["0", "0", "0", "0"]);
  const { values, states } = await stateOf(plan, directoryStore(path).store);
  assert.equal(states, []);
  same(left, values, "after all");
});

test.run();
