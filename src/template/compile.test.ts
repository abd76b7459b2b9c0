import { test } from "uvu";
import * as assert from "uvu/assert";
import { compileTemplate } from "./compile.ts";
import { bool, codes, compiled, duration, emitted, int, late, list, map, member, none, record, scopeOf, scopeWithSymbols, secret, service, string } from "./fixture.ts";
import { distinct } from "./run.ts";
import type { Value } from "../evaluate/values.ts";

const word: Value = { type: "word", word: "fast", words: ["fast", "full"] };
const values: Record<string, Value> = {
  member: member(1), count: int(3), ratio: { type: "number", value: 0.5 }, xs: list(int(1), int(2), int(3)), empty: list(),
  pairs: map({ a: int(1), b: string("two") }), yes: bool(true), no: bool(false), word, pause: duration(30), odd: duration(1.5),
  memory: { type: "size", value: 512 * 1024 * 1024 }, cpu: { type: "frequency", value: 1e9 }, three: { type: "range", from: 1, to: 3 },
  coinbase: secret("coinbase"), gone: none, wallet: { type: "service", service: service({ one: true, members: 1 }) },
  miners: { type: "service", service: service() }, name: string("net-", late("index")), rpc: int(7),
  miner: { type: "set", name: "miner", members: [member(1), member(2)], fields: record("set", { server: { type: "service", service: service() } }) },
  restic: secret("restic", [], { shape: "fields", fields: ["password", "id"] }), genesis: secret("genesis", [], { shape: "object" }),
  metrics: { type: "port", label: "metrics" }, broken: { type: "error" }, quoted: string('say "hi"'),
};

const emits = (text: string, wanted: string) => assert.is(emitted(text, values), wanted);
/** One diagnostic of this code whose span is exactly `at`. */
const refuses = (text: string, code: string, at: string) => {
  const { diagnostics, body } = compiled(text, values);
  assert.equal(codes(diagnostics), [code], text);
  assert.is(text.slice(diagnostics[0]!.span!.start, diagnostics[0]!.span!.end), at, `${code} in ${text}`);
  assert.is(body, "");
};

test("values print themselves", () => {
  emits("{{count}} {{ratio}} {{yes}} {{word}} {{member}} {{member.name}}", "3 0.5 true fast mantis-1 mantis-1");
  emits("a {{name}} b", 'a net-{{ env "NOMAD_ALLOC_INDEX" }} b');
  emits("{{xs.[1]}} {{miner.[2].name}} {{pairs.b}} {{[count]}}", "2 mantis-2 two 3");
});

test("values that do not print themselves say what to write", () => {
  refuses("{{pause}}", "template-not-printable", "pause");
  assert.match(compiled("{{pause}}", values).diagnostics[0]!.notes.join(), "{{seconds pause}}");
  assert.match(compiled("{{memory}}", values).diagnostics[0]!.notes.join(), "{{mib memory}}");
  assert.match(compiled("{{cpu}}", values).diagnostics[0]!.notes.join(), "{{mhz cpu}}");
  assert.match(compiled("{{coinbase}}", values).diagnostics[0]!.notes.join(), "{{secret coinbase}}");
  assert.match(compiled("{{miners}}", values).diagnostics[0]!.notes.join(), "{{#instances miners");
  assert.match(compiled("{{gone}}", values).diagnostics[0]!.notes.join(), "{{#with gone");
  for (const path of ["xs", "pairs", "three", "miner", "metrics", "genesis", "restic"]) refuses(`{{${path}}}`, "template-not-printable", path);
});

