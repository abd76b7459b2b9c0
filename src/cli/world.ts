/** Everything a command may touch. The real one is made in `node-world.ts`; tests and golden cases pass one in memory. */
import type { OutputFs } from "../emit/write.ts";
import type { Host } from "../host.ts";
import type { Clock } from "../http/clock.ts";
import type { Connection, Http } from "../http/http.ts";
import type { KeyTools } from "../keys/tools.ts";
import type { Remote } from "../pin/remote.ts";
import type { Daemons } from "./daemons.ts";
import type { Running } from "./program.ts";
import type { PrivateFs } from "../secrets/private-fs.ts";

export interface World {
  readonly host: Host;
  readonly files: CommandFs;
  /** Absolute, forward slashes. */
  readonly cwd: string;
  readonly version: string;
  readonly out: Channel;
  readonly err: Channel;
  readonly stdin: () => string;
  /** A variable of the environment; an empty one is none. */
  readonly env: (name: string) => string | undefined;
  /** Shows a question on stderr and reads one line; undefined where nobody can answer (stdin is no terminal, or it ended). */
  readonly ask: (question: string) => Promise<string | undefined>;
  /** As `ask`, and what is typed is not shown. */
  readonly askSecret: (question: string) => Promise<string | undefined>;
  /** Settings of proxies come from the environment. */
  readonly connect: (connection: Connection) => Http;
  /** What keys are made with. */
  readonly keyTools: KeyTools;
  /** The refs of a git repository elsewhere. */
  readonly lsRemote: (url: string) => Remote;
  /** Runs a program on this terminal, in a directory. */
  readonly start: (command: readonly string[], directory: string) => Running;
  /** Programs that go on after this process. */
  readonly daemons: Daemons;
  readonly clock: Clock;
  /** Calls back at each Ctrl-C, which then ends nothing by itself. Returns what ends that. */
  readonly interrupts: (called: () => void) => () => void;
  /** Calls back, perhaps often, when something in one of the directories may have changed. Returns what ends it. */
  readonly watch: (directories: readonly string[], changed: () => void) => () => void;
}

export interface Channel {
  /** Bytes are written as they are. */
  readonly write: (text: string | Uint8Array) => void;
  readonly colour: boolean;
  readonly terminal: boolean;
  readonly columns: number | undefined;
}

export interface CommandFs extends OutputFs, PrivateFs {}

export const exitCodes = { ok: 0, error: 1, differences: 2 } as const;
