/** Amounts as people write them -> wei, and back. The unit is always said: `1` could be any of them, and a factor of 10^18 is at stake. */
import { MOST } from "./quantity.ts";

interface Unit {
  readonly name: string;
  readonly decimals: number;
  /** The least that is shown in it, in wei. */
  readonly from: bigint;
}

const units: readonly Unit[] = [
  { name: "ether", decimals: 18, from: 10n ** 12n },
  { name: "gwei", decimals: 9, from: 10n ** 6n },
  { name: "wei", decimals: 0, from: 0n },
];
const NAMES = "the units are ether, gwei and wei";

/** `1ether`, `0.5 ether`, `100gwei` -> wei; or why not, in words that complete "it …". */
export function parseAmount(text: string): bigint | string {
  const found = /^([+-]?)(\d+)(?:\.(\d+))?\s*([a-zA-Z]*)$/.exec(text.trim());
  if (found === null) return `is no amount: a decimal number and its unit; ${NAMES}`;
  const [, sign, digits = "", fraction = "", name] = found;
  const unit = units.find((candidate) => candidate.name === name);
  if (sign === "-") return "is negative";
  if (unit === undefined) return name === "" ? `has no unit; ${NAMES}` : `has an unknown unit; ${NAMES}`;
  if (fraction.length > unit.decimals) return unit.decimals === 0 ? `has decimals, and ${unit.name} is the smallest unit` : `has more decimals than the ${unit.decimals} of ${unit.name}`;
  return inRange(digits + fraction.padEnd(unit.decimals, "0"));
}

/** 2^256 has 78 digits. Longer ones are not even read: that takes long. */
function inRange(digits: string): bigint | string {
  const significant = digits.replace(/^0+/, "");
  const wei = significant.length > 78 ? MOST + 1n : BigInt(significant);
  return wei > MOST ? "is more than 2^256 - 1 wei" : wei;
}

/** Exact, in the largest unit that does not need a row of zeros first: `1 ether`, `0.000021 ether`, `100 gwei`, `5 wei`. */
export function showAmount(wei: bigint): string {
  const { name, decimals } = units.find(({ from }) => wei >= from) ?? { name: "wei", decimals: 0 };
  const digits = wei.toString().padStart(decimals + 1, "0");
  const point = digits.length - decimals;
  const fraction = digits.slice(point).replace(/0+$/, "");
  return `${digits.slice(0, point)}${fraction === "" ? "" : `.${fraction}`} ${name}`;
}
