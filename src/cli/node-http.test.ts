/** Connections over real sockets: what goes well, and each way in which it does not. */
import * as crypto from "node:crypto";
import * as fs from "node:fs";
import * as http from "node:http";
import * as net from "node:net";
import type { TLSSocket } from "node:tls";
import { gzipSync } from "node:zlib";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { HttpFailure, readText, type FailureKind } from "../http/http.ts";
import { connect, get, issue, json, listen, serve, withFiles, type Running } from "./connection/fixture.ts";
import { nodeHttp } from "./node-http.ts";

const test = suite("node-http");

const ca = issue({ name: "Test CA" });
const server = issue({ name: "server", by: ca, hosts: ["server.global.nomad"], addresses: ["127.0.0.1"] });
const client = issue({ name: "cli", by: ca });
const stranger = issue({ name: "Another CA" });
const identity = { cert: server.certificate, key: server.key };

/** A server while `body` runs. */
async function during<T>(running: Promise<Running>, body: (running: Running) => Promise<T>): Promise<T> {
  const up = await running;
  try {
    return await body(up);
  } finally {
    await up.stop();
  }
}

async function fails(kind: FailureKind, work: Promise<unknown>, words = /./): Promise<void> {
  try {
    await work;
  } catch (error) {
    assert.instance(error, HttpFailure);
    const failure = error as HttpFailure;
    assert.is(failure.kind, kind, `${failure.kind}: ${failure.message}`);
    assert.match(failure.message, words);
    return;
  }
  assert.unreachable(`no failure of kind ${kind}`);
}

const plain = ({ port }: Running) => connect(`http://127.0.0.1:${port}`);
const secure = ({ port }: Running, tls: Parameters<typeof connect>[1] = {}) => connect(`https://127.0.0.1:${port}`, tls);

test("a request and its answer; connections are used again", () => during(serve(json([1])), async (running) => {
  const to = plain(running);
  const first = await to.send({ method: "PUT", path: "/v1/jobs?a=1", headers: { "x-nomad-token": "t" }, body: "{}", timeout: 5000 });
  assert.is(await readText(first), "[1]");
  assert.is(first.headers["x-nomad-index"], "7");
  for (let n = 0; n < 6; n++) await get(to);
  const [put] = running.seen;
  assert.equal([put!.method, put!.url, put!.headers["x-nomad-token"], put!.headers["content-length"]], ["PUT", "/v1/jobs?a=1", "t", "2"]);
  assert.ok(new Set(running.seen.map(({ socket }) => socket.remotePort)).size <= 2);
}));

test("basic authentication, in UTF-8", () => during(serve(json([])), async ({ port, seen }) => {
  await get(nodeHttp({ address: `http://127.0.0.1:${port}`, tls: { verify: true }, basic: "älice:s3cret" }, {}));
  assert.is(seen[0]!.headers.authorization, `Basic ${Buffer.from("älice:s3cret").toString("base64")}`);
}));

test("fault: nobody listens", async () => {
  const { port, stop } = await serve(json([]));
  await stop();
  await fails("refused", get(connect(`http://127.0.0.1:${port}`)), new RegExp(`nobody listens at 127.0.0.1:${port}$`));
});

test("fault: a name without address", () => fails("unresolved", get(connect(`http://${"a".repeat(70)}.invalid:4646`))));

test("fault: headers do not come", () => during(serve(() => {}), (running) => fails("timeout", get(plain(running), { timeout: 300 }))));

test("fault: the body stops coming", () => during(serve((_request, response) => void response.writeHead(200).write("[")), (running) => fails("timeout", get(plain(running), { timeout: 300 }), /did not go on/)));

test("fault: dropped before the answer", () => during(serve((request) => void request.socket.destroy()), (running) => fails("dropped", get(plain(running)))));

test("fault: reset before the answer", () => during(serve((request) => void request.socket.resetAndDestroy()), (running) => fails("dropped", get(plain(running)))));

for (const [how, headers] of [["of a known length", { "content-length": "100" }], ["in chunks", {}]] as const) {
  test(`fault: dropped in the middle of a body ${how}`, () => during(serve((_request, response) => {
    response.writeHead(200, headers).write("[1,");
    setTimeout(() => response.socket?.destroy(), 30);
  }), (running) => fails("dropped", get(plain(running)))));
}

test("fault: what answers is no HTTP", () => during(listen(net.createServer((socket) => void socket.end("SSH-2.0-OpenSSH_9.6\r\n"))), (running) => fails("other", get(plain(running)), /does not speak HTTP/)));

