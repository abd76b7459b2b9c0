/** Where the suites of this run find their server. `test.ts` says it before it loads them. */
import type { Agent } from "./agent.ts";
import { apiAt, type Api } from "./api.ts";

export interface Site {
  readonly agent: Agent;
  readonly api: Api;
  /** Scenarios are kept as fixtures. */
  readonly record: boolean;
}

let current: Site | undefined;

export function openSite(agent: Agent, record: boolean): void {
  current = { agent, api: apiAt(agent.address), record };
}

export function site(): Site {
  if (current === undefined) throw new Error("suites against a real Nomad run through `npm run test:live`");
  return current;
}
