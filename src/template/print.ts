/** Text -> the syntax of a job field: late values become `${…}` where the field is interpolated; what a field cannot take is handed back. */
import type { Late, Text } from "../evaluate/text.ts";
import { isLate } from "../evaluate/text.ts";
import { envName } from "./go-text.ts";

/**
 * - `config`: a task driver's configuration. Nomad reads every string as an HCL template: `${` and `%{` of literals are escaped.
 * - `env`: a task's environment. Nomad resolves the entries in no order, so one entry must not name another.
 * - `field`: names, tags, meta, checks …: `${name}` is replaced where it is known and stays as it is elsewhere.
 * - `constraint`: the scheduler's targets, which see the node alone and only as the whole string.
 */
export type JobSink = "config" | "env" | "field" | "constraint";

export type Printed = { readonly value: string } | { readonly refuse: Late };

export function printJobText(text: Text, where: JobSink): Printed {
  let value = "";
  for (const [index, part] of text.entries()) {
    if (!isLate(part)) {
      value += where === "config" ? escapeConfig(part, text[index + 1] !== undefined) : part;
      continue;
    }
    const printed = printLate(part, where, text.length);
    if (printed === undefined) return { refuse: part };
    value += printed;
  }
  return { value };
}

/**
 * HCL's template marks in literal text: `${` is written `$${`. Several dollars in a row would be read in pairs, and one before
 * a late value would escape it: those are written as values of their own.
 */
function escapeConfig(text: string, more: boolean): string {
  const escaped = text.replace(/[$%]+\{/g, (run) => (run.length === 2 ? run[0] + run : `${asValues(run.slice(0, -1))}{`));
  return more ? escaped.replace(/\$+$/, asValues) : escaped;
}

function asValues(run: string): string {
  return [...run].map((one) => `\${"${one}"}`).join("");
}

function printLate(late: Late, where: JobSink, parts: number): string | undefined {
  if (late.late === "raw") return late.ref;
  if (where === "constraint" && !(parts === 1 && (late.late === "attr" || late.late === "meta" || late.late === "node"))) return undefined;
  const name = envName(late);
  if (name === undefined || !/^[A-Za-z0-9_.-]+$/.test(name)) return undefined;
  return `\${${name}}`;
}
