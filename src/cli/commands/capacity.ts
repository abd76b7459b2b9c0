/** `capacity`: does the network fit on the nodes that there are now? */
import { capacityOf, type Capacity } from "../../deploy/capacity.ts";
import { readCluster } from "../../deploy/cluster.ts";
import { demandsOf } from "../../deploy/demand.ts";
import { isFields } from "../../check/fill.ts";
import { stored } from "../../nomad/stored.ts";
import type { Arguments } from "../arguments.ts";
import { onSite, type Site } from "../deploy-frame.ts";
import { exitCodes, type World } from "../world.ts";
import { capacityText } from "./capacity-text.ts";

export function run(args: Arguments, world: World): Promise<number> {
  return onSite("capacity", args, world, async (site) => {
    const capacity = await capacityAt(site);
    world.out.write(args.has("json") ? `${JSON.stringify(capacity, null, 2)}\n` : capacityText(capacity));
    return capacity.fits ? exitCodes.ok : exitCodes.error;
  });
}

async function capacityAt({ nomad, deployment }: Site): Promise<Capacity> {
  const { nodes, others, unknown } = await readCluster(nomad, deployment);
  const demands = deployment.jobs.map(({ job }) => stored(job as never, deployment.target)).filter(isFields).flatMap(demandsOf);
  const capacity = capacityOf(demands, nodes, others);
  return { ...capacity, unknown: [...capacity.unknown, ...unknown] };
}
