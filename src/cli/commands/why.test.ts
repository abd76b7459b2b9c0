import { test } from "uvu";
import * as assert from "uvu/assert";
import { network } from "../../emit/fixture.ts";
import { parseArguments } from "../arguments.ts";
import { commands } from "../commands.ts";
import { memoryWorld } from "../memory-world.ts";
import { runWhy } from "./why-run.ts";

function why(...words: string[]) {
  const world = memoryWorld({ files: { "/p/networks/testnet.mantis": "x" }, cwd: "/p" });
  const args = parseArguments(commands.find(({ name }) => name === "why")!, words);
  const code = runWhy(args, world, () => ({ diagnostics: [], files: [], builds: [{ network: network(), artifacts: [] }] }));
  return { code, out: world.stdout(), err: world.stderr() };
}

test("a path, as text and as JSON", () => {
  const text = why("testnet", "mantis/mantis-3/mantis/resources/cpu");
  assert.is(text.code, 0);
  assert.match(text.out, "= 1000 MHz\n");
  assert.is(JSON.parse(why("testnet", "mantis/mantis-3/mantis/resources/cpu", "--json").out).answers[0].value, 1000);
});

test("a line, by every name of its file", () => {
  for (const place of ["networks/testnet.mantis:4", "/p/networks/testnet.mantis:4", "./networks/testnet.mantis:4", "testnet.mantis:4"]) {
    const { code, out } = why("--from", place);
    assert.is(code, 0, place);
    assert.match(out, "mantis/mantis-3/mantis/resources/cpu  = 1000 MHz");
  }
  assert.match(why("--from", "networks/kit/mantis.mantis:1").out, "beats this line");
});

test("what cannot be answered", () => {
  for (const [code, ...words] of [
    ["why-unknown-path", "testnet", "mantis/nobody"], ["why-bad-place", "--from", "networks/testnet.mantis"], ["why-no-line", "--from", "networks/testnet.mantis:99"], ["why-no-line", "--from", "networks/testnet.mantis:0"],
    ["why-unknown-path", "--from", "other.mantis:1"], ["missing-argument", "testnet"], ["missing-argument"], ["flags-together", "--from", "a:1", "b", "c"], ["unknown-network-file", "nobody", "x"],
  ]) {
    const result = why(...words);
    assert.is(result.code, 1, words.join(" "));
    assert.match(result.err, code!);
  }
});

test.run();
