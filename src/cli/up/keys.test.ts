/** Keys in two places: stopped anywhere, the next run completes them; nothing that is there changes, on either side. */
import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { nodeKeys } from "../node-keys.ts";
import type { Json } from "../../text/json.ts";
import type { KeyTools } from "../../keys/tools.ts";
import type { Found, SecretPlan, SecretSpec, SecretStore } from "../../secrets/model.ts";
import { secret } from "../../secrets/fixture.ts";
import { stepsOf } from "../../secrets/make.ts";
import { assessFound } from "../../secrets/plan.ts";
import { bringKeys, type KeyWork } from "./keys.ts";

const tools: KeyTools = { ...nodeKeys, cost: { n: 16, r: 8, p: 1, dklen: 32 } };

/** Counts its writes, and calls back before each. */
class Shelf implements SecretStore {
  readonly values = new Map<string, Json>();
  constructor(readonly title: string, private readonly before: () => void = () => {}) {}
  async read(secrets: readonly SecretSpec[]): Promise<ReadonlyMap<string, Found>> {
    return new Map(secrets.flatMap(({ id }) => (this.values.has(id) ? [[id, { value: this.values.get(id)!, missing: [], different: [] }] as const] : [])));
  }
  async add({ id }: SecretSpec, value: Json): Promise<Json> {
    this.before();
    if (!this.values.has(id)) this.values.set(id, value);
    return this.values.get(id)!;
  }
  async replace(): Promise<void> { throw new Error("nothing is ever replaced"); }
  async close(): Promise<void> {}
}

const members = ["m-1", "m-2", "m-3"];
const secrets: SecretSpec[] = members.flatMap((owner) => [
  secret(`${owner}/key`, { owner, name: "key", make: { op: "call", fn: "key", args: [] } }),
  secret(`${owner}/address`, { owner, name: "address", inputs: [`${owner}/key`], make: { op: "call", fn: "address", args: [{ op: "secret", name: "key", owner }] } }),
]);
const plan: SecretPlan = { network: "net", namespace: "net", store: "variables", secrets };

async function workOf(local: Shelf, remote: Shelf): Promise<KeyWork> {
  const [here, there] = [await local.read(secrets), await remote.read(secrets)];
  const found = assessFound(plan, new Map([...there, ...here]), { tools });
  return {
    stores: { local, remote }, found, steps: stepsOf(found, { keep: false, replace: false, repair: false }),
    adopted: secrets.filter(({ id }) => there.has(id) && !here.has(id)), copies: secrets.filter(({ id }) => !there.has(id)),
  };
}

test("stopped at any write, the next run ends with every key in both places, and the first ones unchanged", async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 13 }), { maxLength: 6 }), async (stops) => {
    let left = Infinity;
    let controller = new AbortController();
    const count = () => void (--left === 0 && controller.abort());
    const [local, remote] = [new Shelf("here", count), new Shelf("there", count)];
    const first = new Map<string, Json>();
    for (const stop of [...stops, Infinity]) {
      left = stop;
      controller = new AbortController();
      await bringKeys(await workOf(local, remote), { tools, signal: controller.signal });
      for (const [id, value] of [...local.values, ...remote.values]) assert.is(value, first.get(id) ?? (first.set(id, value), value), id);
    }
    assert.equal([...local.values.keys()].sort(), secrets.map(({ id }) => id).sort());
    assert.equal(Object.fromEntries(remote.values), Object.fromEntries(local.values));
  }), { numRuns: 60 });
});

test("what only the server has is taken over", async () => {
  const [here, there] = [new Shelf("here"), new Shelf("there")];
  await bringKeys(await workOf(here, there), { tools, signal: new AbortController().signal });
  const other = new Shelf("another machine");
  await bringKeys(await workOf(other, there), { tools, signal: new AbortController().signal });
  assert.equal(Object.fromEntries(other.values), Object.fromEntries(there.values));
});

test("somebody else's value on the server in the meantime is an error, and stays", async () => {
  const [here, there] = [new Shelf("here"), new Shelf("there")];
  const work = await workOf(here, there);
  there.values.set("m-1/key", "11".repeat(32));
  const failed = await bringKeys(work, { tools, signal: new AbortController().signal }).then(() => "", (error: Error) => error.message);
  assert.match(failed, "keys-copy-differs");
  assert.is(there.values.get("m-1/key"), "11".repeat(32));
});

test.run();
