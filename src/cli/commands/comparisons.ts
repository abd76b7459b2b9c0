/** Which two sides `diff` and `forecast` compare: two that are named, a file and its git revision, a build and its network, or every network and its golden build. */
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Host } from "../../host.ts";
import type { Arguments } from "../arguments.ts";
import { entriesOf, networksDirectory, type Entries } from "../entries.ts";
import { hostAtRevision } from "../git.ts";
import { directoryOf, resolvePath, shownPath } from "../paths.ts";
import { progressOf } from "../progress.ts";
import { withoutRepeats } from "../report.ts";
import type { World } from "../world.ts";
import { directorySide, fileSide, isDirectory, sideOf, type Context, type NetworkSide, type SideResult } from "./diff-sides.ts";

export interface Pair { readonly before: NetworkSide; readonly after: NetworkSide }
interface Comparison { readonly before: SideResult; readonly after: SideResult }

/** Diagnostics if anything is wrong with one of them. With a version both sides have it as their target. */
export function pairsIn(args: Arguments, world: World, { compile, version }: Pick<Context, "compile"> & { readonly version: string | undefined }): Pair[] | Diagnostic[] {
  const entries = args.operands.length < 2 && !isBuild(args.operands[0], world) ? entriesOf(args, args.operands, world) : entriesOf(args, [], world);
  // With two sides the names are resolved one by one: what stands in networks/ besides does not matter.
  const problems = args.operands.length < 2 ? entries.diagnostics : entries.diagnostics.filter(({ code }) => code !== "no-network-files");
  if (problems.length > 0) return [...problems];
  const comparisons = comparisonsOf(args, entries, { world, options: entries.options, compile });
  const diagnostics = withoutRepeats(comparisons.flatMap(({ before, after }) => [...before.diagnostics, ...after.diagnostics]));
  return diagnostics.length > 0 ? diagnostics : comparisons.flatMap((comparison) => pairsOf(comparison, version));
}

export function isPairs(found: Pair[] | Diagnostic[]): found is Pair[] {
  return found.every((one) => "before" in one);
}

/** A file is compared with its revision, or with another. */
export function refTwice(args: Arguments): Diagnostic[] {
  if (!args.has("ref") || args.operands.length < 2) return [];
  return [diagnose("flags-together", { flag: "--ref", other: "OLD NEW", reason: "With --ref a file is compared with itself: name one file, or none for all." })];
}

function isBuild(operand: string | undefined, world: World): boolean {
  return operand !== undefined && isDirectory(`${resolvePath(world.cwd, operand)}/nomad`, world);
}

function comparisonsOf(args: Arguments, entries: Entries, context: Context): Comparison[] {
  const { world } = context;
  const [first, second] = args.operands;
  const ref = args.value("ref");
  if (first !== undefined && second !== undefined) return [{ before: sideOf(first, context), after: sideOf(second, context) }];
  if (first !== undefined && isBuild(first, world)) return [againstFile(first, entries, context)];
  const progress = progressOf(world, entries.paths.length);
  const hosts = new Map<string, Host | Diagnostic>();
  const comparisons = entries.paths.map((path): Comparison => {
    progress.step(shownPath(world.cwd, path));
    const after = fileSide(path, context);
    return { before: ref === undefined ? goldenOf(after, path, context) : revisionOf(path, ref, context, hosts), after };
  });
  progress.end();
  return comparisons;
}

/** A build alone is compared with the network that it names. */
function againstFile(directory: string, entries: Entries, context: Context): Comparison {
  const before = sideOf(directory, context);
  const name = before.networks[0]?.network;
  const sides = entries.paths.map((path) => fileSide(path, context));
  const after = sides.find((side) => side.networks.some(({ network }) => network === name));
  if (after !== undefined) return { before, after: { ...after, networks: after.networks.filter(({ network }) => network === name) } };
  const reason = `No file in networks/ makes the network ${name ?? "of that build"}.`;
  return { before, after: { networks: [], diagnostics: before.diagnostics.length > 0 ? [] : [diagnose("diff-bad-side", { side: directory, reason })] } };
}

function revisionOf(path: string, ref: string, context: Context, hosts: Map<string, Host | Diagnostic>): SideResult {
  const directory = directoryOf(path);
  const host = hosts.get(directory) ?? hostAtRevision(directory, ref);
  hosts.set(directory, host);
  if ("code" in host) return { networks: [], diagnostics: [host] };
  // A file that was not there yet has no networks: everything is new.
  return host.exists(path) ? fileSide(path, context, { name: ref, host }) : { networks: [], diagnostics: [] };
}

/** The golden build of each network of a file; a network that has none is all new. */
function goldenOf(after: SideResult, path: string, { options, world }: Context): SideResult {
  const golden = `${directoryOf(networksDirectory(options, world))}/golden/networks`;
  const stem = path.slice(path.lastIndexOf("/") + 1).replace(/\.mantis$/, "");
  const names = after.networks.length === 1 ? [after.networks[0]!.network, stem] : after.networks.map(({ network }) => network);
  const found = [...new Set(names)].map((name) => `${golden}/${name}`).filter((directory) => isDirectory(directory, world));
  const sides = (after.networks.length === 1 ? found.slice(0, 1) : found).map((directory) => directorySide(directory, world));
  return { networks: sides.flatMap(({ networks }) => networks), diagnostics: sides.flatMap(({ diagnostics }) => diagnostics) };
}

/** One network on each side is compared whatever its name; several are by name. */
function pairsOf({ before, after }: Comparison, version: string | undefined): Pair[] {
  const [old, fresh] = [before.networks, after.networks];
  if (old.length === 1 && fresh.length === 1) return [pairOf(old[0], fresh[0], version)];
  const names = new Set([...fresh, ...old].map(({ network }) => network));
  return [...names].map((name) => pairOf(old.find(({ network }) => network === name), fresh.find(({ network }) => network === name), version));
}

/** Each side has its own target's defaults, unless one version is asked for. */
function pairOf(before: NetworkSide | undefined, after: NetworkSide | undefined, version: string | undefined): Pair {
  const target = version ?? (after?.target || before?.target || "1.6");
  const side = (payloads: NetworkSide | undefined): NetworkSide => {
    if (payloads === undefined) return { network: (before ?? after)!.network, target, jobs: new Map(), files: new Map() };
    return payloads.target === "" || version !== undefined ? { ...payloads, target } : payloads;
  };
  return { before: side(before), after: side(after) };
}
