/** What a case produces now: the files that should lie beside it. A refusal says why this may not be accepted as right. */
import { compile } from "../compile.ts";
import type { MemoryWorld } from "../cli/memory-world.ts";
import { run } from "../cli/run.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { render } from "../diagnostics/render/render.ts";
import { pointerPath } from "../network/tree.ts";
import { visible } from "../text/visible.ts";
import type { CompileResult, NetworkBuild } from "../result.ts";
import { nodeHost } from "../node-host.ts";
import { caseRoot, caseWorld, projectRoot, readCaseFile } from "./case-file.ts";
import type { CaseFile } from "./case-file.ts";

export interface Outcome {
  /** Paths relative to the case's directory. */
  readonly files: ReadonlyMap<string, string>;
  readonly refusal?: string;
}

/** All artifacts of all networks written in one file of networks/, each network in its own directory. */
export function networkOutcome(file: string): Outcome {
  const result = compile(nodeHost(), `${projectRoot}/networks/${file}`, { root: `${projectRoot}/networks` });
  const files = new Map(result.builds.flatMap(({ network, artifacts }) => artifacts.map(({ path, text }) => [`${network.name}/${path}`, text] as const)));
  return result.diagnostics.length === 0 ? { files } : { files, refusal: `networks/${file} must compile without errors and warnings\n\n${render(result.diagnostics)}` };
}

export async function caseOutcome(kind: "valid" | "invalid", directory: string): Promise<Outcome> {
  const description = readCaseFile(directory);
  const world = caseWorld(directory, description);
  if (description.run !== undefined) {
    const files = new Map([["expect.txt", await transcript(description.run, world)]]);
    const unused = world.servers.unused().map(({ method, path }) => `${method} ${path}`);
    return unused.length === 0 ? { files } : { files, refusal: `what servers said was never asked for:\n${unused.join("\n")}` };
  }
  const set = Object.entries(description.set ?? {}).map(([name, value]) => ({ name, value }));
  const result = compile(world.host, `${caseRoot}/main.mantis`, { root: caseRoot, set });
  return kind === "valid" ? validOutcome(result, description) : invalidOutcome(result);
}

/** As a terminal would show it. */
async function transcript(lines: readonly (readonly string[])[], world: MemoryWorld): Promise<string> {
  const calls: string[] = [];
  for (const words of lines) {
    const before = world.printed().length;
    const code = await run(words, world);
    calls.push(`$ mantisc ${words.map((word) => (/^[\w./=,-]+$/.test(word) ? word : `'${visible(word)}'`)).join(" ")}\n${world.printed().slice(before)}exit ${code}\n`);
  }
  return calls.join("\n");
}

function invalidOutcome({ diagnostics, builds }: CompileResult): Outcome {
  const files = new Map([["expect.txt", render(diagnostics)]]);
  if (diagnostics.length === 0) return { files, refusal: "a case of golden/invalid must produce a diagnostic, and this one compiles" };
  return hasErrors(diagnostics) && builds.length > 0 ? { files, refusal: "there are errors and artifacts all the same" } : { files };
}

function validOutcome({ diagnostics, builds }: CompileResult, description: CaseFile): Outcome {
  if (hasErrors(diagnostics)) return { files: new Map(), refusal: `a case of golden/valid must compile\n\n${render(diagnostics)}` };
  const artifacts = new Map(builds.flatMap((build) => artifactsOf(build, builds.length)));
  const warnings = render(diagnostics);
  if (description.show !== undefined) return { files: new Map([["expect.txt", selection(description.show, artifacts) + (warnings === "" ? "" : `# warnings\n${warnings}`)]]) };
  const files = new Map([...artifacts].map(([path, text]) => [`expect/${path}`, text]));
  if (warnings !== "") files.set("expect/warnings.txt", warnings);
  return { files };
}

function artifactsOf({ network, artifacts }: NetworkBuild, builds: number): [string, string][] {
  return artifacts.map(({ path, text }) => [builds === 1 ? path : `${network.name}/${path}`, text]);
}

function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}

function selection(show: readonly string[], artifacts: ReadonlyMap<string, string>): string {
  return show.map((item) => `# ${item}\n${shown(item, artifacts).trimEnd()}\n\n`).join("");
}

/** That something is absent can be what a case shows. */
function shown(item: string, artifacts: ReadonlyMap<string, string>): string {
  const [path, pointer] = item.split("#") as [string, string?];
  const text = artifacts.get(path);
  if (text === undefined) return `(no such artifact; there are: ${[...artifacts.keys()].join(", ")})`;
  if (pointer === undefined) return text;
  let value: unknown = JSON.parse(text);
  for (const step of pointerPath(pointer)) value = value !== null && typeof value === "object" && Object.hasOwn(value, step) ? (value as Record<string, unknown>)[step] : undefined;
  return value === undefined ? "(absent)" : JSON.stringify(value, null, 2);
}
