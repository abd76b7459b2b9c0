/** Numbers and quantities as written -> values: nanoseconds, bytes, Hz. Exact: what is no whole number of them is refused. */
import { diagnose } from "../diagnostics/catalog.ts";
import { closest } from "../diagnostics/did-you-mean.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Span } from "../text/source.ts";
import type { Expr, Unit } from "./ast.ts";

interface UnitDefinition { readonly unit: Unit; readonly factor: bigint }

const define = (unit: Unit, factors: Readonly<Record<string, bigint>>): [string, UnitDefinition][] =>
  Object.entries(factors).map(([name, factor]) => [name, { unit, factor }]);

/** Each kind from small to big. */
export const units: ReadonlyMap<string, UnitDefinition> = new Map([
  ...define("duration", { ns: 1n, us: 1_000n, ms: 1_000_000n, s: 1_000_000_000n, m: 60_000_000_000n, h: 3_600_000_000_000n }),
  ...define("size", {
    B: 1n, KB: 1000n, KiB: 1024n, MB: 1000n ** 2n, MiB: 1024n ** 2n, GB: 1000n ** 3n, GiB: 1024n ** 3n, TB: 1000n ** 4n, TiB: 1024n ** 4n,
  }),
  ...define("frequency", { Hz: 1n, KHz: 1000n, MHz: 1000n ** 2n, GHz: 1000n ** 3n }),
]);

const whole: Readonly<Record<Unit, string>> = { duration: "nanoseconds", size: "bytes", frequency: "Hz" };

/** What people write instead, where the letters alone would mislead. */
const habits: ReadonlyMap<string, string> = new Map([
  ["sec", "s"], ["secs", "s"], ["second", "s"], ["seconds", "s"], ["min", "m"], ["mins", "m"], ["minute", "m"], ["minutes", "m"],
  ["hr", "h"], ["hrs", "h"], ["hour", "h"], ["hours", "h"], ["msec", "ms"], ["millis", "ms"], ["\u00b5s", "us"], ["\u03bcs", "us"], ["usec", "us"], ["nsec", "ns"],
  ["K", "KiB"], ["k", "KiB"], ["M", "MiB"], ["G", "GiB"], ["g", "GiB"], ["T", "TiB"], ["Ki", "KiB"], ["Mi", "MiB"], ["Gi", "GiB"], ["Ti", "TiB"], ["b", "B"],
  ["kHz", "KHz"], ["Mhz", "MHz"], ["mhz", "MHz"], ["ghz", "GHz"], ["Ghz", "GHz"], ["kb", "KB"], ["kB", "KB"], ["mb", "MB"], ["gb", "GB"], ["tb", "TB"],
]);

const LIMIT = 2n ** 63n - 1n;

interface Part { readonly digits: string; readonly unit: string }

export function quantityOf(raw: string, span: Span, problems: Diagnostic[]): Expr {
  const parts = [...raw.matchAll(/(\d+(?:\.\d+)?)([A-Za-z_\u00b5\u03bc]*)/g)].map((match): Part => ({ digits: match[1]!, unit: match[2]! }));
  const problem = check(parts, raw, span);
  const unit = units.get(parts[0]?.unit ?? "")?.unit;
  if (problem !== undefined || unit === undefined) {
    if (problem !== undefined) problems.push(problem);
    return { kind: "missing", span };
  }
  return { kind: "quantity", unit, value: Number(parts.reduce((sum, part) => sum + exact(part)!, 0n)), raw, span };
}

function check(parts: readonly Part[], raw: string, span: Span): Diagnostic | undefined {
  for (const part of parts) {
    const known = units.get(part.unit);
    if (known === undefined) return part.unit === "" ? diagnose("bad-quantity", { raw }, span) : unknownUnit(part, span);
    if (exact(part) === undefined) return diagnose("inexact-quantity", { raw, whole: whole[known.unit] }, span);
  }
  if (!inOrder(parts.map((part) => units.get(part.unit)!))) return diagnose("bad-quantity", { raw }, span);
  return parts.reduce((sum, part) => sum + exact(part)!, 0n) > LIMIT ? diagnose("number-too-large", { raw: short(raw) }, span) : undefined;
}

function unknownUnit(part: Part, span: Span): Diagnostic {
  const guess = habits.get(part.unit) ?? closest(part.unit, units.keys());
  const digits = /^_/.test(part.unit) ? ["Digits are written without separators: `1000000`."] : [];
  const notes = guess === undefined ? digits : [`Did you mean \`${short(part.digits)}${guess}\`?`];
  return diagnose("unknown-unit", { unit: short(part.unit) }, span, { notes });
}

/** Only durations are composed, from big to small: `1h30m`. */
function inOrder(parts: readonly UnitDefinition[]): boolean {
  return parts.length === 1 || parts.every((part, i) => part.unit === "duration" && (i === 0 || part.factor < parts[i - 1]!.factor));
}

function exact(part: Part): bigint | undefined {
  const [integer = "", fraction = ""] = part.digits.split(".");
  if (integer.length + fraction.length > 40) return fraction === "" ? LIMIT + 1n : undefined;
  const scaled = BigInt(integer + fraction) * units.get(part.unit)!.factor;
  const scale = 10n ** BigInt(fraction.length);
  return scaled % scale === 0n ? scaled / scale : undefined;
}

export function numberOf(raw: string, span: Span, problems: Diagnostic[]): Expr {
  const integer = !raw.includes(".");
  const value = Number(raw);
  if (Number.isFinite(value) && (!integer || Number.isSafeInteger(value))) return { kind: "number", value, integer, span };
  problems.push(diagnose("number-too-large", { raw: short(raw) }, span));
  return { kind: "missing", span };
}

function short(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 37)}…`;
}
