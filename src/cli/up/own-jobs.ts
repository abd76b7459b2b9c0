/** Jobs that `up` made, and none else: noted before they are registered, so that nobody's death in between makes them a stranger's. */
import { Failed } from "../../deploy/failed.ts";
import { changeLedger, isOurs, readLedger } from "../../deploy/ledger.ts";
import type { Nomad } from "../../deploy/nomad.ts";
import { placeOf } from "../../deploy/place.ts";
import type { Plan } from "../../deploy/plan.ts";
import { registeredJob } from "../../deploy/registered.ts";
import { diagnose } from "../../diagnostics/catalog.ts";

/** Fails with `up-job-taken` for each job that somebody else registered and that would change. */
export async function refuseOthers(nomad: Nomad, { deployment, steps }: Plan): Promise<void> {
  const ledger = await readLedger(nomad, deployment.network);
  const taken = steps.filter(({ before, change }) => before !== undefined && change !== "unchanged" && !isOurs(ledger, before));
  if (taken.length > 0) throw new Failed(...taken.map(({ selected: { job } }) => diagnose("up-job-taken", { job: job.id, namespace: deployment.namespace, file: deployment.file }, placeOf(deployment, { job: job.id }))));
}

/** Runs `body`, which registers what is new in the plan. Whatever happens to it, what was registered is noted as ours. */
export async function noting<T>(nomad: Nomad, { deployment: { network }, steps }: Plan, body: () => Promise<T>): Promise<T> {
  const coming = steps.filter(({ before }) => before === undefined).map(({ selected: { job } }) => job.id);
  if (coming.length === 0) return body();
  await changeLedger(nomad, network, (jobs) => coming.forEach((id) => jobs.set(id, "coming")));
  try {
    return await body();
  } finally {
    // Where Nomad is gone the note stays as it is: those that are coming are ours.
    await settle(nomad, network, coming).catch(passing);
  }
}

function passing(error: unknown): void {
  if (!(error instanceof Failed)) throw error;
}

async function settle(nomad: Nomad, network: string, coming: readonly string[]): Promise<void> {
  const created = new Map<string, number | undefined>();
  for (const id of coming) created.set(id, (await registeredJob(nomad, id))?.CreateIndex);
  await changeLedger(nomad, network, (jobs) => {
    for (const [id, index] of created) {
      if (index === undefined) jobs.delete(id);
      else jobs.set(id, index);
    }
  });
}
