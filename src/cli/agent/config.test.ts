import { test } from "uvu";
import * as assert from "uvu/assert";
import { agentConfig, cniPath } from "./config.ts";

const ports = { http: 1, rpc: 2, serf: 3 };

test("up to 1.6 an agent wants a token for Vault; without a release it has none", () => {
  assert.match(agentConfig({ ports, cni: undefined, vaultFor: "1.6.3" }), "allow_unauthenticated");
  assert.not.match(agentConfig({ ports, cni: undefined, vaultFor: "2.0.6" }), "token");
  assert.not.match(agentConfig({ ports, cni: undefined }), "vault");
});

test("the CNI plugins are named where they are", () => {
  assert.is(cniPath((path) => path === "/usr/lib/cni"), "/usr/lib/cni");
  assert.match(agentConfig({ ports, cni: "/usr/lib/cni" }), 'cni_path = "/usr/lib/cni"');
  assert.is(cniPath(() => false), undefined);
  assert.not.match(agentConfig({ ports, cni: undefined }), "cni_path");
});

test.run();
