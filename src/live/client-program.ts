/** Programs of an Ethereum client, by what they are for. Which they are is said in golden/clients.json: no source names one. */
import * as fs from "node:fs";
import { projectRoot } from "../golden/case-file.ts";
import { programOf } from "./real-consul-template.ts";

export const clients = JSON.parse(fs.readFileSync(`${projectRoot}/golden/clients.json`, "utf8")) as { readonly names: readonly string[]; readonly programs: Readonly<Record<"accounts" | "keys", string>> };

/** Its path; where there is none, `without` says what is left out. */
export function clientProgram(use: keyof typeof clients.programs, without: string): string | undefined {
  const name = clients.programs[use];
  const variable = `${name.toUpperCase()}_BIN`;
  const path = programOf(name, variable);
  if (path === undefined) console.log(`there is no \`${name}\` on PATH, and ${variable} is not set: ${without}`);
  return path;
}
