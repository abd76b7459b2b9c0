/** What a command is: its words for help and completion, its flags, and where its code is. */
import type { Arguments } from "./arguments.ts";
import type { World } from "./world.ts";

export interface Flag {
  readonly name: string;
  /** One letter: `-f`. */
  readonly short?: string;
  /** The value's name in help: `DIR`. Without one the flag is on or off. */
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly repeat?: boolean;
  /** Flags that only the network knows: `--NAME 5` means `--this NAME=5`. */
  readonly otherwise?: true;
  readonly help: string;
}

/** What shells complete for an operand or a flag's value. */
export type Completes = "file" | "directory" | "network" | "job" | "code" | "kind";

export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly usage: string;
  /** Most operands it takes. */
  readonly operands: number;
  /** What stands after `--` is a program to run. */
  readonly program?: true;
  readonly completes?: readonly Completes[];
  readonly flags: readonly Flag[];
  readonly about: readonly string[];
  readonly example: string;
  readonly load: () => Promise<CommandModule>;
}

export interface CommandModule {
  /** Returns the exit code. */
  readonly run: (args: Arguments, world: World) => number | Promise<number>;
}
