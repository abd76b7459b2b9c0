/** `login`: from a person to tokens for Vault, Nomad and Consul, kept for the other commands or printed for a shell. */
import { age } from "../../deploy/age.ts";
import { envText, type Format } from "../../deploy/env.ts";
import { consulSettings, consulToken, isToken, nomadSettings, nomadToken, vaultSettings, vaultToken } from "../../deploy/environment.ts";
import { Failed } from "../../deploy/failed.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import { login, type LoggedIn, type Wanted } from "../../login/login.ts";
import { endOf, type Session } from "../../login/session.ts";
import { loadSession, prepareSession, saveSession, type SessionPlace } from "../../login/session-file.ts";
import { methods, type Method, type Person } from "../../login/vault-login.ts";
import { visible } from "../../text/visible.ts";
import type { Arguments } from "../arguments.ts";
import { reporting } from "../deploy-frame.ts";
import { placeOf, vaultAt } from "../session.ts";
import { columns } from "../table.ts";
import { exitCodes, type World } from "../world.ts";

export function run(args: Arguments, world: World): Promise<number> {
  return reporting(world, async () => {
    const settings = vaultSettings(world.env);
    const exporting = args.has("export");
    const place = placeOf(world, settings);
    if (!exporting) prepareSession(world.files, keptAt(place));
    const before = place === undefined ? undefined : loadSession(world.files, place);
    const keep = (session: Session) => saveSession(world.files, keptAt(place), session);
    const doors = { vault: vaultAt(settings, world), person: personOf(args, world), clock: world.clock, say: (line: string) => world.err.write(`${line}\n`) };
    const done = await login(wantedOf(args, world), before, { ...doors, ...(exporting ? {} : { keep }) });
    if (exporting) world.out.write(envText(Object.entries(done.tokens), (args.value("format") ?? "sh") as Format, ""));
    else tell(done, world);
    return exitCodes.ok;
  });
}

function keptAt(place: SessionPlace | undefined): SessionPlace {
  if (place === undefined) throw new Failed(diagnose("login-no-cache", {}));
  return place;
}

/** A flag wins over its variable. */
function wantedOf(args: Arguments, world: World): Wanted {
  const said = methodOf(args, world);
  const method = said ?? "token";
  const role = args.value("role") ?? world.env("MANTISC_LOGIN_ROLE") ?? "developer";
  const user = args.value("user");
  const given = vaultToken(world.env);
  return {
    method, path: args.value("path") ?? world.env("MANTISC_LOGIN_PATH") ?? method, any: said === undefined, servers: [...serversOf(args, world, role)],
    ...(user === undefined ? {} : { user }), ...(given === undefined ? {} : { given }),
  };
}

function methodOf(args: Arguments, world: World): Method | undefined {
  const said = args.value("method") ?? world.env("MANTISC_LOGIN_METHOD");
  const known = methods.find((one) => one === said);
  if (said !== undefined && known === undefined) throw new Failed(diagnose("bad-server-variable", { variable: "MANTISC_LOGIN_METHOD", problem: `there is no method \`${visible(said)}\``, advice: `There are: ${methods.join(", ")}.` }));
  return known;
}

function* serversOf(args: Arguments, world: World, role: string): Generator<Wanted["servers"][number]> {
  const without = args.values("without");
  for (const name of (["nomad", "consul"] as const).filter((one) => !without.includes(one))) {
    const settings = name === "nomad" ? nomadSettings(world.env) : consulSettings(world.env);
    const given = name === "nomad" ? nomadToken(world.env) : consulToken(world.env);
    yield { server: { name, address: settings.address, http: world.connect(settings) }, source: { mount: args.value(name) ?? name, role }, ...(given === undefined ? {} : { given }) };
  }
}

function personOf(args: Arguments, world: World): Person {
  return {
    // A VAULT_TOKEN has been tried by now.
    secret: async (what, variable) => {
      const answer = (variable === "VAULT_TOKEN" ? undefined : world.env(variable)) ?? (await world.askSecret(`${visible(what)}: `));
      if (answer === undefined) throw new Failed(diagnose("login-nobody", { what: visible(what), variable }));
      const text = variable === "VAULT_PASSWORD" ? answer : answer.trim();
      if (text === "") throw new Failed(diagnose("login-unusable", { what: visible(what), problem: "it is empty" }));
      if (variable !== "VAULT_PASSWORD" && !isToken(text)) throw new Failed(diagnose("login-unusable", { what: visible(what), problem: "there are characters in it that no token has" }));
      return text;
    },
    user: async () => {
      const answer = args.value("user") ?? (await world.ask("User: "))?.trim();
      if (answer === undefined || answer === "") throw new Failed(diagnose("login-nobody", { what: "A user's name", variable: "--user" }));
      return answer;
    },
  };
}

/** What there is now, without a token. */
function tell({ session, who, given, dead }: LoggedIn, world: World): void {
  const now = world.clock.now();
  const lasting = (ends: number | undefined) => (ends === undefined ? "does not end" : `good for ${age(ends - now + 999)}`);
  const by = [who.name, who.policies.length === 0 ? "" : `policies ${who.policies.join(", ")}`].filter((part) => part !== "").join(", ");
  const rows = [["Vault", session.vault.address, visible(by), lasting(session.vault.ends)]];
  for (const name of ["nomad", "consul"] as const) {
    const credential = session[name];
    if (credential !== undefined) rows.push([name === "nomad" ? "Nomad" : "Consul", credential.address, visible(credential.source), lasting(endOf(session, credential))]);
  }
  world.out.write(columns(rows));
  for (const variable of given) world.err.write(`${variable} is set and wins over what is kept.\n`);
  for (const variable of dead) world.err.write(`${variable} is set to a token that is no longer good, and wins over what is kept: unset it.\n`);
}
