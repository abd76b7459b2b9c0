/** Data -> an env file as Nomad reads it: `KEY=value` lines, quoted values with JSON's escapes, one line each. An absent value leaves its variable out. */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Data } from "./data.ts";
import { writeText } from "./json-text.ts";
import type { Output } from "./output.ts";
import type { Run } from "./run.ts";

export function writeEnv(data: Data, out: Output, run: Run): void {
  if (data.kind !== "map") {
    if (!(data.kind === "scalar" && data.value === null)) run.report(diagnose("template-env-shape", {}, data.span));
    return;
  }
  for (const [key, value] of data.entries) writeEntry(key, value, out, run);
}

function writeEntry(key: string, value: Data, out: Output, run: Run): void {
  if (!run.spend(value.span)) return;
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(key)) return run.report(diagnose("template-env-name", { name: key }, value.span));
  if (value.kind === "list" || value.kind === "map") return run.report(diagnose("template-env-value", { name: key }, value.span));
  if (value.kind === "scalar" && value.value === null) return;
  out.text(`${key}=`, value.span);
  if (value.kind === "text") writeText(value.text, value.span, out, run);
  else out.text(envValue(String(value.value)), value.span);
  out.text("\n", value.span);
}

/** Unquoted where nothing in it means anything to the reader: `#` begins a comment, quotes and spaces at the ends go. */
function envValue(value: string): string {
  return /^[A-Za-z0-9_./:@%+,=?&~-]*$/.test(value) ? value : JSON.stringify(value).replace(/\x7f/g, "\\u007f");
}
