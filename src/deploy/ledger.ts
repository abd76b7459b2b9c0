/**
 * Which jobs of a namespace `up` made: a Nomad variable, `mantisc/<network>`, with the index at which each job was created. A job of that name that
 * was created at another time is somebody else's. In: the network's name. Out: what is written there; changes are check-and-set.
 */
import type { Nomad } from "./nomad.ts";
import { Refused } from "./failed.ts";

export interface Ledger {
  /** Job ID -> its CreateIndex; `coming` from before it is registered until that is known. */
  readonly jobs: ReadonlyMap<string, number | "coming">;
  /** For the next write; 0 where there is none. */
  readonly version: number;
}

interface Variable { readonly Items: Readonly<Record<string, string>> | null; readonly ModifyIndex: number }

export async function readLedger(nomad: Nomad, network: string): Promise<Ledger> {
  const found = (await nomad.find<Variable>(pathOf(network)))?.value;
  const entries = Object.entries(found?.Items ?? {}).map(([job, text]) => [job, /^\d+$/.test(text) ? Number(text) : "coming"] as const);
  return { jobs: new Map(entries), version: found?.ModifyIndex ?? 0 };
}

/** What is there with `change` made to it, however often others are faster. */
export async function changeLedger(nomad: Nomad, network: string, change: (jobs: Map<string, number | "coming">) => void): Promise<void> {
  for (let tries = 0; ; tries++) {
    const { jobs, version } = await readLedger(nomad, network);
    const wanted = new Map(jobs);
    change(wanted);
    if (same(jobs, wanted)) return;
    try {
      return await write(nomad, network, { jobs: wanted, version });
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 409 || tries >= MOST_TRIES) throw error;
    }
  }
}

const MOST_TRIES = 20;

async function write(nomad: Nomad, network: string, { jobs, version }: Ledger): Promise<void> {
  const query = { cas: version };
  if (jobs.size === 0) return void (await nomad.put(pathOf(network), null, { method: "DELETE", query }));
  const Items = Object.fromEntries([...jobs].map(([job, index]) => [job, String(index)]));
  await nomad.put(pathOf(network), { Namespace: nomad.options.namespace, Path: `mantisc/${network}`, Items }, { query });
}

function pathOf(network: string): string {
  return `/v1/var/mantisc/${network}`;
}

function same(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): boolean {
  return a.size === b.size && [...a].every(([job, index]) => b.get(job) === index);
}

/** Is this registration one that `up` made? One that is `coming` was registered and not noted yet: nobody else could have been faster. */
export function isOurs({ jobs }: Ledger, { ID, CreateIndex }: { readonly ID: string; readonly CreateIndex: number }): boolean {
  const noted = jobs.get(ID);
  return noted === "coming" || noted === CreateIndex;
}
