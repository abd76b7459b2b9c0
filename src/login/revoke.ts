/** The end of a session: the leases of its tokens, and its Vault token if a login made it. */
import { Refused } from "../deploy/failed.ts";
import type { Vault } from "../secrets/vault.ts";
import type { Session } from "./session.ts";
import { unlessDenied } from "./vault-login.ts";

export interface Revoked {
  /** Servers whose tokens live on until their leases end: the Vault token was brought along and may not revoke leases. */
  readonly left: readonly ("nomad" | "consul")[];
  /** A Vault token that was brought along is not revoked. */
  readonly vault: "revoked" | "kept" | "had ended";
}

/** Revoking a Vault token ends the leases that were made with it, also where it may not revoke leases itself. Safe to repeat. Fails where Vault cannot be asked. */
export async function revoke(vault: Vault, session: Session): Promise<Revoked> {
  const asker = vault.as(session.vault.token);
  const left: ("nomad" | "consul")[] = [];
  for (const name of ["nomad", "consul"] as const) {
    const lease = session[name]?.lease ?? "";
    if (lease !== "" && !(await ended(asker.post("sys/leases/revoke", { lease_id: lease }, { safe: true })))) left.push(name);
  }
  if (!session.vault.own) return { left, vault: "kept" };
  return { left: [], vault: (await ended(asker.post("auth/token/revoke-self", {}, { safe: true }))) ? "revoked" : "had ended" };
}

/** A lease that Vault no longer has is an ended one. */
async function ended(answer: Promise<unknown>): Promise<boolean> {
  try {
    return (await unlessDenied(answer.then(() => true))) ?? false;
  } catch (error) {
    if (error instanceof Refused && (error.status === 400 || error.status === 404)) return true;
    throw error;
  }
}
