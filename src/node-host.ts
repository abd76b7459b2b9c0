/** The disk as `compile`, `writeArtifacts` and the commands see it. The only file of the core that imports `node:*`. */
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import type { Host, ReadFailure } from "./host.ts";
import type { OutputFs } from "./emit/write.ts";

/** More than any file may have; what is longer is cut there, and refused for its size by whoever reads it. */
const MOST_BYTES = 16 * 1024 * 1024;

export function nodeHost(): Host {
  return {
    read: (path) => attempt(() => readFile(path)),
    exists: (path) => fs.existsSync(path),
    realPath: realPathOf,
    sha256: (text) => createHash("sha256").update(text).digest("hex"),
  };
}

function readFile(path: string): Uint8Array | ReadFailure {
  const status = fs.statSync(path);
  if (status.isDirectory()) return { failure: "directory", message: "it is a directory" };
  // Opening a pipe or a device could wait for ever.
  if (!status.isFile()) return { failure: "other", message: "it is not a regular file" };
  return status.size <= MOST_BYTES ? fs.readFileSync(path) : readStart(path);
}

function readStart(path: string): Uint8Array {
  const handle = fs.openSync(path, "r");
  try {
    const bytes = new Uint8Array(MOST_BYTES);
    return bytes.subarray(0, fs.readSync(handle, bytes, 0, MOST_BYTES, 0));
  } finally {
    fs.closeSync(handle);
  }
}

function attempt(read: () => Uint8Array | ReadFailure): Uint8Array | ReadFailure {
  try {
    return read();
  } catch (error) {
    return readFailure(error as NodeJS.ErrnoException);
  }
}

function readFailure(error: NodeJS.ErrnoException): ReadFailure {
  switch (error.code) {
    case "ENOENT":
    case "ENOTDIR": return { failure: "missing", message: "no such file" };
    case "EISDIR": return { failure: "directory", message: "it is a directory" };
    case "EACCES":
    case "EPERM": return { failure: "denied", message: "permission denied" };
    case "ELOOP": return { failure: "other", message: "its links go round in a circle" };
    case "ENAMETOOLONG": return { failure: "other", message: "its name is too long" };
    // A NUL character in a path.
    case "ERR_INVALID_ARG_VALUE": return { failure: "other", message: "no file can have this name" };
    default: return { failure: "other", message: error.code ?? error.message };
  }
}

function realPathOf(path: string): string | undefined {
  try {
    return forward(fs.realpathSync.native(path));
  } catch {
    return undefined;
  }
}

function forward(path: string): string {
  return path.includes("\\") && process.platform === "win32" ? path.replace(/\\/g, "/") : path;
}

/** Output, and what the commands need besides: listing a directory. */
export interface NodeFs extends OutputFs {
  /** Names in a directory, sorted; none if it cannot be read. */
  list(path: string): string[];
}

export function nodeFs(): NodeFs {
  return {
    tag: String(process.pid),
    kind: kindOf,
    realPath: realPathOf,
    readText: (path) => fs.readFileSync(path, "utf8"),
    writeText: writeNew,
    rename: (from, to) => fs.renameSync(from, to),
    removeFile: (path) => fs.unlinkSync(path),
    makeDirectory,
    removeEmptyDirectory,
    list: listNames,
  };
}

/** One level: `recursive` goes round for ever where a parent refuses with ENOENT, as /proc does. Another process may have been first. */
function makeDirectory(path: string): void {
  try {
    fs.mkdirSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST" || !fs.statSync(path).isDirectory()) throw error;
  }
}

/** Never through a link that somebody laid under the temporary's name. */
function writeNew(path: string, text: string): void {
  fs.rmSync(path, { force: true });
  fs.writeFileSync(path, text, { flag: "wx" });
}

function kindOf(path: string): "missing" | "file" | "directory" | "link" | "other" {
  const status = lstat(path);
  if (status === undefined) return "missing";
  if (status.isSymbolicLink()) return "link";
  return status.isFile() ? "file" : status.isDirectory() ? "directory" : "other";
}

/** Below a plain file there is nothing either. */
function lstat(path: string): fs.Stats | undefined {
  try {
    return fs.lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOTDIR") return undefined;
    throw error;
  }
}

function removeEmptyDirectory(path: string): void {
  try {
    fs.rmdirSync(path);
  } catch (error) {
    if (!["ENOTEMPTY", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}

function listNames(path: string): string[] {
  try {
    return fs.readdirSync(path).sort();
  } catch {
    return [];
  }
}
