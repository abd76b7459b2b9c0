/** For tests: certificates made on the spot, and servers on ports of their own. */
import { generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import * as fs from "node:fs";
import * as http from "node:http";
import * as https from "node:https";
import type { AddressInfo, Server, Socket } from "node:net";
import * as os from "node:os";
import { readText, type Connection, type Http, type Request } from "../../http/http.ts";
import { nodeHttp } from "../node-http.ts";

export interface Certificate {
  /** PEM. */
  readonly certificate: string;
  readonly key: string;
  readonly signer: KeyObject;
  readonly name: string;
}

interface Wanted {
  readonly name: string;
  /** Default: itself. */
  readonly by?: Certificate;
  readonly hosts?: readonly string[];
  readonly addresses?: readonly string[];
  readonly expired?: boolean;
}

/** X.509 v3 over P-256. Without `by` it is a CA and signs itself. */
export function issue({ name, by, hosts = [], addresses = [], expired = false }: Wanted): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const issuer = by ?? { name, signer: privateKey };
  const names = [...hosts.map((host) => der(0x82, Buffer.from(host))), ...addresses.map((address) => der(0x87, Buffer.from(address.split(".").map(Number))))];
  const extensions = [
    der(0x30, oid(0x55, 0x1d, 0x13), der(0x01, Buffer.of(0xff)), der(0x04, der(0x30, ...(by === undefined ? [der(0x01, Buffer.of(0xff))] : [])))),
    ...(names.length === 0 ? [] : [der(0x30, oid(0x55, 0x1d, 0x11), der(0x04, der(0x30, ...names)))]),
  ];
  const valid = der(0x30, der(0x17, Buffer.from("200101000000Z")), der(0x17, Buffer.from(expired ? "210101000000Z" : "491231235959Z")));
  const body = der(0x30, der(0xa0, der(0x02, Buffer.of(2))), der(0x02, serial()), ecdsa, distinguished(issuer.name), valid, distinguished(name), publicKey.export({ type: "spki", format: "der" }), der(0xa3, der(0x30, ...extensions)));
  const whole = der(0x30, body, ecdsa, der(0x03, Buffer.of(0), sign("sha256", body, issuer.signer)));
  return { certificate: `-----BEGIN CERTIFICATE-----\n${whole.toString("base64").match(/.{1,64}/g)!.join("\n")}\n-----END CERTIFICATE-----\n`, key: privateKey.export({ type: "pkcs8", format: "pem" }) as string, signer: privateKey, name };
}

let serials = 0;
function serial(): Buffer {
  return Buffer.of(1, ++serials);
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  return Buffer.concat([Buffer.from(length < 128 ? [tag, length] : length < 256 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 255]), content]);
}

function oid(...bytes: readonly number[]): Buffer {
  return der(0x06, Buffer.from(bytes));
}

/** ecdsa-with-SHA256. */
const ecdsa = der(0x30, oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));

function distinguished(name: string): Buffer {
  return der(0x30, der(0x31, der(0x30, oid(0x55, 0x04, 0x03), der(0x0c, Buffer.from(name)))));
}

export interface Running {
  readonly port: number;
  /** Of all requests so far. */
  readonly seen: http.IncomingMessage[];
  stop(): Promise<void>;
}

type Handler = (request: http.IncomingMessage, response: http.ServerResponse) => void;

/** An HTTP server, or HTTPS with `tls`. */
export async function serve(handler: Handler, tls?: https.ServerOptions): Promise<Running> {
  const seen: http.IncomingMessage[] = [];
  const handle: Handler = (request, response) => (seen.push(request), handler(request, response));
  return listen(tls === undefined ? http.createServer(handle) : https.createServer(tls, handle), seen);
}

/** Any server; connections end with it. */
export async function listen(server: Server, seen: http.IncomingMessage[] = [], at: number | string = 0): Promise<Running> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).once("close", () => sockets.delete(socket));
  });
  server.on("tlsClientError", () => {});
  await new Promise<void>((resolve) => (typeof at === "string" ? server.listen(at, resolve) : server.listen(at, "0.0.0.0", resolve)));
  const stop = () => new Promise<void>((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
  return { port: typeof at === "string" ? 0 : (server.address() as AddressInfo).port, seen, stop };
}

export function json(value: unknown, status = 200): Handler {
  return (_request, response) => void response.writeHead(status, { "content-type": "application/json", "x-nomad-index": "7" }).end(JSON.stringify(value));
}

/** A directory of files that is gone after `body`. */
export async function withFiles<T>(files: Readonly<Record<string, string>>, body: (directory: string) => Promise<T>): Promise<T> {
  const directory = fs.mkdtempSync(`${os.tmpdir()}/mantisc-http-`);
  try {
    for (const [name, text] of Object.entries(files)) fs.writeFileSync(`${directory}/${name}`, text);
    return await body(directory);
  } finally {
    fs.rmSync(directory, { recursive: true, force: true });
  }
}

export function connect(address: string, tls: Partial<Connection["tls"]> = {}, env: NodeJS.ProcessEnv = {}): Http {
  return nodeHttp({ address, tls: { verify: true, ...tls } }, env);
}

/** GET /v1/jobs. */
export async function get(to: Http, request: Partial<Request> = {}): Promise<{ status: number; text: string }> {
  const response = await to.send({ method: "GET", path: "/v1/jobs", headers: {}, timeout: 5000, ...request });
  return { status: response.status, text: await readText(response) };
}
