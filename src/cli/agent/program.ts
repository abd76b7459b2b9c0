/** The Nomad that an agent is started with: on PATH, or what NOMAD_BIN names. Out: where it is, and its version as it says it. */
import { Failed } from "../../deploy/failed.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import { visible } from "../../text/visible.ts";
import { resolvePath } from "../paths.ts";
import type { World } from "../world.ts";

export interface NomadProgram {
  /** Absolute. */
  readonly program: string;
  /** `1.6.3`, `2.0.6-dev`. */
  readonly version: string;
}

/** Milliseconds: it is a large program, and the disk may be cold. */
const PATIENCE = 30_000;

/** Fails with `agent-no-program`. */
export async function findNomad(world: World): Promise<NomadProgram> {
  const named = world.env("NOMAD_BIN");
  const program = world.daemons.find(named === undefined ? "nomad" : named.includes("/") ? resolvePath(world.cwd, named) : named);
  if (program === undefined) throw noProgram(named === undefined ? "there is no `nomad` on PATH" : `NOMAD_BIN is ${visible(named)}, and that is no program`);
  const said = await world.daemons.output([program, "version"], PATIENCE);
  if (typeof said !== "string") throw noProgram(`\`${program} version\` does not work: ${said.failure}`);
  const version = /^Nomad v(\d+\.\d+\.\d+\S*)/m.exec(said)?.[1];
  if (version === undefined) throw noProgram(`\`${program} version\` does not say \`Nomad v…\``);
  return { program, version };
}

export function noProgram(problem: string): Failed {
  return new Failed(diagnose("agent-no-program", { problem }));
}
