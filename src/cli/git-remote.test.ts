/** A real git over real repositories in a directory of the test's own. */
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { commitOf } from "../pin/remote.ts";
import { lsRemote } from "./git-remote.ts";

const place = fs.mkdtempSync(`${os.tmpdir()}/mantisc-remote-`);
const git = (...args: string[]) => execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main", ...args], { cwd: place, encoding: "utf8" }).trim();

test.before(() => {
  git("init", "-q");
  git("commit", "-q", "--allow-empty", "-m", "first");
  git("tag", "-a", "v1", "-m", "the first");
  git("checkout", "-q", "-b", "develop");
  git("commit", "-q", "--allow-empty", "-m", "second");
});
test.after(() => fs.rmSync(place, { recursive: true, force: true }));

test("branches, tags that are objects of their own, and HEAD lead to commits", () => {
  const remote = lsRemote(`file://${place}`);
  assert.ok("refs" in remote);
  assert.is(commitOf(remote.refs, "develop"), git("rev-parse", "develop"));
  assert.is(commitOf(remote.refs, "main"), git("rev-parse", "main"));
  assert.is(commitOf(remote.refs, "v1"), git("rev-parse", "v1^{commit}"));
  assert.is(commitOf(remote.refs, "HEAD"), git("rev-parse", "HEAD"));
  assert.is(commitOf(remote.refs, "devlop"), undefined);
});

test("what is no repository says so, and a URL runs no program", () => {
  const failure = (url: string) => (lsRemote(url) as { failure: string }).failure;
  assert.match(failure(`file://${place}-none`), /repository|exist|access/);
  fs.rmSync(`${place}/ran`, { force: true });
  assert.match(failure(`ext::sh -c "touch ${place}/ran"`), /no URL/);
  assert.ok(failure(`ext::${place}/ran`));
  assert.match(failure("--upload-pack=touch"), /no URL/);
  assert.not(fs.existsSync(`${place}/ran`));
  assert.not(failure("https://name:hidden@127.0.0.1:1/a.git").includes("hidden"));
});

test.run();
