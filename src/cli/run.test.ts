import { spawnSync } from "node:child_process";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { commands } from "./commands.ts";
import { bashScript } from "./completion/bash.ts";
import { memoryWorld } from "./memory-world.ts";
import { wantsColour } from "./node-world.ts";
import { resolvePath, shownPath } from "./paths.ts";
import { run } from "./run.ts";
import { columns } from "./table.ts";

async function call(...words: string[]) {
  const world = memoryWorld({ cwd: "/p", files: {} });
  const code = await run(words, world);
  return { code, out: world.stdout(), err: world.stderr() };
}

test("--version and --help", async () => {
  assert.equal(await call("--version"), { code: 0, out: "mantisc 0.0.0-test\n", err: "" });
  const help = await call("--help");
  assert.is(help.code, 0);
  for (const { name, summary } of commands) assert.match(help.out, new RegExp(`^  ${name} +${summary}`, "m"));
  assert.match(help.out, "Exit codes: 0");
});

test("nothing at all is help and a failure", async () => assert.is((await call()).code, 1));

test("each command's help has its usage, flags, exit codes and an example that parses", async () => {
  for (const command of commands) {
    const { code, out } = await call(command.name, "--help");
    assert.is(code, 0);
    assert.match(out, `Usage: ${command.usage}`);
    assert.match(out, `Example: ${command.example}`);
    assert.match(out, "Exit codes");
    for (const flag of command.flags) assert.match(out, `--${flag.name}`);
    assert.equal(await call("help", command.name), { code: 0, out, err: "" });
  }
});

test("an unknown command is an error with a guess", async () => {
  const { code, out, err } = await call("biuld");
  assert.is(code, 1);
  assert.is(out, "");
  assert.match(err, "error[unknown-command]");
  assert.match(err, "Did you mean `build`?");
});

test("explain: one code, all codes, no code", async () => {
  assert.match((await call("explain", "output-in-the-way")).out, /^error\[output-in-the-way\]\n\nmantisc writes over/);
  const all = await call("explain");
  assert.is(all.code, 0);
  assert.match(all.out, /^unknown-flag +error +A flag that the command does not have\.$/m);
  const unknown = await call("explain", "unknown-flg");
  assert.is(unknown.code, 1);
  assert.match(unknown.err, "Did you mean `unknown-flag`?");
  assert.is((await call("explain", "__proto__")).code, 1);
});

test("completion scripts know every command and flag", async () => {
  for (const shell of ["bash", "zsh", "fish"]) {
    const { code, out } = await call("completion", shell);
    assert.is(code, 0);
    for (const command of commands) {
      assert.match(out, command.name);
      for (const flag of command.flags) assert.ok(out.includes(`--${flag.name}`) || out.includes(`-l ${flag.name}`), `${shell} ${flag.name}`);
    }
  }
  assert.is((await call("completion", "csh")).code, 1);
  assert.is((await call("completion")).code, 1);
});

test("bash completes commands, flags, values and files", () => {
  const complete = (...words: string[]) => {
    const script = `${bashScript()}\nCOMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 )); _mantisc; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return spawnSync("bash", ["-c", script, "bash", "mantisc", ...words], { encoding: "utf8", cwd: import.meta.dirname }).stdout.trim().split("\n");
  };
  assert.equal(complete("b"), ["build"]);
  assert.equal(complete("build", "--st"), ["--stdout"]);
  assert.equal(complete("build", "--format", ""), ["text", "json", "sarif", "github"]);
  assert.equal(complete("build", "--out", "comm"), ["commands"]);
  assert.equal(complete("list", "serv"), ["services"]);
  assert.equal(complete("completion", "f"), ["fish"]);
});

test("paths", () => {
  assert.is(resolvePath("/a/b", "../c/./d"), "/a/c/d");
  assert.is(resolvePath("/a", "/x/../../y"), "/y");
  assert.is(resolvePath("/", "x"), "/x");
  assert.is(resolvePath("C:/a", "../b"), "C:/b");
  assert.is(shownPath("/a", "/a/b"), "b");
  assert.is(shownPath("/a", "/ab"), "/ab");
  assert.is(shownPath("/", "/ab"), "ab");
});

test("columns align by what is seen", () => {
  assert.is(columns([["a", "b"], ["日本", "c"], ["x\u0007", ""]]), "a       b\n日本    c\nx\\u{7}\n");
});

test("colours", () => {
  assert.is(wantsColour(true, {}), true);
  assert.is(wantsColour(false, {}), false);
  assert.is(wantsColour(true, { NO_COLOR: "1" }), false);
  assert.is(wantsColour(true, { NO_COLOR: "" }), true);
  assert.is(wantsColour(false, { FORCE_COLOR: "1" }), true);
  assert.is(wantsColour(true, { FORCE_COLOR: "0" }), false);
  assert.is(wantsColour(false, { FORCE_COLOR: "1", NO_COLOR: "1" }), false);
  assert.is(wantsColour(true, { TERM: "dumb" }), false);
});

test.run();
