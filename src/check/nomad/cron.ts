/**
 * Cron expressions as Nomad's parser takes them (hashicorp/cronexpr): five fields; six with the year last; seven with the seconds first;
 * fields beyond are ignored. Says why an expression is refused, or undefined. Does not compute times.
 */
interface Unit {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly names?: readonly string[];
  /** Whether `?` and the forms with L, W and # are known here. */
  readonly special?: RegExp;
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const longMonths = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
const days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const longDays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

const dayName = "(?:[0-7]|sun|mon|tue|wed|thu|fri|sat|sunday|monday|tuesday|wednesday|thursday|friday|saturday)";
const dayOfMonth = "(?:0?[1-9]|[12][0-9]|3[01])";

const units: readonly Unit[] = [
  { name: "second", low: 0, high: 59 },
  { name: "minute", low: 0, high: 59 },
  { name: "hour", low: 0, high: 23 },
  { name: "day of month", low: 1, high: 31, special: new RegExp(`^(?:l|lw|${dayOfMonth}w)$`) },
  { name: "month", low: 1, high: 12, names: [...months, ...longMonths] },
  { name: "weekday", low: 0, high: 7, names: [...days, ...longDays], special: new RegExp(`^(?:${dayName}l|${dayName}#[1-5])$`) },
  { name: "year", low: 1970, high: 2099 },
];

const aliases = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@hourly"];

export function cronFields(expression: string): string[] {
  return expression.trim().split(/\s+/).filter((field) => field !== "");
}

export function cronProblem(expression: string): string | undefined {
  const fields = cronFields(expression);
  if (expression.trim().startsWith("@")) {
    return aliases.includes(expression.trim()) ? undefined : `Nomad knows ${aliases.join(", ")} and no other word.`;
  }
  if (fields.length < 5) return `It has ${fields.length} of five fields: minute, hour, day of month, month, weekday.`;
  const first = fields.length < 7 ? 1 : 0;
  for (const [i, field] of fields.slice(0, 7 - first).entries()) {
    const problem = fieldProblem(field, units[i + first]!);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function fieldProblem(field: string, unit: Unit): string | undefined {
  for (const part of field.toLowerCase().split(",")) {
    if (!fits(part, unit)) return `\`${part}\` is not possible as ${unit.name}: numbers go from ${unit.low} to ${unit.high}.`;
  }
  return undefined;
}

function fits(part: string, unit: Unit): boolean {
  if (part === "*" || part === "?") return true;
  if (unit.special?.test(part) === true) return true;
  const [range, step, ...rest] = part.split("/");
  if (rest.length > 0 || range === undefined || (step !== undefined && !isStep(step, unit))) return false;
  if (range === "*" && step !== undefined) return true;
  const ends = range.split("-");
  return ends.length <= 2 && ends.every((end) => isValue(end, unit));
}

function isStep(step: string, unit: Unit): boolean {
  return /^\d{1,4}$/.test(step) && Number(step) >= 1 && Number(step) <= unit.high;
}

function isValue(text: string, unit: Unit): boolean {
  if (unit.names?.includes(text) === true) return true;
  return /^\d{1,4}$/.test(text) && Number(text) >= unit.low && Number(text) <= unit.high;
}
