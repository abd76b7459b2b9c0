/** Tokens for Nomad and Consul, leased from Vault's secrets engines of the same names: the one that still lives, or a new one. */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { Failed, Refused } from "../deploy/failed.ts";
import { HttpFailure, readText, type Http } from "../http/http.ts";
import { vaultPart, vaultPath, type Vault } from "../secrets/vault.ts";
import { lifeOf, type Credential } from "./session.ts";

export type ServerName = "nomad" | "consul";

export interface Server {
  readonly name: ServerName;
  readonly address: string;
  readonly http: Http;
}

/** Where Vault keeps its engine, and as what it is asked. */
export interface Source {
  readonly mount: string;
  readonly role: string;
}

const titles = { nomad: "Nomad", consul: "Consul" } as const;
const TIMEOUT = 10_000;
const MOST_BYTES = 1024 * 1024;

/** Both servers' `/v1/acl/token/self`. "unknown" where the server does not say, also where its ACL is off. */
export async function vitality({ name, http }: Server, token: string): Promise<"lives" | "dead" | "unknown"> {
  try {
    const response = await http.send({ method: "GET", path: "/v1/acl/token/self", headers: { [`x-${name}-token`]: token }, timeout: TIMEOUT });
    await readText(response, MOST_BYTES);
    if (response.status === 200) return "lives";
    return response.status === 403 || response.status === 404 ? "dead" : "unknown";
  } catch (error) {
    if (error instanceof HttpFailure) return "unknown";
    throw error;
  }
}

/** `nomad/creds/developer`. */
export function sourcePath({ mount, role }: Source): string {
  return `${vaultPath(mount)}/creds/${vaultPart(role)}`;
}

/** May be used for a while yet: from the same place, for the same server, not too old, and not denied by it. */
export async function reusable(credential: Credential, server: Server, wanted: { readonly source: Source; readonly now: number }): Promise<boolean> {
  if (credential.address !== server.address || credential.source !== sourcePath(wanted.source)) return false;
  if (credential.ageing !== undefined && credential.ageing <= wanted.now) return false;
  return (await vitality(server, credential.token)) !== "dead";
}

interface Leased { readonly lease_id?: string; readonly lease_duration?: number; readonly data?: { readonly secret_id?: string; readonly token?: string } | null }

/** Asking makes a new one each time, so it is asked once. Nomad's token is in `secret_id`, Consul's in `token`. */
export async function issue(vault: Vault, server: Server, source: Source, now: () => number): Promise<Credential> {
  try {
    const { lease_id: lease = "", lease_duration: seconds = 0, data } = (await vault.get<Leased | null>(sourcePath(source), { safe: false })) ?? {};
    const token = server.name === "nomad" ? data?.secret_id : data?.token;
    if (typeof token !== "string" || token === "") throw new Failed(diagnose("login-no-engine", { server: titles[server.name], flag: server.name, mount: source.mount }));
    return { address: server.address, token, lease, source: sourcePath(source), ...lifeOf(seconds, now()) };
  } catch (error) {
    throw error instanceof Refused ? new Failed(...explained(error, server, source)) : error;
  }
}

function explained(refused: Refused, { name }: Server, { mount, role }: Source): readonly Diagnostic[] {
  const { status, reason } = refused;
  const [server, path] = [titles[name], sourcePath({ mount, role })];
  if (status === 404) return [diagnose("login-no-engine", { server, flag: name, mount })];
  if (status === 400 && /role .*not found/i.test(reason)) return [diagnose("login-no-role", { server, mount, role })];
  return status === 403 ? [diagnose("login-not-allowed", { server, flag: name, path, role })] : refused.diagnostics;
}
