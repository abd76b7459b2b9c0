/** Where the progress of a roll-out is shown: one table that is redrawn in place on a terminal, lines about what changed elsewhere. */
import type { JobProgress } from "../deploy/progress.ts";
import { newsLines, tableLines } from "../deploy/table.ts";
import type { Channel, World } from "./world.ts";

export interface Board {
  readonly show: (progress: JobProgress) => void;
  /** The world whose stderr does not write into the table. */
  readonly world: World;
  /** Leaves the last state on the screen. */
  readonly end: () => void;
}

export function boardOf(world: World): Board {
  return world.out.terminal ? liveBoard(world) : plainBoard(world);
}

function plainBoard(world: World): Board {
  const jobs = new Map<string, JobProgress>();
  return {
    world, end: () => {},
    show: (progress) => {
      for (const line of newsLines(jobs.get(progress.job), progress)) world.out.write(`${line}\n`);
      jobs.set(progress.job, progress);
    },
  };
}

function liveBoard(world: World): Board {
  const table = new LiveTable(world);
  const err: Channel = { ...world.err, write: (text) => table.above(() => world.err.write(text)) };
  return { world: { ...world, err }, end: () => table.end(), show: (progress) => table.show(progress) };
}

const REDRAW = 1000;

class LiveTable {
  private readonly jobs = new Map<string, JobProgress>();
  private readonly over = new AbortController();
  private readonly start: number;
  private drawn = 0;

  constructor(private readonly world: World) {
    this.start = world.clock.now();
  }

  show(progress: JobProgress): void {
    if (this.jobs.size === 0) void this.tick();
    this.jobs.set(progress.job, progress);
    this.draw();
  }

  /** Something else that goes to the same terminal. */
  above(write: () => void): void {
    this.erase();
    write();
    if (!this.over.signal.aborted) this.draw();
  }

  end(): void {
    this.over.abort();
    this.drawn = 0;
  }

  /** Deadlines come closer also while nothing happens. */
  private async tick(): Promise<void> {
    while (!this.over.signal.aborted) {
      await this.world.clock.wait(REDRAW, this.over.signal);
      if (!this.over.signal.aborted) this.draw();
    }
  }

  private draw(): void {
    if (this.jobs.size === 0) return;
    const { out, clock } = this.world;
    const lines = tableLines([...this.jobs.values()], { width: out.columns ?? 80, now: clock.now(), start: this.start });
    this.erase();
    out.write(`${lines.join("\n")}\n`);
    this.drawn = lines.length;
  }

  private erase(): void {
    if (this.drawn > 0) this.world.out.write(`\u001b[${this.drawn}A\u001b[J`);
    this.drawn = 0;
  }
}
