/** The stores of secrets against Nomad's variables and against a Vault, if there is one. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createServer, connect, type AddressInfo, type Server } from "node:net";
import { nodeClock } from "../cli/node-clock.ts";
import { nodeHttp } from "../cli/node-http.ts";
import type { Connection } from "../http/http.ts";
import type { Exchange } from "../http/replay.ts";
import { storeCases, type StoreCase } from "../secrets/cases.ts";
import { codesOf, secret } from "../secrets/fixture.ts";
import { Vault } from "../secrets/vault.ts";
import { vaultStore } from "../secrets/vault-store.ts";
import { apiAt, wipe } from "./api.ts";
import { recorder } from "./recorder.ts";
import { site } from "./site.ts";
import { groundOf, type Around } from "./store-ground.ts";
import { cleanedAnswer, writeStoreRecording } from "./store-recordings.ts";
import { startVault, vaultBinary, type VaultServer } from "./vault-server.ts";

const test = suite("stores of secrets");
const binary = vaultBinary(process.env);
if (binary === undefined) console.log("there is no `vault` or `bao` on PATH, and neither VAULT_BIN nor BAO_BIN is set: stores are tried on Nomad only");
let vault: VaultServer | undefined;
const recorded: Record<StoreCase["server"], Record<string, Exchange[]>> = { vault: {}, nomad: {} };

test.before(async () => {
  await wipe(site().api);
  vault = binary === undefined ? undefined : await startVault(binary);
  if (vault !== undefined) console.log(`  ${vault.version}`);
});

test.after(async () => {
  await vault?.stop();
  await wipe(site().api);
  if (!site().record) return;
  writeStoreRecording({ server: `nomad ${site().agent.version.replace(/-.*$/, "")}`, cases: recorded.nomad });
  if (vault !== undefined) writeStoreRecording({ server: vault.version, cases: recorded.vault });
});

const connectionTo = (address: string): Connection => ({ address, tls: { verify: true } });

function admin(address: string, token: string): Around["admin"] {
  return async (method, path, body) => {
    const answer = await fetch(address + path, { method, headers: { "x-vault-token": token }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 300)}`);
    return text === "" ? null : JSON.parse(text);
  };
}

for (const one of storeCases.filter(({ server }) => server === "nomad" || binary !== undefined)) {
  test(`${one.server}: ${one.name}`, async () => {
    if (one.server === "nomad") await wipe(site().api);
    const [address, token] = one.server === "nomad" ? [site().agent.address, ""] : [vault!.address, vault!.token];
    const listening = recorder(nodeHttp(connectionTo(address)), nodeClock, cleanedAnswer);
    const outcome = await one.run(groundOf(one, { http: listening, clock: nodeClock, address, token, admin: admin(address, token) }));
    recorded[one.server][one.name] = listening.exchanges().map(({ at: _at, ...exchange }) => exchange);
    assert.equal(outcome, one.expect);
  });
}

test("Nomad takes a variable of exactly 64 KiB, and not one byte more", async () => {
  await wipe(site().api);
  const api = apiAt(site().agent.address);
  const put = (bytes: number) => api.put("/v1/var/nomad/jobs/size", { Path: "nomad/jobs/size", Items: { big: "x".repeat(bytes - 3) } });
  await put(65536);
  await put(65537).then(() => assert.unreachable(), () => {});
});

const key = secret("m-1/key", { home: { store: "vault", path: "line/data/net/m-1/key", item: "value" } });
const storeAt = (connection: Connection) => vaultStore(new Vault(nodeHttp(connection), { address: connection.address, token: "root", clock: nodeClock, say: () => {} }), { declared: true, say: () => {}, warn: () => {} });

/** Passes on to the server, and treats answers as `treat` says of the nth connection. */
async function between(target: string, treat: (nth: number) => "pass" | "drop" | "slow"): Promise<{ address: string; server: Server }> {
  let count = 0;
  const server = createServer((client) => {
    const kind = treat(++count);
    const upstream = connect(Number(new URL(target).port), "127.0.0.1");
    for (const socket of [client, upstream]) socket.on("error", () => {}).on("close", () => (client.destroy(), upstream.destroy()));
    client.pipe(upstream);
    if (kind === "pass") upstream.pipe(client);
    else if (kind === "drop") upstream.once("data", () => client.destroy());
    else upstream.on("data", (chunk: Buffer) => void setTimeout(() => client.write(chunk), 1500));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

if (binary !== undefined) {
  test("vault: answers that are lost or late", async () => {
    await admin(vault!.address, vault!.token)("POST", "/v1/sys/mounts/line", { type: "kv", options: { version: "2" } });
    for (const treat of ["drop", "slow"] as const) {
      const { address, server } = await between(vault!.address, (nth) => (nth % 2 === 1 ? treat : "pass"));
      assert.is(await storeAt(connectionTo(address)).add(key, "first"), "first", treat);
      server.close();
    }
    const history = (await admin(vault!.address, vault!.token)("GET", "/v1/line/metadata/net/m-1/key")) as { data: { current_version: number } };
    assert.is(history.data.current_version, 1);
  });

  test("vault: TLS", async () => {
    const secure = await startVault(binary, { tls: true });
    try {
      assert.equal(await codesOf(() => storeAt(connectionTo(secure.address)).read([key])), ["vault-untrusted"]);
      assert.equal(await codesOf(() => storeAt({ address: secure.address, tls: { verify: true, ca: secure.ca! } }).read([key])), ["kv-missing"]);
      assert.equal(await codesOf(() => storeAt(connectionTo(secure.address.replace("https", "http"))).read([key])), ["not-vault"]);
    } finally {
      await secure.stop();
    }
    assert.equal(await codesOf(() => storeAt(connectionTo(vault!.address.replace("http", "https"))).read([key])), ["vault-tls"]);
  });

  test("vault: sealed, then gone", async () => {
    await admin(vault!.address, vault!.token)("PUT", "/v1/sys/seal");
    assert.equal(await codesOf(() => storeAt(connectionTo(vault!.address)).read([key])), ["vault-sealed"]);
    await vault!.stop();
    assert.equal(await codesOf(() => storeAt(connectionTo(vault!.address)).read([key])), ["vault-unreachable"]);
  });
}

test.run();
