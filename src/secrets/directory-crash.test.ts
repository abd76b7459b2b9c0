/**
 * Death at every step of the directory store: after each operation that changes the disk, and in the middle of each write. Whatever was told
 * to be kept is there afterwards, nothing was written over, the next run ends in the state that it would have without.
 */
import { buildSync } from "esbuild";
import * as assert from "uvu/assert";
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import { suite } from "uvu";
import type { Json } from "../text/json.ts";
import { directory, directoryStore, quickFs, secret } from "./fixture.ts";
import type { PrivateFs } from "./private-fs.ts";

const test = suite("directory store: crashes");
const made: string[] = [];
const fresh = (): string => `${(made.push(directory()), made.at(-1)!)}/keys`;
test.after(() => made.forEach((path) => fs.rmSync(path, { recursive: true, force: true })));

const changing = ["makePrivateDirectory", "writePrivate", "link", "rename", "removeFile", "syncDirectory"] as const;
class Dead extends Error {}

/** Dies before its `last` operation that changes the disk; half of a write is done before it dies in it. `asks` counts. Afterwards nothing works. */
function mortal(last: number): PrivateFs & { asks: number } {
  const real = quickFs();
  const door = { ...real, asks: 0, process: `${real.process.split(".")[0]!}.999999999.${last}` };
  for (const name of changing) {
    const call = real[name] as (...args: readonly string[]) => void;
    (door as Record<string, unknown>)[name] = (...args: readonly string[]) => {
      door.asks++;
      if (door.asks === last && name === "writePrivate") call(args[0]!, args[1]!.slice(0, args[1]!.length / 2));
      if (door.asks >= last) throw new Dead();
      call(...args);
    };
  }
  return door;
}

const key = secret("mantis-1/secret-key");
const hash = secret("mantis-1/enode-hash");
const genesis = secret("genesis", { shape: "object" });
/** What a run does; `told` is what it was told to be kept. A later run has other random values at hand. */
async function run(path: string, files: PrivateFs, random: string, told: Map<string, Json>): Promise<void> {
  const { store } = directoryStore(path, files);
  for (const [one, value] of [[key, random], [hash, `hash of ${random}`], [genesis, { alloc: { [random]: "1" } }]] as const) told.set(one.id, await store.add(one, value));
  await store.replace(hash, "rotated", told.get(hash.id)!);
  told.set(hash.id, "rotated");
  await store.close();
}

const all = async (path: string): Promise<Map<string, Json>> => new Map([...(await directoryStore(path).store.read([key, hash, genesis]))].map(([id, { value }]) => [id, value]));
const filesIn = (path: string): string[] => (fs.readdirSync(path, { recursive: true }) as string[]).sort();

async function countOf(): Promise<number> {
  const door = mortal(Infinity);
  await run(fresh(), door, "0", new Map());
  return door.asks;
}

test("death at every operation: nothing lost, nothing written over, the next run ends clean", async () => {
  const count = await countOf();
  assert.ok(count > 20, `${count} operations`);
  for (let last = 1; last <= count; last++) {
    const path = fresh();
    const told = new Map<string, Json>();
    await run(path, mortal(last), "first", told).then(() => assert.unreachable(`no death at ${last}`), (error: unknown) => assert.instance(error, Dead));
    const left = fs.existsSync(path) ? await all(path) : new Map<string, Json>();
    for (const [id, value] of told) if (id !== hash.id) assert.equal(left.get(id), value, `${id}, death at ${last}`);
    for (const value of left.values()) assert.ok(/first|rotated/.test(JSON.stringify(value)), `a whole value of the first run, death at ${last}`);
    const next = new Map<string, Json>();
    await run(path, quickFs(), "second", next).catch(() => assert.is(left.get(hash.id), undefined));
    const after = await all(path);
    for (const [id, value] of left) if (id !== hash.id) assert.equal(after.get(id), value, `${id} is kept, death at ${last}`);
    assert.is(after.get(hash.id), "rotated");
    assert.equal(filesIn(path), ["genesis", "mantis-1", "mantis-1/enode-hash", "mantis-1/secret-key"], `nothing else is left, death at ${last}`);
  }
});

/** A program that adds a value of its own and prints what is kept; it kills itself before the operation that `die` counts to. */
const program = `
import { directoryStore, realFs, realClock, secret } from "./fixture.ts";
const [path, die] = process.argv.slice(2);
const files = realFs();
let asks = 0;
for (const name of ${JSON.stringify(changing)}) {
  const call = files[name];
  files[name] = (...args) => { if (++asks === Number(die)) process.kill(process.pid, "SIGKILL"); return call(...args); };
}
const { store } = directoryStore(path, files, realClock);
const value = await store.add(secret("mantis-1/secret-key"), "value of " + process.pid);
await store.close();
console.log(value);`;

function built(): string {
  const outfile = `${fresh()}.mjs`;
  buildSync({ stdin: { contents: program, resolveDir: import.meta.dirname, loader: "ts" }, outfile, bundle: true, platform: "node", format: "esm", logLevel: "error" });
  return outfile;
}

function start(file: string, path: string, die = 0): Promise<{ out: string; signal: string | null }> {
  return new Promise((resolve) => {
    const spawned = spawn(process.execPath, [file, path, String(die)], { stdio: ["ignore", "pipe", "inherit"] });
    let out = "";
    spawned.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    spawned.on("close", (_code, signal) => resolve({ out: out.trim(), signal }));
  });
}

const whole = ["mantis-1", "mantis-1/secret-key"];

test("processes that are killed before each operation: the next one ends clean", async () => {
  const file = built();
  let points = 0;
  for (let die = 1; ; die++) {
    const path = fresh();
    const { signal, out } = await start(file, path, die);
    if (signal !== "SIGKILL") {
      assert.match(out, /^value of \d+$/);
      break;
    }
    points++;
    const left = fs.existsSync(path) ? [...(await all(path)).values()] : [];
    const next = await start(file, path);
    if (left.length > 0) assert.is(next.out, left[0], `kept, killed before ${die}`);
    assert.equal([...(await all(path)).values()], [next.out]);
    assert.equal(filesIn(path), whole, `killed before ${die}`);
  }
  assert.ok(points >= 8, `${points} points`);
});

test("eight processes that add at once, and some that die meanwhile: one value for all", async () => {
  const [file, path] = [built(), fresh()];
  const [killed, others] = await Promise.all([Promise.all([3, 5, 6].map((die) => start(file, path, die))), Promise.all(Array.from({ length: 8 }, () => start(file, path)))]);
  assert.match(others[0]!.out, /^value of \d+$/);
  assert.equal(new Set(others.map(({ out }) => out)).size, 1);
  for (const { out } of killed) assert.ok(out === "" || out === others[0]!.out);
  assert.equal([...(await all(path)).values()], [others[0]!.out]);
  // What the last to die left behind waits for the next one that writes.
  assert.is((await start(file, path)).out, others[0]!.out);
  assert.equal(filesIn(path), whole);
});

test.run();
