/** Watch mode: what an unchanged project costs, and what is done again when one file of many changes. */
import { compile } from "../compile.ts";
import { Watcher } from "../cli/watch.ts";
import { memoryWorld } from "../cli/memory-world.ts";
import type { Row } from "./bench.ts";
import { copies, root } from "./copies.ts";
import { median, timed } from "./measure.ts";

const NETWORKS = 100;

export function watchUnchanged(): Row[] {
  const { host, entries } = copies(NETWORKS);
  let changed: string | undefined;
  const overlay = { ...host, read: (path: string) => (path === changed ? new TextEncoder().encode(`${new TextDecoder().decode(host.read(path) as Uint8Array)}\n# changed\n`) : host.read(path)) };
  const world = { ...memoryWorld({ cwd: root, files: {} }), host: overlay };
  const watcher = new Watcher(world, (paths) => new Map(paths.map((path) => [path, compile(overlay, path, { root }).files] as const)));
  const first = timed(() => watcher.start(entries));
  const unchanged = median([0, 1, 2, 3, 4].map(() => timed(() => { if (watcher.changed().length > 0) throw new Error("an unchanged file was checked again"); })));
  changed = entries[7];
  let again: readonly string[] = [];
  const one = timed(() => { again = watcher.changed(); });
  return [
    { what: `watch mode, ${NETWORKS} networks, nothing changed, against checking them`, measured: `${(unchanged / first).toFixed(3)}x, 0 evaluated`, budget: "only what changed" },
    { what: "watch mode, one file of them changed", measured: `${(one / first).toFixed(3)}x, ${again.length} evaluated`, budget: "only what changed" },
  ];
}
