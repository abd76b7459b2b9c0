/** Waiting until what was registered is healthy, as `run` does, for commands that register something else than the file. */
import type { Fields } from "../check/fill.ts";
import type { DeployJob } from "../deploy/model.ts";
import { watch, type Ending } from "../deploy/watch.ts";
import { blocksIn, numberIn, textIn } from "../nomad/blocks.ts";
import type { Board } from "./board.ts";
import type { Site } from "./deploy-frame.ts";
import { report } from "./report.ts";
import { exitCodes } from "./world.ts";

export interface Followed {
  readonly job: DeployJob;
  /** As it was registered. */
  readonly payload: Fields;
  /** Its ID; empty where Nomad made none, as for periodic jobs: then there is nothing to wait for. */
  readonly evaluation: string;
  readonly signal: AbortSignal;
}

/** Shows the progress on the board and leaves it open. */
export async function follow({ nomad, deployment }: Site, board: Board, { job, payload, evaluation, signal }: Followed): Promise<Ending> {
  if (evaluation === "") return { kind: "healthy" };
  const counts = new Map(blocksIn(payload, "TaskGroups").map((group) => [textIn(group, "Name"), numberIn(group, "Count")]));
  const warn = (diagnostics: Parameters<typeof report>[0]) => void report(diagnostics, "text", board.world);
  return watch({ nomad, deployment, job, counts, signal, show: board.show, warn }, evaluation);
}

/** Says how it ended, when the board is closed. Returns the exit code. */
export function told(ending: Ending, job: string, { world, deployment }: Site): number {
  if (ending.kind === "healthy") return exitCodes.ok;
  if (ending.kind === "failed") return report(ending.diagnostics, "text", world) || exitCodes.error;
  world.err.write(`Interrupted. ${job} goes on; \`mantisc status ${deployment.file}\` shows where things stand.\n`);
  return exitCodes.error;
}
