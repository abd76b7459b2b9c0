/** Whatever a network's secrets are opened with, they are looked for in its region. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compile } from "../compile.ts";
import { memoryWorld } from "./memory-world.ts";
import { run } from "./run.ts";
import { secretPlan } from "./secret-plan.ts";

const text = `role purse() {
  secret key { make = key() }
}
network harbour {
  region = "north"
  store variables
  purse faucet
  job idle { group { task idle { driver = raw_exec  config { command = "sleep" } } } }
}
`;

test("the plan has it", () => {
  const { network } = compile(memoryWorld({ files: { "/p/main.mantis": text }, cwd: "/p" }).host, "/p/main.mantis").builds[0]!;
  assert.is(secretPlan(network).region, "north");
});

test("down --forget-keys removes what lies in that region", async () => {
  const region = "namespace=harbour&region=north";
  const world = memoryWorld({
    files: { "/p/main.mantis": text }, cwd: "/p", env: { NOMAD_ADDR: "http://127.0.0.1:4646" },
    exchanges: [
      { method: "GET", path: "/v1/status/leader", json: "127.0.0.1:4647" },
      { method: "GET", path: `/v1/namespace/harbour?${region}`, json: { Name: "harbour" }, always: true },
      { method: "GET", path: `/v1/var/mantisc/harbour?${region}`, status: 404, text: "" },
      { method: "GET", path: `/v1/job/idle?${region}`, status: 404, text: "" },
      { method: "GET", path: `/v1/var/nomad/jobs/harbour?${region}`, json: { Items: { "faucet.key": "ab" }, ModifyIndex: 7 } },
      { method: "DELETE", path: `/v1/var/nomad/jobs/harbour?cas=7&${region}`, json: null },
    ],
  });
  assert.is(await run(["down", "main.mantis", "--forget-keys", "harbour", "--yes"], world), 0, world.printed());
  assert.equal(world.servers.unused(), []);
});

test.run();
