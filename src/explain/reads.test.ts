/** `why` through the real compiler: a value is followed through the parameters and attributes it was read from. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import schema from "../../schemas/nomad-job.schema.json" with { type: "json" };
import { withDefaults } from "../check/defaults.ts";
import { compile } from "../compile.ts";
import type { JobSchema } from "../emit/nomad-shape.ts";
import { memoryHost } from "../host.ts";
import { influence } from "./influence.ts";
import { why } from "./why.ts";

const source = `role web(size: frequency = 500MHz) {
  group {
    task web { run = nginx  resources { cpu = size } }
  }
}
network shop {
  datacenters = ["dc1"]
  registry "example.org" { image nginx { tag = "1" } }
  job web {
    web 1..2
    web[2] { size = 900MHz }
  }
}
`;
const { builds } = compile(memoryHost({ "/p/kit/.keep": "", "/p/shop.mantis": source }), "/p/shop.mantis");
const network = builds[0]!.network;
const tools = { schema: schema as unknown as JobSchema, withDefaults };

test("a parameter's value and the default it beat stand behind the attribute", () => {
  const answer = why(network, "web/web-2/web/resources/cpu", tools);
  assert.ok("layers" in answer);
  assert.equal(answer.layers.map(({ part, depth, line, source: written }) => [part, depth, line, written]), [
    ["set", 0, 3, "size"], ["read", 1, 11, "900MHz"], ["over", 1, 1, "500MHz"],
  ]);
});

test("a line influences what reads it", () => {
  const file = network.origin.span.file;
  const hit = influence(network, file, 11, tools.schema).effects.find(({ path }) => path.endsWith("resources/cpu"));
  assert.equal(hit?.paths, ["web/web-2/web/resources/cpu"]);
});

test.run();
