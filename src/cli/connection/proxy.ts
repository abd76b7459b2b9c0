/** Which proxy leads to an address, by the rules of Go's programs (`golang.org/x/net/http/httpproxy`), so that Nomad's tools and this one take the same way. */
import { BlockList, isIP } from "node:net";
import { HttpFailure } from "../../http/http.ts";

export interface Proxy {
  /** `http://proxy.example:3128`, without a name and password. */
  readonly origin: string;
  /** For messages: `proxy.example:3128`. */
  readonly shown: string;
  /** The value of `Proxy-Authorization`. */
  readonly authorization?: string;
}

/** undefined: directly. Loopback is never proxied; upper-case variables win. */
export function proxyOf(url: URL, env: NodeJS.ProcessEnv): Proxy | undefined {
  const name = url.protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY";
  const value = variable(env, name);
  if (value === undefined || isLoopback(bare(url.hostname)) || excepted(url, variable(env, "NO_PROXY") ?? "")) return undefined;
  return parse(name, value);
}

function variable(env: NodeJS.ProcessEnv, name: string): string | undefined {
  return env[name] || env[name.toLowerCase()] || undefined;
}

/** Without the brackets of IPv6 and a dot at the end. */
function bare(host: string): string {
  return host.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "").toLowerCase();
}

function isLoopback(host: string): boolean {
  // The last one is 127.0.0.0/8 as IPv6 writes it.
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127.")) || /^::ffff:7f[0-9a-f]{2}:/.test(host);
}

/** NO_PROXY: `*`, names (with what is below them), `.names` (only what is below), addresses, CIDR ranges; each may end with a port. */
function excepted(url: URL, list: string): boolean {
  const host = bare(url.hostname);
  const port = url.port === "" ? (url.protocol === "https:" ? "443" : "80") : url.port;
  return list.split(",").map((entry) => entry.trim().toLowerCase()).some((entry) => entry !== "" && (entry === "*" || matches(entry, host, port)));
}

function matches(entry: string, host: string, port: string): boolean {
  if (entry.includes("/")) return inRange(entry, host);
  const [, bracketed, plain, wanted] = /^(?:\[([^\]]*)\]|([^:]*(?:::?.*:.*)?))(?::(\d+))?$/.exec(entry) ?? [];
  const name = (bracketed ?? plain ?? "").replace(/^\*\./, ".").replace(/\.$/, "");
  if (name === "" || (wanted !== undefined && wanted !== port)) return false;
  if (isIP(name) !== 0) return name === host;
  return name.startsWith(".") ? host.endsWith(name) : host === name || host.endsWith(`.${name}`);
}

function inRange(range: string, host: string): boolean {
  const [network = "", prefix = ""] = range.split("/");
  const family = isIP(network);
  if (family === 0 || isIP(host) !== family || !/^\d{1,3}$/.test(prefix) || Number(prefix) > (family === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  list.addSubnet(network, Number(prefix), family === 4 ? "ipv4" : "ipv6");
  return list.check(host, family === 4 ? "ipv4" : "ipv6");
}

function parse(name: string, value: string): Proxy {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.hostname === "") throw new HttpFailure("settings", `${name} is not the address of a proxy`);
  if (url.protocol !== "http:" && url.protocol !== "https:") throw new HttpFailure("settings", `${name} asks for a ${url.protocol.slice(0, -1)} proxy; there are http and https`);
  const authorization = url.username === "" ? {} : { authorization: `Basic ${Buffer.from(`${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`).toString("base64")}` };
  return { origin: url.origin, shown: url.host, ...authorization };
}
