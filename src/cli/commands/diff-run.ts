/** `diff` without its compiler: what a change does to the jobs, between two sides, a file and its git revision, or every network and its golden build. */
import schema from "../../../schemas/nomad-job.schema.json" with { type: "json" };
import { withDefaults } from "../../check/defaults.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { NetworkDiff, Payloads } from "../../diff/model.ts";
import { diffNetworks } from "../../diff/network.ts";
import { printDiffJson } from "../../diff/print-json.ts";
import { printListing } from "../../diff/print-listing.ts";
import { printTree } from "../../diff/print-tree.ts";
import { serverDiffs } from "../../nomad/diff/job.ts";
import type { JobSchema } from "../../emit/nomad-shape.ts";
import type { Host } from "../../host.ts";
import type { Arguments } from "../arguments.ts";
import { entriesOf, networksDirectory, type Entries } from "../entries.ts";
import { hostAtRevision } from "../git.ts";
import { nomadVersionOf } from "../nomad-version.ts";
import { directoryOf, resolvePath, shownPath } from "../paths.ts";
import { progressOf } from "../progress.ts";
import { report, withoutRepeats } from "../report.ts";
import { exitCodes, type World } from "../world.ts";
import { directorySide, fileSide, isDirectory, sideOf, type Context, type SideResult } from "./diff-sides.ts";

interface Pair { readonly before: Payloads; readonly after: Payloads }
interface Comparison { readonly before: SideResult; readonly after: SideResult }

export function runDiff(args: Arguments, world: World, compile: Context["compile"]): number {
  const version = nomadVersionOf(args);
  const wrong = [...checkFlags(args), ...(typeof version === "object" ? [version] : [])];
  const entries = args.operands.length < 2 && !isBuild(args.operands[0], world) ? entriesOf(args, args.operands, world) : entriesOf(args, [], world);
  // With two sides the names are resolved one by one: what stands in networks/ besides does not matter.
  const problems = args.operands.length < 2 ? entries.diagnostics : entries.diagnostics.filter(({ code }) => code !== "no-network-files");
  if (typeof version === "object" || wrong.length + problems.length > 0) return report([...wrong, ...problems], "text", world);
  const comparisons = comparisonsOf(args, entries, { world, options: entries.options, compile });
  const diagnostics = withoutRepeats(comparisons.flatMap(({ before, after }) => [...before.diagnostics, ...after.diagnostics]));
  if (diagnostics.length > 0) return report(diagnostics, "text", world);
  const differs = print(formatOf(args), comparisons.flatMap((comparison) => pairsOf(comparison, version)), world);
  return differs && args.has("exit-code") ? exitCodes.differences : exitCodes.ok;
}

export function checkFlags(args: Arguments): Diagnostic[] {
  const together = (flag: string, other: string, reason: string) => [diagnose("flags-together", { flag, other, reason })];
  if (args.has("json") && args.has("text")) return together("--json", "--text", "The differences are printed in one form: leave one out.");
  const form = args.has("json") ? "--json" : "--text";
  if (args.value("format") !== undefined && (args.has("json") || args.has("text"))) return together("--format", form, `\`${form}\` is short for \`--format ${form === "--json" ? "json" : "list"}\`: leave one out.`);
  if (args.has("live") && args.has("ref")) return together("--live", "--ref", "With --live a file is compared with what is registered: leave one out.");
  if (args.has("live") && args.operands.length === 2) return together("--live", "OLD NEW", "With --live a file is compared with what is registered: name one file.");
  if (args.has("ref") && args.operands.length === 2) return together("--ref", "OLD NEW", "With --ref a file is compared with itself: name one file, or none for all.");
  return [];
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
function pairOf(before: Payloads | undefined, after: Payloads | undefined, version: string | undefined): Pair {
  const target = version ?? (after?.target || before?.target || "1.6");
  const side = (payloads: Payloads | undefined): Payloads => {
    if (payloads === undefined) return { network: (before ?? after)!.network, target, jobs: new Map(), files: new Map() };
    return payloads.target === "" || version !== undefined ? { ...payloads, target } : payloads;
  };
  return { before: side(before), after: side(after) };
}

type Format = "tree" | "list" | "json" | "nomad";

export function formatOf(args: Arguments): Format {
  if (args.has("json")) return "json";
  return args.has("text") ? "list" : ((args.value("format") ?? "tree") as Format);
}

export function print(format: Format, pairs: readonly Pair[], world: World): boolean {
  if (format === "nomad") return printServerDiffs(pairs, world);
  const diffs = pairs.map(({ before, after }) => diffNetworks(before, after, { schema: schema as unknown as JobSchema, withDefaults }));
  if (format === "json") world.out.write(printDiffJson(diffs));
  else world.out.write(diffs.map((diff) => networkText(diff, format === "list", diffs.length > 1, world)).filter((text) => text !== "").join(format === "list" ? "" : "\n"));
  return diffs.some((diff) => diff.jobs.length + diff.files.length > 0);
}

/** In the server's own shape, by job ID; where several networks are compared, by `network/job`. */
function printServerDiffs(pairs: readonly Pair[], world: World): boolean {
  const diffs = pairs.flatMap(({ before, after }) =>
    [...serverDiffs(before.jobs, after.jobs, { version: after.target })].map(([job, diff]) => [pairs.length > 1 ? `${after.network}/${job}` : job, diff] as const));
  world.out.write(`${JSON.stringify(Object.fromEntries(diffs), null, 2)}\n`);
  return diffs.length > 0;
}

function networkText(diff: NetworkDiff, plain: boolean, several: boolean, world: World): string {
  const text = plain ? printListing(diff) : printTree(diff, world.out.colour);
  if (text === "" || !several) return text;
  return plain ? text.replace(/^(\S+) /gm, `$1 ${diff.after}: `) : `Network ${diff.after}\n\n${text}`;
}
