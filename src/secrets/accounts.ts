/** Accounts of a network: secrets that are the address of a private key, by who owns them. */
import { secretsIn } from "../keys/reads.ts";
import { idOf } from "./id.ts";
import type { SecretPlan, SecretSpec } from "./model.ts";

export interface Account {
  /** The member or wallet that owns it; the secret's own name where it is the network's. */
  readonly name: string;
  readonly address: SecretSpec;
  readonly key: SecretSpec;
}

/** The first of each owner. */
export function accountsOf({ secrets }: SecretPlan): Account[] {
  const accounts = new Map<string, Account>();
  for (const address of secrets) {
    const { make, owner, set, name } = address;
    const read = make?.op === "call" && make.fn === "address" ? secretsIn(make)[0] : undefined;
    const key = read === undefined ? undefined : secrets.find(({ id }) => id === idOf(read));
    const called = owner ?? set ?? name;
    if (key !== undefined && !accounts.has(called)) accounts.set(called, { name: called, address, key });
  }
  return [...accounts.values()];
}