test("fault: the caller stops, before, during the wait and in the body", () => during(serve((request, response) => void (request.url === "/body" && response.writeHead(200).write("["))), async (running) => {
  const to = plain(running);
  await fails("aborted", get(to, { signal: AbortSignal.abort() }));
  await fails("aborted", get(to, { signal: AbortSignal.timeout(50) }));
  await fails("aborted", get(to, { path: "/body", signal: AbortSignal.timeout(50) }));
}));

test("gzip is taken apart", () => during(serve((_request, response) => void response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("[1,2]"))), async (running) => {
  assert.is((await get(plain(running))).text, "[1,2]");
}));

test("fault: gzip that ends too early, and what is none", async () => {
  const packed = gzipSync(crypto.randomBytes(5000));
  await during(serve((_request, response) => void response.writeHead(200, { "content-encoding": "gzip" }).end(packed.subarray(0, 3000))), (running) => fails("dropped", get(plain(running))));
  await during(serve((_request, response) => void response.writeHead(200, { "content-encoding": "gzip" }).end("[1]")), (running) => fails("other", get(plain(running)), /compressed/));
});

test("fault: an answer that never ends is cut off, also one that was small when packed", () => during(serve((_request, response) => void response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(30_000_000)))), async (running) => {
  const response = await plain(running).send({ method: "GET", path: "/", headers: {}, timeout: 5000 });
  await fails("other", readText(response, 1_000_000), /longer than 1000000 bytes/);
}));

test("fault: 200 MB of log in bounded memory, while the reader is slow", () => during(serve((_request, response) => {
  const piece = Buffer.alloc(1 << 20, "x");
  let left = 200;
  const more = (): void => {
    while (left > 0) if (left--, !response.write(piece)) return void response.once("drain", more);
    response.end();
  };
  more();
}), async (running) => {
  const response = await plain(running).send({ method: "GET", path: "/", headers: {}, timeout: 5000 });
  const before = process.memoryUsage();
  let [bytes, most, chunks] = [0, 0, 0];
  for await (const chunk of response.body) {
    bytes += chunk.length;
    if (++chunks % 100 === 0) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      most = Math.max(most, process.memoryUsage().arrayBuffers - before.arrayBuffers);
    }
  }
  assert.is(bytes, 200 << 20);
  assert.ok(most < 60 << 20, `${most >> 20} MiB of buffers`);
}));

test("no redirect is followed: nobody else gets the token", () => during(serve(json([])), (other) => during(serve((_request, response) => void response.writeHead(307, { location: `http://127.0.0.1:${other.port}/v1/jobs` }).end()), async (running) => {
  assert.is((await get(plain(running), { headers: { "x-nomad-token": "secret" } })).status, 307);
  assert.is(other.seen.length, 0);
})));

// TLS

test("TLS: a CA of one's own, as file and in a directory", () => during(serve(json([]), identity), (running) => withFiles({ "ca.pem": ca.certificate, "notes.txt": "not a certificate" }, async (directory) => {
  assert.is((await get(secure(running, { ca: `${directory}/ca.pem` }))).status, 200);
  assert.is((await get(secure(running, { caDirectory: directory }))).status, 200);
  assert.ok(["TLSv1.2", "TLSv1.3"].includes((running.seen[0]!.socket as TLSSocket).getProtocol()!));
})));

test("fault: signed by a CA that nobody told of, or by another than the one told", () => during(serve(json([]), identity), async (running) => {
  await fails("untrusted", get(secure(running)), /CA that is not known/);
  await withFiles({ "ca.pem": stranger.certificate }, (directory) => fails("untrusted", get(secure(running, { ca: `${directory}/ca.pem` }))));
  assert.is(running.seen.length, 0);
}));

test("fault: self-signed is refused; accepted only when told", () => {
  const own = issue({ name: "self", addresses: ["127.0.0.1"] });
  return during(serve(json([]), { cert: own.certificate, key: own.key }), async (running) => {
    await fails("untrusted", get(secure(running)), /nobody but itself/);
    assert.is(running.seen.length, 0);
    assert.is((await get(secure(running, { verify: false }))).status, 200);
  });
});

test("fault: a certificate for another name; the name can be told", () => {
  const named = issue({ name: "server", by: ca, hosts: ["server.global.nomad"] });
  return during(serve(json([]), { cert: named.certificate, key: named.key }), (running) => withFiles({ "ca.pem": ca.certificate }, async (directory) => {
    await fails("untrusted", get(secure(running, { ca: `${directory}/ca.pem` })), /another name/);
    await fails("untrusted", get(secure(running, { ca: `${directory}/ca.pem`, serverName: "client.global.nomad" })), /client\.global\.nomad is not in .*server\.global\.nomad/);
    assert.is((await get(secure(running, { ca: `${directory}/ca.pem`, serverName: "server.global.nomad" }))).status, 200);
    assert.is((running.seen[0]!.socket as TLSSocket & { servername: string }).servername, "server.global.nomad");
  }));
});

