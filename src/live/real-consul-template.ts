/** The real consul-template: `consul-template` on PATH or in CONSUL_TEMPLATE_BIN. In: texts by name and the servers' variables. Out: what it renders. */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";

export const consulTemplate = programOf("consul-template", "CONSUL_TEMPLATE_BIN");

/** The path that a variable gives, or that of a program on PATH. */
export function programOf(name: string, variable: string): string | undefined {
  const named = process.env[variable] ?? "";
  if (named !== "") return named;
  return (process.env["PATH"] ?? "").split(":").filter((directory) => directory !== "").map((directory) => `${directory}/${name}`).find((path) => fs.existsSync(path));
}

/** All of them in one run, which waits for every look-up; a minute at most. */
export function reallyRendered(program: string, bodies: ReadonlyMap<string, string>, env: Readonly<Record<string, string>>): Map<string, string> {
  const directory = fs.mkdtempSync(`${fs.realpathSync(tmpdir())}/consul-template-live-`);
  try {
    const names = [...bodies.keys()];
    const flags = names.flatMap((name, index) => {
      fs.writeFileSync(`${directory}/${index}.in`, bodies.get(name)!);
      return ["-template", `${directory}/${index}.in:${directory}/${index}.out`];
    });
    const { status, stderr } = spawnSync(program, ["-once", "-vault-renew-token=false", ...flags], { encoding: "utf8", timeout: 60_000, env: { PATH: process.env["PATH"], HOME: directory, ...env } });
    if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr.slice(-2000)}`);
    return new Map(names.map((name, index) => [name, fs.readFileSync(`${directory}/${index}.out`, "utf8")]));
  } finally {
    fs.rmSync(directory, { recursive: true });
  }
}
