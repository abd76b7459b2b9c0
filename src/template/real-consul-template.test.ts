/** What is emitted, held against the real program where there is one on PATH; skipped elsewhere. Nothing is looked up: no network is touched. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { jsonBody } from "./body.ts";
import { compiled, here, late, map, secret, service, string } from "./fixture.ts";
import { renderConsulTemplate } from "./render.ts";

const program = "consul-template";
const found = spawnSync(program, ["-version"], { encoding: "utf8" }).status === 0;
const check = found ? test : test.skip;
const env = { NOMAD_PORT_rpc: "8000", NOMAD_ALLOC_INDEX: "2", HARD: 'a"b\\c {{ <é>' };

function run(body: string, ...flags: string[]): { status: number | null; out: string; err: string } {
  const directory = mkdtempSync(join(tmpdir(), "mantisc-"));
  try {
    writeFileSync(join(directory, "in"), body);
    const { status, stdout, stderr } = spawnSync(program, ["-once", ...flags, "-template", `${join(directory, "in")}:${join(directory, "out")}`], { encoding: "utf8", env: { PATH: process.env["PATH"], ...env }, timeout: 20_000 });
    return { status, out: stdout, err: stderr };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** `-dry` prints `> path` and then the file. */
function rendered(body: string): string {
  const { status, out, err } = run(body, "-dry");
  assert.is(status, 0, err);
  return out.slice(out.indexOf("\n") + 1);
}

check("late values and escaped text render as our renderer shows them", () => {
  const text = "{{x}}{{port rpc}}{{y}} \\{{z}} {{json h}}\n";
  const braces = fc.string({ unit: fc.constantFrom("{", "}", "-", " ", '"', "`", "a", "%") });
  for (const [a, b] of fc.sample(fc.tuple(braces, braces), { numRuns: 10, seed: 7 })) {
    const { body } = compiled(text, { x: string(a), y: string(b), h: string("<", late("env", "HARD"), ">") });
    assert.equal(renderConsulTemplate(body, { env }), { text: rendered(body).replace(/\n\n$/, "\n") });
  }
});

function parses(body: string): void {
  const { status, err } = run(body, "-parse-only");
  assert.is(status, 0, err);
}

check("look-ups parse", () => {
  for (const options of [{}, { provider: "nomad" }, { store: "variables" }, { version: 1 }] as const) {
    const { body } = compiled("{{#instances s as |p|}}{{#unless @first}},{{/unless}}{{secret p.coinbase}}{{p.address}}{{else}}-{{/instances}}", { s: { type: "service", service: service(options) } });
    parses(body);
    const json = jsonBody({ value: map({ a: secret("coinbase"), b: string(late("index")) }), span: here, sink: { provider: "consul" } });
    parses(json.body);
  }
});

test.run();
