/** Trying again, bounded: what passes is tried again after growing, spread waits, each said in a line; everything else fails at once. */
import type { Clock } from "../http/clock.ts";
import { visible } from "../text/visible.ts";
import { Stopped } from "./failed.ts";
import { Transient } from "./transient.ts";

/** Milliseconds. */
export interface Patience {
  readonly tries: number;
  /** From the first trouble on. */
  readonly total: number;
  readonly longestWait: number;
}

/** Of single requests: the waits are 1, 2, 4, 8 and 16 seconds at most. */
export const usual: Patience = { tries: 6, total: 32_000, longestWait: 16_000 };
/** Of what watches: a server may restart. */
export const watching: Patience = { tries: Infinity, total: 600_000, longestWait: 20_000 };
/** Of a server that has never answered: rather a wrong address than one that restarts. */
export const stranger: Patience = { tries: 3, total: 10_000, longestWait: 2000 };

const SHORTEST_WAIT = 100;

export interface Retrying {
  readonly clock: Clock;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal | undefined;
  readonly patience: (trouble: Transient) => Patience;
}

/** Fails with the last trouble's `Failed`, or with `Stopped` at the signal. */
export async function retried<T>(attempt: () => Promise<T>, { clock, say, signal, patience }: Retrying): Promise<T> {
  let first: number | undefined;
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (trouble) {
      if (!(trouble instanceof Transient)) throw trouble;
      first ??= clock.now();
      const bounds = patience(trouble);
      const wait = waitBefore(tries, trouble, bounds, clock);
      if (tries >= bounds.tries || clock.now() + wait - first > bounds.total) throw trouble.failed;
      say(`${visible(trouble.words)}; trying again in ${Math.max(1, Math.round(wait / 100)) / 10} s`);
      await clock.wait(wait, signal);
      if (signal?.aborted === true) throw new Stopped();
    }
  }
}

/** Anything from nothing to a bound that doubles ("full jitter"), or what the server asked for if that is longer. */
function waitBefore(tries: number, { options }: Transient, { longestWait }: Patience, clock: Clock): number {
  const bound = Math.min(longestWait, 1000 * 2 ** Math.min(tries - 1, 20));
  return Math.max(SHORTEST_WAIT, Math.round(bound * clock.random()), options.after ?? 0);
}
