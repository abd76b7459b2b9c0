/** Sessions as text, their file on a real disk, who is sent which token, and that no secret is ever printed. */
import * as fc from "fast-check";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { nodeFs } from "../node-host.ts";
import { memoryWorld } from "../cli/memory-world.ts";
import { nodePrivateFs } from "../cli/node-private-fs.ts";
import { run } from "../cli/run.ts";
import { Failed } from "../deploy/failed.ts";
import { HttpFailure, type Connection, type Request, type Response } from "../http/http.ts";
import { endOf, lifeOf, printSession, readSession, type Session } from "./session.ts";
import { loadSession, removeSession, saveSession, sessionPlace, type SessionPlace } from "./session-file.ts";

const test = suite("login");

const session: Session = {
  vault: { address: "https://v", token: "hvs.secret", own: true, by: "token", ends: 5000 },
  nomad: { address: "https://n", token: "nomad-secret", lease: "l", source: "nomad/creds/developer", ends: 9000, ageing: 7000 },
};

test("a session and its text", () => {
  assert.equal(readSession(printSession(session)), session);
  for (const text of ["", "{}", "null", "[]", printSession(session).replace('"version": 1', '"version": 2'), printSession(session).replace('"hvs.secret"', "7"), printSession(session).replace("9000", '"soon"')]) assert.is(readSession(text), undefined, text);
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    readSession(JSON.stringify({ version: 1, ...(typeof value === "object" ? value : {}), vault: value }));
  }), { numRuns: 200 });
});

test("a credential ends with its Vault token; zero seconds do not end", () => {
  assert.is(endOf(session, session.nomad!), 5000);
  assert.is(endOf({ vault: { ...session.vault, ends: 20_000 } }, session.nomad!), 9000);
  assert.equal(lifeOf(0, 1), {});
  assert.equal(lifeOf(3, 1000), { ends: 4000, ageing: 3000 });
});

