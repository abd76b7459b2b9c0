/**
 * A Nomad of one's own: `nomad agent -dev`, started for a laptop where no Nomad answers. It goes on after the command that started it, works
 * in a directory of its own that the port names, and goes with that directory. In: the world, the address that it is to answer at.
 */
import { Failed } from "../../deploy/failed.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import { visible } from "../../text/visible.ts";
import { pidOf, type Daemon } from "../daemons.ts";
import type { World } from "../world.ts";
import { agentConfig, cniPath } from "./config.ts";
import { agentPlace, type AgentPlace } from "./place.ts";
import { findNomad, noProgram } from "./program.ts";
import { untilReady } from "./ready.ts";
import { claim, inWords, readRecord, renew, type AgentRecord } from "./record.ts";

export interface OwnAgent {
  readonly address: string;
  /** Absolute. */
  readonly directory: string;
  readonly log: string;
  readonly program: string;
  /** `1.6.3`, as the program says it. */
  readonly version: string;
  /** Absent while another command is about to start it. */
  readonly daemon?: Daemon;
  /** Its own, or that of the command which is about to start it. */
  readonly pid: number;
  readonly alive: boolean;
}

/** For sockets: their names, which the system keeps short, begin with it. */
const LONGEST_PATH = 80;

/**
 * Returns when it takes jobs. Fails with `agent-not-here`, `agent-directory`, `agent-silent`, `agent-no-program`, `agent-port-taken`,
 * `agent-died-at-start`, or with `Stopped` at the signal; and then nothing of it is left.
 */
export async function startAgent(world: World, address: string, signal: AbortSignal): Promise<OwnAgent> {
  const place = roomy(agentPlace(world, address));
  await clearLeftover(world, place);
  const record: AgentRecord = { starter: world.files.process, ...(await findNomad(world)), address };
  await refuseTaken(world, place, address);
  claim(world.files, place, record);
  let daemon: Daemon | undefined;
  try {
    daemon = await launch(world, place, record);
    renew(world.files, place, { ...record, daemon });
    await untilReady(world, agentOf(world, place, { ...record, daemon }), signal);
    return agentOf(world, place, { ...record, daemon });
  } catch (error) {
    // What is left then is cleared by the next start.
    await world.daemons.end(daemon, place.directory).catch(() => {});
    throw inWords(place, error);
  }
}

/** The one that was started here for the port of an address, alive or not; undefined where none was. Fails with `agent-directory`. */
export function ownAgent(world: World, address: string): OwnAgent | undefined {
  const place = placeOf(world, address);
  const record = place === undefined ? undefined : readRecord(world.files, place);
  return place === undefined || record === undefined || !isOfHere(world, record) ? undefined : agentOf(world, place, record);
}

/** With all that it runs, and its directory. Fails with `agent-directory`. */
export async function endAgent(world: World, agent: OwnAgent): Promise<void> {
  try {
    await world.daemons.end(agent.daemon, agent.directory);
  } catch (error) {
    throw inWords(agent, error);
  }
}

function placeOf(world: World, address: string): AgentPlace | undefined {
  try {
    return agentPlace(world, address);
  } catch (error) {
    if (error instanceof Failed) return undefined;
    throw error;
  }
}

function agentOf(world: World, { directory, log }: AgentPlace, record: AgentRecord): OwnAgent {
  const { address, program, version, daemon, starter } = record;
  const process = daemon === undefined ? { alive: world.files.isAlive(starter), pid: pidOf(starter) } : { alive: world.daemons.isAlive(daemon), pid: pidOf(daemon), daemon };
  return { address, directory, log, program, version, ...process };
}

function roomy(place: AgentPlace): AgentPlace {
  const bytes = new TextEncoder().encode(place.directory).length;
  if (bytes > LONGEST_PATH) throw unusable(place, `its path has ${bytes} bytes, and the sockets in it allow for ${LONGEST_PATH}`);
  return place;
}

/** Homes can be shared by machines. */
function isOfHere({ files }: World, { starter }: AgentRecord): boolean {
  return machineOf(starter) === machineOf(files.process);
}

function machineOf(process: string): string {
  return process.split(".")[0]!;
}

async function clearLeftover(world: World, place: AgentPlace): Promise<void> {
  const record = readRecord(world.files, place);
  if (record === undefined) return;
  if (!isOfHere(world, record)) throw unusable(place, `the agent of another machine, ${machineOf(record.starter)}, works in it`);
  const agent = agentOf(world, place, record);
  if (agent.alive) throw new Failed(diagnose("agent-silent", { address: agent.address, pid: agent.pid, log: agent.log }));
  world.err.write(`The Nomad agent that was started for ${visible(agent.address)} has ended; what it left in ${visible(agent.directory)} is removed.\n`);
  await endAgent(world, agent);
}

async function refuseTaken(world: World, place: AgentPlace, address: string): Promise<void> {
  const { http, rpc, serf } = portsOf(place);
  const ports = await world.daemons.takenPorts([http, rpc, serf]);
  if (ports.length > 0) throw new Failed(diagnose("agent-port-taken", { ports, address }));
}

function portsOf({ port }: AgentPlace): { readonly http: number; readonly rpc: number; readonly serf: number } {
  return { http: port, rpc: port + 1, serf: port + 2 };
}

async function launch(world: World, place: AgentPlace, { program }: AgentRecord): Promise<Daemon> {
  const { directory, config, log } = place;
  world.files.writePrivate(config, agentConfig({ ports: portsOf(place), cni: cniPath((path) => world.host.exists(path)) }));
  // Nothing else of our environment: AWS_CA_BUNDLE stops a client's start, and variables of Nomad say other things to an agent.
  const env = { PATH: world.env("PATH") ?? "", HOME: directory, TMPDIR: directory };
  const started = await world.daemons.start({ command: [program, "agent", "-dev", "-bind", "127.0.0.1", "-config", config], directory, env, log });
  if (typeof started !== "string") throw noProgram(`${program} cannot be started: ${started.failure}`);
  return started;
}

function unusable({ directory }: AgentPlace, problem: string): Failed {
  return new Failed(diagnose("agent-directory", { path: directory, problem }));
}
