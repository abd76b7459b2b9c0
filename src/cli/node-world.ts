/** The world of a real process: its disk, directory, streams and colours. */
import * as fs from "node:fs";
import { nodeFs, nodeHost } from "../node-host.ts";
import { lsRemote } from "./git-remote.ts";
import { askHidden, askTerminal } from "./node-ask.ts";
import { nodeClock } from "./node-clock.ts";
import { nodeDaemons } from "./node-daemons.ts";
import { nodeHttp } from "./node-http.ts";
import { nodeKeys } from "./node-keys.ts";
import { startProgram } from "./node-program.ts";
import { nodePrivateFs } from "./node-private-fs.ts";
import { watchDirectories } from "./node-watch.ts";
import type { Channel, World } from "./world.ts";

export function nodeWorld(version: string): World {
  return {
    host: nodeHost(),
    files: { ...nodeFs(), ...nodePrivateFs() },
    cwd: forwardSlashes(process.cwd()),
    version,
    out: channel(1),
    err: channel(2),
    stdin: () => fs.readFileSync(0, "utf8"),
    watch: watchDirectories,
    env: variable,
    ask: askTerminal,
    askSecret: askHidden,
    connect: nodeHttp,
    lsRemote,
    keyTools: nodeKeys,
    start: startProgram,
    daemons: nodeDaemons,
    clock: nodeClock,
    interrupts,
  };
}

function variable(name: string): string | undefined {
  const value = process.env[name];
  return value === "" ? undefined : value;
}

function interrupts(called: () => void): () => void {
  process.on("SIGINT", called);
  return () => void process.off("SIGINT", called);
}

/** Synchronous writes: a pipe gets everything before the process ends. `process.stdout` is not touched, it costs start-up time. */
function channel(handle: 1 | 2): Channel {
  const terminal = isTerminal(handle);
  return {
    terminal,
    colour: wantsColour(terminal),
    columns: terminal ? terminalColumns() : undefined,
    write: (text) => writeAll(handle, typeof text === "string" ? Buffer.from(text) : text),
  };
}

function isTerminal(handle: number): boolean {
  try {
    return fs.fstatSync(handle).isCharacterDevice() && process.env["TERM"] !== undefined && stream(handle).isTTY === true;
  } catch {
    return false;
  }
}

function stream(handle: number): NodeJS.WriteStream {
  return handle === 1 ? process.stdout : process.stderr;
}

function terminalColumns(): number | undefined {
  return process.stdout.isTTY ? process.stdout.columns : process.stderr.columns;
}

/** NO_COLOR wins when it is not empty; FORCE_COLOR other than 0 colours pipes too. */
export function wantsColour(terminal: boolean, env: NodeJS.ProcessEnv = process.env): boolean {
  if ((env["NO_COLOR"] ?? "") !== "") return false;
  const force = env["FORCE_COLOR"];
  if (force !== undefined) return force !== "0" && force !== "false";
  return terminal && env["TERM"] !== "dumb";
}

function writeAll(handle: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) {
    try {
      done += fs.writeSync(handle, bytes, done);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // The reader of a pipe has gone (`| head`): nobody is left to tell.
      if (code === "EPIPE") process.exit(process.exitCode ?? 0);
      if (code !== "EAGAIN") unwritable(handle, code ?? String(error));
      // A full pipe that does not block: wait a moment for its reader.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** A full disk behind `> file`. */
function unwritable(handle: number, reason: string): never {
  if (handle === 1) {
    try { fs.writeSync(2, `mantisc: standard output cannot be written: ${reason}\n`); } catch { /* Nobody listens there either. */ }
  }
  process.exit(1);
}

function forwardSlashes(path: string): string {
  return process.platform === "win32" ? path.replace(/\\/g, "/") : path;
}
