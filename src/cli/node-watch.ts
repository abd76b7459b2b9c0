/** Watches directories, not files: editors save by renaming, which ends a watch on the file itself. */
import * as fs from "node:fs";

const SETTLE_MS = 40;

export function watchDirectories(directories: readonly string[], changed: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(changed, SETTLE_MS);
  };
  const watchers = directories.flatMap((directory) => watcherOf(directory, soon));
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

function watcherOf(directory: string, changed: () => void): fs.FSWatcher[] {
  try {
    const watcher = fs.watch(directory, changed);
    watcher.on("error", changed);
    return [watcher];
  } catch {
    // It does not exist (yet): what lies above it is watched too.
    return [];
  }
}
