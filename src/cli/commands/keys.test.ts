/** The keys command as a whole: what it prints holds no value, and what it asks for is done in the store that was named. */
import * as assert from "uvu/assert";
import fc from "fast-check";
import * as fs from "node:fs";
import { suite } from "uvu";
import { compile } from "../../compile.ts";
import { memoryHost } from "../../host.ts";
import { memoryWorld, type MemoryWorld } from "../memory-world.ts";
import { run } from "../run.ts";
import { secretPlan } from "../secret-plan.ts";

const test = suite("keys");
const root = `${import.meta.dirname}/../../../golden/valid/keys`;
const source = fs.readFileSync(`${root}/main.mantis`, "utf8");
const password = "correct horse battery staple";
const files = { "/p/main.mantis": source, "/p/bucket.json": JSON.stringify({ user: "harbour", password }), "/p/seal": `${"0".repeat(63)}7\n`, "/p/bad": "hunter2hunter2hunter2\n" };

const store = fc.constantFrom("dir:a", "dir:b");
const id = fc.constantFrom("relay-1", "relay-2", "relay-1/seal", "relay-2/account", "relay-1/coin", "genesis", "relay/bucket", "relay-3/seal");
const call = fc.oneof(
  fc.record({ store, more: fc.subarray(["--dry-run", "--json", "--keep-genesis", "--repair-copies"]), spare: fc.constantFrom([], ["--relays", "3"]) }).map(({ store: at, more, spare }) => ["keys", "main", "--yes", "--store", at, ...more, ...spare]),
  store.map((at) => ["keys", "main", "--yes", "--replace-genesis", "--store", at]),
  fc.tuple(store, fc.subarray(["--json"])).map(([at, more]) => ["keys", "verify", "main", "--store", at, ...more]),
  fc.tuple(store, id, fc.subarray(["--replace-genesis", "--dry-run"])).map(([at, one, more]) => ["keys", "rotate", "main", one, "--yes", "--store", at, ...more]),
  fc.constantFrom(["dir:a", "dir:b"], ["dir:b", "dir:a"]).map(([from, to]) => ["keys", "copy", "main", "--from", from!, "--to", to!, "--yes"]),
  fc.tuple(store, id, fc.constantFrom("bucket.json", "seal", "bad", "-"), fc.subarray(["--replace"])).map(([at, one, path, more]) => ["keys", "set", "main", one, "--from-file", path, "--store", at, ...more]),
);
/** Somebody damages a file of a store. */
const damage = fc.record({ path: fc.constantFrom("a/relay-1/seal", "a/relay-2/coin", "a/genesis", "b/relay-1/account", "a/relay-1/seal"), text: fc.option(fc.constantFrom(`${"0".repeat(63)}9\n`, "no key\n", "{}\n", "[1]\n"), { nil: undefined }) });

/** Everything private that is or was in a store: keys, what opens keystores, passwords. */
function privateTexts(world: MemoryWorld): string[] {
  return [...world.disk].flatMap(([path, content]) => {
    if (!/^\/p\/[ab]\//.test(path)) return [];
    const text = typeof content === "string" ? content.trim() : new TextDecoder().decode(content).trim();
    if (path.endsWith("/seal")) return [text];
    return path.endsWith("/account") ? [...text.matchAll(/"(?:ciphertext|mac|salt|iv)":"([0-9a-f]{32,})"/g)].map((match) => match[1]!) : [];
  }).filter((text) => text.length > 12);
}

test("whatever is called in whatever order: no private value is printed, and none is written outside of the stores", async () => {
  let seen = 0;
  await fc.assert(fc.asyncProperty(fc.integer(), fc.array(fc.oneof({ weight: 4, arbitrary: call }, { weight: 1, arbitrary: damage }), { minLength: 2, maxLength: 7 }), async (seed, steps) => {
    const world = memoryWorld({ files, cwd: "/p", seed, stdin: "hunter2hunter2hunter2\n" });
    const secrets = new Set([password, "hunter2hunter2hunter2", `${"0".repeat(63)}7`]);
    for (const step of [["keys", "main", "--yes", "--store", "dir:a"], ...steps]) {
      if (Array.isArray(step)) await run(step, world);
      else if (step.text === undefined) world.disk.delete(`/p/${step.path}`);
      else if (world.disk.has(`/p/${step.path}`)) world.disk.set(`/p/${step.path}`, step.text);
      for (const text of privateTexts(world)) secrets.add(text);
    }
    seen += secrets.size;
    const printed = world.printed().toLowerCase();
    for (const secret of secrets) assert.not.ok(printed.includes(secret.toLowerCase()), "a private value was printed");
    for (const [path, content] of world.disk) if (!/^\/p\/[ab]\//.test(path) && !Object.hasOwn(files, path)) assert.unreachable(`${path} was written: ${typeof content}`);
  }), { numRuns: 40 });
  assert.ok(seen > 500, `${seen} private values`);
});

test("a word that is no flag is a set's name where a number follows it, and a misspelt flag otherwise", async () => {
  const world = memoryWorld({ files, cwd: "/p" });
  assert.is(await run(["keys", "main", "--store", "dir:a", "--relays=3", "--yes"], world), 1);
  assert.ok(world.disk.has("/p/a/relay-3/seal"));
  assert.is(await run(["keys", "main", "--store", "dir:a", "--relays", "three"], world), 1);
  assert.match(world.stderr(), /has no flag `--relays`/);
});

test("the plan: IDs that inputs refer to, each after its inputs, plain places", () => {
  const { builds } = compile(memoryHost({ "/p/main.mantis": source }), "/p/main.mantis");
  const { secrets } = secretPlan(builds[0]!.network);
  assert.equal(secrets.map((secret) => secret.id), ["relay-1/seal", "relay-1/sign", "relay-1/coin", "relay-1/account", "relay-2/seal", "relay-2/sign", "relay-2/coin", "relay-2/account", "genesis", "relay/bucket"]);
  for (const [at, { inputs }] of secrets.entries()) for (const input of inputs) assert.ok(secrets.slice(0, at).some((before) => before.id === input), input);
  assert.equal(secrets[8]!.inputs, ["relay-1/coin", "relay-2/coin"]);
  assert.equal(secrets[9]!.home, { store: "vault", path: "kv/data/net/default/relay/bucket" });
});

test.run();
