/** The program's entry. */
import { nodeWorld } from "./node-world.ts";
import { run } from "./run.ts";

/** Put in by the bundler; from source it is read when asked for. */
declare const MANTISC_VERSION: string | undefined;

async function main(): Promise<void> {
  const version = typeof MANTISC_VERSION === "string" ? MANTISC_VERSION : "0.0.0-source";
  // At once: a held-back answer that nobody waits for any more would keep the process for a minute. All output is written by now.
  process.exit(await run(process.argv.slice(2), nodeWorld(version)));
}

main().catch((error: unknown) => {
  const shown = error instanceof Error ? (process.env["MANTISC_DEBUG"] === undefined ? error.message : error.stack) : String(error);
  process.stderr.write(`mantisc failed in a way it should not: ${shown}\nThis is a bug in mantisc. MANTISC_DEBUG=1 shows where; please report it with the files that led here.\n`);
  process.exitCode = 1;
});
