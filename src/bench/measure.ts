/** Small tools of the benchmark: medians, timing, whole processes. */
import { spawnSync } from "node:child_process";

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Milliseconds. */
export function timed(work: () => void): number {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

export interface Call { readonly args: readonly string[]; readonly cwd: string; readonly before?: () => void }

/** Milliseconds of a whole Node process. */
export function processTime({ args, cwd, before }: Call): number {
  before?.();
  return timed(() => {
    const result = spawnSync(process.execPath, args, { cwd, stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" });
    if (result.status !== 0) throw new Error(`node ${args.join(" ")} ended with ${result.status}: ${result.stderr}`);
  });
}

/** Runs the contenders in turn, so that what else the machine does meets all of them. */
export function interleaved<K extends string>(rounds: number, contenders: Readonly<Record<K, () => number>>): Record<K, number[]> {
  const names = Object.keys(contenders) as K[];
  const result = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>;
  for (let round = 0; round < rounds; round++) for (const name of names) result[name].push(contenders[name]());
  return result;
}
