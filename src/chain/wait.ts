/** Looks at a chain again and again: until something holds, the time is up, or the signal comes. */
import type { ChainView } from "./model.ts";
import { look, PAUSE, type Looking } from "./look.ts";

export interface Until {
  readonly holds: (view: ChainView) => boolean;
  /** Milliseconds. */
  readonly within: number;
  readonly show: (view: ChainView) => void;
}

/** The last view, and whether it holds. */
export async function waitUntil(looking: Looking, { holds, within, show }: Until): Promise<{ readonly view: ChainView; readonly held: boolean }> {
  const end = looking.clock.now() + within;
  for (;;) {
    const view = await look(looking);
    show(view);
    if (holds(view)) return { view, held: true };
    if (looking.clock.now() >= end) return { view, held: false };
    await looking.clock.wait(PAUSE, looking.signal);
    if (looking.signal?.aborted === true) return { view, held: false };
  }
}
