/**
 * One writer at a time in a directory. Whoever wants to write lays down a file with its own name, `.lock-<host>.<pid>.<start>`, and writes once
 * no other living process has one there: of two, the later one sees the earlier one. The name says everything, so a file that a process left
 * half-written when it died is a lock of a dead process like any other, and is removed by name: never somebody else's.
 */
import type { Clock } from "../http/clock.ts";
import { diagnose } from "../diagnostics/catalog.ts";
import { Failed } from "../deploy/failed.ts";
import type { PrivateFs } from "./private-fs.ts";

export interface Locking {
  readonly fs: PrivateFs;
  readonly clock: Clock;
  readonly say: (line: string) => void;
  /** How the directory is called in messages. */
  readonly shown: string;
}

const prefix = ".lock-";
const PATIENCE = 30_000;

/** Waits up to half a minute for another one; then fails with `store-locked`. */
export async function lock(directory: string, { fs, clock, say, shown }: Locking): Promise<void> {
  const own = `${prefix}${fs.process}`;
  const start = clock.now();
  for (let held = false, said = false; ; ) {
    held ||= (fs.writePrivate(`${directory}/${own}`, ""), true);
    const others = livingLocks(directory, own, fs);
    if (others.length === 0) return;
    // One of those that wait stays, so that they do not step aside for each other for ever.
    if (others.some((name) => name < own)) held = (fs.removeFile(`${directory}/${own}`), false);
    if (clock.now() - start > PATIENCE) {
      if (held) fs.removeFile(`${directory}/${own}`);
      throw new Failed(diagnose("store-locked", { directory: shown, file: others[0]!, holder: holderOf(others[0]!) }));
    }
    if (!said) say(`${shown} is being written by ${holderOf(others[0]!)}; waiting for it`);
    said = true;
    await clock.wait(20 + Math.round(80 * clock.random()));
  }
}

export function unlock(directory: string, fs: PrivateFs): void {
  removeIfThere(`${directory}/${prefix}${fs.process}`, fs);
}

/** Of others. Removes those of the dead. */
function livingLocks(directory: string, own: string, fs: PrivateFs): string[] {
  return fs.list(directory).filter((name) => name.startsWith(prefix) && name !== own).filter((name) => {
    if (fs.isAlive(name.slice(prefix.length))) return true;
    removeIfThere(`${directory}/${name}`, fs);
    return false;
  });
}

export function removeIfThere(path: string, fs: PrivateFs): void {
  try {
    fs.removeFile(path);
  } catch (error) {
    if ((error as { code?: string }).code !== "ENOENT") throw error;
  }
}

/** `.lock-build-1.4711.8812` -> `process 4711 on build-1`. */
function holderOf(name: string): string {
  const [host = "", pid = ""] = name.slice(prefix.length).split(".");
  return `process ${pid} on ${host}`;
}
