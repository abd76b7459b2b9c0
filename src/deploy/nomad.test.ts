/** The client against real sockets that answer by a script; its waits take no time. */
import * as fc from "fast-check";
import * as http from "node:http";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { listen, serve } from "../cli/connection/fixture.ts";
import { nodeHttp } from "../cli/node-http.ts";
import { renderText } from "../diagnostics/render/text.ts";
import type { Http } from "../http/http.ts";
import { HttpFailure, type FailureKind } from "../http/http.ts";
import { Failed, Refused, Stopped } from "./failed.ts";
import { jobPath, Nomad } from "./nomad.ts";

const test = suite("nomad");

/** What the server does with one request; `drop` ends the connection. */
type Step = { readonly status?: number; readonly text?: string; readonly headers?: http.OutgoingHttpHeaders } | "drop";

interface Scene {
  readonly nomad: Nomad;
  readonly said: string[];
  readonly waits: number[];
  readonly asked: string[];
}

const token = "8a3fbb1c-5c1d-4c9d-9c55-2f2b7f1d0e11";

/** The last step is repeated. `waited` is called in each wait. */
async function scene(steps: readonly Step[], body: (scene: Scene) => Promise<void>, waited: (n: number) => Promise<void> | void = () => {}): Promise<void> {
  const asked: string[] = [];
  const running = await serve((request, response) => {
    const step = steps[Math.min(asked.length, steps.length - 1)]!;
    asked.push(`${request.method} ${request.url}`);
    if (step === "drop") return void request.socket.destroy();
    response.writeHead(step.status ?? 200, { "x-nomad-index": 5, ...step.headers }).end(step.text ?? "[]");
  });
  const made = client(nodeHttp({ address: `http://127.0.0.1:${running.port}`, tls: { verify: true } }, {}), waited);
  try {
    await body({ ...made, asked });
  } finally {
    await running.stop();
  }
}

function client(to: Http, waited: (n: number) => Promise<void> | void = () => {}): Omit<Scene, "asked"> {
  const [said, waits]: [string[], number[]] = [[], []];
  let time = 0;
  const clock = { now: () => time, random: () => 1, wait: async (milliseconds: number) => void (time += milliseconds, waits.push(milliseconds), await waited(waits.length)) };
  return { said, waits, nomad: new Nomad(to, { address: "http://nomad.example:4646", namespace: "testnet", region: "eu", token, clock, say: (line) => void said.push(line) }) };
}

/** Fails with that code; returns what failed. */
async function failsWith(code: string, work: Promise<unknown>): Promise<Failed> {
  const failed = await work.then(() => undefined, (error: unknown) => error);
  assert.instance(failed, Failed);
  assert.is((failed as Failed).diagnostics.map((one) => one.code).join(), code);
  return failed as Failed;
}

const text = (failed: Failed) => renderText(failed.diagnostics);
const refusal = (status: number, words: string): Step => ({ status, text: words, headers: { "content-type": "text/plain" } });

test("a read says what, where and in which region; the index comes with the value", () => scene([{ text: '{"ID":"a b/c"}' }], async ({ nomad, asked }) => {
  assert.equal(await nomad.get(jobPath("a b/c", "/summary"), { query: { z: 1, a: undefined }, index: 4, wait: 10 }), { value: { ID: "a b/c" }, index: 5 });
  assert.equal(asked, ["GET /v1/job/a%20b%2Fc/summary?index=4&namespace=testnet&region=eu&wait=10s&z=1"]);
}));

test("find: 404 is nothing; get: 404 fails; an empty answer is null", () => scene([refusal(404, "job not found"), refusal(404, "job not found"), { text: "" }], async ({ nomad }) => {
  assert.is(await nomad.find("/v1/job/x"), undefined);
  assert.match(text(await failsWith("nomad-missing", nomad.get("/v1/job/x"))), "job not found");
  assert.is((await nomad.get("/v1/x")).value, null);
}));

