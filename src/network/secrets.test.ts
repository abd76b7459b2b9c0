/** Who reads whose secrets: what key time copies, and what least privilege is judged by. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compile } from "../compile.ts";
import { memoryHost } from "../host.ts";

const source = `role relay() {
  secret key { make = key() }
  group {
    network { port p2p { } }
    service p2p { port = p2p  tags = [member.name]  meta { Name = member.name } }
    task relay {
      driver = raw_exec
      config { command = "/bin/relay" }
      template "local/own" { text = "{{secret key}}" }
    }
  }
}
role lighthouse() extends relay {
  group {
    task relay {
      template "local/peers" { text = "{{#instances harbour.p2p as |peer|}}{{secret peer.key}}{{/instances}}" }
    }
  }
}
role harbour() extends relay { }
network coast {
  datacenters = ["dc1"]
  store vault { mount = "kv"  policies = ["coast"] }
  job coast {
    harbour 1..2
    lighthouse { count = 2 }
  }
}
`;
const { builds, diagnostics } = compile(memoryHost({ "/p/kit/.keep": "", "/p/coast.mantis": source }), "/p/coast.mantis");

test("a loop over a service reads the keys of its members, and a counted group those of its own", () => {
  assert.equal(diagnostics.filter(({ severity }) => severity === "error"), []);
  const readers = builds[0]!.network.secrets.map(({ owner, locations }) => [owner, locations.map(({ group }) => group)]);
  assert.equal(readers, [
    ["harbour-1", ["harbour-1", "lighthouse"]],
    ["harbour-2", ["harbour-2", "lighthouse"]],
    ["lighthouse-0", ["lighthouse"]],
    ["lighthouse-1", ["lighthouse"]],
  ]);
});

test("a loop does not read what others own under the same label", () => {
  const passive = source.replace(/template "local\/own".*\n/, "");
  const network = compile(memoryHost({ "/p/kit/.keep": "", "/p/coast.mantis": passive }), "/p/coast.mantis").builds[0]!.network;
  assert.equal(network.secrets.filter(({ locations }) => locations.length > 0).map(({ owner }) => owner), ["harbour-1", "harbour-2"]);
});

test("in Nomad variables every reader has a copy in its own variable, under the owner's name", () => {
  const variables = source.replace('store vault { mount = "kv"  policies = ["coast"] }', "services nomad\n  store variables").replace("#instances harbour.p2p as", "#each harbour as").replace("{{/instances}}", "{{/each}}");
  const { builds } = compile(memoryHost({ "/p/kit/.keep": "", "/p/coast.mantis": variables }), "/p/coast.mantis");
  const places = builds[0]!.network.secrets.map(({ owner, home, locations }) => [owner, [home, ...locations.map(({ location }) => location)].map(({ path, item }) => `${path.join("")}#${item!.join("")}`)]);
  assert.equal(places[0], ["harbour-1", ["nomad/jobs/coast#harbour-1.key", "nomad/jobs/coast/harbour-1/relay#harbour-1.key", "nomad/jobs/coast/lighthouse/relay#harbour-1.key"]]);
  assert.equal(places[3], ["lighthouse-1", ["nomad/jobs/coast#lighthouse-1.key", "nomad/jobs/coast/lighthouse/relay#lighthouse-1.key"]]);
});

test.run();
