/**
 * What the live suite keeps of a scenario: golden/nomad/<version>/<scenario>.json, one exchange a line, and what
 * servers said twice is written once. Reading, writing, nothing else.
 */
import * as fs from "node:fs";
import { projectRoot } from "../golden/case-file.ts";
import type { Exchange } from "../http/replay.ts";
import type { Json } from "../text/json.ts";
import { share, unshare } from "./sharing.ts";

export interface Fixture {
  /** As `/v1/agent/self` says it: `1.6.3-dev`. */
  readonly nomad: string;
  readonly steps: readonly Step[];
}

/** One call of the program. */
export interface Step {
  readonly run: readonly string[];
  /** Files that were edited before it, by path from the project's directory. */
  readonly files?: Readonly<Record<string, string>>;
  readonly answers?: readonly string[];
  /** Ctrl-C was pressed once this had been printed. */
  readonly interruptAt?: string;
  /** When it began, ISO. */
  readonly now: string;
  readonly printed: string;
  readonly exit: number;
  readonly exchanges: readonly Timed[];
}

/** An exchange and when it was answered, in milliseconds after the step began. */
export interface Timed extends Exchange {
  readonly at: number;
  /** When each of `chunks` arrived. */
  readonly times?: readonly number[];
}

export const recordings = `${projectRoot}/golden/nomad`;

/** Each has a directory of recordings: `1.6.3`. */
export function recordedVersions(): string[] {
  return fs.existsSync(recordings) ? fs.readdirSync(recordings).filter((name) => /^\d/.test(name)).sort() : [];
}

export function scenariosOf(version: string): string[] {
  return fs.readdirSync(`${recordings}/${version}`).filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -".json".length)).sort();
}

export function readFixture(version: string, scenario: string): Fixture {
  const { nomad, parts, steps } = JSON.parse(fs.readFileSync(`${recordings}/${version}/${scenario}.json`, "utf8")) as Packed;
  const exchanges = unshare({ parts, value: steps.map((step) => step.exchanges) }) as unknown as Timed[][];
  return { nomad, steps: steps.map((step, i) => ({ ...step, exchanges: exchanges[i]! })) };
}

export function writeFixture(version: string, scenario: string, { nomad, steps }: Fixture): void {
  const { parts, value } = share(JSON.parse(JSON.stringify(steps.map(({ exchanges }) => exchanges))) as Json);
  const packed = steps.map((step, i) => ({ ...step, exchanges: (value as Json[])[i]! }));
  const text = `{\n"nomad": ${JSON.stringify(nomad)},\n"steps": ${lines(packed, printedStep)},\n"parts": ${lines(parts)}\n}\n`;
  fs.mkdirSync(`${recordings}/${version}`, { recursive: true });
  fs.writeFileSync(`${recordings}/${version}/${scenario}.json`, text);
}

/** As it is written: exchanges hold references to `parts`. */
interface Packed { readonly nomad: string; readonly parts: readonly Json[]; readonly steps: readonly PackedStep[] }
type PackedStep = Omit<Step, "exchanges"> & { readonly exchanges: Json };

function printedStep({ exchanges, ...step }: PackedStep): string {
  const fields = Object.entries(step).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  return `{\n${fields.join(",\n")},\n"exchanges": ${Array.isArray(exchanges) ? lines(exchanges) : JSON.stringify(exchanges)}\n}`;
}

function lines<T>(items: readonly T[], print: (item: T) => string = (item) => JSON.stringify(item)): string {
  return items.length === 0 ? "[]" : `[\n${items.map(print).join(",\n")}\n]`;
}
