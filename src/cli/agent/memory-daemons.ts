/** Programs that go on, in memory: those of a setup, which print their log, may end by themselves, and tell when they start and end. */
import type { Clock } from "../../http/clock.ts";
import { pidOf, type Daemons, type Launch } from "../daemons.ts";
import type { CommandFs } from "../world.ts";

export interface DaemonsSetup {
  /** By name on PATH, or by absolute path. */
  readonly programs?: Readonly<Record<string, MemoryProgram>>;
  /** Processes that are there already: those of `laptop.PID.1`. */
  readonly alive?: readonly number[];
  readonly taken?: readonly number[];
}

export interface MemoryProgram {
  /** What it prints for `version`; without that it ends with 1. */
  readonly version?: string;
  /** Or why it cannot be. */
  readonly starts?: true | string;
  /** Milliseconds until it ends by itself. */
  readonly lives?: number;
  /** What it prints. */
  readonly log?: string;
}

interface Around {
  readonly clock: Clock;
  readonly files: CommandFs;
  readonly removeTree: (path: string) => void;
  readonly print: (line: string) => void;
}

const FIRST_PID = 5001;

export function memoryDaemons({ programs = {}, alive = [], taken = [] }: DaemonsSetup, around: Around): Daemons {
  /** Until when. */
  const running = new Map(alive.map((pid) => [`laptop.${pid}.1`, Infinity]));
  const known = new Map(Object.entries(programs).map(([name, program]) => [name.includes("/") ? name : `/usr/bin/${name}`, program]));
  let next = FIRST_PID;
  const isAlive = (daemon: string) => (running.get(daemon) ?? 0) > around.clock.now();
  return {
    find: (name) => [name, `/usr/bin/${name}`].find((path) => known.has(path)),
    output: async ([program = ""]) => known.get(program)?.version ?? { failure: "it ends with 1" },
    start: async (launch) => {
      const program = known.get(launch.command[0]!) ?? { starts: "there is no such program" };
      around.files.writePrivate(launch.log, program.log ?? "");
      if (typeof program.starts === "string") return { failure: program.starts };
      const daemon = `laptop.${next++}.1`;
      running.set(daemon, around.clock.now() + (program.lives ?? Infinity));
      around.print(started(daemon, launch));
      return daemon;
    },
    isAlive,
    end: async (daemon, directory) => {
      if (daemon !== undefined && isAlive(daemon)) around.print(`(process ${pidOf(daemon)} is ended)`);
      if (daemon !== undefined) running.delete(daemon);
      around.removeTree(directory);
      around.print(`(${directory} is removed)`);
    },
    takenPorts: async (ports) => ports.filter((port) => taken.includes(port)),
  };
}

function started(daemon: string, { command, directory, env }: Launch): string {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  return `(process ${pidOf(daemon)} runs in ${directory}: ${[...variables, ...command].join(" ")})`;
}