test("late helpers read what Nomad gives the task", () => {
  emits("{{port rpc}}", '{{ env "NOMAD_PORT_rpc" }}');
  emits("{{port metrics}}", '{{ env "NOMAD_PORT_metrics" }}');
  assert.is(emitted("{{port rpc}}", { rpc: { type: "port", label: "metrics" } }), "! template-ambiguous");
  emits("{{address rpc}} {{ip rpc}}", '{{ env "NOMAD_ADDR_rpc" }} {{ env "NOMAD_IP_rpc" }}');
  emits("{{dir local}}{{dir secrets}}{{dir alloc}}", '{{ env "NOMAD_TASK_DIR" }}{{ env "NOMAD_SECRETS_DIR" }}{{ env "NOMAD_ALLOC_DIR" }}');
  emits('{{env "NOMAD_DC"}} {{attr "unique.hostname"}} {{meta "rack"}} {{node "unique.name"}}', '{{ env "NOMAD_DC" }} {{ env "attr.unique.hostname" }} {{ env "meta.rack" }} {{ env "node.unique.name" }}');
  assert.is(emitted("{{port p}}", { p: { type: "port", label: "rpc" } }), '{{ env "NOMAD_PORT_rpc" }}');
});

test("late helpers refuse what is not there", () => {
  refuses("{{port rcp}}", "template-unknown-label", "rcp");
  assert.match(compiled("{{port rcp}}", values).diagnostics[0]!.notes.join(), "`rpc`");
  refuses('{{port "rpc"}}', "template-symbol", '"rpc"');
  refuses("{{dir tmp}}", "template-unknown-label", "tmp");
  refuses('{{env "A B"}}', "template-late-name", '"A B"');
  refuses("{{env name}}", "template-wrong-argument", "name");
  refuses("{{env count}}", "template-wrong-argument", "count");
  const outside = compileTemplate({ source: { path: "a.hbs", text: "{{port rpc}}{{env \"X\"}}" }, text: "{{port rpc}}{{env \"X\"}}", scope: scopeOf({}, false), sink: { provider: "consul" } });
  assert.equal(codes(outside.diagnostics), ["template-out-of-place", "template-out-of-place"]);
});

test("hosts outside the network", () => {
  emits("{{host monitoring}} {{host fixed}}", '{{ with node "monitoring" }}{{ .Node.Address }}{{ end }} 10.0.0.5');
  refuses("{{host monitorin}}", "template-unknown-label", "monitorin");
  assert.is(emitted("{{host fixed}}", {}, "nomad"), "10.0.0.5");
  assert.is(emitted("{{host monitoring}}", {}, "nomad"), "! template-host-without-consul");
});

test("secrets", () => {
  emits("{{secret coinbase}}", '{{ with secret "kv/data/net/mantis-1/coinbase" }}{{ .Data.data.value }}{{ end }}');
  emits("{{secret genesis}}", '{{ with secret "kv/data/net//genesis" }}{{ .Data.data | toJSON }}{{ end }}');
  emits("{{secret restic.password}}", '{{ with secret "kv/data/net//restic" }}{{ .Data.data.password }}{{ end }}');
  refuses("{{secret restic}}", "template-secret-fields", "restic");
  refuses("{{secret restic.pasword}}", "template-unknown-field", "pasword");
  refuses("{{secret member.name}}", "template-not-a-secret", "member.name");
  const v1 = { s: secret("coinbase", ["m"], { version: 1 }), odd: secret("k", ["m"], { item: "secret-key" }), v1odd: secret("k", ["m"], { version: 1, item: "secret-key" }), whole: secret("g", ["m"], { version: 1, shape: "object" }) };
  assert.is(emitted("{{secret s}}", v1), '{{ with secret "kv/net/m/coinbase" }}{{ .Data.value }}{{ end }}');
  assert.is(emitted("{{secret odd}}", v1), '{{ with secret "kv/data/net/m/k" }}{{ index .Data.data "secret-key" }}{{ end }}');
  assert.is(emitted("{{secret v1odd}}", v1), '{{ with secret "kv/net/m/k" }}{{ index .Data "secret-key" }}{{ end }}');
  assert.is(emitted("{{secret whole}}", v1), '{{ with secret "kv/net/m/g" }}{{ .Data | toJSON }}{{ end }}');
  const nomad = { s: secret("secret-key", ["m"], { store: "variables" }), whole: secret("g", ["m"], { store: "variables", shape: "object" }), item: secret("g", ["m"], { store: "variables", shape: "object", item: "g" }) };
  assert.is(emitted("{{secret s}}", nomad), '{{ with nomadVar "nomad/jobs/mantis/m" }}{{ index . "secret-key" }}{{ end }}');
  assert.is(emitted("{{secret whole}}", nomad), '{{ with nomadVar "nomad/jobs/mantis/m" }}{{ .ItemsMap | toJSON }}{{ end }}');
  assert.is(emitted("{{secret item}}", nomad), '{{ with nomadVar "nomad/jobs/mantis/m" }}{{ index . "g" }}{{ end }}');
  const counted = { s: secret("coinbase", ["passive-", late("index")]) };
  assert.is(emitted("{{secret s}}", counted), '{{ with secret (printf "kv/data/net/passive-%s/coinbase" (env "NOMAD_ALLOC_INDEX")) }}{{ .Data.data.value }}{{ end }}');
});

