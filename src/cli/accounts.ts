/** Accounts of a network with the values of their keys; and a word on the command line -> an address. */
import { Failed } from "../deploy/failed.ts";
import { diagnose } from "../diagnostics/catalog.ts";
import { parseAddress } from "../eth/address.ts";
import type { Network } from "../network/model.ts";
import { accountsOf, type Account } from "../secrets/accounts.ts";
import type { SecretSpec } from "../secrets/model.ts";
import { secretPlan } from "./secret-plan.ts";
import { storeOf } from "./secret-store.ts";
import type { World } from "./world.ts";

export class Accounts {
  readonly all: readonly Account[];

  /** `store`: the words of `--store`. */
  constructor(private readonly network: Network, private readonly store: string | undefined, private readonly world: World) {
    this.all = accountsOf(secretPlan(network));
  }

  get names(): string[] {
    return this.all.map(({ name }) => name);
  }

  /** Fails with `tx-no-account`. */
  named(name: string): Account {
    const found = this.all.find((account) => account.name === name);
    if (found === undefined) throw new Failed(diagnose("tx-no-account", { name, network: this.network.name, accounts: this.names }));
    return found;
  }

  /** By a name of this network, or as an address. With `0x`, lower-case. */
  async address(word: string): Promise<string> {
    const account = this.all.find(({ name }) => name === word);
    if (account !== undefined) return `0x${await this.value(account.address)}`;
    const address = parseAddress(word);
    if (typeof address !== "string") throw new Failed(diagnose("tx-bad-address", { word, problem: `it ${address.problem}`, accounts: this.names }));
    return address;
  }

  /** The private key: never printed. */
  key(account: Account): Promise<string> {
    return this.value(account.key);
  }

  /** Copies that tasks read do not concern us. */
  private async value(secret: SecretSpec): Promise<string> {
    const store = storeOf(secretPlan(this.network), this.store, this.world);
    try {
      const found = (await store.read([{ ...secret, readers: [] }])).get(secret.id)?.value;
      if (typeof found !== "string") throw new Failed(diagnose("tx-key-missing", { id: secret.id, store: store.title, network: this.network.name }));
      return found;
    } finally {
      await store.close();
    }
  }
}