test("large numbers: indexes and durations are exact, times to the microsecond", () => scene([{ text: '{"SubmitTime":1795462489397545055,"ModifyIndex":9007199254740991,"KillTimeout":86400000000000000}' }], async ({ nomad }) => {
  const { value } = await nomad.get<{ SubmitTime: number; ModifyIndex: number; KillTimeout: number }>("/v1/job/x");
  assert.equal([Math.floor(value.SubmitTime / 1000), value.ModifyIndex, value.KillTimeout], [1795462489397545, 9007199254740991, 86400 * 1e12]);
}));

// What passes

const passing: readonly (readonly [string, Step, RegExp])[] = [
  ["no leader", refusal(500, "rpc error: No cluster leader"), /^Nomad has no leader; trying again in 1 s$/],
  ["429", refusal(429, "Your IP is issuing too many concurrent connections, please rate limit your calls\n"), /^Nomad refuses more connections from here; trying again in 1 s$/],
  ["500 with text", refusal(500, "rpc error: EOF"), /^Nomad answered 500 \(EOF\); trying again in 1 s$/],
  ["502 with a page", { status: 502, text: "<html><head><title>502 Bad Gateway</title></head></html>", headers: { "content-type": "text/html" } }, /answered 502; trying/],
  ["503 with text", refusal(503, "no server is available"), /answered 503; trying/],
  ["504 without text", { status: 504, text: "" }, /answered 504; trying/],
  ["dropped", "drop", /the connection broke before the answer was complete; trying/],
  ["truncated JSON", { text: '[{"ID":' }, /ends in the middle; trying/],
];
for (const [name, step, line] of passing) {
  test(`fault: ${name}: a read and what is safe are tried again, what is not is not`, async () => {
    await scene([step, step, { text: "[1]" }], async ({ nomad, said, waits }) => {
      assert.equal((await nomad.get("/v1/jobs")).value, [1]);
      assert.equal(waits, [1000, 2000]);
      assert.match(said[0]!, line);
    });
    await scene([step, { text: "{}" }], async ({ nomad, asked }) => {
      assert.equal(await nomad.put("/v1/jobs", {}, { safe: true }), {});
      assert.is(asked.length, 2);
    });
    await scene([step, { text: "{}" }], async ({ nomad, asked, said }) => {
      assert.instance(await nomad.put("/v1/jobs", {}).catch((error: unknown) => error), Failed);
      assert.equal([asked.length, said.length], [1, 0]);
    });
  });
}

test("tries are bounded: six, over half a minute; then it says what was wrong", () => scene([refusal(500, "No cluster leader")], async ({ nomad, asked, waits }) => {
  await failsWith("nomad-leaderless", nomad.get("/v1/jobs"));
  assert.equal([asked.length, waits], [6, [1000, 2000, 4000, 8000, 16000]]);
}));

test("Retry-After is kept to; one that is too long ends it", async () => {
  await scene([{ status: 429, headers: { "retry-after": "7" }, text: "" }, {}], async ({ nomad, waits }) => {
    await nomad.get("/v1/jobs");
    assert.equal(waits, [7000]);
  });
  await scene([{ status: 503, headers: { "retry-after": "3600" }, text: "" }], async ({ nomad, waits }) => {
    await failsWith("gateway-failed", nomad.get("/v1/jobs"));
    assert.equal(waits, []);
  });
});

test("fault: the server is not there at all: three tries", async () => {
  const { port, stop } = await serve(() => {});
  await stop();
  const { nomad, waits } = client(nodeHttp({ address: `http://127.0.0.1:${port}`, tls: { verify: true } }, {}));
  assert.match(text(await failsWith("nomad-unreachable", nomad.get("/v1/jobs"))), `Nobody listens at 127.0.0.1:${port}.`);
  assert.equal(waits, [1000, 2000]);
});

test("fault: the server restarts between two reads, and is away for a while", async () => {
  const handler: http.RequestListener = (_request, response) => void response.end("[1]");
  let running = await listen(http.createServer(handler));
  const { port } = running;
  const back = async (n: number) => void (n === 4 && (running = await listen(http.createServer(handler), [], port)));
  const { nomad, said } = client(nodeHttp({ address: `http://127.0.0.1:${port}`, tls: { verify: true } }, {}), back);
  await nomad.get("/v1/jobs");
  await running.stop();
  assert.equal((await nomad.get("/v1/jobs")).value, [1]);
  assert.is(said.length, 4);
  await running.stop();
});