test("uses of secrets and references are recorded at their place", () => {
  const { secrets, references } = compiled("{{secret coinbase}} {{port rpc}} {{wallet.address}}", values);
  assert.equal(secrets.map((use) => [use.secret.secret, use.span.start]), [["coinbase", 0]]);
  assert.equal(references.map((one) => [one.kind, one.to, one.cardinality]), [["secret", "coinbase", "one"], ["port", "rpc", "one"], ["instance", "net-miner-server", "one"]]);
});

test("quantities and lists", () => {
  emits("{{seconds pause}} {{mib memory}} {{mhz cpu}}", "30 512 1000");
  refuses("{{seconds odd}}", "template-not-whole", "odd");
  refuses("{{seconds count}}", "template-wrong-argument", "count");
  emits('{{join xs ", "}}', "1, 2, 3");
  refuses('{{join count ","}}', "template-wrong-argument", "count");
  refuses("{{join xs 3}}", "template-wrong-argument", "3");
  assert.is(emitted('{{join xs ","}}', { xs: list(duration(1)) }), "! template-not-joinable");
  assert.is(emitted('{{join xs ","}}', { xs: list(string(late("port", "rpc")), string("x")) }), '{{ env "NOMAD_PORT_rpc" }},x');
});

test("json", () => {
  emits("{{json pairs}} {{json quoted}} {{json xs}} {{json gone}}", '{"a":1,"b":"two"} "say \\"hi\\"" [1,2,3] null');
  emits("{{json coinbase}}", '{{ with secret "kv/data/net/mantis-1/coinbase" }}{{ .Data.data.value | toJSON }}{{ end }}');
  refuses("{{json pause}}", "template-not-data", "pause");
  refuses('{{join (json xs) ","}}', "template-json-prints", "json");
  refuses("{{json}}", "template-arguments", "json");
});

test("if takes a bool only", () => {
  emits("{{#if yes}}A{{else}}B{{/if}}{{#unless yes}}C{{else}}D{{/unless}}", "AD");
  emits("{{#if no}}A{{else if yes}}B{{else}}C{{/if}}", "B");
  emits("{{#if no}}A{{else if no}}B{{else}}C{{/if}}", "C");
  for (const path of ["count", "xs", "gone", "word", "quoted", "pairs", "member", "miner"]) refuses(`{{#if ${path}}}x{{/if}}`, "template-condition", path);
  refuses("{{#if name}}x{{/if}}", "template-late-condition", "name");
  refuses("{{#if coinbase}}x{{/if}}", "template-late-condition", "coinbase");
  refuses("{{#if yess}}x{{/if}}", "template-unknown-name", "yess");
});

test("comparisons", () => {
  const holds = (condition: string) => emitted(`{{#if ${condition}}}y{{else}}n{{/if}}`, values);
  assert.is(holds("(eq count 3)"), "y");
  assert.is(holds("(ne count 3)"), "n");
  assert.is(holds("(lt count 4)"), "y");
  assert.is(holds("(gt count 4)"), "n");
  assert.is(holds('(eq word "fast")'), "y");
  assert.is(holds('(and (eq word "fast") (not no) yes)'), "y");
  assert.is(holds("(or no no)"), "n");
  assert.is(holds("(eq gone none)"), "y");
  assert.is(holds("(ne count none)"), "y");
  assert.is(holds("(eq ratio 0.5)"), "y");
  assert.is(holds("(gt (seconds pause) 29)"), "y");
  assert.is(holds("(eq member miner.[1])"), "y");
});

