/** What the live suite keeps of a scenario: golden/nomad/<version>/<scenario>.json, one exchange a line. Reading, writing, nothing else. */
import * as fs from "node:fs";
import { projectRoot } from "../golden/case-file.ts";
import type { Exchange } from "../http/replay.ts";

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
  /** When Ctrl-C was pressed: milliseconds after `now`. */
  readonly interrupts?: readonly number[];
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

/** Directories of recordings, one for each version of Nomad. */
export function recordedVersions(): string[] {
  return fs.existsSync(recordings) ? fs.readdirSync(recordings).sort() : [];
}

export function scenariosOf(version: string): string[] {
  return fs.readdirSync(`${recordings}/${version}`).filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -".json".length)).sort();
}

export function readFixture(version: string, scenario: string): Fixture {
  return JSON.parse(fs.readFileSync(`${recordings}/${version}/${scenario}.json`, "utf8")) as Fixture;
}

export function writeFixture(version: string, scenario: string, fixture: Fixture): void {
  fs.mkdirSync(`${recordings}/${version}`, { recursive: true });
  fs.writeFileSync(`${recordings}/${version}/${scenario}.json`, printed(fixture));
}

function printed({ nomad, steps }: Fixture): string {
  return `{\n"nomad": ${JSON.stringify(nomad)},\n"steps": [\n${steps.map(printedStep).join(",\n")}\n]\n}\n`;
}

function printedStep({ exchanges, ...step }: Step): string {
  const fields = Object.entries(step).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  return `{\n${fields.join(",\n")},\n"exchanges": [\n${exchanges.map((exchange) => JSON.stringify(exchange)).join(",\n")}\n]\n}`;
}
