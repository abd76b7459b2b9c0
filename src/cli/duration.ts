/** Durations on the command line: `90s`, `5m`, `1h30m`. */
import { Failed } from "../deploy/failed.ts";
import { diagnose } from "../diagnostics/catalog.ts";
import type { Arguments } from "./arguments.ts";

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const MOST = 24 * 3_600_000;

/** Milliseconds; fails with `bad-flag-value` for what is none, or longer than a day. */
export function durationOf(args: Arguments, flag: string, otherwise: number): number {
  const word = args.value(flag);
  if (word === undefined) return otherwise;
  const parts = [...word.matchAll(/(\d{1,9})(ms|s|m|h)/g)];
  const whole = parts.reduce((sum, [, count, unit]) => sum + Number(count) * units[unit!]!, 0);
  if (parts.length === 0 || parts.map(([text]) => text).join("") !== word || whole > MOST) throw new Failed(diagnose("bad-flag-value", { flag: `--${flag}`, value: word, allowed: [], form: `--${flag} 5m` }));
  return whole;
}
