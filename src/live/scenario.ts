/**
 * Calls of the program, one after the other, in one project against the real server. Each is recorded; the recording is kept if the run
 * was asked for one, after it has been replayed without the server and came out the same.
 */
import type { Test } from "uvu";
import * as assert from "uvu/assert";
import { nodeClock } from "../cli/node-clock.ts";
import { nodeHttp } from "../cli/node-http.ts";
import type { MemoryWorld } from "../cli/memory-world.ts";
import type { Clock } from "../http/clock.ts";
import { visible } from "../text/visible.ts";
import { call, nomadAddress, type Outcome } from "./call.ts";
import { cleaner, type Cleaning } from "./clean.ts";
import { writeFixture, type Step } from "./fixture.ts";
import { editFile, fileIn, projectWorld, writeFiles, type ProjectFiles } from "./project.ts";
import { recorder } from "./recorder.ts";
import { replayFixture, strays } from "./replay-fixture.ts";
import { site } from "./site.ts";

export interface Expected {
  /** Default 0. */
  readonly exit?: number;
  /** What it prints, each somewhere. */
  readonly says?: readonly (string | RegExp)[];
  readonly hides?: readonly (string | RegExp)[];
  readonly answers?: readonly string[];
  /** Ctrl-C is pressed once this has been printed. */
  readonly interruptAt?: string;
}

/** Real, but for the number that a replay cannot know. */
const clock: Clock = { ...nodeClock, random: () => 0.5 };

/** No call may take longer. */
const LONGEST = 8 * 60_000;

export class Scenario {
  private readonly steps: Step[] = [];
  private readonly world: MemoryWorld;
  private edits: Record<string, string> = {};
  private broken = false;

  constructor(readonly name: string, private readonly files: ProjectFiles, private readonly options: Cleaning = {}) {
    this.world = projectWorld(files);
  }

  /** Before the next step; `change` gets what is there now. */
  edit(path: string, change: (text: string) => string): void {
    this.unbroken();
    const before = fileIn(this.world, path);
    const after = change(before);
    if (after === before) throw new Error(`the edit of ${path} changes nothing`);
    this.write(path, after);
  }

  write(path: string, text: string): void {
    editFile(this.world, path, text);
    this.edits[path] = text;
  }

  /** What a step left on the disk. */
  file(path: string): string {
    return fileIn(this.world, path);
  }

  async step(words: readonly string[], expected: Expected = {}): Promise<Outcome> {
    this.unbroken();
    this.broken = true;
    const outcome = await this.call(words, expected);
    check(words, outcome, expected);
    this.broken = false;
    return outcome;
  }

  /** What follows a step that failed says nothing about the program. */
  private unbroken(): void {
    if (this.broken) throw Object.assign(new Error(`${this.name}: an earlier step failed`), { stack: "" });
  }

  /** Calls that run at the same time are kept in the order in which they begin. */
  async together(calls: readonly (readonly string[])[], check: (outcomes: readonly Outcome[]) => void): Promise<void> {
    this.unbroken();
    this.broken = true;
    check(await Promise.all(calls.map((words) => this.call(words, {}))));
    this.broken = false;
  }

  private async call(words: readonly string[], expected: Expected): Promise<Outcome> {
    const place = this.steps.length;
    const start = clock.now();
    const listening = recorder(nodeHttp({ address: site().agent.address, tls: { verify: true } }), clock, cleaner(site().agent.directory, this.options));
    const http = (address: string) => (address === nomadAddress ? listening : listening.at(address, nodeHttp({ address, tls: { verify: true } })));
    const { answers, interruptAt } = expected;
    const input = { ...(answers === undefined ? {} : { answers }), ...(interruptAt === undefined ? {} : { interruptAt }) };
    const files = Object.keys(this.edits).length === 0 ? {} : { files: this.edits };
    this.edits = {};
    const draft = { run: words, ...files, ...input, now: new Date(start).toISOString() };
    this.steps.push({ ...draft, printed: "", exit: -1, exchanges: [] });
    const outcome = await within(words, call(this.world, { words, http, clock, ...input }));
    this.steps[place] = { ...draft, ...outcome, exchanges: listening.exchanges() };
    return outcome;
  }

  /** The last test of its suite, where the run was asked for recordings. */
  kept(test: Test): void {
    if (site().record) test("replayed without the server, it comes out the same", () => this.keep());
  }

  private async keep(): Promise<void> {
    this.unbroken();
    const { agent } = site();
    const version = agent.version.replace(/-.*/, "");
    const replayed = await replayFixture({ nomad: agent.version, steps: this.steps }, this.files);
    assert.equal(replayed.flatMap(strays), [], `${this.name}: is something else when replayed`);
    for (const { step, outcome } of replayed) assert.fixture(timeless(outcome.printed), timeless(step.printed), `${this.name}, ${step.run.join(" ")}: prints something else when replayed`);
    // Elapsed times may be a second apart; those of the replay are the ones that every replay has.
    writeFixture(version, this.name, { nomad: agent.version, steps: replayed.map(({ step, outcome }) => ({ ...step, printed: outcome.printed })) });
    writeFiles(version, this.files);
  }
}

function check(words: readonly string[], { printed, exit }: Outcome, { exit: wanted = 0, says = [], hides = [] }: Expected): void {
  const has = (what: string | RegExp) => (typeof what === "string" ? printed.includes(what) : what.test(printed));
  const wrong = [
    ...(exit === wanted ? [] : [`it ends with ${exit}, not ${wanted}`]),
    ...says.filter((what) => !has(what)).map((what) => `it does not say ${String(what)}`),
    ...hides.filter(has).map((what) => `it says ${String(what)}`),
  ];
  if (wrong.length > 0) throw Object.assign(new Error(`$ mantisc ${words.join(" ")}\n${printed.split("\n").map(visible).join("\n")}\n${wrong.join("\n")}`), { stack: "" });
}

async function within<T>(words: readonly string[], body: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Error(`mantisc ${words.join(" ")} did not end in ${LONGEST / 1000} s`)), LONGEST)));
  try {
    return await Promise.race([body, late]);
  } finally {
    clearTimeout(timer);
  }
}

function timeless(printed: string): string {
  return printed.replace(/\d+(\.\d+)? ?(ms|s|m|min|h)\b/g, "#");
}
