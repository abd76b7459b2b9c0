/** The names of consul-template's dependencies, as Nomad 1.6.3 and 2.0.6 put them into events. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { dependencyWords, missingIn } from "./dependency.ts";

const names: readonly (readonly [string, string])[] = [
  ["nomad.var.block(nomad/jobs/relay/waits@default.global)", "the Nomad variable nomad/jobs/relay/waits"],
  ["nomad.var.list(nomad/jobs/@default.global)", "Nomad variables below nomad/jobs/"],
  ["vault.read(kv/data/nomad-cluster/mantis-testnet/genesis)", "the Vault path kv/data/nomad-cluster/mantis-testnet/genesis"],
  ["vault.list(kv/metadata/a)", "a list of the Vault path kv/metadata/a"],
  ["nomad.service(default-mantis-miner-rpc)", "an instance of the service default-mantis-miner-rpc"],
  ["health.service(mantis-1.mantis-testnet-mantis-miner-rpc|passing)", "an instance of the service mantis-1.mantis-testnet-mantis-miner-rpc"],
  ["catalog.node(monitoring)", "the Consul node monitoring"],
  ["kv.block(a/b)", "the Consul key a/b"],
  ["pki.cert(a)", "pki.cert(a)"],
];
for (const [name, words] of names) test(name, () => assert.is(dependencyWords(name), words));

test("an event names several, and how many more there are", () => {
  assert.equal(missingIn("Missing: vault.read(a), nomad.var.block(b@c.d), and 3 more"), ["vault.read(a)", "nomad.var.block(b@c.d)", "3 more"]);
  assert.equal(missingIn("Missing: vault.read(a)"), ["vault.read(a)"]);
  assert.is(missingIn("Exit Code: 1"), undefined);
});

test.run();
