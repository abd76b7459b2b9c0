/** `diff` without its compiler: what a change does to the jobs, between two sides, a file and its git revision, or every network and its golden build. */
import schema from "../../../schemas/nomad-job.schema.json" with { type: "json" };
import { withDefaults } from "../../check/defaults.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { NetworkDiff } from "../../diff/model.ts";
import { diffNetworks } from "../../diff/network.ts";
import { printDiffJson } from "../../diff/print-json.ts";
import { printListing } from "../../diff/print-listing.ts";
import { printTree } from "../../diff/print-tree.ts";
import { serverDiffs } from "../../nomad/diff/job.ts";
import type { JobSchema } from "../../emit/nomad-shape.ts";
import type { Arguments } from "../arguments.ts";
import { forecastOf, forecastText } from "../forecasts.ts";
import { nomadVersionOf } from "../nomad-version.ts";
import { report } from "../report.ts";
import { exitCodes, type World } from "../world.ts";
import { isPairs, pairsIn, refTwice, type Pair } from "./comparisons.ts";
import type { Context } from "./diff-sides.ts";

export function runDiff(args: Arguments, world: World, compile: Context["compile"]): number {
  const version = nomadVersionOf(args);
  const wrong = [...checkFlags(args), ...(typeof version === "object" ? [version] : [])];
  if (typeof version === "object" || wrong.length > 0) return report(wrong, "text", world);
  const pairs = pairsIn(args, world, { compile, version });
  if (!isPairs(pairs)) return report(pairs, "text", world);
  const differs = print(formatOf(args), pairs, world);
  return differs && args.has("exit-code") ? exitCodes.differences : exitCodes.ok;
}

export function checkFlags(args: Arguments): Diagnostic[] {
  const together = (flag: string, other: string, reason: string) => [diagnose("flags-together", { flag, other, reason })];
  if (args.has("json") && args.has("text")) return together("--json", "--text", "The differences are printed in one form: leave one out.");
  const form = args.has("json") ? "--json" : "--text";
  if (args.value("format") !== undefined && (args.has("json") || args.has("text"))) return together("--format", form, `\`${form}\` is short for \`--format ${form === "--json" ? "json" : "list"}\`: leave one out.`);
  if (args.has("live") && args.has("ref")) return together("--live", "--ref", "With --live a file is compared with what is registered: leave one out.");
  if (args.has("live") && args.operands.length === 2) return together("--live", "OLD NEW", "With --live a file is compared with what is registered: name one file.");
  return refTwice(args);
}

type Format = "tree" | "list" | "json" | "nomad";

export function formatOf(args: Arguments): Format {
  if (args.has("json")) return "json";
  return args.has("text") ? "list" : ((args.value("format") ?? "tree") as Format);
}

export function print(format: Format, pairs: readonly Pair[], world: World): boolean {
  if (format === "nomad") return printServerDiffs(pairs, world);
  const diffs = pairs.map(({ before, after }) => diffNetworks(before, after, { schema: schema as unknown as JobSchema, withDefaults }));
  if (format === "json") world.out.write(printDiffJson(diffs.map((diff, i) => ({ ...diff, forecast: forecastOf(pairs[i]!) }))));
  else if (format === "list") world.out.write(diffs.map((diff) => listing(diff, diffs.length > 1)).join(""));
  else world.out.write(diffs.map((diff, i) => tree(diff, pairs[i]!, { world, several: diffs.length > 1 })).filter((text) => text !== "").join("\n"));
  return diffs.some((diff) => diff.jobs.length + diff.files.length > 0);
}

/** In the server's own shape, by job ID; where several networks are compared, by `network/job`. */
function printServerDiffs(pairs: readonly Pair[], world: World): boolean {
  const diffs = pairs.flatMap(({ before, after }) =>
    [...serverDiffs(before.jobs, after.jobs, { version: after.target })].map(([job, diff]) => [pairs.length > 1 ? `${after.network}/${job}` : job, diff] as const));
  world.out.write(`${JSON.stringify(Object.fromEntries(diffs), null, 2)}\n`);
  return diffs.length > 0;
}

function listing(diff: NetworkDiff, several: boolean): string {
  const text = printListing(diff);
  return several ? text.replace(/^(\S+) /gm, `$1 ${diff.after}: `) : text;
}

function tree(diff: NetworkDiff, pair: Pair, { world, several }: { readonly world: World; readonly several: boolean }): string {
  const text = printTree(diff, world.out.colour);
  const consequences = text === "" ? "" : forecastText(forecastOf(pair), world.out);
  return `${several && text !== "" ? `Network ${diff.after}\n\n` : ""}${text}${consequences === "" ? "" : `\nWhat this would do:\n\n${consequences}`}`;
}
