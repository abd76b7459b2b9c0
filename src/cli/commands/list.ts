/** `list`: what is in the networks, one row a thing: aligned columns, JSON, or names alone. */
import { compile } from "../../compile.ts";
import type { Network } from "../../network/model.ts";
import type { Arguments } from "../arguments.ts";
import { entriesOf } from "../entries.ts";
import { report, withoutRepeats } from "../report.ts";
import { columns } from "../table.ts";
import { exitCodes } from "../world.ts";
import type { World } from "../world.ts";
import { kinds } from "./list-kinds.ts";
import type { Row } from "./list-kinds.ts";
import { diagnose } from "../../diagnostics/catalog.ts";

export function run(args: Arguments, world: World): number {
  const [first, ...rest] = args.operands;
  const kind = first === undefined ? undefined : kinds.get(first);
  const names = kind === undefined ? args.operands : rest;
  const entries = entriesOf(args, names, world);
  const together = args.has("json") && args.has("names") ? [diagnose("flags-together", { flag: "--json", other: "--names", reason: "Each is a form of its own: leave one out." })] : [];
  if (entries.diagnostics.length + together.length > 0) return report([...together, ...withKinds(entries.diagnostics, first, kind === undefined)], "text", world);
  const results = entries.paths.map((path) => compile(world.host, path, entries.options));
  const code = report(withoutRepeats(results.flatMap((result) => result.diagnostics)), "text", world);
  const networks = results.flatMap((result) => result.builds.map(({ network }) => network));
  if (networks.length > 0 || code === exitCodes.ok) print(networks.flatMap((network) => rowsOf(kind ?? kinds.get("networks")!, network)), args, world);
  return code;
}

/** A misspelt kind reads as a file that is not there: both are offered. */
function withKinds(diagnostics: ReturnType<typeof entriesOf>["diagnostics"], first: string | undefined, noKind: boolean) {
  if (first === undefined || !noKind || first.includes("/")) return diagnostics;
  return diagnostics.map((diagnostic) => (diagnostic.code === "unknown-network-file"
    ? { ...diagnostic, notes: [...diagnostic.notes, `What can be listed: ${[...kinds.keys()].join(", ")}.`] }
    : diagnostic));
}

function rowsOf(kind: (network: Network) => Row[], network: Network): Row[] {
  return kind(network);
}

function print(rows: readonly Row[], args: Arguments, world: World): void {
  if (args.has("json")) return world.out.write(`${JSON.stringify(rows, null, 2)}\n`);
  if (args.has("names")) return world.out.write([...new Set(rows.map((row) => String(row["name"])))].map((name) => `${name}\n`).join(""));
  if (rows.length === 0) return;
  const heads = Object.keys(rows[0]!);
  world.out.write(columns([heads.map((head) => head.toUpperCase()), ...rows.map((row) => heads.map((head) => cell(row[head])))]));
}

function cell(value: Row[string] | undefined): string {
  if (value === undefined || value === null || value === "") return "-";
  if (Array.isArray(value)) return value.length === 0 ? "-" : value.join(" ");
  return value === true ? "yes" : value === false ? "no" : String(value);
}
