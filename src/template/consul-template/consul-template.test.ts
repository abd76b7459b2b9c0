import { test } from "uvu";
import * as assert from "uvu/assert";
import { renderConsulTemplate } from "../render.ts";
import { checkConsulTemplate } from "./check.ts";
import { functionNames, refusedFunction } from "./functions.ts";
import { lookupsOf } from "./lookups.ts";
import { parseConsulTemplate } from "./parser.ts";

const problems = (body: string, target = "1.6") => checkConsulTemplate(body, { target }).map((one) => `${one.code}: ${one.title}`);
const renders = (body: string, wanted: string, data = {}) => assert.equal(renderConsulTemplate(body, data), { text: wanted }, body);

test("what Go takes passes", () => {
  for (const body of [
    "", "plain }} text", "{{/* a comment */}}", "{{- /* trimmed */ -}}", "{{ env \"X\" }}", "{{env `X`}}", "{{ $x := 1 }}{{ $x }}", "{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ end }}",
    "{{ range $i, $s := service \"a\" }}{{ $i }}{{ $s.Address }}{{ else }}-{{ end }}", "{{ with secret \"a\" }}{{ .Data.data.x }}{{ else with secret \"b\" }}{{ .Data }}{{ end }}",
    "{{ if eq 1 2 }}a{{ else if (and true (not false)) }}b{{ else }}c{{ end }}", "{{ (index .A \"b\").C.D }}", "{{ 1.5e3 }} {{ 'a' }} {{ nil | print }}", "{{ range loop 3 }}{{ break }}{{ end }}",
    "{{ define \"t\" }}{{ . }}{{ end }}{{ template \"t\" 1 }}", "{{ block \"b\" . }}x{{ end }}", "{{ .A | toJSON | indent 2 }}", "{{ $.X }}", "{{ service \"a\" | toJSON }}", "{{ sprig_upper \"a\" }}",
  ]) assert.equal(problems(body), [], body);
});

test("what Go refuses is found", () => {
  const wrong: [string, string][] = [
    ["{{ range service \"a\" }}", "this `range` has no `end`"], ["{{ end }}", "`end` without a block to close"], ["{{ else }}", "`else` without a block to belong to"], ["{{ if true }}{{ else }}{{ else }}{{ end }}", "a second `else`"],
    ["{{ env \"X }}", "a string is not closed"], ["{{ env \\\"X\\\" }}", "does not belong in an action"], ["{{ env", "an action is not closed"], ["{{/* x", "a comment is not closed"], ["{{ (env `a` }}", "a bracket is not closed"],
    ["{{ }}", "a value is missing"], ["{{ env | }}", "a value is missing"], ["{{ 1 | 2 }}", "cannot take what is piped"], ["{{ \"\\q\" }}", "no escape of a Go string"], ["{{{ env `a` }}", "does not belong"], ["{{ end 1 }}{{ if 1 }}", "`end` without"],
  ];
  for (const [body, what] of wrong) assert.match(problems(body).join(), what, body);
});

test("functions of the target's version", () => {
  assert.match(problems("{{ hmacSHA256Hex `a` `b` }}").join(), "no function `hmacSHA256Hex` in Nomad 1.6");
  assert.equal(problems("{{ hmacSHA256Hex `a` `b` }}", "1.10"), []);
  assert.match(problems("{{ nomadVar `x` }}", "1.3").join(), "consul-template-function");
  assert.match(checkConsulTemplate("{{ evn `X` }}", { target: "1.6" })[0]!.notes.join(), "`env`");
  assert.match(problems("{{ sprig_now }}").join(), "consul-template-function");
  assert.is(refusedFunction("executeTemplate", "1.6"), undefined);
  for (const target of ["1.9", "1.10", "2.0"]) assert.is(refusedFunction("executeTemplate", target), "denied");
  assert.match(problems("{{ plugin `rm` }}{{ writeToFile `a` `b` }}").join(), "disables the function `plugin`");
  for (const name of ["constructor", "__proto__", "toString"]) assert.is(refusedFunction(name, "1.6"), "unknown");
  // consul-template 0.31 registers 91 functions of its own and Go 19; two are denied.
  assert.is(functionNames("1.6").length, 108);
});

