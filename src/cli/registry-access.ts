/** How registries are reached: through the world, with name and password from the environment. */
import type { Access } from "../pin/registry.ts";
import type { World } from "./world.ts";

/** MANTISC_REGISTRY_AUTH: `registry=name:password`, several separated by commas; without a registry they are for every one that asks. */
export function registryAccess(world: World): Access {
  const entries = (world.env("MANTISC_REGISTRY_AUTH") ?? "").split(",").filter((entry) => entry.includes(":"));
  const pairs = entries.map((entry): readonly [string, string] => {
    const equals = entry.indexOf("=");
    return equals > 0 && equals < entry.lastIndexOf(":") ? [entry.slice(0, equals).trim(), entry.slice(equals + 1)] : ["", entry];
  });
  const of = (registry: string) => pairs.find(([name]) => name === registry)?.[1] ?? pairs.find(([name]) => name === "")?.[1];
  return { connect: world.connect, credentials: of };
}
