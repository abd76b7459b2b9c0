/** The cases of the stores against what real servers said to them, and the troubles that a server cannot be asked for. */
import * as assert from "uvu/assert";
import { suite } from "uvu";
import { Failed } from "../deploy/failed.ts";
import { Nomad } from "../deploy/nomad.ts";
import { replay, type Exchange } from "../http/replay.ts";
import { groundOf } from "../live/store-ground.ts";
import { readStoreRecordings } from "../live/store-recordings.ts";
import { storeCases } from "./cases.ts";
import { codesOf, fastClock, quickFs, secret } from "./fixture.ts";
import { openStore, type Doors } from "./open-store.ts";
import { Vault } from "./vault.ts";

const recordings = readStoreRecordings();
const test = suite("stores on servers");

test("there are recordings of every server", () => assert.equal([...new Set(recordings.map(({ server }) => server.split(" ")[0]))], ["bao", "nomad"]));

for (const { server, cases } of recordings) {
  const kind = server.startsWith("nomad") ? "nomad" : "vault";
  for (const one of storeCases.filter((candidate) => candidate.server === kind)) {
    test(`${server}: ${one.name}`, async () => {
      const servers = replay(cases[one.name] ?? []);
      const outcome = await one.run(groundOf(one, { http: servers, clock: fastClock(), address: "http://127.0.0.1:1", token: "t", admin: async () => null }));
      assert.equal(outcome, one.expect);
      assert.equal(servers.unused(), []);
    });
  }
}

const plan = (store: "vault" | "variables" | "none") => ({ network: "net", namespace: "default", store, mount: "kv" });
const at = secret("m-1/key", { home: { store: "vault", path: "kv/data/net/m-1/key", item: "value" } });
const SECRET = "5eb2a1c0ffee";
const mount: Exchange = { method: "GET", path: "/v1/sys/internal/ui/mounts/kv/data/net/m-1/key", json: { data: { path: "kv/", type: "kv", options: { version: "2" } } } };
const read = { method: "GET" as const, path: "/v1/kv/data/net/m-1/key" };
const missing: Exchange = { ...read, status: 404, json: { errors: [] } };
const write = { method: "POST" as const, path: "/v1/kv/data/net/m-1/key" };

function doors(exchanges: readonly Exchange[]): Doors {
  const http = replay(exchanges);
  const common = { address: "http://h:1", clock: fastClock(), say: () => {}, token: "hvs.TOKEN" };
  return { fs: quickFs(), clock: fastClock(), say: () => {}, warn: () => {}, resolve: (path) => path, nomad: () => new Nomad(http, { ...common, namespace: "default" }), vault: () => new Vault(http, common) };
}

/** What an `add` of a secret value comes to; nothing of it or of the token is said. */
async function adding(words: string, ...exchanges: Exchange[]): Promise<{ codes: string[]; text: string }> {
  try {
    const secrets = words === "nomad" ? { ...at, home: { ...at.home, path: "nomad/jobs/net" } } : at;
    return { codes: [], text: JSON.stringify(await openStore(plan(words === "nomad" ? "variables" : "vault"), words, doors(exchanges)).add(secrets, SECRET)) };
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    const text = JSON.stringify([error.message, error.diagnostics]);
    assert.not.match(text, SECRET);
    assert.not.match(text, "hvs.TOKEN");
    return { codes: error.diagnostics.map(({ code }) => code), text };
  }
}

const failing = (exchange: Exchange): Exchange => ({ ...exchange, always: true });

test("vault: troubles, each in words, without the value", async () => {
  const page = { text: `<html><title>${SECRET}</title>`, headers: { "content-type": "text/html" } };
  const cases: [string, Exchange[]][] = [
    ["vault-sealed", [failing({ ...mount, status: 503, json: { errors: ["Vault is sealed"] } })]],
    ["vault-sealed", [failing({ ...mount, status: 503, json: { errors: ["Vault is not initialized"] } })]],
    ["vault-unreachable", [failing({ method: "GET", path: mount.path, failure: "refused" })]],
    ["vault-silent", [mount, failing({ ...read, failure: "timeout" })]],
    ["vault-dropped", [mount, failing(missing), failing({ ...write, failure: "dropped" })]],
    ["not-vault", [mount, failing({ ...read, ...page })]],
    ["not-vault", [mount, failing(missing), { ...write, ...page }]],
    ["vault-refused", [mount, failing(missing), { ...write, status: 400, json: { errors: [`bad value ${SECRET}`] } }]],
    ["vault-busy", [mount, failing(missing), failing({ ...write, status: 400, json: { errors: ["Upgrading from non-versioned to versioned data. This backend will be unavailable for a brief period and will resume service shortly."] } })]],
    ["vault-redirects", [{ ...mount, status: 307, headers: { location: "https://active:8200/v1/x?token=hvs.TOKEN" } }]],
    ["store-busy", [mount, failing(missing), failing({ ...write, status: 400, json: { errors: ["check-and-set parameter did not match the current version"] } })]],
    ["secret-damaged", [mount, { ...read, text: '{"data":{"data":{"value":12345678901234567890123},"metadata":{"version":1}}}' }]],
  ];
  for (const [code, exchanges] of cases) {
    const { codes, text } = await adding("vault", ...exchanges);
    assert.equal(codes, [code]);
    assert.is(text.includes("--store dir:PATH"), ["vault-sealed", "vault-unreachable", "vault-silent", "vault-dropped"].includes(code), code);
  }
});

