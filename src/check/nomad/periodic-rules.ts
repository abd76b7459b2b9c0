/** Rules about periodic and parameterized jobs. Mirrors PeriodicConfig and ParameterizedJobConfig.Validate; a disabled schedule is not looked at. */
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Block, Facts, Text } from "./block.ts";
import { cronFields, cronProblem } from "./cron.ts";

export function periodicRules({ job }: Facts): Diagnostic[] {
  const periodic = job.block("Periodic");
  return [...(periodic?.flag("Enabled") === true ? schedule(periodic) : []), ...parameters(job.block("ParameterizedJob"))];
}

function schedule(periodic: Block): Diagnostic[] {
  const single = periodic.str("Spec") === "" ? [] : periodic.texts("Spec");
  const several = periodic.texts("Specs");
  const result = [...single, ...several].flatMap(expression);
  // A schedule that the target does not know has been reported.
  if (single.length + several.length === 0 && !periodic.wrote("Specs")) result.push(diagnose("cron-missing", {}, periodic.span()));
  if (single.length > 0 && several.length > 0) {
    result.push(diagnose("cron-twice", {}, periodic.span("Specs"), { related: [{ span: periodic.span("Spec"), text: "and `cron` here" }] }));
  }
  const zone = periodic.str("TimeZone");
  if (!isTimeZone(zone)) result.push(diagnose("time-zone", { zone }, periodic.span("TimeZone")));
  return result;
}

function expression({ text, span }: Text): Diagnostic[] {
  const why = cronProblem(text);
  if (why !== undefined) return [diagnose("cron-form", { cron: text, why }, span)];
  const fields = cronFields(text);
  if (fields.length !== 6) return [];
  // A year where one can be meant is taken as meant.
  return /^\d{4}/.test(fields[5]!) ? [] : [diagnose("cron-six-fields", { cron: text, five: fields.slice(0, 5).join(" ") }, span)];
}

/** Go reads zone files by their exact names; the engine's own list ignores case, so the spelling is compared too. */
export function isTimeZone(zone: string): boolean {
  if (zone === "" || zone === "UTC" || zone === "Local") return true;
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(zone)) return false;
  try {
    const known = new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
    return known === zone || known.toLowerCase() !== zone.toLowerCase();
  } catch {
    return false;
  }
}

function parameters(block: Block | undefined): Diagnostic[] {
  if (block === undefined) return [];
  const required = new Map(block.texts("MetaRequired").map(({ text, span }) => [text, span]));
  return block.texts("MetaOptional").filter(({ text }) => required.has(text)).map(({ text, span }) =>
    diagnose("meta-twice", { key: text }, span, { related: [{ span: required.get(text)!, text: "required here" }] }));
}