test("fault: an unsafe change whose answer was lost: nobody knows whether it was done", () => scene(["drop"], async ({ nomad }) => {
  assert.match(text(await failsWith("nomad-dropped", nomad.put("/v1/job/x/scale", {}))), /Whether Nomad did it/);
}));

test("the signal ends the waiting for another try", async () => {
  const stop = new AbortController();
  await scene([refusal(500, "No cluster leader")], async ({ nomad, asked }) => {
    assert.instance(await nomad.get("/v1/jobs", { signal: stop.signal }).catch((error: unknown) => error), Stopped);
    assert.is(asked.length, 1);
    assert.instance(await nomad.get("/v1/jobs", { signal: stop.signal }).catch((error: unknown) => error), Stopped);
  }, () => stop.abort());
});

// What stays

const staying: readonly (readonly [string, Step, string, RegExp])[] = [
  ["permission", refusal(403, "Permission denied"), "nomad-denied", /`submit-job` in the namespace\s+`testnet`/],
  ["permission behind another region", refusal(500, "rpc error: rpc error: Permission denied"), "nomad-denied", /submit-job/],
  ["unknown token", refusal(403, "ACL token not found"), "nomad-token", /ACL token not found/],
  ["expired token", refusal(403, "ACL token expired"), "nomad-token", /ACL token expired/],
  ["namespace", refusal(500, '1 error occurred:\n\t* job "x" is in nonexistent namespace "testnet"\n\n'), "namespace-missing", /nomad namespace apply testnet/],
  ["region", refusal(500, "No path to region"), "region-missing", /`eu`/],
  ["index", refusal(500, "Enforcing job modify index 7: job exists with conflicting job modify index: 9"), "nomad-refused", /conflicting/],
  ["validation", refusal(500, "2 errors occurred:\n\t* Missing job ID\n\t* Missing job name\n\n"), "nomad-refused", /Missing job name/],
  ["400", refusal(400, "job scaling blocked due to active deployment"), "nomad-refused", /active deployment/],
  ["401", refusal(401, "who are you"), "nomad-wants-login", /NOMAD_HTTP_AUTH/],
  ["redirect", { status: 302, headers: { location: "https://me:pass@nomad.example/login?code=1" }, text: "" }, "nomad-redirects", /https:\/\/nomad\.example\/login\. /],
  ["http to https", refusal(400, "Client sent an HTTP request to an HTTPS server.\n"), "nomad-tls", /https:\/\//],
  ["a page", { text: "<!DOCTYPE html><title>Sign in</title>", headers: { "content-type": "text/html; charset=utf-8" } }, "not-nomad", /a page of HTML/],
  ["text", { text: "pong" }, "not-nomad", /text that is no JSON/],
];
for (const [name, step, code, words] of staying) {
  test(`fault: ${name}: said in words, not tried again`, () => scene([step], async ({ nomad, asked, said }) => {
    assert.match(text(await failsWith(code, nomad.put("/v1/job/x/plan", {}, { safe: true }))), words);
    assert.equal([asked.length, said], [1, []]);
  }));
}

test("a refusal keeps Nomad's own words and status", () => scene([refusal(500, "rpc error: Enforcing job modify index 0: job already exists\n")], async ({ nomad }) => {
  const refused = await failsWith("nomad-refused", nomad.put("/v1/jobs", {}, { safe: true })) as Refused;
  assert.equal([refused.status, refused.reason], [500, "Enforcing job modify index 0: job already exists"]);
}));

test("fault: a refusal that does not end is cut off", () => scene([{ status: 500, text: "x".repeat(2 << 20) }], async ({ nomad }) => {
  await failsWith("broken-answer", nomad.get("/v1/jobs"));
}));

// Blocking queries

test("changes: the value now, after each change, and when the server's patience ends", () => scene([{ text: "1" }, { text: "1" }, { text: "2", headers: { "x-nomad-index": 8 } }, { text: "3", headers: { "x-nomad-index": 9 } }], async ({ nomad, asked, waits }) => {
  const stop = new AbortController();
  const values: unknown[] = [];
  for await (const value of nomad.changes("/v1/job/x", { signal: stop.signal, wait: 10 })) if (values.push(value) === 4) stop.abort();
  assert.equal(values, [1, 1, 2, 3]);
  assert.equal(asked.map((one) => /index=(\d+)/.exec(one)?.[1]), [undefined, "5", "5", "8"]);
  assert.equal(waits, [500, 500, 500, 500]);
}));

test("fault: an index that goes backwards starts over; one that is missing too", () => scene([{ text: "1", headers: { "x-nomad-index": 900 } }, { text: "2", headers: { "x-nomad-index": 3 } }, { text: "3", headers: { "x-nomad-index": 4 } }, { text: "4", headers: { "x-nomad-index": 0 } }, { text: "5", headers: { "x-nomad-index": "nonsense" } }], async ({ nomad, asked }) => {
  const values: unknown[] = [];
  for await (const value of nomad.changes("/v1/job/x")) if (values.push(value) === 5) break;
  assert.equal(values, [1, 2, 3, 4, 5]);
  assert.equal(asked.map((one) => /index=(\d+)/.exec(one)?.[1]), [undefined, "900", undefined, "4", undefined]);
}));

test("fault: what watches outlives a long absence, drops and a change of leaders, and gives up after ten minutes", async () => {
  await scene([{ text: "1" }, ...Array.from({ length: 8 }, (): Step => "drop"), ...Array.from({ length: 8 }, () => refusal(500, "No cluster leader")), { text: "2", headers: { "x-nomad-index": 6 } }], async ({ nomad }) => {
    const values: unknown[] = [];
    for await (const value of nomad.changes("/v1/job/x")) if (values.push(value) === 2) break;
    assert.equal(values, [1, 2]);
  });
  await scene([{ text: "1" }, "drop"], async ({ nomad, waits, said }) => {
    const seen = async () => { for await (const _ of nomad.changes("/v1/job/x")); };
    await failsWith("nomad-dropped", seen());
    assert.ok(waits.reduce((sum, wait) => sum + wait, 0) <= 600_000 && said.length < 40);
  });
});

// Secrets

test("the token goes into a header, and into nothing that is shown, whatever comes back", () => fc.assert(
  fc.asyncProperty(
    fc.constantFrom(200, 301, 400, 401, 403, 404, 407, 429, 500, 502, 503),
    fc.array(fc.constantFrom(token, "Permission denied", "\n", "<html><title>", "</title>", '{"a":', "1 error occurred:\n\t* ", "X-Nomad-Token: ", "x".repeat(1480), "No cluster leader"), { maxLength: 6 }),
    fc.option(fc.constantFrom<FailureKind>("refused", "unresolved", "timeout", "dropped", "untrusted", "client-certificate", "tls", "proxy", "settings", "other"), { freq: 2 }),
    fc.boolean(),
    async (status, parts, failure, inBody) => {
      let sent = 0;
      const { nomad, said } = client({
        send: async ({ headers, path, body }) => {
          if (headers["x-nomad-token"] === token && !`${path}${body}`.includes(token)) sent++;
          if (failure !== null && !inBody) throw new HttpFailure(failure, "words");
          const bytes = async function* () { yield new TextEncoder().encode(parts.join("")); if (failure !== null) throw new HttpFailure(failure, "words"); };
          return { status, headers: { location: `https://example/?${token}` }, body: bytes() };
        },
      });
      const outcome = await nomad.get("/v1/jobs").then(() => "", (error: unknown) => (error instanceof Failed ? `${text(error)}${error.message}${JSON.stringify(error.diagnostics)}${error instanceof Refused ? error.reason : ""}` : String(error)));
      assert.ok(sent > 0);
      assert.not.match(outcome + said.join("\n"), token);
    },
  ),
  { numRuns: 300 },
));

test.run();