test("vault: an answer that was lost is asked for again, and is our own", async () => {
  const stale: Exchange = { ...write, status: 400, json: { errors: ["check-and-set parameter did not match the current version"] } };
  const ours: Exchange = { ...read, json: { data: { data: { value: SECRET }, metadata: { version: 1 } } } };
  assert.is((await adding("vault", mount, missing, { ...missing }, { ...write, failure: "dropped" }, stale, ours)).text, JSON.stringify(SECRET));
});

test("nomad: a conflict's answer holds secrets, and is never shown", async () => {
  const namespace: Exchange = { method: "GET", path: "/v1/namespace/default?namespace=default", json: {} };
  const nothing: Exchange = failing({ method: "GET", path: "/v1/var/nomad/jobs/net?namespace=default", status: 404, text: "variable not found" });
  const conflict: Exchange = failing({ method: "PUT", path: "/v1/var/nomad/jobs/net?cas=0&namespace=default", status: 409, json: { Items: { value: SECRET } } });
  assert.equal((await adding("nomad", namespace, nothing, conflict)).codes, ["store-busy"]);
  assert.equal((await adding("nomad", failing({ method: "GET", path: namespace.path, failure: "refused" }))).codes, ["nomad-unreachable"]);
});

test("which store: words that name none, and networks without one", async () => {
  for (const words of ["dir:", "dir", "keys/", "vault:", "vault:a b", "nomad:x", "", "Vault"]) assert.equal(await codesOf(async () => openStore(plan("vault"), words, doors([]))), ["bad-store"], words);
  assert.equal(await codesOf(async () => openStore(plan("none"), undefined, doors([]))), ["no-store"]);
  assert.equal(["dir:keys", "vault", "vault:/team/kv/", "nomad"].map((words) => openStore(plan("none"), words, doors([])).title), ["the directory keys", "Vault at http://h:1", "Vault at http://h:1", "the variables of Nomad at http://h:1"]);
  assert.is(openStore(plan("variables"), undefined, doors([])).title, "the variables of Nomad at http://h:1");
});

test("another store than the network's own has places by the same rules", async () => {
  const found = (path: string): Exchange => ({ method: "GET", path, json: { data: { data: { value: "v" }, metadata: { version: 1 } } } });
  const engineAt = (path: string, name: string): Exchange => ({ method: "GET", path: `/v1/sys/internal/ui/mounts/${path}`, json: { data: { path: `${name}/`, type: "kv", options: { version: "2" } } } });
  const other = openStore(plan("vault"), "vault:team/kv", doors([engineAt("team/kv/net/m-1/key", "team/kv"), found("/v1/team/kv/data/net/m-1/key")]));
  assert.is((await other.read([at])).get("m-1/key")?.value, "v");
  const fromVariables = openStore(plan("variables"), "vault:kv", doors([engineAt("kv/default/m-1/key", "kv"), found("/v1/kv/data/default/m-1/key")]));
  assert.is((await fromVariables.read([secret("m-1/key")])).get("m-1/key")?.value, "v");
  const namespace: Exchange = { method: "GET", path: "/v1/namespace/default?namespace=default", json: {} };
  const variable = (path: string): Exchange => ({ method: "GET", path: `/v1/var/${path}?namespace=default`, json: { Items: { "m-1.key": "v" }, ModifyIndex: 3 } });
  const read = await openStore(plan("vault"), "nomad", doors([namespace, variable("nomad/jobs/net"), variable("nomad/jobs/chain/g/t0")])).read([{ ...at, readers: [{ job: "chain", group: "g", task: "t0", place: at.home }] }]);
  assert.equal(read.get("m-1/key"), { value: "v", missing: [], different: [] });
});

test.run();
