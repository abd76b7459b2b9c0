/** Runs a recorded scenario again without a server. In: the recording and its files. Out: what differs from it, step by step. */
import type { MemoryWorld } from "../cli/memory-world.ts";
import { call, type Outcome } from "./call.ts";
import type { Fixture, Step } from "./fixture.ts";
import { editFile, projectWorld, type ProjectFiles } from "./project.ts";
import { timedReplay } from "./timed-replay.ts";
import { VirtualTime } from "./virtual-time.ts";

export interface Replayed {
  readonly step: Step;
  readonly outcome: Outcome;
  /** `GET /v1/jobs?…`: recorded and not asked for. */
  readonly unused: readonly string[];
}

/** Fails where a step asks for what was not recorded. */
export async function replayFixture({ steps }: Fixture, files: ProjectFiles): Promise<Replayed[]> {
  const world = projectWorld(files);
  const replayed: Replayed[] = [];
  for (const step of steps) replayed.push(await replayStep(step, world));
  return replayed;
}

async function replayStep(step: Step, world: MemoryWorld): Promise<Replayed> {
  for (const [path, text] of Object.entries(step.files ?? {})) editFile(world, path, text);
  const clock = new VirtualTime(Date.parse(step.now));
  const http = timedReplay(step.exchanges, clock);
  const { run: words, answers = [], interruptAt } = step;
  const outcome = await clock.drive(call(world, { words, http: (address) => http.at(address), clock, answers, ...(interruptAt === undefined ? {} : { interruptAt }) }));
  return { step, outcome, unused: http.unused().map(({ method, path }) => `${method} ${path}`) };
}

/** Where a replayed step did something else than the recorded one, apart from its words. */
export function strays({ step, outcome, unused }: Replayed): string[] {
  const call = `mantisc ${step.run.join(" ")}`;
  return [...(outcome.exit === step.exit ? [] : [`${call}: it ends with ${outcome.exit}, not ${step.exit}`]), ...unused.map((path) => `${call}: recorded and not asked for: ${path}`)];
}
