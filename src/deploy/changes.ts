/**
 * Blocking queries as a sequence: the value now, then again after each change, and at the latest when the server's patience ends. It goes on
 * through restarts of the server for ten minutes each, and through an index that goes backwards (another state was restored, or another
 * server answers).
 */
import { Stopped } from "./failed.ts";
import type { Answer, Nomad, Read } from "./nomad.ts";
import { watching } from "./retries.ts";

/** Milliseconds between an answer and the next question: changes come in bursts, and not every server holds answers back. */
const PAUSE = 500;

/** `wait`: seconds that the server may hold an answer back (60 by default, at most 300). Ends without an error at the signal; fails as `get` does. */
export async function* changes<T>(nomad: Nomad, path: string, read: Omit<Read, "index" | "patience"> = {}): AsyncGenerator<T, void, undefined> {
  const signal = read.signal ?? nomad.options.signal;
  for (let index = 0; signal?.aborted !== true; ) {
    const answer = await next<T>(nomad, path, { ...read, patience: watching, ...(index === 0 ? {} : { index }) });
    if (answer === undefined) return;
    index = answer.index < index ? 0 : answer.index;
    yield answer.value;
    await nomad.options.clock.wait(PAUSE, signal);
  }
}

async function next<T>(nomad: Nomad, path: string, read: Read): Promise<Answer<T> | undefined> {
  try {
    return await nomad.get<T>(path, read);
  } catch (error) {
    if (error instanceof Stopped) return undefined;
    throw error;
  }
}
