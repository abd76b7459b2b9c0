import { test } from "uvu";
import * as assert from "uvu/assert";
import { codes, compiled, emitted, here, record, scopeOf, secret, service, string, type ServiceOptions } from "./fixture.ts";
import type { RenderData } from "./render.ts";
import { renderConsulTemplate } from "./render.ts";
import { checkConsulTemplate } from "./consul-template/check.ts";
import type { Value } from "../evaluate/values.ts";

const value = (options: ServiceOptions = {}): Record<string, Value> => ({ servers: { type: "service", service: service(options) } });
const emits = (text: string, options: ServiceOptions, wanted: string) => assert.is(emitted(text, value(options)), wanted);

const peers = `bootstrap = [
{{#instances servers as |peer|}}
  "enode://{{secret peer.enode-hash}}@{{peer.address}}:{{peer.port}}" # {{peer.name}}
{{else}}
  # nobody
{{/instances}}
]
`;

const two: RenderData = {
  services: { "net-miner-server": [1, 3].map((n) => ({ address: `10.0.0.${n}`, port: 9000 + n, tags: [`mantis-${n}`, "x"], meta: { Name: `mantis-${n}` } })) },
  secrets: Object.fromEntries([1, 2, 3].flatMap((n) => [[`kv/data/net/mantis-${n}/enode-hash`, { data: { value: `hash${n}` } }], [`kv/net/mantis-${n}/enode-hash`, { value: `hash${n}` }]])),
  variables: Object.fromEntries([1, 2, 3].map((n) => [`nomad/jobs/mantis/mantis-${n}`, { "enode-hash": `hash${n}` }])),
};
const wanted = `bootstrap = [
  "enode://hash1@10.0.0.1:9001" # mantis-1
  "enode://hash3@10.0.0.3:9003" # mantis-3
]
`;

/** The emitted text has to be what consul-template takes, and come to `text`. */
function renders(template: string, options: ServiceOptions, data: RenderData, text: string) {
  const { body, diagnostics } = compiled(template, value(options));
  assert.equal(diagnostics, []);
  assert.equal(checkConsulTemplate(body, { target: "1.6" }), [], body);
  assert.equal(renderConsulTemplate(body, data), { text }, body);
}

test("under Consul metadata names the member: one loop for a set", () => {
  emits(peers, {}, `bootstrap = [
{{ range $peer := service "net-miner-server" }}  "enode://{{ with secret (printf "kv/data/net/%s/enode-hash" $peer.ServiceMeta.Name) }}{{ .Data.data.value }}{{ end }}@{{ $peer.Address }}:{{ $peer.Port }}" # {{ $peer.ServiceMeta.Name }}
{{ else }}  # nobody
{{ end }}]
`);
  emits("{{#instances servers as |p|}}{{p.name}}{{/instances}}", { metaKey: "member-name" }, '{{ range $p := service "net-miner-server" }}{{ index $p.ServiceMeta "member-name" }}{{ end }}');
});

test("without metadata each member is asked for by its tag", () => {
  emits("{{#instances servers as |p|}}{{p.name}}={{p.address}};{{/instances}}", { provider: "nomad", members: 2 },
    '{{ with nomadService "mantis-1.net-miner-server" }}{{ with $p := index . 0 }}mantis-1={{ $p.Address }};{{ end }}{{ end }}{{ with nomadService "mantis-2.net-miner-server" }}{{ with $p_2 := index . 0 }}mantis-2={{ $p_2.Address }};{{ end }}{{ end }}');
  emits("{{#instances servers as |p|}}{{p.name}}{{/instances}}", { provider: "nomad", members: 1, tags: false, ownNames: true },
    '{{ with nomadService "net-miner-server-1" }}{{ with $p := index . 0 }}mantis-1{{ end }}{{ end }}');
});

test("one text renders the same under both providers and in both stores", () => {
  for (const options of [{}, { version: 1 }, { metaKey: undefined }, { provider: "nomad" }, { provider: "nomad", store: "variables" }, { store: "variables" }] as const) renders(peers, options, two, wanted);
});

test("else prints when there is no instance", () => {
  const none = "bootstrap = [\n  # nobody\n]\n";
  for (const options of [{}, { provider: "nomad" }, { metaKey: undefined }, { provider: "nomad", members: 1, one: true }] as const) renders(peers, options, {}, none);
  emits("{{#instances servers as |p|}}{{p.address}}{{else}}-{{/instances}}", { members: 0 }, "-");
});

test("@first separates instances", () => {
  const text = "{{#instances servers as |p|}}{{#unless @first}}, {{/unless}}{{p.port}}{{/instances}}";
  for (const options of [{}, { provider: "nomad" }] as const) renders(text, options, two, "9001, 9003");
  const both = "{{#instances servers as |p|}}{{#if @first}}<{{else}},{{/if}}{{p.port}}{{else}}none{{/instances}}";
  for (const options of [{}, { provider: "nomad" }] as const) {
    renders(both, options, two, "<9001,9003");
    renders(both, options, {}, "none");
  }
  assert.equal(codes(compiled("{{#instances servers as |p|}}{{#if (not @first)}}{{/if}}{{/instances}}", value()).diagnostics), ["template-late-condition"]);
  assert.equal(codes(compiled("{{#instances servers as |p|}}{{@last}}{{/instances}}", value()).diagnostics), ["template-no-context"]);
});

