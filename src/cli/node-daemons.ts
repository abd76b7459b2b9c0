/**
 * Programs that go on after this process, as Linux and macOS have them: started in a session of their own, found again by number and start,
 * ended with all that they left. On Linux what they left is found in /proc.
 */
import { execFile, execFileSync, spawn, type ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Daemon, Daemons, Failure, Launch } from "./daemons.ts";
import { pidOf } from "./daemons.ts";
import { nodePrivateFs } from "./node-private-fs.ts";

const PATIENCE = 30_000;
const OFTEN = 50;

export const nodeDaemons: Daemons = { find, output, start, isAlive, end: endDaemon, takenPorts };

function find(name: string): string | undefined {
  const places = name.includes("/") ? [name] : (process.env["PATH"] ?? "").split(path.delimiter).filter((directory) => directory !== "").map((directory) => `${directory}/${name}`);
  return places.map((place) => path.resolve(place)).find(isProgram);
}

function isProgram(place: string): boolean {
  try {
    fs.accessSync(place, fs.constants.X_OK);
    return fs.statSync(place).isFile();
  } catch {
    return false;
  }
}

function output([program = "", ...words]: readonly string[], milliseconds: number): Promise<string | Failure> {
  return new Promise((resolve) => {
    const child = execFile(program, words, { timeout: milliseconds, killSignal: "SIGKILL", encoding: "utf8" }, (error, stdout) => resolve(error === null ? stdout : { failure: unsaid(error, milliseconds) }));
    child.stdin?.end();
  });
}

function unsaid({ code, killed, signal, message }: Error & { readonly code?: string | number | null; readonly killed?: boolean; readonly signal?: NodeJS.Signals | null }, milliseconds: number): string {
  if (typeof code === "string") return reasonOf({ code, message });
  if (killed === true) return `it says nothing for ${milliseconds / 1000} s`;
  return signal ? `${signal} ended it` : `it ends with ${code}`;
}

function reasonOf({ code, message }: Pick<NodeJS.ErrnoException, "code" | "message">): string {
  return code === "ENOENT" ? "there is no such program" : code === "EACCES" ? "it may not be executed" : code === "ENOEXEC" ? "it is no program for this machine" : (code ?? message);
}

async function start({ command: [program = "", ...words], directory, env, log }: Launch): Promise<Daemon | Failure> {
  const handle = fs.openSync(log, "wx", 0o600);
  try {
    // Ctrl-C of our terminal does not reach another session.
    const child = spawn(program, words, { cwd: directory, detached: true, stdio: ["ignore", handle, handle], env: { ...env } });
    const failed = new Promise<Failure>((resolve) => child.once("error", (error) => resolve({ failure: reasonOf(error) })));
    if (child.pid === undefined) return await failed;
    child.unref();
    return `${machine()}.${child.pid}.${startOf(child.pid) ?? "0"}`;
  } finally {
    fs.closeSync(handle);
  }
}

function machine(): string {
  return nodePrivateFs().process.split(".")[0]!;
}

function isAlive(daemon: Daemon): boolean {
  const [host, pid = "", start = ""] = daemon.split(".");
  return host === machine() && /^[1-9]\d{0,9}$/.test(pid) && startOf(Number(pid)) === start;
}

interface Status {
  readonly state: string;
  readonly parent: number;
  /** 0: none. */
  readonly terminal: string;
  /** In ticks since the machine started. */
  readonly start: string;
}

function statusOf(pid: number | string): Status | undefined {
  try {
    // The name of the program, in parentheses, may hold anything.
    const [state = "", parent = "", , , terminal = "", ...more] = fs.readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "").split(" ");
    return { state, parent: Number(parent), terminal, start: more[14] ?? "" };
  } catch {
    return undefined;
  }
}

/** When it started; undefined where it has ended. One that nobody has asked for its exit code has ended too. */
function startOf(pid: number): string | undefined {
  const { state, start } = (fs.existsSync("/proc/self/stat") ? statusOf(pid) : statusByPs(pid)) ?? { state: "Z", start: "" };
  return /^[ZX]/.test(state) ? undefined : start;
}

