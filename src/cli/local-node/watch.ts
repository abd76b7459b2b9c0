/**
 * Keeps a node's files as the services are, and its program restarted when they change. In: how to refresh the files, how to start the
 * program, which services to watch. Out: an exit code. A refresh that fails leaves files and program as they are.
 */
import { Failed } from "../../deploy/failed.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Clock } from "../../http/clock.ts";
import type { Ended, Running } from "../program.ts";
import { exitCodes } from "../world.ts";
import type { Services } from "./services.ts";

export interface Keeping {
  readonly clock: Clock;
  readonly from: Services;
  /** Registered names. */
  readonly services: readonly string[];
  /** Writes the files as they should be now; true if any of them changed. Fails with a `Failed`. */
  readonly refresh: () => Promise<boolean>;
  /** undefined: there is no program, only files. */
  readonly start?: () => Running;
  readonly say: (line: string) => void;
  readonly trouble: (failed: Failed) => void;
}

/** Milliseconds: changes come in bursts; and no program is restarted more often. */
const CALM = 2000;
const BETWEEN_STARTS = 30_000;

/** Until the program ends by itself, or without one until the signal. */
export async function keepUp(keeping: Keeping, signal: AbortSignal): Promise<number> {
  const watching = new AbortController();
  const stop = () => watching.abort();
  signal.addEventListener("abort", stop);
  try {
    return await new Keeper(keeping, watching.signal).run();
  } finally {
    stop();
    signal.removeEventListener("abort", stop);
  }
}

/** What the program's end means for ours. Fails with `node-program`. */
export function exitOf(ended: Ended, command: string): number {
  if (typeof ended === "number") return ended;
  throw new Failed(diagnose("node-program", { command, reason: ended.failure }));
}

class Keeper {
  private changed = false;
  private wake: () => void = () => {};
  private running: Running | undefined;
  private ended: Ended | undefined;
  private startedAt = 0;

  constructor(private readonly keeping: Keeping, private readonly signal: AbortSignal) {}

  async run(): Promise<number> {
    this.signal.addEventListener("abort", () => this.wake());
    this.start();
    for (const name of this.keeping.services) void this.watch(name);
    while (!this.over()) {
      await this.news();
      if (this.over()) break;
      await this.calm();
      this.changed = false;
      if (!this.over() && (await this.refreshed())) await this.restart();
    }
    return this.ended === undefined ? exitCodes.ok : exitOf(this.ended, this.running!.command);
  }

  private over(): boolean {
    return this.ended !== undefined || (this.signal.aborted && this.running === undefined);
  }

  private start(): void {
    const running = this.keeping.start?.();
    if (running === undefined) return;
    this.running = running;
    this.startedAt = this.keeping.clock.now();
    void running.ended.then((ended) => {
      if (this.running !== running) return;
      this.ended = ended;
      this.wake();
    });
  }

  /** The first state counts as a change: it may be newer than the files. */
  private async watch(name: string): Promise<void> {
    try {
      for await (const _ of this.keeping.from.changes(name, this.signal)) {
        this.changed = true;
        this.wake();
      }
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      if (!this.signal.aborted) this.keeping.trouble(error);
    }
  }

  private news(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
      if (this.changed || this.over()) resolve();
    });
  }

  private async calm(): Promise<void> {
    const { clock } = this.keeping;
    const soonest = this.running === undefined ? 0 : this.startedAt + BETWEEN_STARTS - clock.now();
    const early = new AbortController();
    this.wake = () => void (this.over() && early.abort());
    await clock.wait(Math.max(CALM, soonest), early.signal);
  }

  private async refreshed(): Promise<boolean> {
    try {
      return await this.keeping.refresh();
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      this.keeping.trouble(error);
      return false;
    }
  }

  private async restart(): Promise<void> {
    const { running } = this;
    if (running === undefined) return;
    this.keeping.say(`The files changed: ${running.command} is restarted.`);
    // Its end is no longer ours.
    this.running = undefined;
    running.stop();
    await running.ended;
    this.start();
  }
}
