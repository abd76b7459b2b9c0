/** The command with what real Nomad servers said, with variables, on a real disk; and Consul's client with a server that answers as its API says. */
import * as fs from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { Consul } from "../../deploy/consul.ts";
import { readTree, projectRoot } from "../../golden/case-file.ts";
import { secondFormat } from "../../golden/formats.ts";
import type { Exchange } from "../../http/replay.ts";
import { nodeFs } from "../../node-host.ts";
import { connect, serve } from "../connection/fixture.ts";
import { memoryWorld, type MemoryWorld } from "../memory-world.ts";
import { nodeClock } from "../node-clock.ts";
import { nodePrivateFs } from "../node-private-fs.ts";
import { run } from "../run.ts";
import { placeFiles } from "./place.ts";
import { consulServices } from "./services.ts";
import { consulOf } from "./services-for.ts";

const networks = Object.fromEntries([...readTree(`${projectRoot}/networks`)].map(([path, text]) => [`/p/networks/${path}`, text]));
const hash = (n: number) => `ab0${n}`.repeat(32);
const keys = { "/p/keys/genesis": '{"alloc":{"00":{"balance":"1"}}}', "/p/keys/mantis-1/enode-hash": hash(1), "/p/keys/mantis-2/enode-hash": hash(2) };
const recordings = `${projectRoot}/golden/nomad/node`;

const world = (exchanges: readonly Exchange[]): MemoryWorld => memoryWorld({ cwd: "/p", files: { ...networks, ...keys }, exchanges });
const conf = (at: MemoryWorld) => String(at.disk.get("/p/node/laptop-testnet/mantis.conf"));

