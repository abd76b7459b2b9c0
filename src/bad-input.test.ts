/**
 * The issue's "Bad input", through the whole of compile(): each ends with a clear diagnostic and no artifacts, in bounded time and memory.
 * What the disk can do to an output is in src/emit/write.test.ts and golden/invalid/output-*; what a text alone can do in src/syntax/hostile.test.ts.
 */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compile } from "./compile.ts";
import { memoryHost } from "./host.ts";
import type { CompileResult } from "./result.ts";

type Files = Readonly<Record<string, string | Uint8Array>>;
const repeat = (count: number, line: (i: number) => string) => Array.from({ length: count }, (_, i) => line(i)).join("");
const network = (body: string, before = ""): Files => ({ "/p/main.mantis": `${before}\nnetwork testnet {\n  datacenters = ["dc1"]\n${body}\n}\n` });
const role = (inTask = "", params = "") => `role web(${params}) { group { task web { driver = raw_exec  config { command = "x" }  ${inTask} } } }`;
const templated = (body: string, params = ""): Files => ({ ...network("job a { web 1..2 }", role('template "local/x" { from = "x.hbs" }', params)), "/p/x.hbs": body });

function run(files: Files): CompileResult {
  return compile(memoryHost(files), "/p/main.mantis", { root: "/p" });
}

/** Far above what each takes, far below what an unbounded one would. */
const MOST_MS = 20_000;

function refuses(files: Files, code: string): void {
  const begin = performance.now();
  const { diagnostics, builds } = run(files);
  assert.ok(diagnostics.some((one) => one.code === code && one.severity === "error"), `expected ${code}, found ${diagnostics.slice(0, 5).map((one) => `${one.code}: ${one.title}`).join("; ")}`);
  assert.is(builds.length, 0);
  assert.ok(diagnostics.length <= 1000, `${diagnostics.length} diagnostics`);
  assert.ok(performance.now() - begin < MOST_MS, "it took too long");
}

const doubled = (start: string, step: (i: number) => string, times: number) => `let a0 = ${start}\n${repeat(times, (i) => `let a${i + 1} = ${step(i)}\n`)}`;
/** Half a MiB. */
const long = doubled('"0123456789abcdef"', (i) => `a${i} + a${i}`, 15);

const nested: Readonly<Record<string, string>> = {
  "braces": "{".repeat(10_000), "brackets": `let x = ${"[".repeat(10_000)}`, "closed brackets": `let x = ${"[".repeat(10_000)}${"]".repeat(10_000)}`,
  "parentheses": `let x = ${"(".repeat(10_000)}1${")".repeat(10_000)}`, "maps": `let x = ${"{a = ".repeat(10_000)}1${"}".repeat(10_000)}`,
  "blocks": `${"job a {".repeat(10_000)}${"}".repeat(10_000)}`, "ifs": `${"if true {".repeat(10_000)}${"}".repeat(10_000)}`, "else ifs": `if true {}${" else if true {}".repeat(10_000)}`,
  "conditions": `let x = ${"if true then ".repeat(10_000)}1`, "calls": `let x = ${"len(".repeat(10_000)}${")".repeat(10_000)}`, "indexes": `let x = a${"[0]".repeat(10_000)}`,
  "interpolations": `let x = ${'"\\('.repeat(10_000)}`, "comprehensions": `let x = ${"[for x in ".repeat(10_000)}`, "prefix operators": `let x = ${"!".repeat(10_000)}true`,
  "operators": `let x = 1${" + 1".repeat(10_000)}`, "dots": `let x = a${".b".repeat(10_000)}`,
};
for (const [what, body] of Object.entries(nested)) test(`10,000 nested ${what}`, () => refuses(network(body), "nested-too-deep"));

