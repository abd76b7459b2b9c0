/**
 * What a git remote has, by `git ls-remote`. Git gets a list of arguments, no terminal to ask on, and the protocols that name a server or a
 * directory: a URL cannot make it run a program.
 */
import { spawnSync } from "node:child_process";
import type { Remote } from "../pin/remote.ts";

const TIMEOUT = 60_000;

/** A minute at most. Refs by full name (`refs/heads/develop`, `HEAD`) with the commits they lead to: annotated tags are followed. */
export function lsRemote(url: string): Remote {
  if (url.startsWith("-") || /[\u0000-\u0020\u007f]/.test(url)) return { failure: "that is no URL of a repository" };
  const env = { ...process.env, GIT_TERMINAL_PROMPT: "0", GIT_ALLOW_PROTOCOL: "https:ssh:file:git", GIT_SSH_COMMAND: process.env["GIT_SSH_COMMAND"] ?? "ssh -oBatchMode=yes", LC_ALL: "C" };
  const { status, stdout, stderr, error } = spawnSync("git", ["ls-remote", "--quiet", "--", url], { env, encoding: "utf8", timeout: TIMEOUT, maxBuffer: 64 * 1024 * 1024, stdio: ["ignore", "pipe", "pipe"], windowsHide: true });
  if (error !== undefined) return { failure: (error as NodeJS.ErrnoException).code === "ETIMEDOUT" ? "it did not answer within a minute" : "git is not installed" };
  return status === 0 ? { refs: refsOf(stdout) } : { failure: reasonOf(stderr) };
}

/** `<hash>\t<name>`; `<name>^{}` is what an annotated tag leads to. */
function refsOf(listing: string): Map<string, string> {
  const refs = new Map<string, string>();
  for (const line of listing.split("\n")) {
    const [hash, name] = line.split("\t");
    if (hash !== undefined && name !== undefined && /^[0-9a-f]{40,64}$/.test(hash)) refs.set(name.replace(/\^\{\}$/, ""), hash);
  }
  return refs;
}

/** The last line that says something, without a password that a URL may hold. */
function reasonOf(stderr: string): string {
  const line = stderr.split("\n").map((each) => each.replace(/^(fatal|error|ssh): /, "").trim()).filter((each) => each !== "").at(-1);
  return (line ?? "git could not read it").replace(/\/\/[^/@\s]*@/g, "//");
}
