/**
 * The environment variables of Nomad, Vault and Consul, with the meaning that their own programs give them -> a connection and a token. What
 * cannot be used fails with a `Failed`; no token and no password is in its words.
 */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Connection, TlsSettings } from "../http/http.ts";
import { Failed } from "./failed.ts";

type Env = (name: string) => string | undefined;

/** Whose variables they are. */
interface Server {
  readonly name: string;
  /** Of `NOMAD_CACERT` and its like. */
  readonly prefix: string;
  readonly address: string;
  /** Where it is when nothing says so, and what an address looks like. */
  readonly usual: string;
}

const nomad: Server = { name: "Nomad", prefix: "NOMAD", address: "NOMAD_ADDR", usual: "http://127.0.0.1:4646" };
const vault: Server = { name: "Vault", prefix: "VAULT", address: "VAULT_ADDR", usual: "https://127.0.0.1:8200" };
const consul: Server = { name: "Consul", prefix: "CONSUL", address: "CONSUL_HTTP_ADDR", usual: "http://127.0.0.1:8500" };

/** Fails for an address that is none and for a client certificate without its key. */
export function nomadSettings(env: Env): Connection {
  const { address, basic } = addressAndLogin(env("NOMAD_ADDR") ?? nomad.usual, nomad);
  return connection(address, basic ?? env("NOMAD_HTTP_AUTH"), tlsSettings(env, nomad, isTrue(env("NOMAD_SKIP_VERIFY"))));
}

/** As `nomadSettings`. */
export function vaultSettings(env: Env): Connection {
  const { address, basic } = addressAndLogin(env("VAULT_ADDR") ?? vault.usual, vault);
  return connection(address, basic, tlsSettings(env, vault, isTrue(env("VAULT_SKIP_VERIFY"))));
}

/** As `nomadSettings`. Consul's address may lack its scheme, which CONSUL_HTTP_SSL then says. */
export function consulSettings(env: Env): Connection {
  const said = env("CONSUL_HTTP_ADDR") ?? "127.0.0.1:8500";
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(said) ? said : `${isTrue(env("CONSUL_HTTP_SSL")) ? "https" : "http"}://${said}`;
  const { address, basic } = addressAndLogin(whole, consul);
  return connection(address, basic ?? env("CONSUL_HTTP_AUTH"), tlsSettings(env, consul, isFalse(env("CONSUL_HTTP_SSL_VERIFY"))));
}

/** undefined: without one. Fails for one that cannot stand in a header; a file's last line break often came along. */
export function nomadToken(env: Env): string | undefined {
  return tokenIn(env, "NOMAD_TOKEN", nomad, "A token is a UUID, such as the Secret ID that `nomad acl token create` prints.");
}

/** As `nomadToken`. */
export function vaultToken(env: Env): string | undefined {
  return tokenIn(env, "VAULT_TOKEN", vault, "`vault token lookup` shows whether a token is one.");
}

/** As `nomadToken`. */
export function consulToken(env: Env): string | undefined {
  return tokenIn(env, "CONSUL_HTTP_TOKEN", consul, "A token is a UUID, such as the Secret ID that `consul acl token create` prints.");
}

function connection(address: string, basic: string | undefined, tls: TlsSettings): Connection {
  return { address, tls, ...(basic === undefined ? {} : { basic: basic.includes(":") ? basic : `${basic}:` }) };
}

function tokenIn(env: Env, variable: string, server: Server, advice: string): string | undefined {
  const token = env(variable);
  if (token === undefined || isToken(token)) return token;
  const lineBreak = /[\r\n]/.test(token);
  throw unusable(server, variable, lineBreak ? { problem: "there is a line break in it", advice: `Take the line break out: \`export ${variable}=$(tr -d '\\r\\n' < FILE)\`.` } : { problem: "there are characters in it that no token has", advice });
}

/** It can stand in a header. */
export function isToken(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}

/** As `nomad`: a path after the host is left out, and a name and password before it win over NOMAD_HTTP_AUTH. */
function addressAndLogin(text: string, server: Server): { readonly address: string; readonly basic?: string } {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme === "unix") return { address: text };
  const shown = text.replace(/^([^/]*\/\/)?[^/@]*@/, "$1");
  if (scheme === undefined) throw unusable(server, server.address, { problem: `\`${shown}\` says neither http nor https`, advice: `Write it before the host: \`${server.address}=${new URL(server.usual).protocol}//${shown}\`.` });
  if ((scheme !== "http" && scheme !== "https") || !URL.canParse(text)) {
    const { usual, name } = server;
    const [port, host] = [new URL(usual).port, name.toLowerCase()];
    throw unusable(server, server.address, { problem: `\`${shown}\` is no address of a ${name}`, advice: `It looks like \`http://127.0.0.1:${port}\`, \`https://${host}.example:${port}\` or \`unix:///run/${host}.sock\`.` });
  }
  const { origin, username, password } = new URL(text);
  return { address: origin, ...(username === "" && password === "" ? {} : { basic: `${decoded(username)}:${decoded(password)}` }) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function tlsSettings(env: Env, server: Server, trusting: boolean): TlsSettings {
  const named = (name: string) => env(`${server.prefix}_${name}`);
  const [certificate, key] = [named("CLIENT_CERT"), named("CLIENT_KEY")];
  if ((certificate === undefined) !== (key === undefined)) {
    const [there, missing] = key === undefined ? ["CLIENT_CERT", "CLIENT_KEY"] : ["CLIENT_KEY", "CLIENT_CERT"];
    throw unusable(server, `${server.prefix}_${there}`, { problem: `${server.prefix}_${missing} is missing`, advice: "A client certificate and its key go together: set both or neither." });
  }
  const values = { ca: named("CACERT"), caDirectory: named("CAPATH"), certificate, key, serverName: named("TLS_SERVER_NAME") };
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Omit<TlsSettings, "verify">;
  return { ...given, verify: !trusting };
}

/** Go's `strconv.ParseBool`; what it refuses (`yes`) counts as unset, as it does for `nomad`. */
function isTrue(value: string | undefined): boolean {
  return value !== undefined && ["1", "t", "T", "TRUE", "true", "True"].includes(value);
}

function isFalse(value: string | undefined): boolean {
  return value !== undefined && ["0", "f", "F", "FALSE", "false", "False"].includes(value);
}

function unusable({ name }: Server, variable: string, { problem, advice }: { readonly problem: string; readonly advice: string }): Failed {
  return new Failed(name === "Nomad" ? diagnose("bad-nomad-variable", { variable, problem, advice }) : diagnose("bad-server-variable", { variable, problem, advice }));
}
