/** A roll-out on a Nomad of our own ends when that does: nobody starts it again, so there is nothing to wait for. */
import { nomadSettings } from "../../deploy/environment.ts";
import { Failed } from "../../deploy/failed.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import { ownAgent, type OwnAgent } from "../agent/agent.ts";
import type { Site } from "../deploy-frame.ts";

const LOOK = 2000;

/** `body` gets a signal that comes with the caller's, and with the agent's end; then its reason is the `Failed` that says so. */
export async function whileAgentLives<T>({ world, deployment }: Site, signal: AbortSignal, body: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const agent = ownAgent(world, nomadSettings(world.env).address);
  if (agent?.alive !== true) return body(signal);
  const [either, over] = [new AbortController(), new AbortController()];
  const pass = () => either.abort();
  signal.addEventListener("abort", pass);
  const died = () => either.abort(new Failed(diagnose("agent-died-midway", { address: agent.address, log: agent.log, file: deployment.file })));
  void watch(agent, { world, over: over.signal, died });
  try {
    return await body(either.signal);
  } finally {
    over.abort();
    signal.removeEventListener("abort", pass);
  }
}

async function watch({ address }: OwnAgent, { world, over, died }: { readonly world: Site["world"]; readonly over: AbortSignal; readonly died: () => void }): Promise<void> {
  while (!over.aborted) {
    await world.clock.wait(LOOK, over);
    if (!over.aborted && ownAgent(world, address)?.alive !== true) return died();
  }
}

/** Fails with what ended a wait, if that was no Ctrl-C. */
export function failIfEnded({ reason }: AbortSignal): void {
  if (reason instanceof Failed) throw reason;
}
