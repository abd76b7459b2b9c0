/** A token of Vault's: one that still lives, or a new one by the method that was asked for. Passwords and tokens go to Vault and nowhere else. */
import { diagnose } from "../diagnostics/catalog.ts";
import { Failed, Refused } from "../deploy/failed.ts";
import type { Json } from "../text/json.ts";
import { vaultPart, vaultPath, type Vault } from "../secrets/vault.ts";
import { lifeOf, type VaultLogin } from "./session.ts";

export const methods = ["token", "github", "userpass"] as const;
export type Method = (typeof methods)[number];

export interface Asked {
  readonly method: Method;
  /** Where the method is mounted below auth/. */
  readonly path: string;
}

/** What a person knows. */
export interface Person {
  /** A variable of the environment, else asked for without echo; fails where nobody can answer. */
  secret(what: string, variable: string): Promise<string>;
  user(): Promise<string>;
}

interface Self { readonly data?: { readonly ttl: number; readonly renewable?: boolean; readonly creation_ttl?: number; readonly policies?: readonly string[] | null; readonly display_name?: string } | null }
interface Authenticated { readonly auth?: { readonly client_token?: string; readonly lease_duration?: number; readonly policies?: readonly string[] | null; readonly metadata?: { readonly username?: string } | null; readonly mfa_requirement?: unknown } | null }

export interface Living {
  readonly login: VaultLogin;
  /** `alice`, `github-alice`: what Vault calls who it is. */
  readonly name: string;
  readonly policies: readonly string[];
}

/** undefined for a token that Vault does not know, or no longer. One that ages is renewed where that can be. */
export async function living(vault: Vault, login: VaultLogin, now: () => number): Promise<Living | undefined> {
  const asker = vault.as(login.token);
  const self = await unlessDenied(asker.get<Self | null>("auth/token/lookup-self").then((answer) => ({ data: answer?.data })));
  if (self === undefined) return undefined;
  if (typeof self.data?.ttl !== "number") throw strange(vault, "GET /v1/auth/token/lookup-self");
  const { ttl, renewable = false, creation_ttl: whole = 0, display_name: name = "", policies } = self.data;
  const seconds = renewable && ttl * 3 < whole ? await renewed(asker, ttl) : ttl;
  const { ends: _ends, ageing: _ageing, ...rest } = login;
  return { login: { ...rest, ...lifeOf(seconds, now()) }, name, policies: policies ?? [] };
}

/** Seconds that it lives from now. What cannot be renewed any further lives on as long as it does. */
async function renewed(vault: Vault, ttl: number): Promise<number> {
  try {
    const answer = await vault.post<Authenticated | null>("auth/token/renew-self", {}, { safe: true });
    return answer?.auth?.lease_duration ?? ttl;
  } catch (error) {
    if (error instanceof Refused) return ttl;
    throw error;
  }
}

/** A new token; one that was brought along must be one that Vault knows. */
export async function authenticate(vault: Vault, asked: Asked, person: Person, now: () => number): Promise<Living> {
  const { address, namespace } = vault.options;
  const place = { address, ...(namespace === undefined ? {} : { namespace }) };
  if (asked.method === "token") {
    const found = await living(vault, { ...place, token: await person.secret("Vault token", "VAULT_TOKEN"), own: false, by: "token" }, now);
    if (found === undefined) throw new Failed(diagnose("login-token", { address }));
    return found;
  }
  const user = asked.method === "userpass" ? await person.user() : undefined;
  const body: Json = user === undefined ? { token: await person.secret("GitHub token", "GITHUB_TOKEN") } : { password: await person.secret(`Password of ${user}`, "VAULT_PASSWORD") };
  const { auth } = await loggedIn(vault, asked, { path: `auth/${vaultPath(asked.path)}/login${user === undefined ? "" : `/${vaultPart(user)}`}`, body });
  const token = auth?.client_token ?? "";
  if (token === "") throw refusal(vault, asked, auth?.mfa_requirement == null ? "" : "a second factor is needed (`vault login` asks for it; `--method token` takes the token that it gets)");
  const login = { ...place, token, own: true, by: methodWords(asked, user), ...lifeOf(auth?.lease_duration ?? 0, now()) };
  return { login, name: auth?.metadata?.username ?? user ?? "", policies: auth?.policies ?? [] };
}

/** `github at github-employees`, `userpass at userpass, alice`. */
export function methodWords({ method, path }: Asked, user?: string): string {
  return method === "token" ? "token" : `${method} at ${path}${user === undefined ? "" : `, ${user}`}`;
}

/** Vault answers 400, 401 or 403, and 500 where GitHub refused it. */
async function loggedIn(vault: Vault, asked: Asked, { path, body }: { readonly path: string; readonly body: Json }): Promise<Authenticated> {
  try {
    const answer = await vault.post<Authenticated | null>(path, body);
    if (answer?.auth == null || typeof (answer.auth.client_token ?? "") !== "string") throw strange(vault, `POST /v1/${path}`);
    return answer;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const wrong = [400, 401, 403, 404].includes(error.status) || (error.status === 500 && /bad credentials/i.test(error.reason));
    throw wrong ? refusal(vault, asked, error.reason) : error;
  }
}

function refusal(vault: Vault, { method, path }: Asked, reason: string): Failed {
  return new Failed(diagnose("login-refused", { address: vault.options.address, method, path, reason }));
}

/** JSON, and not what Vault answers. */
function strange(vault: Vault, what: string): Failed {
  return new Failed(diagnose("not-vault", { address: vault.options.address, what, reason: "something without what Vault says there" }));
}

/** undefined where the token may not, or is none. */
export async function unlessDenied<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Refused && (error.status === 403 || error.status === 401)) return undefined;
    throw error;
  }
}
