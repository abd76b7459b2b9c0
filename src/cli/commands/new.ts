/** `new`: writes networks/NAME.mantis with a network that extends another. Only what compiles is written; nothing is written over. */
import { compile } from "../../compile.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { failureOf } from "../../emit/faults.ts";
import { overlayHost } from "../overlay-host.ts";
import type { Arguments } from "../arguments.ts";
import { entriesOf, networksDirectory } from "../entries.ts";
import { shownPath } from "../paths.ts";
import { report } from "../report.ts";
import { exitCodes } from "../world.ts";
import type { World } from "../world.ts";
import { personalNetwork } from "./new-text.ts";

const NAME = /^[A-Za-z_][A-Za-z0-9_]*(-[A-Za-z0-9_]+)*$/;

export function run(args: Arguments, world: World): number {
  const name = args.operands[0];
  if (name === undefined) return report([diagnose("missing-argument", { argument: "The new network's name", usage: "mantisc new NAME [--from FILE]" })], "text", world);
  const made = prepare(name, args, world);
  if (!("text" in made)) return report(made, "text", world);
  const failure = write(made, world);
  if (failure !== undefined) return report([failure], "text", world);
  const shown = shownPath(world.cwd, made.path);
  world.out.write(`${shown}: network ${name} extends ${made.base}\nBuild it with: mantisc build ${shown}\n`);
  return exitCodes.ok;
}

interface Made { readonly path: string; readonly text: string; readonly base: string }

function prepare(name: string, args: Arguments, world: World): Made | readonly Diagnostic[] {
  if (!NAME.test(name) || name.length > 100) return [diagnose("bad-network-name", { name })];
  const entries = entriesOf(args, [args.value("from") ?? "testnet"], world);
  const from = entries.paths[0];
  if (entries.diagnostics.length > 0 || from === undefined) return entries.diagnostics;
  const directory = networksDirectory(entries.options, world);
  const path = `${directory}/${name}.mantis`;
  if (world.files.kind(path) !== "missing") return [diagnose("file-exists", { path: shownPath(world.cwd, path) })];
  const { builds, diagnostics } = compile(world.host, from, entries.options);
  if (diagnostics.some(({ severity }) => severity === "error")) return diagnostics;
  const network = builds[0]?.network;
  if (network === undefined || builds.length > 1) return [diagnose("no-base-network", { path: shownPath(world.cwd, from), names: builds.map((build) => build.network.name) })];
  return firstThatCompiles({ path, base: network.name, texts: personalNetwork({ name, network, from: importPath(directory, from) }) }, world);
}

function firstThatCompiles({ path, base, texts }: { path: string; base: string; texts: readonly string[] }, world: World): Made | readonly Diagnostic[] {
  let problems: readonly Diagnostic[] = [];
  for (const text of texts) {
    const { diagnostics } = compile(overlayHost(world.host, new Map([[path, text]])), path, {});
    if (!diagnostics.some(({ severity }) => severity === "error")) return { path, text, base };
    problems = diagnostics;
  }
  return problems;
}

/** Imports start at the project's root and have no extension. */
function importPath(root: string, path: string): string {
  return shownPath(root, path).replace(/\.mantis$/, "");
}

function write(made: Made, world: World): Diagnostic | undefined {
  try {
    const temporary = `${made.path.slice(0, made.path.lastIndexOf("/"))}/.${world.files.tag}-new.mantisc-new`;
    world.files.writeText(temporary, made.text);
    world.files.rename(temporary, made.path);
    return undefined;
  } catch (error) {
    return failureOf(error, shownPath(world.cwd, made.path));
  }
}

