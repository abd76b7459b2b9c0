/** Processes of this machine that an allocation runs: those of a program that name the allocation's directory. Of Linux. */
import * as fs from "node:fs";

/** Of the program by its name, newest last. */
export function processesOf(allocation: string, program: string): number[] {
  const pids = fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number).sort((a, b) => a - b);
  return pids.filter((pid) => {
    const words = wordsOf(pid);
    return words[0]?.split("/").at(-1) === program && words.some((word) => word.includes(allocation));
  });
}

/** Resident memory, MiB. */
export function memoryOf(pid: number): number {
  const [, kilobytes = "0"] = /^VmRSS:\s+(\d+) kB/m.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}

function wordsOf(pid: number): string[] {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  } catch {
    return [];
  }
}
