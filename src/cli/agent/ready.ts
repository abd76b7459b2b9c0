/** Waits until an agent that was just started takes jobs. In: what was started. Fails with what it printed last where it does not come to that. */
import { Failed, Stopped } from "../../deploy/failed.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import { HttpFailure, readText, type Http } from "../../http/http.ts";
import { visible } from "../../text/visible.ts";
import type { World } from "../world.ts";
import type { OwnAgent } from "./agent.ts";

/** Milliseconds. */
const PATIENCE = 60_000;
const BETWEEN = 200;
const TIMEOUT = 5000;
const MOST_BYTES = 1024 * 1024;
const LINES = 15;

/** Its node is ready: then its leader is elected, too. Fails with `agent-died-at-start`, and with `Stopped` at the signal. */
export async function untilReady(world: World, agent: OwnAgent, signal: AbortSignal): Promise<void> {
  const { clock, daemons } = world;
  // Who asks has no token and no certificate yet.
  const http = world.connect({ address: agent.address, tls: { verify: true } });
  for (const last = clock.now() + PATIENCE; clock.now() < last; await clock.wait(BETWEEN, signal)) {
    if (signal.aborted) throw new Stopped();
    if (agent.daemon === undefined || !daemons.isAlive(agent.daemon)) throw died(world, agent, "it ended");
    if (await isReady(http, signal)) return;
  }
  throw signal.aborted ? new Stopped() : died(world, agent, `its node was not ready after ${PATIENCE / 1000} s`);
}

async function isReady(http: Http, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await http.send({ method: "GET", path: "/v1/nodes", headers: {}, timeout: TIMEOUT, signal });
    const text = await readText(response, MOST_BYTES);
    return response.status === 200 && (JSON.parse(text) as { Status?: string }[]).some(({ Status }) => Status === "ready");
  } catch (error) {
    // What is half started answers with all sorts of things.
    if (error instanceof HttpFailure || error instanceof SyntaxError) return false;
    throw error;
  }
}

function died(world: World, agent: OwnAgent, how: string): Failed {
  return new Failed(diagnose("agent-died-at-start", { program: agent.program, version: agent.version, how, lines: lastLines(world, agent.log) }));
}

function lastLines({ files }: World, log: string): string[] {
  try {
    const lines = new TextDecoder().decode(files.readPrivate(log).bytes).trimEnd().split("\n");
    return lines.slice(-LINES).filter((line) => line !== "").map((line) => visible(line.trimEnd()));
  } catch {
    return [];
  }
}
