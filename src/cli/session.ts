/** The login of this user at the Vault of VAULT_ADDR, and the tokens that commands take from it. A token in the environment always wins. */
import { age } from "../deploy/age.ts";
import { consulToken, isToken, nomadToken, vaultSettings, vaultToken } from "../deploy/environment.ts";
import { Failed } from "../deploy/failed.ts";
import { diagnose } from "../diagnostics/catalog.ts";
import type { Connection } from "../http/http.ts";
import { endOf, type Session } from "../login/session.ts";
import { loadSession, sessionPlace, type SessionPlace } from "../login/session-file.ts";
import { Vault } from "../secrets/vault.ts";
import type { World } from "./world.ts";

/** Where a login at this Vault is kept. */
export function placeOf(world: World, vault: Pick<Connection, "address">): SessionPlace | undefined {
  const namespace = world.env("VAULT_NAMESPACE");
  return sessionPlace(world.env, { address: vault.address, ...(namespace === undefined ? {} : { namespace }) });
}

/** The Vault of VAULT_ADDR, with the token of the environment, else of the login; without one if there is neither. */
export function vaultOf(world: World): Vault {
  const settings = vaultSettings(world.env);
  const token = vaultToken(world.env) ?? loginToken(world, "vault", settings.address);
  return vaultAt(settings, world, token);
}

export function vaultAt(settings: Connection, world: World, token?: string): Vault {
  const namespace = world.env("VAULT_NAMESPACE");
  return new Vault(world.connect(settings), {
    address: settings.address, ...(namespace === undefined ? {} : { namespace }), ...(token === undefined ? {} : { token }),
    clock: world.clock, say: (line) => world.err.write(`${line}\n`),
  });
}

/** For the Nomad at this address. */
export function nomadTokenFor(world: World, address: string): { readonly token?: string; readonly fromLogin?: boolean } {
  const given = nomadToken(world.env);
  if (given !== undefined) return { token: given };
  const token = loginToken(world, "nomad", address);
  return token === undefined ? {} : { token, fromLogin: true };
}

/** For the Consul at this address. */
export function consulTokenFor(world: World, address: string): string | undefined {
  return consulToken(world.env) ?? loginToken(world, "consul", address);
}

const titles = { vault: "Vault", nomad: "Nomad", consul: "Consul" } as const;

/** Of the login, if that is for this very server. Fails for one that has ended. */
function loginToken(world: World, server: keyof Session, address: string): string | undefined {
  const session = sessionHere(world);
  const credential = session?.[server];
  if (session === undefined || credential === undefined || credential.address !== address || !isToken(credential.token)) return undefined;
  const ends = endOf(session, credential);
  const now = world.clock.now();
  if (ends !== undefined && ends <= now) throw new Failed(diagnose("login-expired", { server: titles[server], address, ago: age(now - ends) }));
  return credential.token;
}

/** A VAULT_ADDR that is none has no login; the commands that ask that Vault say what is wrong with it. */
function sessionHere(world: World): Session | undefined {
  let settings: Connection;
  try {
    settings = vaultSettings(world.env);
  } catch (error) {
    if (error instanceof Failed) return undefined;
    throw error;
  }
  const place = placeOf(world, settings);
  return place === undefined ? undefined : loadSession(world.files, place);
}