test("one place for each Vault and namespace; a relative cache is none", () => {
  const at = (env: Readonly<Record<string, string>>, vault = { address: "https://v" }) => sessionPlace((name) => env[name], vault)?.file;
  assert.match(at({ HOME: "/h" })!, /^\/h\/\.cache\/mantisc\/[0-9a-f]{16}\/tokens\.json$/);
  assert.match(at({ HOME: "/h", XDG_CACHE_HOME: "/c/" })!, /^\/c\/mantisc\//);
  assert.is(at({ HOME: "/h", XDG_CACHE_HOME: "c" }), at({ HOME: "/h" }));
  assert.is(at({}), undefined);
  const named = { address: "https://v", namespace: "a" };
  assert.is(new Set([at({ HOME: "/h" }), at({ HOME: "/h" }, { address: "https://w" }), at({ HOME: "/h" }, named)]).size, 3);
});

function onDisk(body: (place: SessionPlace) => void): void {
  const home = fs.mkdtempSync(`${fs.realpathSync(tmpdir())}/login-`);
  try {
    body(sessionPlace((name) => (name === "HOME" ? home : undefined), { address: "https://v" })!);
  } finally {
    fs.rmSync(home, { recursive: true });
  }
}

const files = { ...nodeFs(), ...nodePrivateFs() };
const mode = (path: string) => (fs.statSync(path).mode & 0o777).toString(8);

function refuses(body: () => unknown, words: RegExp): void {
  try {
    body();
  } catch (error) {
    assert.instance(error, Failed);
    const said = JSON.stringify((error as Failed).diagnostics);
    assert.match(said, words);
    return assert.not.match(said, "secret");
  }
  assert.unreachable("it is not refused");
}

test("on a real disk: 0600 in 0700, whatever the umask; written over whole; removed", () => onDisk((place) => {
  const before = process.umask(0o077);
  try {
    process.umask(0);
    saveSession(files, place, session);
    assert.equal([mode(place.file), ...place.directories.map(mode)], ["600", "700", "700"]);
    process.umask(0o777);
    saveSession(files, place, { vault: session.vault });
  } finally {
    process.umask(before);
  }
  assert.equal(loadSession(files, place), { vault: session.vault });
  assert.equal(fs.readdirSync(place.directories[1]), ["tokens.json"]);
  removeSession(files, place);
  removeSession(files, place);
  assert.is(loadSession(files, place), undefined);
}));

test("fault: others can get at it, in each place", () => onDisk((place) => {
  saveSession(files, place, session);
  for (const [path, open, shut] of [[place.file, 0o640, 0o600], [place.directories[0], 0o755, 0o700], [place.directories[1], 0o701, 0o700]] as const) {
    fs.chmodSync(path, open);
    refuses(() => loadSession(files, place), /login-cache"/);
    if (path !== place.file) refuses(() => saveSession(files, place, session), /login-cache"/);
    assert.equal(loadSession(files, place, { open: true }), session);
    fs.chmodSync(path, shut);
  }
}));

test("fault: links, in each place, also to a good file", () => {
  for (const which of ["file", 0, 1] as const) {
    onDisk((place) => {
      saveSession(files, place, session);
      const path = which === "file" ? place.file : place.directories[which];
      fs.renameSync(path, `${place.cache}/aside`);
      fs.symlinkSync(`${place.cache}/aside`, path);
      refuses(() => loadSession(files, place), /it is a link/);
      refuses(() => loadSession(files, place, { open: true }), /it is a link/);
      if (which !== "file") refuses(() => saveSession(files, place, session), /it is a link/);
    });
  }
});

test("fault: what a dead run left under the temporary's name is not followed", () => onDisk((place) => {
  saveSession(files, place, session);
  const victim = `${place.cache}/victim`;
  fs.writeFileSync(victim, "precious");
  fs.symlinkSync(victim, `${place.directories[1]}/.tokens-${files.process}`);
  saveSession(files, place, session);
  assert.is(fs.readFileSync(victim, "utf8"), "precious");
  assert.equal(loadSession(files, place), session);
}));

// Who is sent what.

interface Sent { readonly host: string; readonly request: Request }

const env: Readonly<Record<string, string>> = { HOME: "/home/a", VAULT_ADDR: "https://vault", NOMAD_ADDR: "https://nomad", CONSUL_HTTP_ADDR: "https://consul", VAULT_NAMESPACE: "team" };
const secrets = ["hvs.made-by-login", "nomad-secret-id", "consul-secret-id", "pass-word-of-alice"];

function answer(status: number, json: unknown): Response {
  return { status, headers: {}, body: (async function* () { yield new TextEncoder().encode(json === undefined ? "" : JSON.stringify(json)); })() };
}

function good({ path }: Request): Response {
  if (path.startsWith("/v1/auth/userpass")) return answer(200, { auth: { client_token: secrets[0], lease_duration: 3600, policies: ["developer"] } });
  if (path === "/v1/nomad/creds/developer") return answer(200, { lease_id: "n", lease_duration: 60, data: { secret_id: secrets[1] } });
  if (path === "/v1/consul/creds/developer") return answer(200, { lease_id: "c", lease_duration: 60, data: { token: secrets[2] } });
  if (path.endsWith("lookup-self")) return answer(200, { data: { ttl: 3600, creation_ttl: 3600, renewable: true } });
  return answer(path.startsWith("/v1/acl") ? 200 : 204, path.startsWith("/v1/acl") ? {} : undefined);
}

function around(respond: (request: Request, nth: number) => Response) {
  const sent: Sent[] = [];
  const world = memoryWorld({ files: {}, cwd: "/", directories: ["/home/a"], env, answers: [secrets[3]!] });
  const connect = ({ address }: Connection) => ({ send: async (request: Request) => (sent.push({ host: new URL(address).host, request }), respond(request, sent.length)) });
  return { sent, world, call: (...words: string[]) => run(words, { ...world, connect }) };
}

test("each token goes to its own server, in its header and nowhere else", async () => {
  const { sent, call } = around(good);
  assert.is(await call("login", "--method", "userpass", "--user", "a/b"), 0);
  assert.is(await call("login"), 0);
  assert.is(await call("logout"), 0);
  assert.is(sent[0]!.request.path, "/v1/auth/userpass/login/a%2Fb");
  for (const { host, request } of sent) {
    const expected = { vault: "x-vault-token", nomad: "x-nomad-token", consul: "x-consul-token" }[host]!;
    const carrying = Object.entries(request.headers).filter(([, value]) => secrets.includes(value));
    assert.equal(carrying.map(([name]) => name), request.path.includes("/login/") ? [] : [expected]);
    if (host === "vault") assert.is(request.headers["x-vault-namespace"], "team");
    for (const secret of secrets) assert.not.ok(request.path.includes(secret));
    if (!request.path.includes("/login/")) for (const secret of secrets) assert.not.ok(request.body?.includes(secret));
  }
  assert.is(sent.filter(({ request }) => request.path.includes("/creds/")).length, 2);
});

test("whatever servers answer, nothing secret is printed and nothing breaks", () => {
  const trouble = fc.oneof(
    fc.record({ status: fc.constantFrom(200, 204, 301, 400, 401, 403, 404, 412, 429, 473, 500, 502, 503), body: fc.constantFrom(...secrets, "", "<html>", '{"errors":', "null", "echo", JSON.stringify({ data: secrets }), JSON.stringify({ auth: { client_token: 7 } })) }),
    fc.constantFrom("refused", "timeout", "dropped", "tls", "untrusted"),
  );
  return fc.assert(fc.asyncProperty(fc.nat(9), trouble, async (at, what) => {
    const { world, call } = around((request, nth) => {
      if (nth !== at + 1) return good(request);
      if (typeof what === "string") throw new HttpFailure(what as "refused", what);
      // Vault repeats what it was sent.
      const body = what.body === "echo" ? JSON.stringify({ errors: [...Object.values(request.headers), request.body ?? ""] }) : what.body;
      return { status: what.status, headers: {}, body: (async function* () { yield new TextEncoder().encode(body); })() };
    });
    for (const words of [["login", "--method", "userpass", "--user", "alice"], ["login"], ["logout"]]) await call(...words);
    for (const secret of secrets) assert.not.ok(world.printed().includes(secret), world.printed());
  }), { numRuns: 150 });
});

test.run();