const bombs: readonly (readonly [string, string, Files])[] = [
  ["a giant range", "list-too-long", network('let x = 1..1000000000\ndomain = "\\(len(x))"')],
  ["a giant range of members", "list-too-long", network("job a { web 1..1000000000 }", role())],
  ["a giant count", "count-out-of-range", network("job a { web { count = 1000000000 } }", role())],
  ["10,001 members", "too-many-members", network("job a { web a 1..10000  web b }", role())],
  ["many sets of many members", "too-many-members", network(`job a {\n${repeat(2_000, (i) => `web s${i} 1..10000\n`)}}`, role())],
  ["comprehensions in comprehensions", "too-many-steps", network('let x = [for a in 1..10000: [for b in 1..10000: b]]\ndomain = "\\(len(x))"')],
  ["functions of long texts", "too-many-steps", network(`${long}domain = "\\(len([for i in 1..10000: len(a15)]))"`)],
  ["strings that double", "text-too-long", network(`${doubled('"0123456789abcdef"', (i) => `"\\(a${i})\\(a${i})"`, 40)}domain = a40`)],
  ["lists that double", "list-too-long", network(`${doubled("[1, 2]", (i) => `a${i} + a${i}`, 40)}domain = "\\(len(a40))"`)],
  ["lists of lists that double", "value-too-large", network(`${doubled("[1, 2]", (i) => `[a${i}, a${i}]`, 60)}domain = "\\(len(a60))"`)],
  ["maps of maps that double", "value-too-large", network(`${doubled("{ x = 1 }", (i) => `{ x = a${i}  y = a${i} }`, 60)}domain = "\\(len(a60))"`)],
  ["a replacement that squares", "function-refuses", network(`${long}domain = replace(a15, "0", a15)`)],
  ["a join of much", "value-too-large", network(`${long}domain = join([for i in 1..10000: a15], ",")`)],
  ["much text for many members", "output-too-large", network(`${long}job a { web 1..10000 { group { task web { config { x = a15 } } } } }`, role())],
  ["a chain of 600 values", "evaluation-too-deep", network(`${repeat(600, (i) => `let a${i} = a${i + 1}\n`)}let a600 = "x"\ndomain = a0`)],
  ["loops in loops of a template", "template-too-large", templated("{{#each n as |a|}}{{#each n as |b|}}{{#each n as |c|}}x{{/each}}{{/each}}{{/each}}", "n: [int] = [for i in 1..3000: i]")],
  ["a template that prints much", "template-too-large", templated(`{{#each n as |a|}}${"0123456789".repeat(200)}{{/each}}`, "n: [int] = [for i in 1..9000: i]")],
  ["10,000 nested blocks of a template", "template-too-deep", templated("{{#if true}}".repeat(10_000))],
  ["10,000 nested brackets of a template", "template-too-deep", templated(`{{${"(".repeat(10_000)}}}`)],
  ["a chain of 10,000 roles", "roles-too-deep", { "/p/main.mantis": `${repeat(10_000, (i) => `role r${i}() { r${i + 1} }\n`)}role r10000() {}\nnetwork n { job a { r0 } }` }],
  ["roles that use the next one twice, 31 deep", "role-used-twice", { "/p/main.mantis": `${repeat(31, (i) => `role r${i}() { if true { r${i + 1} }  if true { r${i + 1} } }\n`)}role r31() {}\nnetwork n { job a { r0 } }` }],
  ["17 networks in a chain", "chain-too-long", { "/p/main.mantis": `network n0 {}\n${repeat(16, (i) => `network n${i + 1} extends n${i} {}\n`)}` }],
  ["1,000 networks in a chain", "chain-too-long", { "/p/main.mantis": `network n0 {}\n${repeat(1_000, (i) => `network n${i + 1} extends n${i} {}\n`)}` }],
  ["257 files", "too-many-files", { "/p/main.mantis": `${repeat(256, (i) => `import { r${i} } from "kit/f${i}"\n`)}network n {}`, ...Object.fromEntries(Array.from({ length: 256 }, (_, i) => [`/p/kit/f${i}.mantis`, `role r${i}() {}`])) }],
  ["257 files in a chain", "too-many-files", { "/p/main.mantis": 'import { r } from "kit/f0"\nnetwork n {}', ...Object.fromEntries(Array.from({ length: 257 }, (_, i) => [`/p/kit/f${i}.mantis`, `import { r } from "kit/f${i + 1}"\nrole s() {}`])) }],
  ["a file of more than 1 MiB", "file-too-large", { "/p/main.mantis": "# x\n".repeat(270_000) }],
  ["a template of more than 1 MiB", "file-too-large", templated("x".repeat(1_100_000))],
  ["a number of 300,000 digits", "number-too-large", network(`let x = ${"9".repeat(300_000)}`)],
  ["a duration of 300,000 digits", "number-too-large", network(`let x = ${"9".repeat(300_000)}h`)],
  ["a product beyond 64 bits", "integer-too-large", network('let x = 2000000h * 1000000\ndomain = "\\(seconds(x))"')],
  ["20,000 wrong attributes", "unknown-attribute", network(repeat(20_000, (i) => `x${i} = ${i}\n`))],
];
for (const [what, code, files] of bombs) test(what, () => refuses(files, code));

const circles: readonly (readonly [string, string])[] = [
  ["a role that contains itself", "role a() { group { a } }"],
  ["a role that contains itself under `if false`", "role a() { if false { group { a } } }"],
  ["a role that contains itself in `else`", "role a() { if true {} else if true {} else { a } }"],
  ["a role that extends itself", "role a() extends a {}"],
  ["a role that contains itself through others", "role a() { b }\nrole b() { task x { c } }\nrole c() extends a {}"],
];
for (const [what, text] of circles) test(what, () => refuses(network("job j { a }", text), "role-cycle"));

