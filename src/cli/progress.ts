/** A line on stderr that says how far long work is; nothing unless stderr is a terminal and there is much to do. */
import { visible } from "../text/visible.ts";
import type { World } from "./world.ts";

export interface Progress {
  step(what: string): void;
  end(): void;
}

const MANY = 8;

export function progressOf(world: World, total: number): Progress {
  if (!world.err.terminal || total < MANY) return { step: () => {}, end: () => {} };
  const room = Math.max(20, (world.err.columns ?? 80) - 1);
  let done = 0;
  return {
    step: (what) => world.err.write(`\r\u001b[K${`[${++done}/${total}] ${visible(what)}`.slice(0, room)}`),
    end: () => world.err.write("\r\u001b[K"),
  };
}
