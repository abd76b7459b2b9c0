/** What a login left: tokens, where they are good, and how long. As data and as the text of its file; nothing else here knows that text. */
import type { Json } from "../text/json.ts";

export interface Session {
  readonly vault: VaultLogin;
  readonly nomad?: Credential;
  readonly consul?: Credential;
}

/** Milliseconds since 1970 by this machine's clock; undefined: it does not end. */
export interface Life {
  readonly ends?: number;
  /** From then on there should be a new one: two thirds of its life are over. */
  readonly ageing?: number;
}

export interface VaultLogin extends Life {
  readonly address: string;
  readonly namespace?: string;
  readonly token: string;
  /** A login made it, so a logout revokes it; false for one that was brought along. */
  readonly own: boolean;
  /** `github at github-employees`, `userpass at userpass, alice`, `token`. */
  readonly by: string;
}

/** A token for Nomad or Consul, leased from Vault. */
export interface Credential extends Life {
  /** Of the Nomad or Consul that it is for. */
  readonly address: string;
  readonly token: string;
  /** Vault's lease; empty where there is none. */
  readonly lease: string;
  /** `nomad/creds/developer`: where it came from. */
  readonly source: string;
}

/** `seconds`: as Vault gives it; 0 does not end. */
export function lifeOf(seconds: number, now: number): Life {
  return seconds <= 0 ? {} : { ends: now + seconds * 1000, ageing: now + Math.floor((seconds * 2000) / 3) };
}

/** A credential ends with the Vault token that it was made with. */
export function endOf(session: Session, credential: Life): number | undefined {
  const ends = [session.vault.ends, credential.ends].filter((one) => one !== undefined);
  return ends.length === 0 ? undefined : Math.min(...ends);
}

const VERSION = 1;

export function printSession(session: Session): string {
  return `${JSON.stringify({ version: VERSION, ...session }, null, 2)}\n`;
}

/** undefined for any other text. */
export function readSession(text: string): Session | undefined {
  const document = fieldsOf(parsed(text));
  if (document?.["version"] !== VERSION) return undefined;
  const [vault, nomad, consul] = [document["vault"], document["nomad"], document["consul"]];
  if (!isVaultLogin(vault) || (nomad !== undefined && !isCredential(nomad)) || (consul !== undefined && !isCredential(consul))) return undefined;
  return { vault, ...(nomad === undefined ? {} : { nomad }), ...(consul === undefined ? {} : { consul }) };
}

function isVaultLogin(value: unknown): value is VaultLogin {
  const fields = fieldsOf(value);
  return fields !== undefined && hasTexts(fields, ["address", "token", "by"]) && hasLife(fields) && typeof fields["own"] === "boolean" && ["string", "undefined"].includes(typeof fields["namespace"]);
}

function isCredential(value: unknown): value is Credential {
  const fields = fieldsOf(value);
  return fields !== undefined && hasTexts(fields, ["address", "token", "lease", "source"]) && hasLife(fields);
}

function hasTexts(fields: Readonly<Record<string, unknown>>, names: readonly string[]): boolean {
  return names.every((name) => typeof fields[name] === "string");
}

function hasLife(fields: Readonly<Record<string, unknown>>): boolean {
  return ["ends", "ageing"].every((name) => fields[name] === undefined || Number.isFinite(fields[name]));
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
