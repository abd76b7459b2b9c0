/** Where an agent of its own is kept: one directory for each port, in the user's state. In: the environment, an address. */
import { Failed } from "../../deploy/failed.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import type { World } from "../world.ts";

export interface AgentPlace {
  readonly port: number;
  /** Absolute. */
  readonly directory: string;
  /** `…/mantisc`, which it is in, and the directories above that, outermost first. */
  readonly parent: string;
  readonly above: readonly string[];
  readonly config: string;
  readonly record: string;
  readonly log: string;
}

/** Fails with `agent-not-here`, and with `agent-directory` where nothing says where the user's state is. A relative XDG_STATE_HOME counts as none. */
export function agentPlace(world: World, address: string): AgentPlace {
  const port = portOf(address);
  const home = world.env("HOME");
  const said = [world.env("XDG_STATE_HOME"), home === undefined ? undefined : `${home}/.local/state`].find((path) => path?.startsWith("/"));
  if (said === undefined) throw new Failed(diagnose("agent-directory", { path: undefined, problem: "neither XDG_STATE_HOME nor HOME names a directory" }));
  const parent = `${said.replace(/\/+$/, "")}/mantisc`;
  const directory = `${parent}/agent-${port}`;
  return { port, directory, parent, above: above(parent), config: `${directory}/agent.hcl`, record: `${directory}/agent.json`, log: `${directory}/log` };
}

/** It takes the two numbers after that, too. */
const LAST_PORT = 65_533;

function portOf(address: string): number {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const refuse = (problem: string) => new Failed(diagnose("agent-not-here", { address, problem }));
  if (url === undefined || url.protocol !== "http:") throw refuse("an agent of its own speaks plain http");
  if (url.hostname !== "127.0.0.1" && url.hostname !== "localhost") throw refuse("an agent of its own listens at 127.0.0.1");
  const port = Number(url.port === "" ? 80 : url.port);
  if (port < 1 || port > LAST_PORT) throw refuse(`an agent takes its port and the two after it, ${LAST_PORT} is the last that has them`);
  return port;
}

function above(path: string): string[] {
  const steps = path.split("/").slice(1, -1);
  return steps.map((_, index) => `/${steps.slice(0, index + 1).join("/")}`);
}
