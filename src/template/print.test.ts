import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Late, Text } from "../evaluate/text.ts";
import { text } from "../evaluate/text.ts";
import { here, instanceRef, late, secretRef } from "./fixture.ts";
import type { JobSink } from "./print.ts";
import { printJobText } from "./print.ts";

const prints = (parts: Text, where: JobSink, wanted: string) => assert.equal(printJobText(parts, where), { value: wanted });

test("late values in job fields", () => {
  const table: [Late, string][] = [
    [late("index"), "${NOMAD_ALLOC_INDEX}"], [late("group"), "${NOMAD_GROUP_NAME}"], [late("env", "HOME"), "${HOME}"],
    [late("port", "rpc"), "${NOMAD_PORT_rpc}"], [late("address", "rpc"), "${NOMAD_ADDR_rpc}"], [late("ip", "rpc"), "${NOMAD_IP_rpc}"],
    [late("dir", "local"), "${NOMAD_TASK_DIR}"], [late("dir", "secrets"), "${NOMAD_SECRETS_DIR}"], [late("dir", "alloc"), "${NOMAD_ALLOC_DIR}"],
    [late("attr", "unique.hostname"), "${attr.unique.hostname}"], [late("meta", "rack"), "${meta.rack}"], [late("node", "unique.name"), "${node.unique.name}"],
  ];
  for (const [part, wanted] of table) for (const where of ["config", "env", "field"] as const) prints(["a-", part, "-b"], where, `a-${wanted}-b`);
});

test("what a field cannot take is handed back", () => {
  const secret: Late = { late: "secret", secret: secretRef("k", ["m"]), span: here };
  const instance: Late = { late: "instance", instance: instanceRef(), field: "port", span: here };
  const host: Late = { late: "host", ref: "m", node: "m", span: here };
  for (const part of [secret, instance, host]) for (const where of ["config", "env", "field", "constraint"] as const) assert.equal(printJobText(["x", part], where), { refuse: part });
  const odd = late("env", "A B");
  assert.equal(printJobText([odd], "field"), { refuse: odd });
});

test("constraints see the node alone, as the whole string", () => {
  prints([late("attr", "kernel.name")], "constraint", "${attr.kernel.name}");
  prints([late("node", "class")], "constraint", "${node.class}");
  prints(["linux"], "constraint", "linux");
  for (const part of [late("index"), late("env", "X"), late("port", "rpc")]) assert.equal(printJobText([part], "constraint"), { refuse: part });
  const inside = late("attr", "kernel.name");
  assert.equal(printJobText(["x-", inside], "constraint"), { refuse: inside });
});

test("raw text passes, literals of a configuration are escaped", () => {
  prints([late("raw", "${X:-y}")], "config", "${X:-y}");
  prints(["${X} %{y} $ %"], "config", "$${X} %%{y} $ %");
  prints(["${X}"], "field", "${X}");
  prints(["cost$", late("port", "rpc")], "config", 'cost${"$"}${NOMAD_PORT_rpc}');
  prints(["$${x}"], "config", '${"$"}${"$"}{x}');
});

/** HCL's reading of a string template, as far as what is printed uses it. */
function hcl(template: string, env: Record<string, string>): string {
  return template.replace(/\$\$\{|%%\{|\$\{"([$%])"\}|\$\{([A-Za-z0-9_]+)\}/g, (whole, quoted, name) => quoted ?? (name === undefined ? whole.slice(1) : env[name] ?? "?"));
}

test("any literal text survives a task's configuration", () => {
  const piece = fc.string({ unit: fc.constantFrom("$", "%", "{", "}", "a", "\n", '"') });
  fc.assert(fc.property(piece, piece, (a, b) => {
    const printed = printJobText(text(a, late("port", "rpc"), b), "config");
    assert.ok("value" in printed);
    assert.is(hcl(printed.value, { NOMAD_PORT_rpc: "8000" }), `${a}8000${b}`);
  }));
});

test.run();
