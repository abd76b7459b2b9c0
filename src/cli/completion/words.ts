/** What the three scripts share: for each command its flags and what its operands and values complete to. */
import { commands } from "../commands.ts";
import type { Command, Completes, Flag } from "../command.ts";

export const listKinds = ["networks", "jobs", "groups", "tasks", "services", "ports", "images", "secrets", "members"];
export const shells = ["bash", "zsh", "fish"];

export function flagsOf(command: Command): readonly Flag[] {
  return [...command.flags, { name: "help", help: "says what the command does" }];
}

/** `FILE` and `FILE:LINE` complete to files, `DIR` to directories, a job's `NAME` to jobs. */
export function completesValue(command: Command, flag: Flag): Completes | undefined {
  if (flag.value === "DIR") return "directory";
  if (flag.name === "job") return "job";
  if (command.name === "new" && flag.name === "from") return "network";
  return flag.value?.startsWith("FILE") ? "file" : undefined;
}

export function commandNames(): string[] {
  return commands.map(({ name }) => name);
}
