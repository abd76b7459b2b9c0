/** Accounts are the addresses of private keys, by their owners; other keys are none. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { accountsOf } from "./accounts.ts";
import { secret } from "./fixture.ts";
import type { SecretPlan } from "./model.ts";

const call = (fn: string, name?: string, owner?: string) => ({ op: "call" as const, fn, args: name === undefined ? [] : [{ op: "secret" as const, name, ...(owner === undefined ? {} : { owner }) }] });
const plan = (...secrets: SecretPlan["secrets"]): SecretPlan => ({ network: "n", namespace: "n", store: "variables", secrets });

test("of members, wallets and the network itself", () => {
  const found = accountsOf(plan(
    secret("s-1/node-key", { owner: "s-1", make: call("key") }), secret("s-1/enode", { owner: "s-1", make: call("public_key", "node-key", "s-1") }),
    secret("s-1/account", { owner: "s-1", make: call("key") }), secret("s-1/address", { owner: "s-1", make: call("address", "account", "s-1") }),
    secret("purse", { make: call("key") }), secret("payee", { make: call("address", "purse") }),
  ));
  assert.equal(found.map(({ name, address, key }) => [name, address.id, key.id]), [["s-1", "s-1/address", "s-1/account"], ["payee", "payee", "purse"]]);
});

test("an address whose key is not the network's is no account; of several the first counts", () => {
  const found = accountsOf(plan(
    secret("s-1/a", { owner: "s-1", make: call("key") }), secret("s-1/first", { owner: "s-1", make: call("address", "a", "s-1") }), secret("s-1/second", { owner: "s-1", make: call("address", "a", "s-1") }),
    secret("s-2/stray", { owner: "s-2", make: call("address", "gone", "s-2") }),
  ));
  assert.equal(found.map(({ address }) => address.id), ["s-1/first"]);
});

test.run();
