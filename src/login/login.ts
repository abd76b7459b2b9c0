/**
 * From what a person has to a session: a Vault token, and with it tokens for Nomad and Consul. What still lives is used again. What is new is
 * given to `keep` at once, so that a later failure loses nothing; what could not be kept is revoked then.
 */
import type { Clock } from "../http/clock.ts";
import type { Vault } from "../secrets/vault.ts";
import { issue, reusable, vitality, type Server, type Source } from "./credentials.ts";
import { revoke } from "./revoke.ts";
import type { Credential, Session, VaultLogin } from "./session.ts";
import { authenticate, living, methodWords, type Asked, type Living, type Person } from "./vault-login.ts";

export interface Wanted extends Asked {
  /** As `--user` says; undefined: whoever it was. */
  readonly user?: string;
  /** No `--method`: any earlier login will do. */
  readonly any: boolean;
  readonly servers: readonly { readonly server: Server; readonly source: Source; /** From the environment. */ readonly given?: string }[];
  /** VAULT_TOKEN. */
  readonly given?: string;
}

export interface Doors {
  readonly vault: Vault;
  readonly person: Person;
  readonly clock: Clock;
  readonly say: (line: string) => void;
  /** Without it nothing is kept beyond the answer. */
  readonly keep?: (session: Session) => void;
}

export interface LoggedIn {
  readonly session: Session;
  readonly who: Pick<Living, "name" | "policies">;
  /** Tokens by the variables that hold them in other tools' environment; those of `given` were there already. */
  readonly tokens: Readonly<Record<string, string>>;
  readonly given: readonly string[];
  /** Variables of the environment that hold a token that is no longer good. */
  readonly dead: readonly string[];
}

export const variables = { nomad: "NOMAD_TOKEN", consul: "CONSUL_HTTP_TOKEN" } as const;

export async function login(wanted: Wanted, before: Session | undefined, doors: Doors): Promise<LoggedIn> {
  const found = await vaultToken(wanted, before, doors);
  const vault = doors.vault.as(found.login.token);
  const same = before?.vault.token === found.login.token;
  let session: Session = { ...(same ? before : {}), vault: found.login };
  // What nobody knows of but this run.
  let loose: Session = { vault: { ...found.login, own: found.fresh } };
  const keep = (): void => {
    doors.keep?.(session);
    if (doors.keep !== undefined) loose = { vault: { ...found.login, own: false } };
  };
  const tokens: Record<string, string> = { VAULT_TOKEN: found.login.token };
  const [given, dead] = [[...found.given], [...found.dead]];
  try {
    keep();
    if (doors.keep !== undefined && before !== undefined && !same) await revoke(vault, before).catch(() => {});
    for (const one of wanted.servers) {
      const { name } = one.server;
      const { token, issued, from } = await serverToken(one, session[name], { vault, clock: doors.clock });
      if (from !== undefined) (from === "given" ? given : dead).push(variables[name]);
      if (issued !== undefined) [session, loose] = [{ ...session, [name]: issued }, { ...loose, [name]: issued }];
      if (issued !== undefined) keep();
      tokens[variables[name]] = token;
    }
  } catch (error) {
    await revoke(vault, loose).catch(() => {});
    throw error;
  }
  return { session, who: found, tokens, given, dead };
}

interface ServerToken {
  readonly token: string;
  /** It is new. */
  readonly issued?: Credential;
  /** The environment has one, and that is it; or it is no longer good. */
  readonly from?: "given" | "dead";
}

/** The environment's, else the one that is kept, else a new one. */
async function serverToken({ server, source, given }: Wanted["servers"][number], kept: Credential | undefined, { vault, clock }: Pick<Doors, "vault" | "clock">): Promise<ServerToken> {
  if (given !== undefined && (await vitality(server, given)) !== "dead") return { token: given, from: "given" };
  const from = given === undefined ? {} : { from: "dead" as const };
  if (kept !== undefined && (await reusable(kept, server, { source, now: clock.now() }))) return { token: kept.token, ...from };
  const issued = await issue(vault, server, source, () => clock.now());
  return { token: issued.token, issued, ...from };
}

interface Found extends Living { readonly fresh: boolean; readonly given: readonly string[]; readonly dead: readonly string[] }

/** The environment's, else the one of an earlier login of the same kind, else a new one. */
async function vaultToken(wanted: Wanted, before: Session | undefined, { vault, person, clock, say }: Doors): Promise<Found> {
  const now = () => clock.now();
  const { address, namespace } = vault.options;
  const known = { fresh: false, given: [], dead: wanted.given === undefined ? [] : ["VAULT_TOKEN"] };
  if (wanted.given !== undefined) {
    const brought: VaultLogin = { address, ...(namespace === undefined ? {} : { namespace }), token: wanted.given, own: false, by: "token" };
    const found = await living(vault, before?.vault.token === wanted.given ? before.vault : brought, now);
    if (found !== undefined) return { ...found, fresh: false, given: ["VAULT_TOKEN"], dead: [] };
    say("Vault does not know the token in VAULT_TOKEN, or no longer.");
  }
  if (before !== undefined && fits(before.vault, wanted)) {
    const found = await living(vault, before.vault, now);
    if (found !== undefined) return { ...found, ...known };
    say("The Vault token of the last login is no longer good.");
  }
  const made = await authenticate(vault, wanted, person, now);
  return { ...made, ...known, fresh: made.login.own };
}

function fits({ by }: VaultLogin, wanted: Wanted): boolean {
  if (wanted.any) return true;
  const words = methodWords(wanted, wanted.user);
  return by === words || (wanted.user === undefined && by.startsWith(`${words}, `));
}