test("fault: a certificate that has expired", () => {
  const old = issue({ name: "server", by: ca, addresses: ["127.0.0.1"], expired: true });
  return during(serve(json([]), { cert: old.certificate, key: old.key }), (running) => withFiles({ "ca.pem": ca.certificate }, (directory) => fails("untrusted", get(secure(running, { ca: `${directory}/ca.pem` })), /expired/)));
});

for (const version of ["TLSv1.2", "TLSv1.3"] as const) {
  test(`fault: a client certificate is wanted (${version}): none, another CA's, the right one`, () => {
    const foreign = issue({ name: "cli", by: stranger });
    const files = { "ca.pem": ca.certificate, "cli.pem": client.certificate, "cli.key": client.key, "foreign.pem": foreign.certificate, "foreign.key": foreign.key };
    const wanting = { ...identity, ca: ca.certificate, requestCert: true, rejectUnauthorized: true, minVersion: version, maxVersion: version };
    return during(serve(json([]), wanting), (running) => withFiles(files, async (directory) => {
      const trusted = { ca: `${directory}/ca.pem` };
      const foreigner = get(secure(running, { ...trusted, certificate: `${directory}/foreign.pem`, key: `${directory}/foreign.key` }));
      // Node's server, other than Go's, mostly hangs up without saying why.
      assert.ok(["client-certificate", "tls", "dropped"].includes(await foreigner.then(() => "let in", ({ kind }: HttpFailure) => kind)));
      if (version === "TLSv1.3") await fails("client-certificate", get(secure(running, trusted)), /wants a client certificate/);
      else await fails("tls", get(secure(running, trusted)), /may want a client certificate/);
      assert.is(running.seen.length, 0);
      assert.is((await get(secure(running, { ...trusted, certificate: `${directory}/cli.pem`, key: `${directory}/cli.key` }))).status, 200);
      assert.is((running.seen[0]!.socket as TLSSocket).getPeerCertificate().subject.CN, "cli");
    }));
  });
}

test("fault: TLS where there is none", () => during(serve(json([])), (running) => fails("tls", get(secure(running)), /does not speak TLS/)));

