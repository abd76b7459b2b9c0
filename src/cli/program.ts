/** A program that a command runs on this terminal, in a directory. */

/** The exit code as a shell counts it: 128 and the signal's number for one that a signal ended. Or why it did not start. */
export type Ended = number | { readonly failure: string };

export interface Running {
  /** Its name, for messages. */
  readonly command: string;
  readonly ended: Promise<Ended>;
  /** Asks it to end (SIGTERM), and ends it half a minute later. */
  stop(): void;
}