for (const file of fs.readdirSync(recordings)) {
  const said = JSON.parse(fs.readFileSync(`${recordings}/${file}`, "utf8")) as { nobody: Exchange[]; all: Exchange[] };

  test(`Nomad ${file}: the members that are up`, async () => {
    const here = world(said.all);
    assert.is(await run(["node", "laptop", "--store", "dir:keys"], here), 0, here.printed());
    const ports = (said.all[0]!.json as { Address: string; Port: number; Tags: string[] }[]).sort((a, b) => (a.Tags.includes("mantis-1") ? -1 : 1)).map(({ Address, Port }) => `${Address}:${Port}`);
    assert.equal(conf(here).match(/(?<=enode:\/\/).*(?=")/g), [`${hash(1)}@${ports[0]}`, `${hash(2)}@${ports[1]}`]);
    assert.equal(here.servers.unused(), []);
    assert.is(here.stderr(), "");
  });

  test(`Nomad ${file}: one of them`, async () => {
    const [first] = said.all;
    const one = { ...first!, json: (first!.json as { Tags: string[] }[]).filter(({ Tags }) => Tags.includes("mantis-2")) };
    const here = world([one]);
    assert.is(await run(["node", "laptop", "--store", "dir:keys"], here), 0, here.printed());
    assert.equal(conf(here).match(/enode:\/\/[0-9a-f]+/g), [`enode://${hash(2)}`]);
    assert.match(here.stderr(), "mantis-1 is not up");
  });

  test(`Nomad ${file}: nobody`, async () => {
    const here = world(said.nobody);
    assert.is(await run(["node", "laptop", "--store", "dir:keys"], here), 1);
    assert.match(here.stderr(), "node-nobody-up");
    assert.equal([...here.disk.keys()].filter((path) => path.startsWith("/p/node/")), []);
  });
}

test("keys and genesis from Nomad's variables, each once, for both clients", async () => {
  const { all } = JSON.parse(fs.readFileSync(`${recordings}/2.0.6.json`, "utf8")) as { all: Exchange[] };
  const items = { "mantis-1.enode-hash": hash(1), "mantis-2.enode-hash": hash(2), genesis: '{"alloc":{"00":{"balance":"1"}},"nonce":"0x42"}', "mantis-1.secret-key": "never read" };
  const variables: Exchange[] = [
    { method: "GET", path: "/v1/namespace/default?namespace=default", json: { Name: "default" } },
    { method: "GET", path: "/v1/var/nomad/jobs/laptop-testnet?namespace=default", json: { Namespace: "default", Path: "nomad/jobs/laptop-testnet", ModifyIndex: 5, Items: items } },
  ];
  const here = world([...variables, ...all, ...structuredClone([...variables, ...all])]);
  assert.is(await run(["node", "laptop"], here), 0, here.printed());
  assert.is(conf(here).match(/enode:\/\/[0-9a-f]{128}@127/g)?.length, 2);
  assert.is(here.disk.get("/p/node/laptop-testnet/genesis.json"), `${items.genesis}\n`);
  assert.is(await run(["node", "laptop", "--format", secondFormat()], here), 0, here.printed());
  const genesis = JSON.parse(String(here.disk.get("/p/node/laptop-testnet/genesis.json"))) as { alloc: unknown; nonce: string; config: { chainId: number } };
  assert.equal([genesis.alloc, genesis.nonce, genesis.config.chainId], [{ "00": { balance: "1" } }, "0x42", 42]);
  assert.not(here.disk.has("/p/node/laptop-testnet/mantis.conf"), "the other client's files are gone");
  assert.not.match([...here.disk].filter(([path]) => path.startsWith("/p/node/")).join(), "never read");
});

test("files are for their owner alone, and nobody else's are written over", () => {
  const dir = fs.mkdtempSync(`${fs.realpathSync(tmpdir())}/mantisc-node-`);
  const files = { ...nodeFs(), ...nodePrivateFs() };
  const network = { name: "demo", target: "1.6" } as never;
  const put = (text: string) => placeFiles(files, { dir: `${dir}/node`, shown: "node" }, { network, files: [{ path: "conf/a", text }, { path: "b", text }] });
  try {
    assert.equal(put("one"), ["b", "conf/a"]);
    assert.equal(put("one"), []);
    assert.equal(put("two"), ["b", "conf/a"]);
    assert.equal(["node", "node/conf", "node/b", "node/conf/a", "node/manifest.json"].map((path) => (fs.statSync(`${dir}/${path}`).mode & 0o777).toString(8)), ["700", "700", "600", "600", "600"]);
    fs.rmSync(`${dir}/node/manifest.json`);
    assert.throws(() => put("three"), /output-in-the-way/);
    assert.is(fs.readFileSync(`${dir}/node/b`, "utf8"), "two");
  } finally {
    fs.rmSync(dir, { recursive: true });
  }
});

const entry = (id: string, address: string, node = "n1") => ({ Node: { Node: node, Address: "10.0.0.1" }, Service: { ID: id, Address: address, Port: 9000, Tags: ["mantis-1"], Meta: null }, Checks: [] });

async function withConsul(answers: readonly ((request: IncomingMessage, response: ServerResponse) => void)[], body: (address: string, seen: readonly IncomingMessage[]) => Promise<void>): Promise<void> {
  const left = [...answers];
  const server = await serve((request, response) => (left.length > 1 ? left.shift()! : left[0]!)(request, response));
  try {
    await body(`http://127.0.0.1:${server.port}`, server.seen);
  } finally {
    await server.stop();
  }
}

const says = (index: number, entries: unknown[]) => (_request: IncomingMessage, response: ServerResponse) => void response.writeHead(200, { "x-consul-index": String(index) }).end(JSON.stringify(entries));
const consulAt = (address: string) => new Consul(connect(address), { address, token: "t0ken", clock: nodeClock, say: () => {} });

test("Consul: healthy instances, by node and ID, with the node's address where they have none", async () => {
  await withConsul([says(7, [entry("b", "10.1.0.2", "n2"), entry("z", ""), entry("a", "10.1.0.1")])], async (address, seen) => {
    const { instances, index, filtered } = await consulAt(address).passing("a b");
    assert.equal(instances.map(({ node, address }) => `${node} ${address}`), ["n1 10.1.0.1", "n1 10.0.0.1", "n2 10.1.0.2"]);
    assert.equal([index, filtered, seen[0]!.url, seen[0]!.headers["x-consul-token"]], [7, false, "/v1/health/service/a%20b?passing=true", "t0ken"]);
  });
});

test("Consul: the environment says where, as whom and in which namespace", async () => {
  await withConsul([says(7, [])], async (address, seen) => {
    const env: Record<string, string> = { CONSUL_HTTP_ADDR: address.slice("http://".length), CONSUL_HTTP_TOKEN: "secret-id", CONSUL_NAMESPACE: "chains", CONSUL_PARTITION: "eu" };
    await consulOf({ ...memoryWorld({ cwd: "/p", files: {} }), connect: ({ address }) => connect(address), env: (name) => env[name] }).passing("x");
    assert.equal([seen[0]!.url, seen[0]!.headers["x-consul-token"]], ["/v1/health/service/x?ns=chains&partition=eu&passing=true", "secret-id"]);
  });
});

test("Consul: blocking queries tell of changes only, and start anew when the index goes back", async () => {
  await withConsul([says(7, []), says(7, []), says(9, [entry("a", "")]), says(3, []), says(4, [])], async (address, seen) => {
    const stop = new AbortController();
    const counts: number[] = [];
    for await (const answer of consulServices(consulAt(address)).changes("x", stop.signal)) {
      counts.push((answer as { instances: unknown[] }).instances.length);
      if (counts.length === 4) stop.abort();
    }
    assert.equal(counts, [0, 1, 0, 0]);
    const asked = (index: number) => `/v1/health/service/x?index=${index}&passing=true&wait=60s`;
    assert.equal(seen.map(({ url }) => url), ["/v1/health/service/x?passing=true", asked(7), asked(7), asked(9), "/v1/health/service/x?passing=true"]);
  });
});

test.run();