test("one member's instance, at most once", () => {
  emits("{{#instances servers as |p|}}{{p.name}} {{p.address}}{{else}}none{{/instances}}", { one: true, members: 1 },
    '{{ with service "mantis-1.net-miner-server" }}{{ with $p := index . 0 }}mantis-1 {{ $p.Address }}{{ end }}{{ else }}none{{ end }}');
  const twice = { services: { "net-miner-server": [1, 2].map((n) => ({ address: `10.0.0.${n}`, port: 1, tags: ["mantis-1"] })) } };
  renders("{{#instances servers as |p|}}{{p.address}};{{/instances}}", { one: true, members: 1 }, twice, "10.0.0.1;");
});

test("fields of one member's instance outside a loop", () => {
  emits("{{servers.address}}:{{servers.port}} {{servers.name}}", { one: true, members: 1 },
    '{{ with service "mantis-1.net-miner-server" }}{{ with index . 0 }}{{ .Address }}{{ end }}{{ end }}:{{ with service "mantis-1.net-miner-server" }}{{ with index . 0 }}{{ .Port }}{{ end }}{{ end }} net-miner-server');
  renders("{{servers.address}}:{{servers.port}}", { one: true, members: 1, provider: "nomad" }, two, "10.0.0.1:9001");
  assert.equal(codes(compiled("{{servers.address}}", value()).diagnostics), ["template-many-instances"]);
});

test("nested loops keep their variables apart", () => {
  const text = "{{#instances servers as |p|}}{{#instances servers as |p|}}{{p.port}} {{/instances}}{{/instances}}";
  renders(text, {}, two, "9001 9003 9001 9003 ");
  renders(text, { provider: "nomad" }, two, "9001 9003 9001 9003 ");
  const outer = "{{#instances servers as |a|}}{{#instances servers as |b|}}{{a.port}}-{{b.port}} {{/instances}}{{/instances}}";
  renders(outer, {}, two, "9001-9001 9001-9003 9003-9001 9003-9003 ");
});

test("a member that cannot be told apart is refused with what to write", () => {
  const refusal = (field: string, options: ServiceOptions) => compiled(`{{#instances servers as |p|}}{{p.address}}{{#with p.${field} as |x|}}{{/with}}{{/instances}}`, value(options)).diagnostics;
  for (const provider of ["consul", "nomad"] as const) {
    const [one, ...more] = refusal("name", { provider, metaKey: undefined, tags: false });
    assert.is(one?.code, "template-nameless-instance");
    assert.equal(more, []);
    assert.match(one!.notes.join(), provider === "consul" ? "meta { Name = member.name }" : "put a tag");
    assert.is(refusal("enode-hash", { provider, metaKey: undefined, tags: false })[0]?.code, "template-nameless-instance");
  }
  renders("{{#instances servers as |p|}}{{p.port}} {{/instances}}", { metaKey: undefined, tags: false }, two, "9001 9003 ");
});

test("metadata and facts", () => {
  emits("{{#instances servers as |p|}}{{p.meta.PublicIp}} {{p.node}} {{p.service}}{{/instances}}", {}, '{{ range $p := service "net-miner-server" }}{{ $p.ServiceMeta.PublicIp }} {{ $p.Node }} net-miner-server{{ end }}');
  const refused = (path: string, options: ServiceOptions = {}) => codes(compiled(`{{#instances servers as |p|}}{{p.${path}}}{{/instances}}`, value(options)).diagnostics);
  assert.equal(refused("meta.PublicIp", { provider: "nomad" }), ["template-no-metadata"]);
  assert.equal(refused("index"), ["template-member-fact"]);
  assert.equal(refused("adress"), ["template-unknown-field"]);
  assert.equal(refused("constructor"), ["template-unknown-field"]);
  assert.equal(refused("enode-hash"), ["template-not-printable"]);
});

test("only services have instances", () => {
  const { diagnostics } = compiled("{{#instances m as |p|}}{{/instances}}", { m: record("member", { name: string("x") }) });
  assert.equal(codes(diagnostics), ["template-not-a-service"]);
});

test("names that a query cannot hold are refused", () => {
  const odd = service();
  const renamed: Value = { type: "service", service: { ...odd, instances: odd.instances.map((one) => ({ ...one, name: ["net/miner"] })) } };
  assert.equal(codes(compiled("{{#instances s as |p|}}{{p.address}}{{/instances}}", { s: renamed }).diagnostics), ["template-query-name"]);
});

test("a look-up inside another's path is refused", () => {
  const inner = { late: "instance", instance: { provider: "consul", service: ["a"] }, field: "port", span: here } as const;
  const { diagnostics } = compiled("{{secret s}} {{json s}}", { s: secret("k", ["m-", inner]) });
  assert.equal(codes(diagnostics), ["template-late-lookup", "template-late-lookup"]);
});

test("a loop is a reference to its service", () => {
  const { references } = compiled(peers, value());
  assert.equal(references.map((one) => [one.kind, one.to, one.cardinality]), [["service", "miner.server", "each"], ["secret", "enode-hash", "one"]]);
  assert.ok(scopeOf({}).names().length === 0);
});

test.run();