test("fault: only old versions of TLS", () => during(serve(json([]), { ...identity, minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" }), (running) => fails("tls", get(secure(running, { verify: false })), /older than 1\.2/)));

test("fault: files that are missing, hold something else or do not belong together", () => withFiles({ "ca.pem": ca.certificate, "empty.pem": "", "cli.pem": client.certificate, "cli.key": client.key, "other.key": stranger.key }, async (directory) => {
  const at = (tls: Record<string, string>) => get(connect("https://127.0.0.1:1", Object.fromEntries(Object.entries(tls).map(([name, file]) => [name, `${directory}/${file}`]))));
  await fails("settings", at({ ca: "none.pem" }), /none\.pem cannot be read: no such file/);
  await fails("settings", at({ ca: "empty.pem" }), /no PEM certificate in .*empty\.pem/);
  await fails("settings", at({ ca: "" }), /not a regular file/);
  await fails("settings", at({ caDirectory: "none" }), /no such file/);
  await fails("settings", at({ certificate: "cli.pem", key: "other.key" }), /other\.key is not the key of the certificate .*cli\.pem/);
  await fails("settings", at({ certificate: "cli.pem", key: "cli.pem" }), /private key/);
  const locked = crypto.createPrivateKey(client.key).export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "p" }) as string;
  fs.writeFileSync(`${directory}/locked.key`, locked);
  await fails("settings", at({ certificate: "cli.pem", key: "locked.key" }), /passphrase/);
  fs.mkdirSync(`${directory}/empty`);
  await fails("settings", at({ caDirectory: "empty" }), /no PEM certificate in the directory/);
}));

// Proxies. 0.0.0.0 leads to this machine and is no loopback address.

/** `tunnelled`: where to. */
function proxy(tunnelled: string[], status = 200): Promise<Running> {
  const server = http.createServer((request, response) => {
    tunnelled.push(`${request.method} ${request.url} ${request.headers.host} ${request.headers["proxy-authorization"] ?? "-"}`);
    if (status !== 200) return void response.writeHead(status).end("the proxy's page");
    const { hostname, port, pathname } = new URL(request.url!);
    http.get({ hostname, port, path: pathname, headers: request.headers }, (answer) => void (response.writeHead(answer.statusCode!, answer.headers), answer.pipe(response)));
  });
  server.on("connect", (request, socket: net.Socket) => {
    tunnelled.push(`CONNECT ${request.url} ${request.headers["proxy-authorization"] ?? "-"}`);
    if (status !== 200) return void socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
    const away = net.connect(Number(request.url!.split(":")[1]), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      socket.pipe(away).pipe(socket);
    });
    for (const end of [socket, away]) end.on("error", () => {});
  });
  return listen(server);
}

test("a proxy is asked for a tunnel to https, and only the server sees the token", () => during(serve(json([]), identity), (running) => during(proxy([]), (unused) => withFiles({ "ca.pem": ca.certificate }, async (directory) => {
  const tunnelled: string[] = [];
  await during(proxy(tunnelled), async (through) => {
    const tls = { ca: `${directory}/ca.pem`, serverName: "server.global.nomad" };
    const env = { HTTPS_PROXY: `http://me:p%40ss@127.0.0.1:${through.port}`, HTTP_PROXY: `http://127.0.0.1:${unused.port}` };
    assert.is((await get(connect(`https://nomad.example:${running.port}`, tls, env), { headers: { "x-nomad-token": "secret" } })).status, 200);
    assert.equal(tunnelled, [`CONNECT nomad.example:${running.port} Basic ${Buffer.from("me:p@ss").toString("base64")}`]);
    assert.is(running.seen[0]!.headers["x-nomad-token"], "secret");
    assert.is(running.seen[0]!.headers["proxy-authorization"], undefined);
  });
}))));

test("a proxy is asked for whole addresses of http; lower-case variables count, loopback and NO_PROXY do not go through it", () => during(serve(json([1])), async (running) => {
  const asked: string[] = [];
  await during(proxy(asked), async ({ port }) => {
    const env = { http_proxy: `127.0.0.1:${port}` };
    assert.is((await get(connect(`http://0.0.0.0:${running.port}`, {}, env))).text, "[1]");
    assert.equal(asked, [`GET http://0.0.0.0:${running.port}/v1/jobs 0.0.0.0:${running.port} -`]);
    await get(connect(`http://127.0.0.1:${running.port}`, {}, env));
    await get(connect(`http://localhost:${running.port}`, {}, env));
    for (const list of ["0.0.0.0", "*", "example.com, 0.0.0.0/8", `0.0.0.0:${running.port}`]) await get(connect(`http://0.0.0.0:${running.port}`, {}, { ...env, no_proxy: list }));
    assert.is(asked.length, 1);
    await get(connect(`http://0.0.0.0:${running.port}`, {}, { ...env, no_proxy: "0.0.0.0:1,1.0.0.0/8" }));
    assert.is(asked.length, 2);
  });
}));

test("fault: the proxy refuses, is absent, or is none that is known", async () => {
  for (const status of [403, 407, 502]) await during(proxy([], status), ({ port }) => fails("proxy", get(connect("https://nomad.example", {}, { HTTPS_PROXY: `http://me:secret@127.0.0.1:${port}` })), new RegExp(`^the proxy 127.0.0.1:${port} answered ${status}`)));
  await during(proxy([], 407), ({ port }) => fails("proxy", get(connect("http://nomad.example", {}, { HTTP_PROXY: `http://127.0.0.1:${port}` })), /name and password/));
  const { port, stop } = await proxy([]);
  await stop();
  await fails("proxy", get(connect("https://nomad.example", {}, { HTTPS_PROXY: `http://127.0.0.1:${port}` })), /cannot be used: ECONNREFUSED/);
  await fails("proxy", get(connect("http://nomad.example", {}, { HTTP_PROXY: `http://127.0.0.1:${port}` })), /cannot be reached/);
  await fails("settings", get(connect("http://nomad.example", {}, { HTTP_PROXY: "socks5://127.0.0.1:1" })), /socks5/);
  await fails("settings", get(connect("http://nomad.example", {}, { HTTP_PROXY: "http://" })), /not the address of a proxy/);
});

test("a unix socket; fault: there is none", () => withFiles({}, async (directory) => {
  const path = `${directory}/nomad.sock`;
  await during(listen(http.createServer(json([2])), [], path), async () => assert.is((await get(connect(`unix://${path}`))).text, "[2]"));
  await fails("refused", get(connect(`unix://${path}`)), /no socket at .*nomad\.sock/);
}));

test.run();