const encodings: readonly (readonly [string, Uint8Array])[] = [
  ["UTF-16", new Uint8Array(Buffer.from("\ufeffnetwork a {}", "utf16le"))],
  ["Latin-1", new Uint8Array(Buffer.from("# für\nnetwork a {}", "latin1"))],
  ["half a character", new Uint8Array([0x23, 0xe2, 0x82])],
];
for (const [what, bytes] of encodings) {
  test(`${what} as a file`, () => refuses({ "/p/main.mantis": bytes }, "wrong-encoding"));
  test(`${what} as a template`, () => refuses({ ...templated(""), "/p/x.hbs": bytes }, "wrong-encoding"));
}
test("NUL bytes", () => refuses({ "/p/main.mantis": "network a {\u0000}" }, "control-character"));
test("an empty file builds nothing and says nothing", () => assert.equal([run({ "/p/main.mantis": "" }).diagnostics, run({ "/p/main.mantis": "" }).builds], [[], []]));
test("a missing file", () => refuses({}, "cannot-read"));

for (const path of ["../x", "/etc/passwd", "a/../../x", "./x", "a//b", "", "a\\..\\b/../c"]) {
  test(`an import from ${JSON.stringify(path)}`, () => refuses(network("", `import { a } from ${JSON.stringify(path)}`), "path-leaves-project"));
  test(`a template from ${JSON.stringify(path)}`, () => refuses(network(`job a { web { group { task web { template "local/x" { from = ${JSON.stringify(path)} } } } } }`, role()), "path-leaves-project"));
}

/** Names that every object has in JavaScript. */
const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "prototype"];
for (const name of names) {
  test(`${name} is an ordinary name`, () => {
    const text = `
role ${name}(${name}x: string = "p") {
  secret ${name} { make = key() }
  group {
    network { port ${name} {} }
    service ${name} { name = "plain"  port = ${name}  tags = ["${name}"]  meta { ${name} = "m" } }
    task ${name} {
      driver = raw_exec
      config { ${name} = "c"  command = "x" }
      env { ${name} = ${name}x }
      template "local/${name}" { json = { ${name} = { ${name} = "${name}" } } }
      template "local/names" { text = "{{member.${name}.address}} {{port ${name}}} {{${name}x}}" }
    }
  }
}
network testnet {
  datacenters = ["dc1"]
  let ${name}y = { ${name} = "v" }
  domain = ${name}y.${name}
  job ${name} { ${name} ${name}s 1..2 { public {} } }
}`;
    const { diagnostics, builds } = run({ "/p/main.mantis": text });
    assert.equal(diagnostics.map((one) => `${one.code}: ${one.title}`), []);
    const payload = builds[0]!.artifacts.find((one) => one.path === `nomad/${name}.json`)!.text;
    const job = (JSON.parse(payload) as { Job: { TaskGroups: { Tasks: { Env: object; Config: object }[]; Services: { Meta: object }[] }[] } }).Job;
    const task = job.TaskGroups[0]!.Tasks[0]!;
    for (const [place, value] of [[task.Env, "p"], [task.Config, "c"], [job.TaskGroups[0]!.Services[0]!.Meta, "m"]] as const) {
      assert.is(Object.getOwnPropertyDescriptor(place, name)?.value, value, payload);
    }
    const body = builds[0]!.artifacts.find((one) => one.path.endsWith(`local/${name}`))!.text;
    assert.is(JSON.stringify(JSON.parse(body)), `{"${name}":{"${name}":"${name}"}}`);
  });

  for (const [where, body] of [["a name", `domain = ${name}`], ["a field", `domain = network.${name}`], ["a function", `domain = ${name}(1)`], ["a block", `${name} {}`], ["an attribute", `${name} = 1`], ["a default", `default ${name} {}`], ["a path to unset", `unset ${name}`], ["a unit", `let x: ${name} = 1\ndomain = "\\(x)"`]] as const) {
    test(`${name} as ${where} is unknown`, () => {
      const { diagnostics, builds } = run(network(body));
      assert.ok(diagnostics.length > 0 && diagnostics.every((one) => /^(unknown|unset)-/.test(one.code)), diagnostics.map((one) => one.code).join(" "));
      assert.is(builds.length, 0);
    });
  }
  test(`${name} in a template is unknown`, () => refuses(templated(`{{${name}}}`), "template-unknown-name"));
  test(`${name} as a helper is unknown`, () => refuses(templated(`{{${name} 1}}`), "template-unknown-helper"));
}

test("10,000 members build", () => {
  const { diagnostics, builds } = run(network("job a { web 1..10000 }", role()));
  assert.equal(diagnostics, []);
  assert.is(builds[0]!.network.jobs[0]!.groups.length, 10_000);
});

test.run();
