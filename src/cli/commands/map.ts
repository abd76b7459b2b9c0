/** `map`: who runs where, once or again whenever it changes. */
import { shortId } from "../../deploy/allocations.ts";
import { changingAllocations, mapOf, runningAllocations, type MapRow } from "../../deploy/map.ts";
import type { Arguments } from "../arguments.ts";
import { onSite, type Site } from "../deploy-frame.ts";
import { interruptible } from "../interrupt.ts";
import { columns } from "../table.ts";
import { exitCodes, type World } from "../world.ts";

export function run(args: Arguments, world: World): Promise<number> {
  return onSite("map", args, world, (site) => (args.has("watch") ? watch(site) : once(site)));
}

async function once({ nomad, deployment, args, world }: Site): Promise<number> {
  world.out.write(textOf(await mapOf(nomad, deployment, await runningAllocations(nomad)), args));
  return exitCodes.ok;
}

/** Until Ctrl-C. On a terminal the new map takes the place of the old one. */
function watch({ nomad, deployment, args, world }: Site): Promise<number> {
  return interruptible(world, async (signal) => {
    let shown = "";
    for await (const allocations of changingAllocations(nomad, signal)) {
      const text = textOf(await mapOf(nomad, deployment, allocations), args);
      if (text !== shown) world.out.write(world.out.terminal ? `\u001b[H\u001b[2J${text}` : `${shown === "" ? "" : "\n"}${text}`);
      shown = text;
    }
    return exitCodes.ok;
  });
}

function textOf(rows: readonly MapRow[], args: Arguments): string {
  if (args.has("json")) return `${JSON.stringify(rows, null, 2)}\n`;
  return columns([["MEMBER", "ALLOCATION", "NODE", "PUBLIC", "INTERNAL", "PORTS", "OUTSIDE"], ...rows.map(cells)]);
}

function cells({ member, allocation, node, public: shown, internal, ports, hostname, outside }: MapRow): string[] {
  const numbers = Object.entries(outside).map(([label, number]) => `${label} ${hostname ?? ""}:${number}`);
  return [
    member, allocation === undefined ? "not running" : shortId(allocation), node ?? "-", shown ?? "-", internal ?? "-",
    ports.map(({ label, port, to }) => `${label} ${port}${to === undefined ? "" : `->${to}`}`).join(", ") || "-",
    numbers.join(", ") || hostname || "-",
  ];
}