function statusByPs(pid: number): Pick<Status, "state" | "start"> | undefined {
  try {
    const [state = "", ...start] = execFileSync("ps", ["-o", "stat=", "-o", "lstart=", "-p", String(pid)], { encoding: "utf8", env: { ...process.env, LC_ALL: "C" } }).trim().split(/\s+/);
    return { state, start: start.join("-").replace(/[^A-Za-z0-9-]/g, "-") };
  } catch {
    return undefined;
  }
}

async function takenPorts(ports: readonly number[]): Promise<readonly number[]> {
  const { createServer } = await import("node:net");
  const isTaken = (port: number) => new Promise<boolean>((resolve) => {
    const server = createServer();
    server.once("error", ({ code }: NodeJS.ErrnoException) => resolve(code === "EADDRINUSE"));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(false)));
  });
  const taken = await Promise.all(ports.map(isTaken));
  return ports.filter((_, index) => taken[index]);
}

async function endDaemon(daemon: Daemon | undefined, directory: string): Promise<void> {
  const kill = (signal: "SIGTERM" | "SIGKILL") => void (daemon !== undefined && isAlive(daemon) && signalGroup(pidOf(daemon), signal));
  const ended = async () => {
    for (const last = Date.now() + PATIENCE; daemon !== undefined && isAlive(daemon) && Date.now() < last; ) await pause(OFTEN);
  };
  await endAll({ kill, ended }, directory);
}

/** A program that this process started and whose end it hears of. */
export async function end(child: ChildProcess, directory: string): Promise<void> {
  const ended = () => (child.exitCode !== null || child.signalCode !== null || child.pid === undefined ? Promise.resolve() : new Promise((resolve) => child.once("exit", resolve)));
  await endAll({ kill: (signal) => killGroup(child, signal), ended }, directory);
}

interface Ending {
  kill(signal: "SIGTERM" | "SIGKILL"): void;
  ended(): Promise<unknown>;
}

/** A dev agent ends the tasks it runs; then what it left mounted goes, and its directory. */
async function endAll({ kill, ended }: Ending, directory: string): Promise<void> {
  const over = ended();
  kill("SIGTERM");
  await Promise.race([over, pause(PATIENCE, undefined, { ref: false })]);
  kill("SIGKILL");
  // Processes and mounts have it without links.
  const real = fs.existsSync(directory) ? fs.realpathSync(directory) : directory;
  killBelow(real);
  unmountBelow(real);
  fs.rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

export function killGroup(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  signalGroup(child.pid, signal);
}

function signalGroup(leader: number, signal: "SIGTERM" | "SIGKILL"): void {
  try { process.kill(-leader, signal); } catch { /* It ended by itself. */ }
}

/** An agent under load has been seen to leave executors and their tasks behind: those that work in its directory, or name it, are its own. */
function killBelow(directory: string): void {
  if (!fs.existsSync("/proc/self/cwd")) return;
  const ours = ancestors();
  for (const pid of fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name) && !ours.has(Number(name)))) {
    try {
      const own = `${fs.readlinkSync(`/proc/${pid}/cwd`)}/`.startsWith(`${directory}/`) || fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(`${directory}/`);
      // On a terminal there is somebody who looks at its log.
      if (own && statusOf(pid)?.terminal === "0") process.kill(Number(pid), "SIGKILL");
    } catch { /* It ended, or is somebody else's. */ }
  }
}

/** This process and those that wait for it: a script that names the directory is no part of the agent. */
function ancestors(): ReadonlySet<number> {
  const found = new Set<number>();
  for (let pid = process.pid; pid > 0 && !found.has(pid); pid = statusOf(pid)?.parent ?? 0) found.add(pid);
  return found;
}

function unmountBelow(directory: string): void {
  if (!fs.existsSync("/proc/mounts")) return;
  const mounts = fs.readFileSync("/proc/mounts", "utf8").split("\n").map((line) => unescaped(line.split(" ")[1] ?? "")).filter((path) => path.startsWith(`${directory}/`));
  for (const path of mounts.reverse()) {
    try { execFileSync("umount", ["-l", path], { stdio: "ignore" }); } catch { /* Removing the directory will say so. */ }
  }
}

/** `\040` is a space. */
function unescaped(mount: string): string {
  return mount.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
