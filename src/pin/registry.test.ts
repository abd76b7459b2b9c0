/** Against a server on a real socket that answers as the OCI distribution specification says. */
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { nodeHttp } from "../cli/node-http.ts";
import { Failed } from "../deploy/failed.ts";
import { imageName, Registry } from "./registry.ts";

const tags = ["1.0.0", "1.1.0", "1.2.0"];
const seen: string[] = [];
let mode: "open" | "token" | "basic" | "broken" = "open";
const server = http.createServer((request, response) => {
  const url = new URL(request.url!, "http://127.0.0.1");
  seen.push(`${request.method} ${url.pathname}${url.search}`);
  const answer = (status: number, body: unknown, headers: http.OutgoingHttpHeaders = {}) => response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  if (url.pathname === "/token") {
    const known = request.headers.authorization === `Basic ${btoa("anna:geheim")}`;
    return answer(known ? 200 : 401, known ? { token: `for ${url.searchParams.get("scope")}` } : {});
  }
  const challenge = mode === "token" ? `Bearer realm="http://${request.headers.host}/token",service="r",scope="repository:team/app:pull"` : 'Basic realm="r"';
  const wanted = mode === "token" ? "Bearer for repository:team/app:pull" : `Basic ${btoa("anna:geheim")}`;
  if (mode === "broken") return answer(500, {});
  if (mode !== "open" && request.headers.authorization !== wanted) return answer(401, { errors: [{ code: "UNAUTHORIZED" }] }, { "www-authenticate": challenge });
  if (url.pathname === "/v2/team/app/tags/list") {
    const from = tags.indexOf(url.searchParams.get("last") ?? "") + 1;
    const more = from + 2 < tags.length ? { link: `</v2/team/app/tags/list?last=${tags[from + 1]}&n=2>; rel="next"` } : {};
    return answer(200, { name: "team/app", tags: tags.slice(from, from + 2) }, more);
  }
  const tag = /^\/v2\/team\/app\/manifests\/(.*)$/.exec(url.pathname)?.[1];
  return tags.includes(tag ?? "") ? answer(200, {}, { "docker-content-digest": `sha256:${tag}` }) : answer(404, { errors: [] });
});
let registry = "";
test.before(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => {
  registry = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  resolve();
})));
test.after(() => { server.closeAllConnections(); server.close(); });

const open = (login?: string, repository = "team/app") => new Registry({ registry, repository }, { connect: nodeHttp, credentials: () => login });
const refusal = async (work: Promise<unknown>) => {
  try { await work; } catch (error) { if (error instanceof Failed) return error.diagnostics.map(({ title, notes }) => `${title}\n${notes.join("\n")}`).join("\n"); throw error; }
  return "it went through";
};

test("all pages of tags, and the digest of one", async () => {
  mode = "open";
  assert.equal(await open().tags(), tags);
  assert.is(await open().digest("1.1.0"), "sha256:1.1.0");
  assert.is(await open().digest("9"), undefined);
});

test("a registry that wants a token gets one from where it says, with name and password", async () => {
  mode = "token";
  assert.equal(await open("anna:geheim").tags(), tags);
  const text = await refusal(open("anna:falsch").tags());
  assert.match(text, /answered 401/);
  assert.not(text.includes("falsch"));
});

test("basic authentication, where that is asked for and only then", async () => {
  mode = "basic";
  assert.is(await open("anna:geheim").digest("1.0.0"), "sha256:1.0.0");
  assert.match(await refusal(open().tags()), /wants a name and a password/);
});

test("an error, an unknown repository and nobody at all are said", async () => {
  mode = "broken";
  assert.match(await refusal(open().tags()), /answered 500/);
  mode = "open";
  assert.match(await refusal(open(undefined, "team/other").tags()), /no such repository/);
  assert.match(await refusal(new Registry({ registry: "127.0.0.1:1", repository: "a" }, { connect: nodeHttp, credentials: () => undefined }).tags()), /127\.0\.0\.1:1/);
});

test("names of images", () => {
  assert.equal(imageName("docker.mantis.ws/mantis"), { registry: "docker.mantis.ws", repository: "mantis" });
  assert.equal(imageName("localhost:5000/a/b"), { registry: "localhost:5000", repository: "a/b" });
  assert.equal(imageName("nginx"), { registry: "registry-1.docker.io", repository: "library/nginx" });
  assert.equal(imageName("grafana/loki"), { registry: "registry-1.docker.io", repository: "grafana/loki" });
});

test.run();
