/**
 * Connections that stay open to one server, directly, over a unix socket or through a proxy. In: settings; out: an Http that sends once.
 * It follows no redirect and repeats nothing. Idle connections do not keep the process alive; a body that is not read to its end does.
 */
import { setMaxListeners } from "node:events";
import { pipeline, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { Pool, buildConnector, type Dispatcher } from "undici";
import { HttpFailure, type Connection, type Http, type Request, type Response } from "../../http/http.ts";
import { failureOf } from "./failure.ts";
import { silentHandshake } from "./handshake.ts";
import { proxyOf, type Proxy } from "./proxy.ts";
import { secureContextOf } from "./tls-files.ts";
import { tunnel } from "./tunnel.ts";

/** Each blocking query holds one; Nomad allows a client 100. */
const CONNECTIONS = 32;
/** Milliseconds for TCP and TLS to come about. */
const CONNECT_TIMEOUT = 10_000;

/** How requests to the server travel. */
interface Route {
  readonly pool: Pool;
  /** Before the path: through an HTTP proxy whole addresses are asked for. */
  readonly prefix: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly proxy?: Proxy;
  /** Of TLS: what a connection without a request ends with, if it does. */
  readonly handshake?: () => Promise<Error | undefined>;
}

/** Fails with an HttpFailure of kind `settings` where files of TLS or a proxy's address are of no use. */
export function open(connection: Connection, env: NodeJS.ProcessEnv): Http {
  const route = routeOf(connection, env);
  const basic: Record<string, string> = connection.basic === undefined ? {} : { authorization: `Basic ${Buffer.from(connection.basic).toString("base64")}` };
  return { send: (request) => send(route, { ...request, headers: { ...route.headers, ...basic, ...request.headers } }) };
}

function routeOf(connection: Connection, env: NodeJS.ProcessEnv): Route {
  if (connection.address.startsWith("unix://")) return overSocket(connection.address.slice("unix://".length));
  const url = new URL(connection.address);
  const proxy = proxyOf(url, env);
  if (proxy !== undefined && url.protocol === "http:") return askingProxy(url, proxy);
  const connector = buildConnector(url.protocol === "https:" ? secure(connection) : { timeout: CONNECT_TIMEOUT });
  const connect: buildConnector.connector = proxy === undefined ? connector : throughProxy(url, proxy, connector);
  const handshake = () => silentHandshake(connect, { hostname: url.hostname, port: url.port });
  return { pool: new Pool(url.origin, { connections: CONNECTIONS, connect }), prefix: "", headers: {}, ...(proxy === undefined ? {} : { proxy }), ...(url.protocol === "https:" ? { handshake } : {}) };
}

function overSocket(socketPath: string): Route {
  const connect = buildConnector({ socketPath: decodeURIComponent(socketPath), timeout: CONNECT_TIMEOUT });
  return { pool: new Pool("http://127.0.0.1", { connections: CONNECTIONS, connect }), prefix: "", headers: {} };
}

function askingProxy(url: URL, proxy: Proxy): Route {
  const authorization: Record<string, string> = proxy.authorization === undefined ? {} : { "proxy-authorization": proxy.authorization };
  const connect = buildConnector({ timeout: CONNECT_TIMEOUT });
  return { pool: new Pool(proxy.origin, { connections: CONNECTIONS, connect }), prefix: url.origin, headers: { host: url.host, ...authorization }, proxy };
}

function secure({ tls }: Connection): buildConnector.BuildOptions {
  const name = tls.serverName === undefined ? {} : { servername: tls.serverName };
  return { secureContext: secureContextOf(tls), rejectUnauthorized: tls.verify, timeout: CONNECT_TIMEOUT, ...name };
}

function throughProxy(url: URL, proxy: Proxy, connector: buildConnector.connector): buildConnector.connector {
  return (options, done) => {
    tunnel(proxy, `${url.hostname}:${url.port === "" ? 443 : url.port}`, CONNECT_TIMEOUT).then(
      (httpSocket) => connector({ ...options, httpSocket }, done),
      (error: Error) => done(error, null),
    );
  };
}

async function send(route: Route, request: Request): Promise<Response> {
  try {
    return await exchange(route, request);
  } catch (error) {
    const failure = failureOf(error, request.signal, route.prefix === "" ? undefined : route.proxy);
    if (failure.kind !== "dropped" || route.handshake === undefined) throw failure;
    const refusal = failureOf(await route.handshake() ?? failure, request.signal, undefined);
    throw refusal.kind === "client-certificate" ? refusal : failure;
  }
}

async function exchange({ pool, prefix, proxy }: Route, { method, path, headers, body, timeout, signal }: Request): Promise<Response> {
  // One Ctrl-C ends any number of requests.
  if (signal !== undefined) setMaxListeners(0, signal);
  const response = await pool.request({
    method, path: prefix + path, headers, body: body ?? null, headersTimeout: timeout, bodyTimeout: timeout,
    ...(signal === undefined ? {} : { signal }),
  });
  if (response.statusCode === 407 && proxy !== undefined) throw await refusedBy(proxy, response);
  return { status: response.statusCode, headers: flat(response.headers), body: bytesOf(decoded(response), signal) };
}

async function refusedBy(proxy: Proxy, response: Dispatcher.ResponseData): Promise<HttpFailure> {
  await response.body.dump();
  return new HttpFailure("proxy", `the proxy ${proxy.shown} wants another name and password (407)`);
}

/** A gzip stream that ends too early fails like a connection that broke. */
function decoded({ headers, body }: Dispatcher.ResponseData): Readable {
  return /^(x-)?gzip$/i.test(String(headers["content-encoding"] ?? "")) ? pipeline(body, createGunzip(), () => {}) : body;
}

async function* bytesOf(stream: Readable, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (error) {
    throw failureOf(error, signal, undefined);
  }
}

function flat(headers: Dispatcher.ResponseData["headers"]): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : String(value)]));
}
