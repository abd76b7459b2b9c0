/** Which Nomad answers: its rules differ between versions. */
import type { AgentSelf } from "./api.ts";
import { Refused } from "./failed.ts";
import type { Nomad } from "./nomad.ts";

/** `1.6.3`; undefined where the token may not ask the agent. */
export async function serverVersion(nomad: Nomad): Promise<string | undefined> {
  try {
    return (await nomad.get<AgentSelf>("/v1/agent/self")).value.config.Version.Version;
  } catch (error) {
    if (error instanceof Refused && error.status === 403) return undefined;
    throw error;
  }
}