test("variables live in their block", () => {
  assert.match(problems("{{ range $s := service `a` }}{{ end }}{{ $s.Address }}").join(), "The variable `$s` is not defined here");
  assert.match(problems("{{ $x = 1 }}").join(), "`$x`");
  assert.equal(problems("{{ if true }}{{ $x := 1 }}{{ $x }}{{ end }}{{ $x := 2 }}{{ $x }}"), []);
  assert.is(problems("{{ $x }}{{ $x }}").length, 1);
});

test("problems point at the line's author", () => {
  const file = { path: "a.hbs", text: "xyz" };
  const lines = [{ file, start: 0, end: 1 }, { file, start: 1, end: 2 }];
  assert.is(checkConsulTemplate("a\n{{ nope }}", { target: "1.6", lines })[0]!.span, lines[1]);
});

test("deep nesting is refused", () => {
  assert.match(problems("{{ if 1 }}".repeat(5000)).join(), "too deep");
  assert.match(problems(`{{ ${"(".repeat(5000)} }}`).join(), "too deep");
});

test("look-ups are listed", () => {
  const found = lookupsOf(parseConsulTemplate("{{ range service `a` }}{{ with secret (printf `x%s` (env `E`)) }}{{ end }}{{ end }}{{ key `k` }}"));
  assert.equal(found.map((one) => [one.kind, one.name]), [["service", "a"], ["secret", undefined], ["env", "E"], ["key", "k"]]);
});

test("rendering follows Go", () => {
  renders("a {{- 1 -}} b", "a1b");
  renders("{{ if `` }}a{{ else if 0 }}b{{ else }}c{{ end }}", "c");
  renders("{{ $x := `a` }}{{ if true }}{{ $x = `b` }}{{ end }}{{ $x }}", "b");
  renders("{{ $x := `a` }}{{ if true }}{{ $x := `b` }}{{ $x }}{{ end }}{{ $x }}", "ba");
  renders("{{ range $i, $e := split `,` `a,b,c` }}{{ if $i }};{{ end }}{{ $i }}{{ $e }}{{ end }}", "0a;1b;2c");
  renders("{{ range $e := split `,` `a,b,c` }}{{ if eq $e `b` }}{{ continue }}{{ end }}{{ $e }}{{ end }}{{ range split `,` `a,b` }}{{ . }}{{ break }}{{ end }}", "aca");
  renders("{{ printf `%s-%d-%v-%%` `a` 1 true }} {{ 5 | subtract 1 }} {{ len `é` }} {{ `A` | toLower | toUpper }}", "a-1-true-% 4 2 A");
  renders("{{ printf `%s` 1 }}", "%!s(number=1)");
  renders("{{ define `t` }}<{{ . }}>{{ end }}{{ template `t` `x` }}", "<x>");
  renders("{{ `{\"b\":1,\"a\":[\"<\"]}` | parseJSON | toJSON }}", '{"a":["\\u003c"],"b":1}');
  renders("{{ range nomadService `a` }}{{ if contains `t` .Tags }}{{ .Address }}{{ end }}{{ if .Tags | contains `u` }}!{{ end }}{{ end }}", "1.1.1.1", { services: { a: [{ address: "1.1.1.1", port: 1, tags: ["t"] }] } });
  renders("{{ with secret `p` }}{{ .Data.absent }}{{ end }}", "<no value>", { secrets: { p: { a: 1 } } });
});

test("what the data lacks is listed", () => {
  assert.equal(renderConsulTemplate("{{ with secret `a` }}{{ end }}{{ with node `n` }}{{ end }}", {}), { missing: ["secret a", "node n"] });
  assert.ok("error" in renderConsulTemplate("{{ index (split `,` `a`) 3 }}", {}));
  assert.ok("error" in renderConsulTemplate("{{ range service `a` }}{{ .Adress }}{{ end }}", { services: { a: [{ address: "x", port: 1 }] } }));
});

test.run();
