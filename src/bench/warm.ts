/** Linear cost: what one network costs among 1,000, against one among 100, in a warm process. */
import { compile } from "../compile.ts";
import type { Row } from "./bench.ts";
import { copies, root } from "./copies.ts";
import { interleaved, median, timed } from "./measure.ts";

export function linearity(): Row[] {
  perNetwork(50, 0);
  const times = interleaved(2, { hundred: () => median([0, 1, 2].map((part) => perNetwork(100, 100 * part))), thousand: () => perNetwork(1000, 1000) });
  const [hundred, thousand] = [median(times.hundred), median(times.thousand)];
  return [{
    what: "in-process, warm: a network among 1,000 against one among 100", budget: "<= 1.15x",
    measured: `${(thousand / hundred).toFixed(2)}x (${thousand.toFixed(2)} ms / ${hundred.toFixed(2)} ms)`,
  }];
}

/** Milliseconds for each of `count` networks, each an entry of its own in one project. */
function perNetwork(count: number, first: number): number {
  const { host, entries } = copies(count, first);
  globalThis.gc?.();
  let artifacts = 0;
  const time = timed(() => {
    for (const entry of entries) for (const build of compile(host, entry, { root }).builds) artifacts += build.artifacts.length;
  });
  if (artifacts < count) throw new Error("the copies do not compile");
  return time / count;
}
