/** Ctrl-C while a command waits for a server: the wait ends, the program says where things stand. */
import type { World } from "./world.ts";

/** `body` gets a signal that Ctrl-C aborts. A second Ctrl-C ends the program, as it does elsewhere. */
export async function interruptible<T>(world: World, body: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const end = world.interrupts(() => {
    controller.abort();
    end();
  });
  try {
    return await body(controller.signal);
  } finally {
    end();
  }
}
