/** Nomad's own environment variables, with the meaning that `nomad` gives them -> a connection and a token. What cannot be used fails. */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Connection, TlsSettings } from "../http/http.ts";
import { Failed } from "./failed.ts";

type Env = (name: string) => string | undefined;

/** Fails with a `Failed` for an address that is none and for a client certificate without its key. */
export function nomadSettings(env: Env): Connection {
  const { address, basic } = addressAndLogin(env("NOMAD_ADDR") ?? "http://127.0.0.1:4646");
  const login = basic ?? env("NOMAD_HTTP_AUTH");
  return { address, tls: tlsSettings(env), ...(login === undefined ? {} : { basic: login.includes(":") ? login : `${login}:` }) };
}

/** undefined: without one. Fails for one that cannot stand in a header; a file's last line break often came along. */
export function nomadToken(env: Env): string | undefined {
  const token = env("NOMAD_TOKEN");
  if (token === undefined || /^[\x21-\x7e]+$/.test(token)) return token;
  const lineBreak = /[\r\n]/.test(token);
  throw unusable("NOMAD_TOKEN", lineBreak ? "there is a line break in it" : "there are characters in it that no token has", lineBreak ? "Take the line break out: `export NOMAD_TOKEN=$(tr -d '\\r\\n' < FILE)`." : "A token is a UUID, such as the Secret ID that `nomad acl token create` prints.");
}

/** As `nomad`: a path after the host is left out, and a name and password before it win over NOMAD_HTTP_AUTH. */
function addressAndLogin(text: string): { readonly address: string; readonly basic?: string } {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme === "unix") return { address: text };
  const shown = text.replace(/^([^/]*\/\/)?[^/@]*@/, "$1");
  if (scheme === undefined) throw unusable("NOMAD_ADDR", `\`${shown}\` says neither http nor https`, `Write it before the host: \`NOMAD_ADDR=http://${shown}\`.`);
  if ((scheme !== "http" && scheme !== "https") || !URL.canParse(text)) throw unusable("NOMAD_ADDR", `\`${shown}\` is no address of a Nomad`, "It looks like `http://127.0.0.1:4646`, `https://nomad.example:4646` or `unix:///run/nomad.sock`.");
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

function tlsSettings(env: Env): TlsSettings {
  const [certificate, key] = [env("NOMAD_CLIENT_CERT"), env("NOMAD_CLIENT_KEY")];
  if (certificate !== undefined && key === undefined) throw unusable("NOMAD_CLIENT_CERT", "NOMAD_CLIENT_KEY is missing", "A client certificate and its key go together: set both or neither.");
  if (certificate === undefined && key !== undefined) throw unusable("NOMAD_CLIENT_KEY", "NOMAD_CLIENT_CERT is missing", "A client certificate and its key go together: set both or neither.");
  const values = { ca: env("NOMAD_CACERT"), caDirectory: env("NOMAD_CAPATH"), certificate, key, serverName: env("NOMAD_TLS_SERVER_NAME") };
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Omit<TlsSettings, "verify">;
  return { ...given, verify: !isTrue(env("NOMAD_SKIP_VERIFY")) };
}

/** Go's `strconv.ParseBool`; what it refuses (`yes`) counts as unset, as it does for `nomad`. */
function isTrue(value: string | undefined): boolean {
  return value !== undefined && ["1", "t", "T", "TRUE", "true", "True"].includes(value);
}

function unusable(variable: string, problem: string, advice: string): Failed {
  return new Failed(diagnose("bad-nomad-variable", { variable, problem, advice }));
}
