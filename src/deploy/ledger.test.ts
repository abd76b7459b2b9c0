/** What `up` notes of its jobs: kept by check-and-set, and gone with the last of them. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { replay, type Exchange } from "../http/replay.ts";
import { changeLedger, isOurs, readLedger } from "./ledger.ts";
import { Nomad } from "./nomad.ts";

const path = "/v1/var/mantisc/harbour?namespace=n";
const written = (cas: number) => `/v1/var/mantisc/harbour?cas=${cas}&namespace=n`;
const there = (items: Record<string, string>, index: number): Exchange => ({ method: "GET", path, json: { Items: items, ModifyIndex: index } });
const none: Exchange = { method: "GET", path, status: 404, text: "" };
const put = (cas: number, Items: Record<string, string>, status = 200): Exchange => ({ method: "PUT", path: written(cas), body: { Namespace: "n", Path: "mantisc/harbour", Items }, status, json: {} });

function nomadOf(...exchanges: Exchange[]): { nomad: Nomad; done: () => void } {
  const http = replay(exchanges);
  const clock = { now: () => 0, random: () => 0, wait: async () => {} };
  return { nomad: new Nomad(http, { address: "http://127.0.0.1:4646", namespace: "n", clock, say: () => {} }), done: () => assert.equal(http.unused(), []) };
}

test("nothing, jobs, and jobs that are coming", async () => {
  assert.equal(await readLedger(nomadOf(none).nomad, "harbour"), { jobs: new Map(), version: 0 });
  assert.equal((await readLedger(nomadOf(there({ a: "17", b: "coming" }, 4)).nomad, "harbour")).jobs, new Map<string, number | "coming">([["a", 17], ["b", "coming"]]));
});

test("a change is made to what is there when others were faster", async () => {
  const { nomad, done } = nomadOf(none, put(0, { a: "1" }, 409), there({ b: "2" }, 5), put(5, { b: "2", a: "1" }));
  await changeLedger(nomad, "harbour", (jobs) => void jobs.set("a", 1));
  done();
});

test("no change writes nothing; without a job it is gone", async () => {
  const same = nomadOf(there({ a: "1" }, 5));
  await changeLedger(same.nomad, "harbour", (jobs) => void jobs.set("a", 1));
  same.done();
  const last = nomadOf(there({ a: "1" }, 5), { method: "DELETE", path: written(5), json: null });
  await changeLedger(last.nomad, "harbour", (jobs) => void jobs.delete("a"));
  last.done();
});

test("a job of the same name that was created at another time is somebody else's", () => {
  const ledger = { jobs: new Map<string, number | "coming">([["a", 17], ["b", "coming"]]), version: 1 };
  assert.equal([["a", 17], ["a", 18], ["b", 3], ["c", 17]].map(([ID, CreateIndex]) => isOurs(ledger, { ID: String(ID), CreateIndex: Number(CreateIndex) })), [true, false, true, false]);
});

test.run();
