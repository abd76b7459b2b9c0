/** `why` without its compiler: where a value comes from, or everything that a line influences. */
import schema from "../../../schemas/nomad-job.schema.json" with { type: "json" };
import { withDefaults } from "../../check/defaults.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { nameNotes } from "../../diagnostics/did-you-mean.ts";
import type { JobSchema } from "../../emit/nomad-shape.ts";
import { influence, sourcesOf } from "../../explain/influence.ts";
import type { Answer, Influence } from "../../explain/model.ts";
import { printAnswer, printInfluence, printWhyJson } from "../../explain/print.ts";
import { why } from "../../explain/why.ts";
import type { Network } from "../../network/model.ts";
import type { SourceFile } from "../../text/source.ts";
import type { Arguments } from "../arguments.ts";
import { entriesOf } from "../entries.ts";
import { resolvePath } from "../paths.ts";
import { report, withoutRepeats } from "../report.ts";
import { exitCodes, type World } from "../world.ts";
import type { Context } from "./diff-sides.ts";

const jobSchema = schema as unknown as JobSchema;

export function runWhy(args: Arguments, world: World, compile: Context["compile"]): number {
  const from = args.value("from");
  const wrong = checkArguments(args);
  const entries = wrong.length > 0 ? undefined : entriesOf(args, args.operands.slice(0, 1), world);
  if (entries === undefined || entries.diagnostics.length > 0) return report([...wrong, ...(entries?.diagnostics ?? [])], "text", world);
  const results = entries.paths.map((path) => compile(world.host, path, entries.options));
  const errors = withoutRepeats(results.flatMap(({ diagnostics }) => diagnostics)).filter(({ severity }) => severity === "error");
  if (errors.length > 0) return report(errors, "text", world);
  const networks = results.flatMap(({ builds }) => builds.map(({ network }) => network));
  const answers = from === undefined ? whyPath(networks, args.operands[1]!) : whyLine(networks, from, world);
  if ("code" in answers) return report([answers], "text", world);
  return print(answers, args, world);
}

function checkArguments(args: Arguments): Diagnostic[] {
  const from = args.has("from");
  if (from && args.operands.length > 1) return [diagnose("flags-together", { flag: "--from", other: "PATH", reason: "Ask for a path, or for everything that a line influences." })];
  const argument = from ? undefined : ["NETWORK", "PATH"][args.operands.length];
  return argument === undefined ? [] : [diagnose("missing-argument", { argument, usage: "mantisc why NETWORK PATH | mantisc why --from FILE:LINE" })];
}

/** A file may hold several networks: each that has the place answers. */
function whyPath(networks: readonly Network[], path: string): Answer[] | Diagnostic {
  const results = networks.map((network) => why(network, path, { schema: jobSchema, withDefaults }));
  const answers = results.filter((result): result is Answer => !("code" in result));
  const failure = results.find((result): result is Diagnostic => "code" in result);
  return answers.length > 0 || failure === undefined ? answers : failure;
}

function whyLine(networks: readonly Network[], place: string, world: World): Influence[] | Diagnostic {
  const [, name, digits] = /^(.+):(\d{1,9})$/.exec(place) ?? [];
  if (name === undefined) return diagnose("why-bad-place", { place });
  const files = sourcesOf(networks, jobSchema);
  const source = sourceOf(name, files, world);
  if (source === undefined) return diagnose("why-unknown-path", { path: place, step: name, within: "the files that something in these networks comes from" }, undefined, { notes: nameNotes(name, files.keys()) });
  const lines = source.text.split("\n").length - (source.text.endsWith("\n") ? 1 : 0);
  const line = Number(digits);
  if (line < 1 || line > lines) return diagnose("why-no-line", { path: source.path, line, lines });
  const all = networks.map((network) => influence(network, source, line, jobSchema));
  const some = all.filter(({ effects }) => effects.length > 0);
  return some.length > 0 ? some : all.slice(0, 1);
}

/** By the name that diagnostics print, by a path from here, or by the end of it. */
function sourceOf(name: string, files: ReadonlyMap<string, SourceFile>, world: World): SourceFile | undefined {
  const whole = resolvePath(world.cwd, name);
  const ends = (long: string, short: string) => long === short || long.endsWith(`/${short}`);
  const found = [...files.values()].filter(({ path }) => ends(whole, path) || ends(path, name));
  return files.get(name) ?? found.sort((a, b) => b.path.length - a.path.length)[0];
}

function print(answers: readonly (Answer | Influence)[], args: Arguments, world: World): number {
  if (args.has("json")) world.out.write(printWhyJson(answers));
  else world.out.write(answers.map((answer) => ("effects" in answer ? printInfluence(answer, world.out.colour) : printAnswer(answer, world.out.colour))).join("\n"));
  return exitCodes.ok;
}
