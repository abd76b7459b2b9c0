/**
 * The head of dist/mantisc.cjs. It runs the bundled program from V8's code cache, which one earlier run left beside the bundle or, where that
 * is not writable, in the user's cache directory. The cache belongs to one bundle and one Node binary; whatever is wrong with it, the
 * program is compiled as usual and nothing is said.
 */
import * as fs from "node:fs";
import * as v8 from "node:v8";
import * as vm from "node:vm";

/** The program's source and its hash, put in by the bundler. */
declare const CORE: string;
declare const CORE_HASH: string;

const source = CORE;

/**
 * A build of one network ends before optimised code would pay for its making: V8 is told to make it about fifteen times later than it
 * would (the measure is bytecode run in a function, 66 KiB on Node 20). Long runs get there all the same.
 */
const PATIENCE = "--interrupt-budget=1000000";

function main(): void {
  v8.setFlagsFromString(PATIENCE);
  const places = cachePlaces();
  const cachedData = readFirst(places);
  const script = new vm.Script(source, { filename: `${__dirname}/mantisc-core.cjs`, ...(cachedData === undefined ? {} : { cachedData }) });
  const program = script.runInThisContext() as (require: NodeJS.Require) => void;
  const stale = cachedData === undefined || script.cachedDataRejected === true;
  // Only these commands touch most of the program; a cache made after `--version` would hold next to nothing.
  if (stale && (process.argv[2] === "build" || process.argv[2] === "check")) process.once("exit", (code) => { if (code === 0) keep(script, places); });
  program(require);
}

function cachePlaces(): string[] {
  if (process.env["MANTISC_NO_CACHE"] !== undefined) return [];
  const name = `mantisc-${CORE_HASH}-${process.version}-${process.arch}.cache`;
  const home = process.env["XDG_CACHE_HOME"] || (process.env["HOME"] && `${process.env["HOME"]}/.cache`) || process.env["LOCALAPPDATA"];
  return home ? [`${__dirname}/${name}`, `${home}/mantisc/${name}`] : [`${__dirname}/${name}`];
}

function readFirst(places: readonly string[]): Buffer | undefined {
  for (const place of places) {
    const data = readCache(place);
    if (data !== undefined) return data;
  }
  return undefined;
}

/**
 * V8 ends the process on damaged data instead of refusing it, so the file holds the data twice: comparing is far cheaper than a
 * checksum. A file of another user (root excepted) is not trusted, it is code.
 */
function readCache(place: string): Buffer | undefined {
  let handle: number | undefined;
  try {
    handle = fs.openSync(place, "r");
    const status = fs.fstatSync(handle);
    const mine = process.getuid === undefined || status.uid === process.getuid() || status.uid === 0;
    const half = status.size / 2;
    if (!mine || (process.platform !== "win32" && (status.mode & 0o022) !== 0) || half < 64 || !Number.isInteger(half)) return undefined;
    const bytes = Buffer.allocUnsafeSlow(status.size);
    if (fs.readSync(handle, bytes, 0, status.size, 0) !== status.size) return undefined;
    const data = bytes.subarray(0, half);
    return data.equals(bytes.subarray(half)) ? data : undefined;
  } catch {
    return undefined;
  } finally {
    if (handle !== undefined) fs.closeSync(handle);
  }
}

function keep(script: vm.Script, places: readonly string[]): void {
  for (const place of places) {
    const temporary = `${place}.${process.pid}`;
    try {
      const data = script.createCachedData();
      if (place !== places[0]) fs.mkdirSync(place.slice(0, place.lastIndexOf("/")), { recursive: true, mode: 0o700 });
      fs.writeFileSync(temporary, Buffer.concat([data, data]), { flag: "wx", mode: 0o644 });
      fs.renameSync(temporary, place);
      return;
    } catch {
      try { fs.unlinkSync(temporary); } catch { /* It was never made. */ }
    }
  }
}

main();
