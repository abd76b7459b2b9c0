/**
 * Keys for the network of one machine in a real Nomad's variables: made by processes that are killed and by several at once, read by the
 * network's own tasks, and opened by independent implementations.
 */
import { execFileSync, spawn } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { projectRoot } from "../golden/case-file.ts";
import { wipe } from "./api.ts";
import { clientProgram } from "./client-program.ts";
import { site } from "./site.ts";

const test = suite("keys");
const home = "nomad/jobs/laptop-testnet";
const opener = clientProgram("keys", "accounts are not opened with it");
const lister = clientProgram("accounts", "accounts are not listed with it");
const place = fs.mkdtempSync(`${fs.realpathSync(tmpdir())}/mantisc-keys-`);

test.before(() => wipe(site().api));
test.after(async () => {
  fs.rmSync(place, { recursive: true, force: true });
  await wipe(site().api);
});

interface Ended { readonly code: number | null; readonly signal: string | null; readonly printed: string }

/** The program as a process of its own; it is killed when it has said `killAt` times that it made something. */
function mantisc(words: readonly string[], killAt = Infinity): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["--import", "tsx", `${projectRoot}/src/cli/main.ts`, ...words], { cwd: projectRoot, env: { ...process.env, NOMAD_ADDR: site().agent.address, NO_COLOR: "1" }, stdio: ["ignore", "pipe", "pipe"] });
    let printed = "";
    const see = (chunk: Buffer) => {
      printed += chunk.toString();
      if ((printed.match(/^made /gm) ?? []).length >= killAt) child.kill("SIGKILL");
    };
    child.stdout.on("data", see);
    child.stderr.on("data", see);
    child.on("close", (code, signal) => resolve({ code, signal, printed }));
  });
}

type Items = Readonly<Record<string, string>>;
const itemsAt = async (path: string): Promise<Items> => (await site().api.get<{ Items: Items }>(`/v1/var/${path}`))?.Items ?? {};

async function whole(): Promise<Items> {
  const { code, printed } = await mantisc(["keys", "verify", "laptop"]);
  assert.is(code, 0, printed);
  return itemsAt(home);
}

test("killed again and again, each run goes on from where the last one was", async () => {
  let before: Items = {};
  for (let kills = 0; kills < 4; kills++) {
    const { signal, printed } = await mantisc(["keys", "laptop", "--yes"], 1 + kills);
    assert.is(signal, "SIGKILL", printed);
    const after = await itemsAt(home);
    for (const [item, value] of Object.entries(before)) assert.is(after[item], value, `${item} is kept`);
    before = after;
  }
  assert.is((await mantisc(["keys", "laptop", "--yes"])).code, 0);
  const after = await whole();
  for (const [item, value] of Object.entries(before)) assert.is(after[item], value, `${item} is kept`);
});

test("four processes at once end with one identity, and print no private key", async () => {
  await wipe(site().api);
  const runs = await Promise.all([1, 2, 3, 4].map(() => mantisc(["keys", "laptop", "--yes"])));
  assert.equal(runs.map(({ code }) => code), [0, 0, 0, 0], runs.map(({ printed }) => printed).join("\n"));
  const keys = Object.entries(await whole()).filter(([item]) => item.endsWith("secret-key"));
  assert.is(keys.length, 5);
  for (const [item, key] of keys) assert.not.ok(runs.some(({ printed }) => printed.includes(key)), `${item} was printed`);
});

test("the network runs with them, and every miner is rich in the genesis that its tasks read", async () => {
  const { code, printed } = await mantisc(["run", "laptop", "--yes"]);
  assert.is(code, 0, printed);
  const items = await itemsAt(home);
  const coinbases = Object.keys(items).filter((item) => item.endsWith(".coinbase")).map((item) => items[item]!);
  const running = ((await site().api.get<{ ID: string; TaskGroup: string; ClientStatus: string }[]>("/v1/allocations")) ?? []).filter(({ TaskGroup, ClientStatus }) => TaskGroup.startsWith("mantis-") && ClientStatus === "running");
  assert.is(running.length, 2);
  for (const { ID, TaskGroup } of running) {
    const genesis = await site().api.get<{ alloc: Record<string, { balance: string }> }>(`/v1/client/fs/cat/${ID}?path=${TaskGroup}/local/genesis.json`);
    assert.equal(genesis!.alloc, Object.fromEntries(coinbases.map((coinbase) => [coinbase, { balance: String(2n ** 200n) }])));
  }
});

test("accounts are opened by others: the same key, public key and address", async () => {
  const items = await itemsAt(home);
  const keystore = `${place}/keystore`;
  fs.mkdirSync(keystore);
  for (const miner of ["mantis-1", "mantis-2"]) {
    const account = `${keystore}/UTC--2020-10-16T14-48-29.47Z-${items[`${miner}.coinbase`]!}`;
    fs.writeFileSync(account, items[`${miner}.account`]!, { mode: 0o600 });
    if (opener === undefined) continue;
    fs.writeFileSync(`${place}/password`, "");
    const said = execFileSync(opener, ["inspect", "--private", "--json", "--passwordfile", `${place}/password`, account], { encoding: "utf8" });
    const { Address, PublicKey, PrivateKey } = JSON.parse(said) as Record<string, string>;
    assert.equal([Address!.toLowerCase(), PublicKey, PrivateKey], [`0x${items[`${miner}.coinbase`]!}`, `04${items[`${miner}.enode-hash`]!}`, items[`${miner}.secret-key`]]);
  }
  if (lister === undefined) return;
  const listed = execFileSync(lister, ["account", "list", "--keystore", keystore], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  for (const miner of ["mantis-1", "mantis-2"]) assert.ok(listed.includes(`{${items[`${miner}.coinbase`]!}}`), listed);
});

test.run();
