/** `chain`: what each member says of its chain, and what they say together; once, again and again, or until it has got so far. */
import { hasReached, isHealthy } from "../../chain/health.ts";
import { look, PAUSE } from "../../chain/look.ts";
import type { ChainView } from "../../chain/model.ts";
import { cellsOf, heads, verdictText } from "../../chain/text.ts";
import { waitUntil } from "../../chain/wait.ts";
import { Failed } from "../../deploy/failed.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import { visible } from "../../text/visible.ts";
import type { Arguments } from "../arguments.ts";
import { lookingAt } from "../chain-site.ts";
import { onSite, type Site } from "../deploy-frame.ts";
import { durationOf } from "../duration.ts";
import { interruptible } from "../interrupt.ts";
import { columns } from "../table.ts";
import { exitCodes, type World } from "../world.ts";

export function run(args: Arguments, world: World): Promise<number> {
  return onSite("chain", args, world, (site) => interruptible(world, (signal) => (args.has("wait-height") ? wait(site, signal) : args.has("watch") ? watch(site, signal) : once(site))));
}

async function once(site: Site): Promise<number> {
  const view = await look(lookingAt(site, { services: fromServices(site) }));
  site.world.out.write(textOf(view, site));
  return isHealthy(view) ? exitCodes.ok : exitCodes.error;
}

/** Until Ctrl-C. On a terminal each view takes the place of the last one; elsewhere a line says what changed. */
async function watch(site: Site, signal: AbortSignal): Promise<number> {
  const { world: { out, clock } } = site;
  const looking = lookingAt(site, { signal, services: fromServices(site) });
  let healthy = false;
  let said = "";
  while (!signal.aborted) {
    const view = await look(looking);
    if (signal.aborted) break;
    healthy = isHealthy(view);
    const line = verdictText(view, clock.now());
    if (out.terminal && !site.args.has("json")) out.write(`\u001b[H\u001b[2J${textOf(view, site)}`);
    else if (line !== said) out.write(site.args.has("json") ? `${JSON.stringify(documentOf(view, site))}\n` : `${line}\n`);
    said = line;
    await clock.wait(PAUSE, signal);
  }
  return healthy ? exitCodes.ok : exitCodes.error;
}

async function wait(site: Site, signal: AbortSignal): Promise<number> {
  const { args, world, deployment } = site;
  const height = heightOf(args.value("wait-height")!);
  const within = durationOf(args, "timeout", 300_000);
  const { view, held } = await waitUntil(lookingAt(site, { signal, services: fromServices(site) }), { holds: (seen) => hasReached(seen, height), within, show: () => {} });
  world.out.write(textOf(view, site));
  if (!held && !signal.aborted) throw new Failed(diagnose("chain-not-reached", { height, seconds: within / 1000, network: deployment.network, says: verdictText(view, world.clock.now()) }));
  return held ? exitCodes.ok : exitCodes.error;
}

function fromServices({ args }: Site): boolean {
  return args.value("from") === "services";
}

function heightOf(word: string): number {
  const height = /^\d{1,15}$/.test(word) ? Number(word) : undefined;
  if (height === undefined) throw new Failed(diagnose("bad-flag-value", { flag: "--wait-height", value: word, allowed: [], form: "--wait-height 100" }));
  return height;
}

function textOf(view: ChainView, site: Site): string {
  if (site.args.has("json")) return `${JSON.stringify(documentOf(view, site), null, 2)}\n`;
  return `${columns([[...heads], ...view.members.map((member) => cellsOf(member).map(visible))])}\n${visible(verdictText(view, site.world.clock.now()))}\n`;
}

function documentOf({ verdict, members }: ChainView, { deployment: { network, namespace } }: Site) {
  return { network, namespace, healthy: isHealthy({ verdict, members }), verdict, members };
}
