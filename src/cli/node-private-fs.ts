/** Files that only their owner reads, on a real disk: made with their permissions, brought to the disk, never through a link. */
import * as fs from "node:fs";
import { hostname } from "node:os";
import type { PrivateFs } from "../secrets/private-fs.ts";

type Own = Pick<PrivateFs, "readPrivate" | "permissions" | "makePrivateDirectory" | "writePrivate" | "link" | "syncDirectory" | "process" | "isAlive">;

const MOST_BYTES = 16 * 1024 * 1024;

export function nodePrivateFs(): Own {
  const host = hostname().replace(/[^A-Za-z0-9-]/g, "-");
  return {
    readPrivate,
    permissions: (path) => fs.lstatSync(path).mode & 0o777,
    makePrivateDirectory,
    writePrivate,
    link: (from, to) => fs.linkSync(from, to),
    syncDirectory,
    process: `${host}.${process.pid}.${startOf(process.pid)}`,
    isAlive: (name) => isAlive(name, host),
  };
}

function readPrivate(path: string): { bytes: Uint8Array; permissions: number } {
  // Opening a pipe would wait for its writer.
  const handle = fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW | fs.constants.O_NONBLOCK);
  try {
    const status = fs.fstatSync(handle);
    if (!status.isFile()) throw Object.assign(new Error("it is not a regular file"), { code: "ENOTSUP" });
    if (status.size > MOST_BYTES) throw Object.assign(new Error("it is too large"), { code: "EFBIG" });
    return { bytes: fs.readFileSync(handle), permissions: status.mode & 0o777 };
  } finally {
    fs.closeSync(handle);
  }
}

function makePrivateDirectory(path: string): void {
  try {
    fs.mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST" || !fs.lstatSync(path).isDirectory()) throw error;
    return;
  }
  fs.chmodSync(path, 0o700);
}

function writePrivate(path: string, text: string): void {
  const handle = fs.openSync(path, "wx", 0o600);
  try {
    // A umask takes away, also from the owner.
    fs.fchmodSync(handle, 0o600);
    fs.writeFileSync(handle, text);
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

/** Some file systems cannot. */
function syncDirectory(path: string): void {
  const handle = fs.openSync(path, "r");
  try {
    fs.fsyncSync(handle);
  } catch (error) {
    if (!["EINVAL", "EPERM", "ENOTSUP", "EISDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  } finally {
    fs.closeSync(handle);
  }
}

/** What tells a process from a later one with the same number: when it started, in ticks since the machine did. 0 where nothing says it. */
function startOf(pid: number): string {
  try {
    // The name of the program, in parentheses, may hold anything.
    return /^.*\) (?:\S+ ){19}(\d+) /s.exec(fs.readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1] ?? "0";
  } catch {
    return "0";
  }
}

function isAlive(name: string, here: string): boolean {
  const [host, pid = "", start] = name.split(".");
  if (host !== here || !/^[1-9]\d{0,9}$/.test(pid)) return true;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return startOf(Number(pid)) === start;
}
