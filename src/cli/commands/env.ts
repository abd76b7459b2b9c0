/** `env`: the variables with which other tools look at this network, for a shell. */
import { envText, variablesOf, type Format } from "../../deploy/env.ts";
import type { Arguments } from "../arguments.ts";
import { basesAround } from "../bases-around.ts";
import { onSite } from "../deploy-frame.ts";
import { exitCodes, type World } from "../world.ts";

export function run(args: Arguments, world: World): Promise<number> {
  return onSite("env", args, world, async ({ deployment, build: { network } }) => {
    const variables = variablesOf(deployment, basesAround(network, world), network.store?.kind);
    world.out.write(envText(variables, (args.value("format") ?? "sh") as Format, deployment.file));
    return exitCodes.ok;
  });
}
