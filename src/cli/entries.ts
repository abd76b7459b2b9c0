/** Which files a command is about: the ones named, by path or by name, or every network in `networks/`. */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { CompileOptions } from "../result.ts";
import type { Arguments } from "./arguments.ts";
import { resolvePath, shownPath } from "./paths.ts";
import type { World } from "./world.ts";

export interface Entries {
  /** Absolute paths. */
  readonly paths: readonly string[];
  readonly options: CompileOptions;
  readonly diagnostics: readonly Diagnostic[];
}

/** `names` are the command's operands; `--root` and `--set` are read from its arguments. */
export function entriesOf(args: Arguments, names: readonly string[], world: World): Entries {
  const { options, diagnostics } = optionsOf(args, world);
  if (diagnostics.length > 0) return { paths: [], options, diagnostics };
  const found = names.length > 0 ? names.map((name) => findEntry(name, options, world)) : everyNetwork(options, world);
  const paths = new Set(found.filter((entry): entry is string => typeof entry === "string"));
  return { paths: [...paths], options, diagnostics: found.filter((entry): entry is Diagnostic => typeof entry !== "string") };
}

/** A file by its path, or by its name alone. */
export function findEntry(name: string, options: CompileOptions, world: World): string | Diagnostic {
  const directory = networksDirectory(options, world);
  const candidates = [resolvePath(world.cwd, name), resolvePath(world.cwd, `${name}.mantis`), resolvePath(directory, `${name}.mantis`)];
  const path = candidates.find((candidate) => isFile(candidate, world));
  if (path !== undefined) return path;
  // Something that is there but is no file is the compiler's to explain.
  if (world.host.exists(candidates[0]!) && name.includes("/")) return candidates[0]!;
  return diagnose("unknown-network-file", { name, names: networkNames(directory, world) });
}

function everyNetwork(options: CompileOptions, world: World): (string | Diagnostic)[] {
  const directory = networksDirectory(options, world);
  const names = networkNames(directory, world);
  if (names.length === 0) return [diagnose("no-network-files", { directory: shownPath(world.cwd, directory) })];
  return names.map((name) => `${directory}/${name}.mantis`);
}

/** The root that was given, `networks/` in the current directory, or that directory itself if it is the project. */
export function networksDirectory(options: CompileOptions, world: World): string {
  if (options.root !== undefined) return options.root;
  const below = resolvePath(world.cwd, "networks");
  const here = world.files.kind(below) === "missing" && world.host.exists(resolvePath(world.cwd, "kit"));
  return here ? world.cwd : below;
}

function networkNames(directory: string, world: World): string[] {
  return world.files.list(directory).filter((name) => name.endsWith(".mantis") && isFile(`${directory}/${name}`, world)).map((name) => name.slice(0, -".mantis".length));
}

function isFile(path: string, world: World): boolean {
  const real = world.host.realPath(path);
  return real !== undefined && world.files.kind(real) === "file";
}

function optionsOf(args: Arguments, world: World): { options: CompileOptions; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const set = args.values("set").flatMap((text) => {
    const equals = text.indexOf("=");
    if (equals > 0) return [{ name: text.slice(0, equals).trim(), value: text.slice(equals + 1) }];
    diagnostics.push(diagnose("bad-flag-value", { flag: "--set", value: text, allowed: [], form: "--set NAME=VALUE" }));
    return [];
  });
  const given = args.value("root");
  const root = given === undefined ? undefined : resolvePath(world.cwd, given);
  const real = root === undefined ? undefined : world.host.realPath(root);
  if (root !== undefined && (real === undefined || world.files.kind(real) !== "directory")) diagnostics.push(diagnose("not-a-directory", { flag: "--root", path: given! }));
  return { options: { set, ...(root === undefined ? {} : { root }) }, diagnostics };
}
