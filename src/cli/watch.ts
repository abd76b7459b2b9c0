/**
 * Runs work again for the entries whose files changed. In: entries, and a run that says which files each entry read.
 * Contents decide, not time stamps: a save without a change does nothing. Ends when the process is ended.
 */
import { directoryOf } from "./paths.ts";
import type { World } from "./world.ts";

/** Entry -> absolute paths of all files it read. */
export type Runs = ReadonlyMap<string, readonly string[]>;

export function repeat(entries: readonly string[], world: World, work: (entries: readonly string[]) => Runs): Promise<number> {
  const watcher = new Watcher(world, work);
  watcher.start(entries);
  return new Promise(() => {});
}

export class Watcher {
  private readonly files = new Map<string, readonly string[]>();
  private readonly contents = new Map<string, string>();
  private watched = "";
  private stop: () => void = () => {};

  constructor(private readonly world: World, private readonly work: (entries: readonly string[]) => Runs) {}

  start(entries: readonly string[]): void {
    this.perform(entries);
  }

  /** Called whenever something may have changed. Returns the entries that ran. */
  changed(): readonly string[] {
    const stale = new Set([...this.contents].filter(([path, before]) => contentOf(this.world, path) !== before).map(([path]) => path));
    const entries = [...this.files].filter(([, files]) => files.some((file) => stale.has(file))).map(([entry]) => entry);
    if (entries.length > 0) this.perform(entries);
    return entries;
  }

  private perform(entries: readonly string[]): void {
    // Read first: a change made while the work runs is then seen as one.
    const before = new Map([...this.contents.keys()].map((path) => [path, contentOf(this.world, path)]));
    for (const [entry, files] of this.work(entries)) this.files.set(entry, [...new Set([entry, ...files])]);
    this.contents.clear();
    for (const path of new Set([...this.files.values()].flat())) this.contents.set(path, before.get(path) ?? contentOf(this.world, path));
    this.watchDirectories();
  }

  private watchDirectories(): void {
    const directories = [...new Set([...this.contents.keys()].map(directoryOf))].sort();
    const key = JSON.stringify(directories);
    if (key === this.watched) return;
    this.stop();
    this.watched = key;
    this.stop = this.world.watch(directories, () => this.changed());
  }
}

function contentOf(world: World, path: string): string {
  const content = world.host.read(path);
  return "failure" in content ? `! ${content.failure}` : `= ${Buffer.from(content).toString("latin1")}`;
}
