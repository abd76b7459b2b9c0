/**
 * Makes what recorded calls print now the expected output, where they still send what was recorded: other words need no server. In: parts of
 * names (`nomad/1.6.3/laptop`; none: all). Out: what changed, and what needs a recording of its own.
 */
import { readFixture, recordedVersions, scenariosOf, writeFixture } from "./fixture.ts";
import { recordedFiles } from "./project.ts";
import { replayFixture, strays } from "./replay-fixture.ts";

export interface Accepted {
  readonly name: string;
  /** Steps that print something else than before. */
  readonly changed: number;
  /** Why it has to be recorded again. */
  readonly refusal?: string;
}

export async function acceptRecordings(parts: readonly string[]): Promise<Accepted[]> {
  const accepted: Accepted[] = [];
  for (const version of recordedVersions()) {
    for (const scenario of scenariosOf(version)) {
      const name = `nomad/${version}/${scenario}`;
      if (parts.length === 0 || parts.some((part) => name.includes(part))) accepted.push({ name, ...(await acceptOne(version, scenario)) });
    }
  }
  return accepted;
}

async function acceptOne(version: string, scenario: string): Promise<Omit<Accepted, "name">> {
  const fixture = readFixture(version, scenario);
  const replayed = await replayFixture(fixture, recordedFiles(version)).catch((error: Error) => error);
  const refusal = replayed instanceof Error ? replayed.message : replayed.flatMap(strays)[0];
  if (replayed instanceof Error || refusal !== undefined) return { changed: 0, refusal: refusal!.slice(0, 300) };
  const steps = replayed.map(({ step, outcome }) => ({ ...step, printed: outcome.printed }));
  const changed = replayed.filter(({ step, outcome }) => step.printed !== outcome.printed).length;
  if (changed > 0) writeFixture(version, scenario, { ...fixture, steps });
  return { changed };
}
