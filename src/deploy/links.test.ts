/** Bases, Loki queries and the lines of `env`, without a network's files. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Fields } from "../check/fill.ts";
import { basesOf } from "./bases.ts";
import { envText } from "./env.ts";
import { lokiQuery } from "./loki.ts";
import type { DeployMember } from "./model.ts";

const env = (values: Readonly<Record<string, string>>) => (name: string) => values[name];
const member: DeployMember = { name: "miner-0", set: "miner", role: "miner", job: "chain", group: "miner", index: 2, public: {}, task: "node" };

function jobOf(config: Fields, templates: readonly Fields[] = []): Fields {
  return { ID: "chain", TaskGroups: [{ Name: "miner", Tasks: [{ Name: "node", Driver: "docker", Config: config }, { Name: "shipper", Templates: templates }] }] } as unknown as Fields;
}

const test = suite("links");

test("where servers are: the environment before the domain, the domain before nothing", () => {
  const hosts = [{ name: "monitoring" }];
  assert.equal(basesOf(env({}), { hosts: [] }), { nomad: { url: "http://127.0.0.1:4646" } });
  const { nomad, consul, grafana } = basesOf(env({ NOMAD_ADDR: "https://n.example:4646/", CONSUL_HTTP_ADDR: "c.example:8500" }), { domain: "x.org", hosts });
  assert.equal([nomad.url, consul!.url, grafana!.url], ["https://n.example:4646", "http://c.example:8500", "https://monitoring.x.org"]);
  assert.is(basesOf(env({ CONSUL_HTTP_ADDR: "c:1", CONSUL_HTTP_SSL: "true" }), { hosts: [] }).consul!.url, "https://c:1");
  assert.is(basesOf(env({ VAULT_ADDR: "https://me:pass@v.example" }), { hosts: [] }).vault!.url, "https://v.example");
  assert.is(basesOf(env({ NOMAD_ADDR: "unix:///run/nomad.sock" }), { domain: "x.org", hosts: [] }).nomad.url, "https://nomad.x.org");
  assert.is(basesOf(env({}), { domain: "x.org", hosts: [{ name: "grafana", address: "10.0.0.9" }, ...hosts] }).grafana!.url, "http://10.0.0.9:3000");
});

test("Loki: journald's tag, with the namespace where the container's labels have it", () => {
  const logging = { type: "journald", config: [{ tag: "miner-0", labels: "name,namespace" }] };
  assert.is(lokiQuery(jobOf({ logging: [logging], labels: [{ namespace: "ns" }] } as never), member, "ns"), '{namespace="ns", syslog_identifier="miner-0"}');
  assert.is(lokiQuery(jobOf({ logging } as never), member, "ns"), '{syslog_identifier="miner-0"}');
});

test("Loki: what Nomad interpolates is filled in, what only a running allocation knows matches anything", () => {
  const tagged = (tag: string) => lokiQuery(jobOf({ logging: { type: "journald", config: { tag } } } as never), member, "ns");
  assert.is(tagged("${NOMAD_JOB_NAME}.${NOMAD_ALLOC_INDEX}"), '{syslog_identifier="chain.2"}');
  assert.is(tagged("${NOMAD_GROUP_NAME}.${NOMAD_ALLOC_ID}"), '{syslog_identifier=~"miner\\\\..*"}');
  assert.is(tagged("{{.Name}}"), undefined);
});

test("Loki: docker's own driver, a shipper beside the task, and nobody", () => {
  assert.is(lokiQuery(jobOf({ logging: { type: "loki", config: { "loki-external-labels": "job=chain,group=${NOMAD_GROUP_NAME}" } } } as never), member, "ns"), '{job="chain", group="miner"}');
  const template = "url: http://x/loki/api/v1/push\nnomad_group_name: '{{ env \"NOMAD_GROUP_NAME\" }}'\nnomad_alloc_index: {{env `NOMAD_ALLOC_INDEX`}}\nnomad_task_name: '{{ env \"NOMAD_TASK_NAME\" }}'";
  assert.is(lokiQuery(jobOf({}, [{ EmbeddedTmpl: template }]), member, "ns"), '{nomad_group_name="miner", nomad_alloc_index="2"}');
  assert.is(lokiQuery(jobOf({}, [{ EmbeddedTmpl: "nothing" }]), member, "ns"), undefined);
});

test("values are quoted as each shell wants it", () => {
  const values: [string, string][] = [["A", "https://x.org:4646"], ["B", "it's $(rm -rf) `x` \\ \"y\"\nz"]];
  assert.is(envText(values, "sh", "f"), "export A=https://x.org:4646\nexport B='it'\\''s $(rm -rf) `x` \\ \"y\"\nz'\n");
  assert.is(envText(values.slice(1), "fish", "f"), "set -gx B 'it\\'s $(rm -rf) `x` \\\\ \"y\"\nz'\n");
  assert.is(envText([], "envrc", "my net.mantis"), "watch_file 'my net.mantis'\n");
});

test.run();
