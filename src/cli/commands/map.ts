/** `map`: who runs where, once or again whenever it changes. */
import { shortId } from "../../deploy/allocations.ts";
import { mapOf, runningAllocations, type MapRow } from "../../deploy/map.ts";
import type { Arguments } from "../arguments.ts";
import { onSite, type Site } from "../deploy-frame.ts";
import { columns } from "../table.ts";
import { exitCodes, type World } from "../world.ts";

export function run(args: Arguments, world: World): Promise<number> {
  return onSite("map", args, world, (site) => (args.has("watch") ? watch(site) : once(site)));
}

async function once({ nomad, deployment, args, world }: Site): Promise<number> {
  const { value } = await runningAllocations(nomad);
  world.out.write(textOf(await mapOf(nomad, deployment, value ?? []), args));
  return exitCodes.ok;
}

/** Until Ctrl-C. On a terminal the new map takes the place of the old one. */
async function watch({ nomad, deployment, args, world }: Site): Promise<number> {
  const stop = new AbortController();
  const ended = world.interrupts(() => stop.abort());
  try {
    let [shown, index]: [string, number | undefined] = ["", undefined];
    while (!stop.signal.aborted) {
      const answer = await runningAllocations(nomad, { signal: stop.signal, ...(index === undefined ? {} : { index }) });
      const text = textOf(await mapOf(nomad, deployment, answer.value ?? []), args);
      if (text !== shown) world.out.write(world.out.terminal ? `\u001b[H\u001b[2J${text}` : `${shown === "" ? "" : "\n"}${text}`);
      shown = text;
      // An index that went backwards is one of another server: the next question does not wait.
      index = index !== undefined && answer.index < index ? undefined : answer.index;
      await world.clock.wait(1000, stop.signal);
    }
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  } finally {
    ended();
  }
  return exitCodes.ok;
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