test("comparisons refuse what is never meant", () => {
  const refusal = (condition: string, code: string, at: string) => refuses(`{{#if ${condition}}}y{{/if}}`, code, at);
  refusal('(eq count "3")', "template-types-differ", '"3"');
  refusal('(eq word "quick")', "template-unknown-word", '"quick"');
  refusal("(lt member 3)", "template-no-order", "3");
  refusal("(eq name 3)", "template-late-condition", "name");
  refusal('(eq (env "X") "1")', "template-late-condition", '(env "X")');
  refusal("(and yes count)", "template-condition", "count");
  refusal("(and yes)", "template-arguments", "and");
  refusal("(eq count null)", "template-null", "null");
  refusal("(eq count undefined)", "template-null", "undefined");
  refusal("(upper count)", "template-unknown-helper", "upper");
});

test("each unrolls", () => {
  emits("{{#each xs as |x i|}}{{i}}:{{x}}{{#unless @last}}, {{/unless}}{{/each}}", "0:1, 1:2, 2:3");
  emits("{{#each xs}}{{#unless @first}}, {{/unless}}{{this}}{{/each}}", "1, 2, 3");
  emits("{{#each pairs as |value key|}}{{key}}={{value}};{{/each}}", "a=1;b=two;");
  emits("{{#each pairs}}{{@key}}{{@index}}{{/each}}", "a0b1");
  emits("{{#each three as |n|}}{{n}}{{/each}}", "123");
  emits("{{#each miner as |m|}}{{m.name}} {{/each}}", "mantis-1 mantis-2 ");
  emits("{{#each miner}}{{this.name}} {{/each}}", "mantis-1 mantis-2 ");
  emits("{{#each empty as |x|}}{{x}}{{else}}none{{/each}}", "none");
  emits("{{#each xs as |x|}}{{#each xs as |y|}}{{x}}{{y}} {{/each}}{{/each}}", "11 12 13 21 22 23 31 32 33 ");
  refuses("{{#each count as |x|}}{{/each}}", "template-not-iterable", "count");
  refuses("{{#each miners as |x|}}{{/each}}", "template-not-iterable", "miners");
  refuses("{{#each xs as |a b c|}}{{/each}}", "template-block-params", "each");
  refuses("{{#each}}{{/each}}", "template-arguments", "each");
});

test("a trailing comma is left out on lines of their own", () => {
  emits("[\n{{#each xs as |x|}}\n  {{x}}{{#unless @last}},{{/unless}}\n{{/each}}\n]\n", "[\n  1,\n  2,\n  3\n]\n");
});

test("with", () => {
  emits("{{#with member as |m|}}{{m.name}} {{this.index}}{{/with}}", "mantis-1 1");
  emits("{{#with gone as |m|}}{{m}}{{else}}absent{{/with}}", "absent");
});

test("white-space control is Handlebars'", () => {
  emits("a\n  {{#if yes}}\n  b\n  {{/if}}\nc\n", "a\n  b\nc\n");
  emits("a   {{~count~}}   b", "a3b");
  emits("a\n{{! a comment }}\nb\n{{!-- another }} --}}\nc", "a\nb\nc");
});

test("unknown names are reported at themselves with what is allowed", () => {
  refuses("{{membr.name}}", "template-unknown-name", "membr");
  refuses("{{ member.nmae }}", "template-unknown-field", "nmae");
  refuses("{{member.name.first}}", "template-no-fields", "first");
  refuses("é\r\n\u2028{{!x}} {{count.[a b]}}", "template-no-fields", "[a b]");
  assert.match(compiled("{{ member.nmae }}", values).diagnostics[0]!.notes.join(), "Did you mean `name`");
  for (const name of ["constructor", "__proto__", "toString", "hasOwnProperty"]) {
    refuses(`{{${name}}}`, "template-unknown-name", name);
    refuses(`{{member.${name}}}`, "template-unknown-field", name);
    refuses(`{{pairs.${name}}}`, "template-unknown-field", name);
    refuses(`{{#each ${name} as |x|}}{{/each}}`, "template-unknown-name", name);
    refuses(`{{${name} count}}`, "template-unknown-helper", name);
  }
});

