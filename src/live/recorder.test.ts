/** What is recorded is what is replayed: answers, failures, streams, their times, and what the client gave up on. */
import * as assert from "uvu/assert";
import { suite } from "uvu";
import { HttpFailure, readText, type Http, type Request, type Response } from "../http/http.ts";
import type { Json } from "../text/json.ts";
import { cleaner } from "./clean.ts";
import { recorder } from "./recorder.ts";
import { timedReplay } from "./timed-replay.ts";
import { VirtualTime } from "./virtual-time.ts";

const test = suite("recorder");
const start = Date.UTC(2026, 0, 1);

/** A server in virtual time. */
function server(time: VirtualTime): Http {
  const answer = (status: number, text: string): Response => ({ status, headers: { "x-nomad-index": "7", date: "today" }, body: pieces([text], time, 0) });
  return {
    send: async ({ path, signal, body }) => {
      if (path.startsWith("/v1/client/fs/logs")) return { status: 200, headers: {}, body: pieces(["one ", "two ", "three"], time, 1000, signal) };
      if (path === "/v1/slow") await time.wait(60_000, signal);
      if (signal?.aborted === true) throw new HttpFailure("aborted", "aborted");
      if (path === "/v1/broken") throw new HttpFailure("dropped", "the connection broke");
      if (path === "/v1/refused") return answer(500, "No cluster leader");
      await time.wait(20);
      return answer(200, JSON.stringify({ path, body: body ?? null }));
    },
  };
}

async function* pieces(texts: readonly string[], time: VirtualTime, apart: number, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  for (const text of texts) {
    await time.wait(apart, signal);
    if (signal?.aborted === true) throw new HttpFailure("aborted", "aborted");
    yield new TextEncoder().encode(text);
  }
}

const request = (path: string, more: Partial<Request> = {}): Request => ({ method: "GET", path, headers: { "x-nomad-token": "s.secret" }, timeout: 1000, ...more });

/** A client that reads, writes, follows two things at once, and gives up on one. */
async function client(http: Http, time: VirtualTime): Promise<string[]> {
  const said: string[] = [];
  const say = (text: string) => said.push(`${time.now() - start} ${text}`);
  const ask = async (sent: Request) => {
    try {
      const response = await http.send(sent);
      say(`${response.status} ${response.headers["x-nomad-index"] ?? "-"} ${await readText(response)}`);
    } catch (error) {
      say(`${(error as HttpFailure).kind} after ${sent.path}`);
    }
  };
  await ask(request("/v1/jobs"));
  await ask(request("/v1/jobs", { method: "PUT", body: '{"Job":1}' }));
  await ask(request("/v1/broken"));
  await ask(request("/v1/refused"));
  const giveUp = new AbortController();
  await Promise.all([ask(request("/v1/slow", { signal: giveUp.signal })), ask(request("/v1/client/fs/logs/a")), time.wait(2500).then(() => giveUp.abort())]);
  const stop = new AbortController();
  await Promise.all([ask(request("/v1/client/fs/logs/a", { signal: stop.signal })), time.wait(1500).then(() => stop.abort())]);
  return said;
}

test("a replay is the recording over again, at the same times", async () => {
  const time = new VirtualTime(start);
  const http = recorder(server(time), time, (_, body) => body);
  const lived = await time.drive(client(http, time));
  const exchanges = http.exchanges();
  assert.is(JSON.stringify(exchanges).includes("s.secret"), false);
  assert.equal(exchanges.map(({ at, status, failure }) => [at, status, failure]), [[20, 200, undefined], [40, 200, undefined], [40, undefined, "dropped"], [40, 500, undefined], [2540, undefined, "aborted"], [3040, 200, undefined], [4540, 200, "aborted"]]);
  const again = new VirtualTime(start);
  const replay = timedReplay(JSON.parse(JSON.stringify(exchanges)) as typeof exchanges, again);
  assert.equal(await again.drive(client(replay, again)), lived);
  assert.equal(replay.unused(), []);
});

test("a replay refuses what was not recorded, and says what nobody asked for", async () => {
  const time = new VirtualTime(start);
  const replay = timedReplay([{ method: "PUT", path: "/v1/jobs", body: { Job: { ID: "a", Count: 1 } }, at: 0 }, { method: "GET", path: "/v1/jobs", at: 0 }], time);
  const refused = (sent: Request) => replay.send(sent).then(() => "answered", (error: Error) => error.message);
  assert.match(await refused(request("/v1/job/a")), "nothing was recorded for GET /v1/job/a");
  assert.match(await refused(request("/v1/jobs", { method: "PUT", body: '{"Job":{"ID":"a","Count":2}}' })), "with the body");
  const answered = refused(request("/v1/jobs", { method: "PUT", body: '{"Job":{"Count":1,"ID":"a"}}' }));
  assert.is(await time.drive(answered), "answered");
  assert.equal(replay.unused().map(({ method }) => method), ["GET"]);
});

test("a call that waits for what never comes fails", async () => {
  const time = new VirtualTime(start);
  const never = time.drive(time.wait(5).then(() => time.until(Infinity)), 50);
  assert.is(await never.then(() => "ended", (error: Error) => error.message), "it waits for something that never comes");
});

test("an answer loses what tells machines apart, and secrets", () => {
  const clean = (path: string, body: Json) => cleaner("/var/run/x1")(path, body);
  const node = { ID: "n", Name: "laptop", Attributes: { "unique.hostname": "here", "nomad.version": "1.6.3", "unique.network.ip-address": "10.0.0.7" }, Links: { a: "b" }, Drivers: { raw_exec: { Attributes: { "driver.raw_exec": "true" } } } };
  assert.equal(clean("/v1/node/n?namespace=default", node), { ID: "n", Name: "laptop", Attributes: { "nomad.version": "1.6.3" }, Drivers: { raw_exec: { Attributes: { "driver.raw_exec": "true" } } } });
  assert.equal(clean("/v1/allocation/a", { ID: "a", Job: { ID: "x" }, TaskStates: { t: { Events: [{ DisplayMessage: "open /var/run/x1/alloc/a: gone" }] } } }), { ID: "a", TaskStates: { t: { Events: [{ DisplayMessage: "open /nomad/alloc/a: gone" }] } } });
  assert.equal(clean("/v1/job/mantis?namespace=default", { ID: "mantis", Job: 1 }), { ID: "mantis", Job: 1 });
  assert.equal(clean("/v1/var/nomad/jobs/a", { Path: "nomad/jobs/a", Items: { key: "hush" } }), { Path: "nomad/jobs/a", Items: { key: "removed" } });
  assert.equal(clean("/v1/agent/self", { config: { Version: { Version: "1.6.3", Revision: "x" }, DataDir: "/var", Vaults: [{ Token: "t" }] }, member: { Addr: "x" } }), { config: { Version: { Version: "1.6.3" } } });
});

test.run();
