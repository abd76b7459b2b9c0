/** Runs a program on this terminal. Signals that this process gets meanwhile go to it, and this process lives on until it has ended. */
import { spawn } from "node:child_process";
import * as os from "node:os";
import type { Ended, Running } from "./program.ts";

const PATIENCE = 30_000;
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export function startProgram([command = "", ...words]: readonly string[], directory: string): Running {
  const child = spawn(command, words, { cwd: directory, stdio: "inherit" });
  // Ctrl-C of a terminal reaches every process that runs on it, the program too.
  const forward = (signal: NodeJS.Signals) => signal === "SIGINT" && process.stdin.isTTY ? undefined : void child.kill(signal);
  for (const signal of signals) process.on(signal, forward);
  const ended = new Promise<Ended>((resolve) => {
    child.once("error", (error: NodeJS.ErrnoException) => child.pid === undefined && resolve({ failure: reasonOf(error) }));
    child.once("exit", (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : os.constants.signals[signal])));
  });
  void ended.then(() => signals.forEach((signal) => process.off(signal, forward)));
  return { command, ended, stop: () => stop(child, ended) };
}

function stop(child: ReturnType<typeof spawn>, ended: Promise<Ended>): void {
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE);
  void ended.then(() => clearTimeout(timer));
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  return code === "ENOENT" ? "there is no such program" : code === "EACCES" ? "it may not be executed" : (code ?? message);
}