test("what Handlebars has and the language has not", () => {
  refuses("{{{count}}}", "template-unescaped", "{{{count}}}");
  refuses("{{&count}}", "template-unescaped", "{{&count}}");
  refuses("{{> part}}", "template-partial", "{{> part}}");
  refuses("{{#> part}}x{{/part}}", "template-partial", "{{#> part}}x{{/part}}");
  refuses("{{* deco}}", "template-decorator", "{{* deco}}");
  refuses("{{#* inline}}x{{/inline}}", "template-decorator", "{{#* inline}}x{{/inline}}");
  refuses("{{{{raw}}}}{{x}}{{{{/raw}}}}", "template-raw-block", "{{{{raw}}}}{{x}}{{{{/raw}}}}");
  refuses("{{^if yes}}x{{/if}}", "template-inverse-block", "if");
  refuses('{{join xs sep=","}}', "template-named-argument", 'sep=","');
  refuses('{{join xs "," sep=1}}', "template-named-argument", "sep=1");
  refuses("{{#for xs as |x|}}{{/for}}", "template-unknown-block", "for");
  refuses("{{#each xs}}{{../count}}{{/each}}", "template-outer-context", "..");
  refuses("{{this}}", "template-no-context", "this");
  refuses("{{@index}}", "template-no-context", "@index");
  refuses("{{port}}", "template-arguments", "port");
});

test("broken text is reported where it breaks", () => {
  refuses("a {{#if yes}} b", "template-syntax", "{{#if yes}}");
  refuses("{{#if yes}}{{/each}}", "template-syntax", "if");
  refuses("a {{count", "template-syntax", "{{");
  refuses("a {{/if}}", "template-syntax", "{{/");
  refuses("a {{else}}", "template-syntax", "{{else}}");
  refuses("a\0b", "template-syntax", "\0");
  refuses("{{count )}}", "template-syntax", ")");
});

test("an error that was reported elsewhere stays silent", () => {
  assert.equal(compiled("{{broken.x}} {{#each broken as |b|}}{{b}}{{/each}} {{json broken}} {{secret broken}} {{seconds broken}}", values).diagnostics, []);
});

test("all problems of a template are found, each once", () => {
  const { diagnostics } = compiled("{{a}}{{#each xs as |x|}}{{b}}{{/each}}{{#if c}}{{d}}{{/if}}", values);
  assert.equal(diagnostics.map((one) => one.title), ["There is no `a` here", "There is no `b` here", "There is no `c` here", "There is no `d` here"]);
  assert.is(distinct([...diagnostics, ...compiled("{{a}}{{#each xs as |x|}}{{b}}{{/each}}{{#if c}}{{d}}{{/if}}", values).diagnostics]).length, 4);
});

test("the place decides between a symbol and a variable of one name", () => {
  const symbols: Record<string, Value> = { coinbase: secret("coinbase"), miner: { type: "service", service: service() }, rpc: { type: "port", label: "rpc" }, restic: values["restic"]! };
  const symbolic = (text: string) => {
    const { body, diagnostics } = compileTemplate({ source: { path: "a.hbs", text }, text, scope: scopeWithSymbols(values, symbols), sink: { provider: "consul" } });
    return diagnostics.length === 0 ? body : codes(diagnostics).join();
  };
  assert.is(symbolic("{{port rpc}} {{rpc}}"), '{{ env "NOMAD_PORT_rpc" }} 7');
  assert.match(symbolic("{{secret coinbase}}"), "mantis-1/coinbase");
  assert.match(symbolic("{{secret restic.id}}"), ".Data.data.id");
  assert.is(symbolic("{{#instances miner as |p|}}{{p.port}}{{/instances}}"), symbolic("{{#instances miner.server as |p|}}{{p.port}}{{/instances}}"));
  const bare = scopeWithSymbols({}, symbols);
  const refused = (text: string) => codes(compileTemplate({ source: { path: "a.hbs", text }, text, scope: bare, sink: { provider: "consul" } }).diagnostics).join();
  assert.is(refused("{{coinbase}}"), "template-not-printable");
  assert.is(refused("{{#if coinbase}}{{/if}}"), "template-late-condition");
  assert.is(refused("{{miner}}"), "template-unknown-name");
});

