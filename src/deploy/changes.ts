/**
 * Blocking queries as a sequence: the value now, and the value after each change. It goes on through restarts of the server for ten minutes
 * each, and through an index that goes backwards (another cluster state was restored, or another region answers).
 */
import type { Answer, Nomad, Read } from "./nomad.ts";
import { Stopped } from "./failed.ts";
import { watching } from "./retries.ts";

/** Milliseconds between two answers that bring nothing new. */
const PAUSE = 1000;

/**
 * `wait`: seconds that the server may hold an answer back (60 by default, at most 300). Ends without an error at the signal; fails as `get` does.
 * A value may come twice.
 */
export async function* changes<T>(nomad: Nomad, path: string, read: Omit<Read, "index" | "patience"> = {}): AsyncGenerator<T, void, undefined> {
  const { clock } = nomad.options;
  const signal = read.signal ?? nomad.options.signal;
  for (let index = 0; signal?.aborted !== true; ) {
    const asked = clock.now();
    const answer = await next<T>(nomad, path, { ...read, patience: watching, ...(index === 0 ? {} : { index }) });
    if (answer === undefined) return;
    const news = answer.index !== index || index === 0;
    // Also after news without an index: such a server does not hold answers back.
    const idle = !news || answer.index === 0;
    index = answer.index < index ? 0 : answer.index;
    if (news) yield answer.value;
    if (idle && clock.now() - asked < PAUSE) await clock.wait(PAUSE, signal);
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
