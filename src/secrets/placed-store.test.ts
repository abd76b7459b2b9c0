/** Stores with check-and-set, in memory: any order of any number of writers, any of whom may die; and values that come back as they went in. */
import * as fc from "fast-check";
import * as assert from "uvu/assert";
import { suite } from "uvu";
import { sameJson, type Json } from "../text/json.ts";
import { Damaged, exactJson, textOf, valueOf, variableEncoding, vaultEncoding, type Encoding, type Items } from "./content.ts";
import { fastClock, secret } from "./fixture.ts";
import type { Place, SecretSpec } from "./model.ts";
import { PlacedStore, type Document, type Documents } from "./placed-store.ts";

const test = suite("placed store");

class Died extends Error {}

/** One server; each request of a client waits for its turn, and the client dies before its `last`. */
class Server {
  readonly paths = new Map<string, Document>();
  /** Of the whole server: what is removed and made again has another one. */
  private index = 0;

  client(turn: () => Promise<void>, last = Infinity, encoding: Encoding = variableEncoding): Documents {
    let asks = 0;
    const before = async () => {
      await turn();
      if (++asks >= last) throw new Died();
    };
    return {
      title: "the server", encoding, clock: fastClock(),
      read: async (path) => (await before(), this.paths.get(path)),
      write: async (path, items, old) => (await before(), this.put(path, items, old)),
      remove: async (path, old) => (await before(), this.paths.get(path)?.version === old.version && this.paths.delete(path)),
    };
  }

  private put(path: string, items: Items, old: Document | undefined): boolean {
    if (this.paths.get(path)?.version !== old?.version) return false;
    this.paths.set(path, { items, version: ++this.index });
    return true;
  }
}

const at = (path: string, item: string): Place => ({ store: "variables", path, item });
const key = secret("m-1/key", { home: at("home", "key"), copies: [at("a", "key"), at("b", "key")] });
const other = (index: number): SecretSpec => secret(`m-${index}/other`, { home: at("home", `other-${index}`), copies: [at("a", `other-${index}`)] });

test("any order of writers, some of whom die: one value for all, nothing of others lost, the next run completes it", async () => {
  const runs = fc.array(fc.oneof(fc.constant(Infinity), fc.integer({ min: 1, max: 25 })), { minLength: 1, maxLength: 5 });
  await fc.assert(fc.asyncProperty(runs, fc.scheduler(), async (lasts, scheduler) => {
    const server = new Server();
    const kept: Json[] = [];
    const done = lasts.map(async (last, index) => {
      const store = new PlacedStore(server.client(() => scheduler.schedule(Promise.resolve()), last));
      try {
        kept.push(await store.add(key, `value of ${index}`));
        await store.add(other(index), `own of ${index}`);
      } catch (error) {
        if (!(error instanceof Died)) throw error;
      }
    });
    await scheduler.waitFor(Promise.all(done));
    const left = server.paths.get("home")?.items["key"];
    const next = new PlacedStore(server.client(async () => {}));
    const value = await next.add(key, "value of the next");
    if (left !== undefined) assert.is(value, left);
    for (const one of kept) assert.is(one, value);
    assert.equal((await next.read([key])).get(key.id), { value, missing: [], different: [] });
    for (const [index, last] of lasts.entries()) if (last === Infinity) assert.equal((await next.read([other(index)])).get(other(index).id), { value: `own of ${index}`, missing: [], different: [] });
  }), { numRuns: 150 });
});

test("a rotation that dies at any request leaves the old value or the new one at home, and is resumed", async () => {
  for (let last = 1; last < 20; last++) {
    const server = new Server();
    await new PlacedStore(server.client(async () => {})).add(key, "old");
    const finished = await new PlacedStore(server.client(async () => {}, last)).replace(key, "new", "old").then(() => true, (error: unknown) => (assert.instance(error, Died), false));
    const next = new PlacedStore(server.client(async () => {}));
    assert.ok(["old", "new"].includes(String((await next.read([key])).get(key.id)!.value)));
    await next.replace(key, "new", "old");
    assert.equal((await next.read([key])).get(key.id), { value: "new", missing: [], different: [] });
    if (finished) return;
  }
  assert.unreachable("it never finished");
});

const text = fc.string({ unit: "binary" });
const json = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as Json);
const objects = fc.dictionary(fc.string(), json).map((value) => JSON.parse(JSON.stringify(value)) as { [name: string]: Json });

