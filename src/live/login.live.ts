/** Logging in and out against a real Vault, with a small server before it for the engines that an OpenBao has not. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { memoryWorld } from "../cli/memory-world.ts";
import { nodeClock } from "../cli/node-clock.ts";
import { nodeHttp } from "../cli/node-http.ts";
import type { Clock } from "../http/clock.ts";
import type { Connection, Http } from "../http/http.ts";
import { startCluster, type Cluster } from "./login-cluster.ts";
import { loginCall, writeLoginRecording, type LoginStep } from "./login-recordings.ts";
import { recorder } from "./recorder.ts";
import { site } from "./site.ts";
import { startVault, vaultBinary, type VaultServer } from "./vault-server.ts";

const test = suite("login");
const binary = vaultBinary(process.env);
let vault: VaultServer;
let cluster: Cluster;
const world = memoryWorld({ files: {}, cwd: "/", directories: ["/home/alice"] });
const steps: LoginStep[] = [];
/** Real, but nobody waits between tries. */
const clock: Clock = { ...nodeClock, wait: async () => {}, random: () => 1 };
const userpass = ["login", "--method", "userpass", "--user", "alice"];

async function admin(method: string, path: string, body?: unknown): Promise<void> {
  const answer = await fetch(`${vault.address}/v1/${path}`, { method, headers: { "x-vault-token": vault.token }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
}

function alice(ttl: string): Promise<void> {
  return admin("POST", "auth/userpass/users/alice", { password: "correct horse", token_policies: "developer", token_ttl: ttl, token_max_ttl: "2h" });
}

/** The token that the login keeps. */
function kept(): string | undefined {
  const file = [...world.disk.keys()].find((path) => path.endsWith("/tokens.json"));
  return file === undefined ? undefined : (JSON.parse(String(world.disk.get(file))) as { vault: { token: string } }).vault.token;
}

async function lives(token: string): Promise<boolean> {
  return (await fetch(`${vault.address}/v1/auth/token/lookup-self`, { headers: { "x-vault-token": token } })).ok;
}

interface Expected { readonly exit?: number; readonly says?: readonly RegExp[]; readonly env?: Readonly<Record<string, string>>; readonly answers?: readonly string[]; readonly through?: (connection: Connection) => Http; readonly unrecorded?: true }

async function step(run: readonly string[], { exit = 0, says = [], unrecorded, through, ...input }: Expected = {}): Promise<string> {
  const listening: ReturnType<typeof recorder>[] = [];
  const connect = (connection: Connection) => {
    const one = recorder(through?.(connection) ?? nodeHttp({ ...connection, address: cluster.address }), clock, (_path, body) => body);
    listening.push(one);
    return one;
  };
  const outcome = await loginCall(world, { run, ...input }, { connect, clock });
  assert.is(outcome.exit, exit, outcome.printed);
  for (const words of says) assert.match(outcome.printed, words);
  const secrets = [vault.token, kept(), "correct horse", ...cluster.tokens].filter((one) => one !== undefined);
  if (!run.includes("--export")) for (const secret of secrets) assert.not.ok(secret.length > 4 && outcome.printed.includes(secret), "a secret is printed");
  const exchanges = listening.flatMap((one) => one.exchanges().map(({ at: _at, ...exchange }) => exchange));
  if (unrecorded !== true) steps.push({ run, ...input, ...outcome, exchanges });
  return outcome.printed;
}

if (binary === undefined) console.log("there is no `vault` or `bao` on PATH, and neither VAULT_BIN nor BAO_BIN is set: no login is tried");
else {
  test.before(async () => {
    vault = await startVault(binary);
    cluster = await startCluster(vault.address, vault.token);
    console.log(`  ${vault.version}`);
    await admin("POST", "sys/auth/userpass", { type: "userpass" });
    await admin("POST", "sys/policies/acl/developer", { policy: 'path "nomad/creds/*" { capabilities = ["read"] }' });
    await alice("1h");
  });

  test.after(async () => {
    await cluster.stop();
    await vault.stop();
    if (site().record) writeLoginRecording({ server: vault.version, steps });
  });

  test("by name and password, then with what is kept", async () => {
    await step(userpass, { exit: 1, answers: ["wrong horse"], says: [/login-refused/, /invalid username or password/] });
    await step(userpass, { answers: ["correct horse"], says: [/Nomad .*creds\/developer/, /Consul/] });
    const token = kept()!;
    await step(["login"], { says: [/userpass-alice/] });
    assert.is(kept(), token);
    assert.is(cluster.tokens.length, 2);
    cluster.forget(cluster.tokens[0]!);
    await step(["login"]);
    assert.equal(cluster.tokens, ["nomad-1", "consul-2", "nomad-3"]);
    await step(["login", "--export"], { says: [/^export VAULT_TOKEN=\S+\nexport NOMAD_TOKEN=nomad-3\nexport CONSUL_HTTP_TOKEN=consul-2\n$/] });
  });

  test("logging out ends the token at Vault", async () => {
    const token = kept()!;
    assert.ok(await lives(token));
    await step(["logout"], { says: [/all its tokens are revoked/] });
    assert.not(await lives(token));
    assert.is(kept(), undefined);
    await step(["logout"], { says: [/Nobody is logged in/] });
  });

  test("a token near its end is renewed; one that has ended is said", async () => {
    await alice("6s");
    await step(userpass, { answers: ["correct horse"] });
    await new Promise((resolve) => setTimeout(resolve, 4500));
    await step(["login", "--without", "nomad", "--without", "consul"], { says: [/good for 6s/] });
    await new Promise((resolve) => setTimeout(resolve, 6500));
    await step(["login"], { exit: 1, says: [/no longer good/] });
    await step(["logout"], { says: [/had ended before/] });
    await alice("1h");
  });

  test("another login revokes the one before it", async () => {
    await step(userpass, { answers: ["correct horse"] });
    const before = kept()!;
    await step(["login", "--method", "github", "--path", "github-employees"], { env: { GITHUB_TOKEN: "ghp_bad" }, exit: 1, says: [/Bad credentials/] });
    assert.ok(await lives(before));
    await step(["login", "--method", "github", "--path", "github-employees"], { env: { GITHUB_TOKEN: "ghp_good" }, says: [/alice/] });
    assert.not(await lives(before));
    await step(["logout"]);
  });

  test("a token that is brought along is kept, and not revoked", async () => {
    await step(["login", "--without", "nomad"], { answers: [vault.token], says: [/does not end/] });
    await step(["logout"], { says: [/is not revoked/] });
    assert.ok(await lives(vault.token));
    await step(["login"], { answers: ["not-a-token"], exit: 1, says: [/login-token/] });
  });

  test("mounts and roles that are not there, or not allowed", async () => {
    await step(["login", "--method", "github"], { env: { GITHUB_TOKEN: "ghp_good" }, exit: 1, says: [/login-refused/, /auth\/github/] });
    await step([...userpass, "--nomad", "nomda"], { answers: ["correct horse"], exit: 1, says: [/login-not-allowed/] });
    await step(["login", "--nomad", "nomad/creds/x"], { exit: 1, says: [/login-no-engine/] });
    await step(["login", "--role", "none", "--without", "nomad"], { exit: 1, says: [/login-no-role/] });
    await step(["login", "--without", "nomad", "--without", "consul"], { env: { VAULT_NAMESPACE: "nowhere", VAULT_TOKEN: "x" }, exit: 1, says: [/vault-namespace/] });
  });

  test("a failing --export leaves no token behind", async () => {
    await step(["logout"]);
    let made: string | undefined;
    const listening = (connection: Connection): Http => {
      const http = nodeHttp({ ...connection, address: cluster.address });
      return { send: (request) => ((made = request.headers["x-vault-token"] ?? made), http.send(request)) };
    };
    await step([...userpass, "--export", "--consul", "nope"], { answers: ["correct horse"], exit: 1, through: listening, unrecorded: true });
    assert.type(made, "string");
    assert.not(await lives(made!));
  });

  test("TLS: an unknown CA, the right one", async () => {
    const secure = await startVault(binary, { tls: true });
    try {
      const at = (tls: Connection["tls"]) => () => nodeHttp({ address: secure.address, tls });
      const alone = ["login", "--without", "nomad", "--without", "consul"];
      await step(alone, { exit: 1, answers: ["root"], through: at({ verify: true }), says: [/vault-untrusted/], unrecorded: true });
      await step(alone, { answers: ["root"], through: at({ verify: true, ca: secure.ca! }), unrecorded: true });
      await step(["logout"], { through: at({ verify: true, ca: secure.ca! }), unrecorded: true });
    } finally {
      await secure.stop();
    }
  });

  test("sealed, then gone: the login is forgotten all the same", async () => {
    await step(userpass, { answers: ["correct horse"] });
    await admin("PUT", "sys/seal");
    await step(["login"], { exit: 1, says: [/vault-sealed/] });
    await step(["logout"], { exit: 1, says: [/vault-sealed/, /login-unrevoked/] });
    assert.is(kept(), undefined);
    await vault.stop();
    await step(userpass, { exit: 1, answers: ["correct horse"], through: () => nodeHttp({ address: vault.address, tls: { verify: true } }), says: [/vault-unreachable/], unrecorded: true });
  });
}

test.run();
