/** `logout`: revokes what a login got and removes it here, also where Vault cannot be told. */
import { age } from "../../deploy/age.ts";
import { vaultSettings } from "../../deploy/environment.ts";
import { Failed } from "../../deploy/failed.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import { revoke, type Revoked } from "../../login/revoke.ts";
import type { Session } from "../../login/session.ts";
import { loadSession, removeSession, type SessionPlace } from "../../login/session-file.ts";
import type { Arguments } from "../arguments.ts";
import { reporting } from "../deploy-frame.ts";
import { placeOf, vaultAt } from "../session.ts";
import { exitCodes, type World } from "../world.ts";

export function run(_args: Arguments, world: World): Promise<number> {
  return reporting(world, async () => {
    const settings = vaultSettings(world.env);
    const place = placeOf(world, settings);
    const session = place === undefined ? undefined : loadSession(world.files, place, { open: true });
    if (place === undefined || session === undefined) {
      world.out.write(`Nobody is logged in at ${settings.address}.\n`);
      return exitCodes.ok;
    }
    const revoked = await revoke(vaultAt(settings, world), session).catch((error: unknown) => forgotten(error, { session, place, world }));
    removeSession(world.files, place);
    world.out.write(`Logged out of ${settings.address}${words(revoked)}.\n`);
    return exitCodes.ok;
  });
}

/** Vault could not be told: the session goes all the same, and both are reported. */
function forgotten(error: unknown, { session, place, world }: { readonly session: Session; readonly place: SessionPlace; readonly world: World }): never {
  if (!(error instanceof Failed)) throw error;
  removeSession(world.files, place);
  const { address, ends } = session.vault;
  const until = ends === undefined ? "until somebody revokes them" : `for another ${age(ends - world.clock.now())}`;
  throw new Failed(...error.diagnostics, diagnose("login-unrevoked", { address, until }));
}

const titles = { nomad: "Nomad", consul: "Consul" } as const;

function words({ vault, left }: Revoked): string {
  if (vault === "revoked") return ": all its tokens are revoked";
  if (vault === "had ended") return ": its tokens had ended before";
  const tokens = left.length === 0 ? "" : `; the tokens for ${left.map((name) => titles[name]).join(" and ")} end with their leases, which your Vault token may not revoke`;
  return `: the Vault token, which you had brought, is not revoked${tokens}`;
}