test("values come back as they went in, beside what is there", () => {
  const beside = { theirs: "kept" };
  fc.assert(fc.property(text, objects, text, (value, object, second) => {
    const fields = { shape: "fields", fields: ["a", "b"] } as const;
    const both = { a: value, b: second };
    for (const encoding of [variableEncoding, vaultEncoding]) {
      for (const [shape, one] of [[{ shape: "value", fields: [] }, value], [{ shape: "object", fields: [] }, object]] as const) {
        const items = encoding.put(beside, shape, { item: "it", value: one });
        assert.ok(sameJson(encoding.get(items, shape, "it")!, one));
        assert.is(items["theirs"], "kept");
      }
    }
    assert.equal(variableEncoding.get(variableEncoding.put(beside, fields, { item: "it", value: both }), fields, "it"), both);
    assert.equal(vaultEncoding.get(vaultEncoding.put(beside, fields, { item: undefined, value: both }), fields, undefined), both);
    assert.ok(sameJson(valueOf(textOf(object), "object"), object));
  }));
});

test("what every object has is no secret", () => {
  const fields = { shape: "fields", fields: ["constructor"] } as const;
  for (const encoding of [variableEncoding, vaultEncoding]) {
    assert.is(encoding.get({}, fields, undefined), undefined);
    assert.is(encoding.get({}, { shape: "value", fields: [] }, "toString"), undefined);
  }
});

/** `-4.7e+3` -> -4700n. */
function whole(printed: string): bigint {
  const [, digits = "", fraction = "", exponent = "0"] = /^(-?\d+)(?:\.(\d+))?(?:e\+(\d+))?$/.exec(printed) ?? [];
  return BigInt(digits + fraction + "0".repeat(Number(exponent) - fraction.length));
}

test("a number is the one that was written, or is refused", () => {
  fc.assert(fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (number) => {
    try {
      const kept = String((exactJson(`{"n": ${number}}`) as { n: number }).n);
      assert.is(whole(kept), number);
    } catch (error) {
      assert.instance(error, Damaged);
      assert.ok(number > 2n ** 53n || number < -(2n ** 53n));
    }
  }));
  fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => assert.equal(exactJson(JSON.stringify([number])), JSON.parse(JSON.stringify([number])))));
  for (const kept of ["0.5", "1e3", "-0.25", "1.50", "100000000000000000000", '"12345678901234567890123"', '{"a\\"1": 2}']) exactJson(kept);
  for (const lost of ["9007199254740993", "0.12345678901234567891", "1e400", "-12345678901234567890123"]) assert.throws(() => exactJson(lost), (error: unknown) => error instanceof Damaged);
});

test("removed in any order of others that write: ours are gone, at home and in copies, and theirs stay", async () => {
  await fc.assert(fc.asyncProperty(fc.scheduler(), async (scheduler) => {
    const server = new Server();
    const quiet = new PlacedStore(server.client(async () => {}));
    await quiet.add(key, "ours");
    const store = () => new PlacedStore(server.client(() => scheduler.schedule(Promise.resolve())));
    const all = [store().remove!([key]), store().add(other(1), "theirs"), store().add(other(2), "theirs too")];
    await scheduler.waitFor(Promise.all(all));
    assert.equal([...server.paths].map(([path, { items }]) => [path, Object.keys(items).sort()]).sort(), [["a", ["other-1", "other-2"]], ["home", ["other-1", "other-2"]]]);
  }), { numRuns: 60 });
});

test("a variable of which nothing is left is gone", async () => {
  const server = new Server();
  const store = new PlacedStore(server.client(async () => {}));
  await store.add(key, "ours");
  await store.remove!([key, other(1)]);
  assert.equal([...server.paths.keys()], []);
});

test("only its own items go: not those of a name that begins so", async () => {
  const server = new Server();
  const store = new PlacedStore(server.client(async () => {}));
  const short = secret("key", { home: at("home", "key") });
  const long = secret("key/more", { home: at("home", "key.more") });
  const several = secret("pair", { home: at("home", "pair"), shape: "fields", fields: ["user", "password"] });
  await store.add(short, "a");
  await store.add(long, "b");
  await store.add(several, { user: "u", password: "p" });
  await store.remove!([short, several]);
  assert.equal(server.paths.get("home")?.items, { "key.more": "b" });
});

test.run();
