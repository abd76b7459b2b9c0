/** The one question before something is changed. */
import { Failed } from "../deploy/failed.ts";
import { diagnose } from "../diagnostics/catalog.ts";
import type { Arguments } from "./arguments.ts";
import { exitCodes, type World } from "./world.ts";

/** Without asking where the user said `--yes`. Where nobody can answer it fails: then nothing may be done. */
export async function confirmed(args: Arguments, world: World, question: string): Promise<boolean> {
  if (args.has("yes")) return true;
  const answer = await world.ask(`${question} [y/N] `);
  if (answer === undefined) throw new Failed(diagnose("nobody-to-ask", {}));
  return /^y(es)?$/i.test(answer.trim());
}

/** The answer was no. */
export function declined(world: World): number {
  world.err.write("Nothing was done.\n");
  return exitCodes.error;
}
