/** The door to programs that go on after this process has ended. What the disk refuses is an error with a `code`, as Node's are. */

export interface Daemons {
  /** The absolute path of a program that may be executed: on PATH, or itself where the name is an absolute path. */
  find(name: string): string | undefined;
  /** What a short command prints, or why it does not. */
  output(command: readonly string[], milliseconds: number): Promise<string | Failure>;
  /** In a session of its own and without input. */
  start(launch: Launch): Promise<Daemon | Failure>;
  /** false too where another process has its number by now, and for one of another machine. */
  isAlive(daemon: Daemon): boolean;
  /**
   * Asks it to end, ends it half a minute later, and then whatever else works in the directory or names it; unmounts what is mounted below
   * the directory, and removes it. Without a daemon only the rest.
   */
  end(daemon: Daemon | undefined, directory: string): Promise<void>;
  /** Those of 127.0.0.1 that somebody else listens on. */
  takenPorts(ports: readonly number[]): Promise<readonly number[]>;
}

/** `host.pid.start`, as `PrivateFs.process`: it tells a process from all others, those before and after it too. */
export type Daemon = string;

export interface Failure {
  readonly failure: string;
}

export interface Launch {
  /** Its first word is an absolute path. */
  readonly command: readonly string[];
  /** Where it works; it is there already. */
  readonly directory: string;
  /** All of its environment. */
  readonly env: Readonly<Record<string, string>>;
  /** A new file for what it prints. */
  readonly log: string;
}

export function pidOf(daemon: Daemon): number {
  return Number(daemon.split(".")[1]);
}
