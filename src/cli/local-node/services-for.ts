/** Which of the ways a node learns who runs where: what `--from` says, or the network's own. Another one is never taken by itself. */
import { Consul } from "../../deploy/consul.ts";
import { consulSettings } from "../../deploy/environment.ts";
import { Failed } from "../../deploy/failed.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Network } from "../../network/model.ts";
import { nomadOf } from "../deploy-frame.ts";
import { consulTokenFor } from "../session.ts";
import type { World } from "../world.ts";
import { consulServices, declaredServices, nomadServices, type Services } from "./services.ts";

/** `words`: `consul`, `nomad` or `keys`. Fails with `node-wrong-source`. */
export function servicesFor(words: string | undefined, network: Network, { world, file }: { readonly world: World; readonly file: string }): Services {
  if (words === "keys") return declaredServices(network);
  if (words !== undefined && words !== network.provider) throw new Failed(diagnose("node-wrong-source", { network: network.name, wanted: words, provider: network.provider }));
  const live = network.provider === "consul" ? consulServices(consulOf(world)) : nomadServices(nomadOf(network, world));
  const outside = network.sets.some(({ members }) => members.some((member) => member.hostname !== undefined && Object.keys(member.public).length > 0));
  if (!outside) return live;
  const advice = `Without ${network.provider === "consul" ? "Consul" : "Nomad"}: \`mantisc node ${file} --from keys --store dir:PATH\` takes host names and public ports from the file and keys from a directory.`;
  return { ...live, instances: (name) => naming(() => live.instances(name), advice) };
}

export function consulOf(world: World): Consul {
  const settings = consulSettings(world.env);
  const [token, namespace, partition] = [consulTokenFor(world, settings.address), world.env("CONSUL_NAMESPACE"), world.env("CONSUL_PARTITION")];
  return new Consul(world.connect(settings), {
    address: settings.address, clock: world.clock, say: (line) => world.err.write(`${line}\n`),
    ...(token === undefined ? {} : { token }), ...(namespace === undefined ? {} : { namespace }), ...(partition === undefined ? {} : { partition }),
  });
}

const unreachable: ReadonlySet<string> = new Set(["consul-unreachable", "consul-denied", "nomad-unreachable", "nomad-silent", "nomad-dropped"]);

async function naming<T>(body: () => Promise<T>, advice: string): Promise<T> {
  try {
    return await body();
  } catch (error) {
    if (!(error instanceof Failed) || !error.diagnostics.some(({ code }) => unreachable.has(code))) throw error;
    throw new Failed(...error.diagnostics.map((diagnostic): Diagnostic => ({ ...diagnostic, notes: [...diagnostic.notes, advice] })));
  }
}
