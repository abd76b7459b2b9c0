/**
 * From what a person has to a session: a Vault token, and with it tokens for Nomad and Consul. What still lives is used again. What is new is
 * given to `keep` at once, so that a later failure loses nothing; what could not be kept is revoked then.
 */
import type { Clock } from "../http/clock.ts";
import type { Vault } from "../secrets/vault.ts";
import { issue, reusable, vitality, type Server, type Source } from "./credentials.ts";
import { revoke } from "./revoke.ts";
import type { Session, VaultLogin } from "./session.ts";
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
  const { vault, clock, keep } = doors;
  const found = await vaultToken(wanted, before, doors);
  const token = found.login.token;
  let session: Session = { ...(before?.vault.token === token ? before : {}), vault: found.login };
  // What nobody knows of but this run.
  let loose: Session = { vault: { ...found.login, own: found.fresh } };
  const tokens: Record<string, string> = { VAULT_TOKEN: token };
  const [given, dead] = [[...found.given], [...found.dead]];
  const keeping = (): void => {
    keep?.(session);
    if (keep !== undefined) loose = { vault: { ...found.login, own: false } };
  };
  try {
    keeping();
    for (const { server, source, given: said } of wanted.servers) {
      const variable = variables[server.name];
      if (said !== undefined && (await vitality(server, said)) !== "dead") {
        tokens[variable] = said;
        given.push(variable);
        continue;
      }
      if (said !== undefined) dead.push(variable);
      if (!(await reusable(session[server.name], server, { source, now: clock.now() }))) {
        const issued = await issue(vault.as(token), server, source, () => clock.now());
        [session, loose] = [{ ...session, [server.name]: issued }, { ...loose, [server.name]: issued }];
        keeping();
      }
      tokens[variable] = session[server.name]!.token;
    }
  } catch (error) {
    await revoke(vault, loose).catch(() => {});
    throw error;
  }
  if (keep !== undefined && before !== undefined && before.vault.token !== token) await revoke(vault, before).catch(() => {});
  return { session, who: found, tokens, given, dead };
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
