/**
 * A local node against real servers: who is up is learned from Nomad, keys from its variables and from a Vault; every generated template that
 * these servers can serve is rendered as the real consul-template renders it; another client takes the genesis.
 */
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { MemoryWorld } from "../cli/memory-world.ts";
import { nodeClock } from "../cli/node-clock.ts";
import { nodeHttp } from "../cli/node-http.ts";
import { run } from "../cli/run.ts";
import { compile } from "../compile.ts";
import type { Exchange } from "../http/replay.ts";
import type { NetworkBuild } from "../result.ts";
import { renderConsulTemplate, type RegisteredInstance, type RenderData } from "../template/render.ts";
import { wipe } from "./api.ts";
import { cleaner } from "./clean.ts";
import { clientProgram } from "./client-program.ts";
import { secondFormat } from "../golden/formats.ts";
import { projectRoot } from "../golden/case-file.ts";
import { filesOf, projectWorld, root } from "./project.ts";
import { recorder } from "./recorder.ts";
import { consulTemplate, reallyRendered } from "./real-consul-template.ts";
import { site } from "./site.ts";
import { startVault, vaultBinary, type VaultServer } from "./vault-server.ts";

const [laptop, testnet] = ["networks/laptop.mantis", "networks/testnet.mantis"];
const test = suite("local node");
const worlds = { laptop: { ...projectWorld(filesOf(laptop)), connect: nodeHttp }, testnet: { ...projectWorld(filesOf(testnet)), connect: nodeHttp } };
const client = clientProgram("accounts", "no genesis is tried");
const format = secondFormat();
const binary = vaultBinary(process.env);
let vault: VaultServer | undefined;
if (consulTemplate === undefined) console.log("there is no `consul-template` on PATH, and CONSUL_TEMPLATE_BIN is not set: nothing is compared with it");

test.before(async () => {
  await wipe(site().api);
  vault = binary === undefined ? undefined : await startVault(binary);
});

test.after(async () => {
  await vault?.stop();
  await wipe(site().api);
});

/** With the disk of a world in memory and the real servers. What these say is kept by name, if the run was asked for recordings. */
const kept: Record<string, readonly Exchange[]> = {};
async function recorded(name: string, words: readonly string[], exit = 0): Promise<void> {
  const http = recorder(nodeHttp({ address: site().agent.address, tls: { verify: true } }), nodeClock, cleaner(site().agent.directory));
  await mantisc({ ...worlds.laptop, connect: () => http }, words, exit);
  kept[name] = http.exchanges().map(({ method, path, status, json }) => ({ method, path, ...(status === undefined ? {} : { status }), ...(json === undefined ? {} : { json }) }));
}

async function mantisc(world: MemoryWorld, words: readonly string[], exit = 0): Promise<void> {
  const env: Record<string, string> = { NOMAD_ADDR: site().agent.address, ...(vault === undefined ? {} : { VAULT_ADDR: vault.address, VAULT_TOKEN: vault.token }) };
  assert.is(await run(words, { ...world, clock: nodeClock, env: (name) => env[name] }), exit, world.printed());
}

function fileOf(world: MemoryWorld, path: string): string {
  const content = world.disk.get(`${root}/${path}`);
  if (typeof content !== "string") throw new Error(`nothing wrote ${path}`);
  return content;
}

test("before anything runs there is nobody to join", async () => {
  await mantisc(worlds.laptop, ["keys", laptop, "--store", "dir:keys", "--yes"]);
  await recorded("nobody", ["node", laptop, "--store", "dir:keys"], 1);
  assert.match(worlds.laptop.printed(), /node-nobody-up.*mantis-1, mantis-2/);
});

test("keys in Nomad's variables, and the network runs", async () => {
  await mantisc(worlds.laptop, ["keys", laptop, "--yes"]);
  await mantisc(worlds.laptop, ["run", laptop, "--yes"]);
});

test("a node of Mantis and one of another client, with what Nomad says", async () => {
  await recorded("all", ["node", laptop, "--store", "dir:keys", "--out", "kept"]);
  assert.not.match(worlds.laptop.printed(), /not up/);
  await mantisc(worlds.laptop, ["node", laptop]);
  await mantisc(worlds.laptop, ["node", laptop, "--format", format, "--out", "other"]);
  const conf = fileOf(worlds.laptop, "node/laptop-testnet/mantis.conf");
  assert.is(conf.match(/"enode:\/\/[0-9a-f]{128}@127\.0\.0\.1:\d+"/g)?.length, 2, conf);
  assert.is((JSON.parse(fileOf(worlds.laptop, "other/static-nodes.json")) as string[]).length, 2);
});

(client === undefined ? test.skip : test)("the client takes the genesis", () => {
  const directory = fs.mkdtempSync(`${fs.realpathSync(tmpdir())}/client-live-`);
  try {
    fs.writeFileSync(`${directory}/genesis.json`, fileOf(worlds.laptop, "other/genesis.json"));
    execFileSync(client!, ["--datadir", directory, "init", `${directory}/genesis.json`], { stdio: "ignore", timeout: 60_000 });
    assert.ok(fs.existsSync(`${directory}/${format}/chaindata`));
  } finally {
    fs.rmSync(directory, { recursive: true });
  }
});

