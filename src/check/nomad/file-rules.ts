/** Rules about what a task writes into its directory: templates, artifacts, a dispatched payload. Mirrors Template and TaskArtifact.Validate. */
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { duration } from "../quantity.ts";
import { repeated, type Block, type TaskFacts } from "./block.ts";

export function fileRules({ task }: TaskFacts): Diagnostic[] {
  const templates = task.blocks("Templates");
  const twice = repeated(templates, (template) => template.str("DestPath")).map(({ first, again }) =>
    diagnose("template-twice", { destination: again.str("DestPath") }, again.span("DestPath"), { related: [{ span: first.span("DestPath"), text: "the other one" }] }));
  return [...twice, ...templates.flatMap(template), ...task.blocks("Artifacts").flatMap(artifact), ...payload(task)];
}

function template(block: Block): Diagnostic[] {
  const result = [...escape(block, "DestPath", "destination of a template", ""), ...change(block)];
  if (block.str("SourcePath") === "" && block.str("EmbeddedTmpl") === "") result.push(diagnose("template-source", {}, block.span()));
  const perms = block.str("Perms");
  // Go parses the digits in base 8 and takes twelve bits.
  if (perms !== "" && (!/^[0-7]+$/.test(perms) || parseInt(perms, 8) > 0o7777)) result.push(diagnose("template-perms", { perms }, block.span("Perms")));
  const wait = block.block("Wait");
  if (wait !== undefined && wait.num("Max") !== undefined && wait.count("Min") > wait.count("Max")) {
    const related = [{ span: wait.span("Max"), text: `at most ${duration(wait.count("Max"))}` }];
    result.push(diagnose("template-wait", { min: duration(wait.count("Min")), max: duration(wait.count("Max")) }, wait.span("Min"), { related }));
  }
  return result;
}

function change(block: Block): Diagnostic[] {
  const mode = block.str("ChangeMode");
  if (mode === "signal" && block.flag("Envvars")) return [diagnose("template-env-signal", {}, block.span("ChangeMode"))];
  if (mode === "signal" && block.str("ChangeSignal") === "") return [diagnose("signal-missing", { what: "the template" }, block.span("ChangeSignal"))];
  return mode === "script" && (block.block("ChangeScript")?.str("Command") ?? "") === "" ? [diagnose("template-script", {}, block.span("ChangeMode"))] : [];
}

/** As Nomad does it: the path is joined below `<allocation>/<task>/<prefix>`, and must stay below `<allocation>`. Absolute paths are joined too. */
function escape(block: Block, field: string, what: string, prefix: string): Diagnostic[] {
  const path = block.str(field);
  return escapes(`task/${prefix}/${path}`) ? [diagnose("path-escapes", { path, what }, block.span(field))] : [];
}

export function escapes(path: string): boolean {
  let depth = 0;
  for (const step of path.split("/")) {
    if (step === "..") depth -= 1;
    else if (step !== "" && step !== ".") depth += 1;
    if (depth < 0) return true;
  }
  return false;
}

function artifact(block: Block): Diagnostic[] {
  return [...escape(block, "RelativeDest", "destination of an artifact", ""), ...checksum(block)];
}

const digits: Readonly<Record<string, number>> = { md5: 32, sha1: 40, sha256: 64, sha512: 128 };

function checksum(block: Block): Diagnostic[] {
  const given = block.block("GetterOptions")?.texts("checksum")[0];
  if (given === undefined || given.text.includes("${")) return [];
  const [kind = "", value, ...rest] = given.text.trim().split(":");
  const refuse = (why: string) => [diagnose("artifact-checksum", { checksum: given.text, why }, given.span)];
  if (value === undefined || rest.length > 0 || !Object.hasOwn(digits, kind)) return refuse("It is written `kind:digits`, with md5, sha1, sha256 or sha512 as its kind.");
  const length = digits[kind]!;
  return /^[0-9a-f]*$/i.test(value) && value.length === length ? [] : refuse(`A ${kind} has ${length} hexadecimal digits.`);
}

function payload(task: Block): Diagnostic[] {
  const block = task.block("DispatchPayload");
  return block === undefined ? [] : escape(block, "File", "file of a dispatched payload", "local");
}
