import { test } from "uvu";
import * as assert from "uvu/assert";
import { compile } from "../compile.ts";
import { type Host, memoryHost } from "../host.ts";
import { knownFile, parsedOnce } from "./known-files.ts";

const host = () => memoryHost({});
const at = (text: string, display = "a.mantis") => ({ display, text });

test("the same content is the same file and the same tree; content and name decide, not the path alone", () => {
  const one = host();
  const first = knownFile(one, "/p/a.mantis", at("network a { }"));
  assert.is(knownFile(one, "/p/a.mantis", at("network a { }")), first);
  assert.is(parsedOnce(first), parsedOnce(first));
  assert.is.not(knownFile(one, "/p/a.mantis", at("network b { }")), first);
  assert.is.not(knownFile(one, "/p/a.mantis", at("network b { }", "q/a.mantis")).path, first.path);
  assert.is.not(knownFile(host(), "/p/a.mantis", at("network a { }")), first);
});

test("files are forgotten, the oldest first", () => {
  const one = host();
  const first = knownFile(one, "/p/0", at("0"));
  const last = Array.from({ length: 512 }, (_, i) => knownFile(one, `/p/${i + 1}`, at(`${i}`))).at(-1);
  assert.is(knownFile(one, "/p/512", at("511")), last);
  assert.is.not(knownFile(one, "/p/0", at("0")), first);
});

test("a change of an imported file is seen, through the host that saw it before", () => {
  const files = new Map([["/p/kit/k.mantis", "role r() {\n  group { task t { run = p } }\n}\n"], ["/p/a.mantis", 'import { r } from "kit/k"\nnetwork a { }\n']]);
  const changing: Host = {
    read: (path) => new TextEncoder().encode(files.get(path) ?? ""),
    exists: (path) => path === "/p/kit" || files.has(path),
    realPath: (path) => path,
  };
  const codes = () => compile(changing, "/p/a.mantis", { root: "/p" }).diagnostics.map((one) => one.code);
  const before = codes();
  files.set("/p/kit/k.mantis", "role other() { }\n");
  assert.ok(codes().includes("unknown-import") && !before.includes("unknown-import"));
});

test.run();