(consulTemplate === undefined ? test.skip : test)("every template of the laptop is rendered as consul-template renders it", async () => {
  const { network, artifacts } = buildOf(worlds.laptop, laptop);
  const bodies = templatesOf(artifacts);
  const env = environmentOf(bodies);
  const data: RenderData = { env, services: await registered(), variables: await variables() };
  const real = reallyRendered(consulTemplate!, bodies, { ...env, NOMAD_ADDR: site().agent.address, NOMAD_NAMESPACE: network.namespace });
  const equal = compared(bodies, data, real);
  for (const name of ["mantis.conf", "genesis.json"]) assert.is(fileOf(worlds.laptop, `node/laptop-testnet/${name}`), real.get(`consul-template/node/mantis/${name}`));
  console.log(`  ${equal} of ${bodies.size} templates of ${network.name} as consul-template renders them, with Nomad ${site().agent.version}`);
});

(consulTemplate === undefined || binary === undefined ? test.skip : test)("and every template of the testnet that a Vault alone can serve", async () => {
  const { address, token, version } = vault!;
  await putVault("sys/mounts/kv", { type: "kv", options: { version: "2" } });
  await mantisc(worlds.testnet, ["keys", testnet, "--yes"], 1);
  await putVault("kv/data/nomad-cluster/restic", { data: { aws_access_key_id: "an id", aws_secret_access_key: "a <key>", password: 'a "word"' } });
  const { network, artifacts } = buildOf(worlds.testnet, testnet);
  const bodies = new Map([...templatesOf(artifacts)].filter(([, body]) => !/\{\{[^}]*\b(service|node) /.test(body)));
  const env = environmentOf(bodies);
  const paths = new Set([...bodies.values()].flatMap((body) => [...body.matchAll(/secret ["`]([^"`]+)["`]/g)].map((match) => match[1]!)));
  const secrets = Object.fromEntries(await Promise.all([...paths].map(async (path) => [path, ((await fromVault(path)) as { data: unknown }).data] as const)));
  const real = reallyRendered(consulTemplate!, bodies, { ...env, VAULT_ADDR: address, VAULT_TOKEN: token });
  const equal = compared(bodies, { env, secrets }, real);
  await mantisc(worlds.testnet, ["node", testnet, "--from", "keys"]);
  for (const name of ["mantis.conf", "genesis.json"]) assert.is(fileOf(worlds.testnet, `node/mantis-testnet/${name}`), real.get(`consul-template/node/mantis/${name}`));
  console.log(`  ${equal} of ${bodies.size} templates of ${network.name} as consul-template renders them, with ${version}`);
});

function buildOf(world: MemoryWorld, file: string): NetworkBuild {
  return compile(world.host, `${root}/${file}`, { root: `${root}/networks` }).builds[0]!;
}

function templatesOf(artifacts: NetworkBuild["artifacts"]): Map<string, string> {
  return new Map(artifacts.filter(({ path }) => path.startsWith("consul-template/")).map(({ path, text }) => [path, text]));
}

/** What Nomad would set for a task. */
function environmentOf(bodies: ReadonlyMap<string, string>): Record<string, string> {
  const names = [...bodies.values()].flatMap((body) => [...body.matchAll(/env ["`](\w+)["`]/g)].map((match) => match[1]!));
  return Object.fromEntries(names.map((name) => [name, /PORT|INDEX/.test(name) ? "7" : `/${name.toLowerCase()}`]));
}

async function registered(): Promise<Record<string, RegisteredInstance[]>> {
  const lists = (await site().api.get<{ Services: { ServiceName: string }[] }[]>("/v1/services")) ?? [];
  const names = lists.flatMap(({ Services }) => Services.map(({ ServiceName }) => ServiceName));
  return Object.fromEntries(await Promise.all(names.map(async (name) => {
    const found = (await site().api.get<{ Address: string; Port: number; Tags: string[] | null; NodeID: string }[]>(`/v1/service/${name}`)) ?? [];
    return [name, found.map(({ Address, Port, Tags, NodeID }) => ({ address: Address, port: Port, tags: Tags ?? [], node: NodeID }))] as const;
  })));
}

async function variables(): Promise<Record<string, Record<string, string>>> {
  const listed = (await site().api.get<{ Path: string }[]>("/v1/vars")) ?? [];
  return Object.fromEntries(await Promise.all(listed.map(async ({ Path }) => [Path, (await site().api.get<{ Items: Record<string, string> }>(`/v1/var/${Path}`))!.Items] as const)));
}

async function fromVault(path: string): Promise<unknown> {
  const answer = await fetch(`${vault!.address}/v1/${path}`, { headers: { "x-vault-token": vault!.token } });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

async function putVault(path: string, body: object): Promise<void> {
  const answer = await fetch(`${vault!.address}/v1/${path}`, { method: "POST", headers: { "x-vault-token": vault!.token }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
}

function compared(bodies: ReadonlyMap<string, string>, data: RenderData, real: ReadonlyMap<string, string>): number {
  for (const [name, body] of bodies) assert.equal(renderConsulTemplate(body, data), { text: real.get(name)! }, name);
  return bodies.size;
}

if (site().record) test("what Nomad said is kept", () => {
  fs.mkdirSync(`${projectRoot}/golden/nomad/node`, { recursive: true });
  fs.writeFileSync(`${projectRoot}/golden/nomad/node/${site().agent.version.replace(/-.*/, "")}.json`, `${JSON.stringify(kept, null, 2)}\n`);
});

test.run();