test("raw text passes through", () => {
  assert.is(emitted("{{r}}{{{x}}", {}), "! template-syntax");
  assert.is(emitted("[{{r}}]", { r: { type: "string", text: ['{{ key "a" }}'], raw: true } }), '[{{ key "a" }}]');
  assert.is(emitted("[{{r}}]", { r: string(late("raw", '{{ key "a" }}')) }), '[{{ key "a" }}]');
});

test("the author's place of every line", () => {
  const text = "first\n{{#each xs as |x|}}\n  {{x}} =\n  {{port rpc}}\n{{/each}}\nlast\n";
  const { body, lines } = compiled(text, values);
  assert.is(lines.length, body.split("\n").length);
  const written = lines.map((span) => span && text.slice(0, span.start).split("\n").length);
  assert.equal(written, [1, 3, 4, 3, 4, 3, 4, 6, undefined]);
});

test("inline text stands in its file at an offset", () => {
  const source = { path: "a.mantis", text: 'template "x" { text = "{{nope}}" }' };
  const at = source.text.indexOf("{{");
  const { diagnostics } = compileTemplate({ source, offset: at, text: "{{nope}}", scope: scopeOf({}), sink: { provider: "consul" } });
  assert.is(source.text.slice(diagnostics[0]!.span!.start, diagnostics[0]!.span!.end), "nope");
  const mapped = compileTemplate({ source, offset: (n) => n * 2, text: "{{nope}}", scope: scopeOf({}), sink: { provider: "consul" } });
  assert.is(mapped.diagnostics[0]!.span!.start, 4);
});

test("other delimiters", () => {
  const compile = (left: string, right: string, text: string) => compileTemplate({ source: { path: "a.hbs", text }, text, scope: scopeOf(values), sink: { provider: "consul" }, delimiters: { left, right } });
  assert.is(compile("[[", "]]", "\\{{x}} [[ {{port rpc}}").body, '{{x}} [[ "[[" ]] [[ env "NOMAD_PORT_rpc" ]]');
  for (const [left, right] of [["", "}}"], ["{{", ""], ["a", "b"], ["((", "))"], ["[[", "[["], ["{ {", "}}"]] as const) assert.equal(codes(compile(left, right, "x").diagnostics), ["template-delimiters"]);
});

test("hostile text ends in bounded time", () => {
  const deep = "{{#if yes}}".repeat(100_000);
  refuses(deep, "template-too-deep", "{{");
  assert.equal(codes(compiled(`{{#if ${"(not ".repeat(50_000)}`, values).diagnostics), ["template-too-deep"]);
  assert.equal(codes(compiled(`{{#if no}}${"{{else if no}}x".repeat(50_000)}{{/if}}`, values).diagnostics), ["template-too-deep"]);
  const big: Value = { type: "range", from: 1, to: 1_000_000_000 };
  assert.equal(codes(compiled("{{#each big as |x|}}{{/each}}", { big }).diagnostics), ["template-too-large"]);
  assert.equal(codes(compiled(`{{#each big as |x|}}${"x".repeat(10_000)}{{/each}}`, { big }).diagnostics), ["template-too-large"]);
  assert.equal(codes(compiled("{{json big}}", { big }).diagnostics), ["template-too-large"]);
  assert.is(emitted(`${"(".repeat(1000)}{{count}}`, values), `${"(".repeat(1000)}3`);
});

test.run();
