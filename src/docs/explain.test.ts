/** What `mantisc explain` and `--help` say: of every diagnostic what it means and what is right, of every command an example that is one. */
import * as assert from "uvu/assert";
import { suite } from "uvu";
import { parseArguments } from "../cli/arguments.ts";
import { commands } from "../cli/commands.ts";
import { commandHelp } from "../cli/help.ts";
import { catalog } from "../diagnostics/catalog.ts";
import { parse } from "../syntax/parse.ts";

const kinds = Object.entries(catalog).map(([code, { explain }]) => ({ code, explain }));
const failing = (wrong: (one: { readonly code: string; readonly explain: string }) => boolean) => kinds.filter(wrong).map(({ code }) => code);
const linesOf = (explain: string, word: "Wrong" | "Right") => [...explain.matchAll(new RegExp(`^${word}:\\s+(.*)$`, "gm"))].map((match) => match[1]!);

const test = suite("explanations");

test("each says what is right", () => assert.equal(failing(({ explain }) => linesOf(explain, "Right").length === 0), []));

test("the wrong comes before the right", () => {
  const order = (explain: string) => [...explain.matchAll(/^(Wrong|Right):/gm)].map((match) => match[1]![0]).join("");
  assert.equal(failing(({ explain }) => !/^(W*R)+$/.test(order(explain))), []);
});

test("each begins with a sentence, not with an example", () => assert.equal(failing(({ explain }) => !/^[^\n]*[.:;`)]( |\n|$)/.test(explain.trim()) || /^(Wrong|Right):/.test(explain.trim())), []));

test("nothing is said twice", () => {
  const seen = new Map<string, string>();
  const twice = kinds.filter(({ code, explain }) => {
    const before = seen.get(explain);
    seen.set(explain, code);
    return before !== undefined;
  });
  assert.equal(twice.map(({ code }) => code), []);
});

/** Examples that are whole declarations can be read as files. Those with `…`, or with words between, are for people only. */
test("right examples that are whole declarations parse", () => {
  const wrong: string[] = [];
  let count = 0;
  for (const { code, explain } of kinds) {
    for (const text of linesOf(explain, "Right")) {
      if (!/^((network|role) [a-z].*[})]|import .*")$/.test(text) || text.includes("…") || / and /.test(text)) continue;
      count++;
      const { diagnostics } = parse({ path: code, text: `${text.replace(/\}\s\s+(?=network|role)/g, "}\n")}${text.endsWith(")") ? " { }" : ""}` });
      if (diagnostics.length > 0) wrong.push(`${code}: ${diagnostics[0]!.title}: ${text}`);
    }
  }
  assert.ok(count > 5, `${count} examples`);
  assert.equal(wrong, []);
});

test("each command's help has an example that its own flags and operands allow, and no line is too wide", () => {
  for (const command of commands) {
    const [, name, rest = ""] = /mantisc (\S+)([^|)]*)/.exec(command.example)!;
    assert.is(name, command.name);
    assert.equal(parseArguments(command, rest.trim() === "" ? [] : rest.trim().split(/\s+/)).diagnostics, [], command.example);
    assert.equal(commandHelp(command).split("\n").filter((line) => line.length > 120), [], command.name);
    for (const flag of command.flags) assert.ok(flag.help.length > 10, `${command.name} --${flag.name}`);
  }
});

test.run();
