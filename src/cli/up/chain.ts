/** The last part of `up`: the chain itself is well. In: a network that runs. Out: how it is, while the board shows how it comes about. */
import { isHealthy, isWell } from "../../chain/health.ts";
import type { ChainView } from "../../chain/model.ts";
import { verdictText } from "../../chain/text.ts";
import { waitUntil } from "../../chain/wait.ts";
import { Failed } from "../../deploy/failed.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Board } from "../board.ts";
import { lookingAt } from "../chain-site.ts";
import { speakersOf } from "../chain-speakers.ts";
import type { Site } from "../deploy-frame.ts";
import { durationOf } from "../duration.ts";

const WITHIN = 300_000;
const TITLE = "the chain";

export function hasChain({ build: { network } }: Site): boolean {
  return speakersOf(network).length > 0;
}

/** The last view, or undefined at the signal. Fails with `up-no-blocks`. */
export async function untilWell(site: Site, { show }: Pick<Board, "show">, signal: AbortSignal): Promise<ChainView | undefined> {
  const { world, args, deployment } = site;
  const within = durationOf(args, "timeout", WITHIN);
  const note = (view: ChainView) => `${view.members.filter(isWell).length} of ${view.members.length} members well; ${asPart(verdictText(view, world.clock.now()))}`;
  const { view, held } = await waitUntil(lookingAt(site, { signal }), {
    holds: isUp, within,
    show: (seen) => show({ job: TITLE, state: isUp(seen) ? "healthy" : "starting", groups: [], note: note(seen) }),
  });
  if (signal.aborted) return undefined;
  if (held) return view;
  const silent = view.members.find((member, index) => !isWell(member, index, view.members))?.member;
  throw new Failed(diagnose("up-no-blocks", { network: deployment.network, seconds: within / 1000, says: verdictText(view, world.clock.now()), file: deployment.file, silent }));
}

/** `Agree at height 3.` -> `agree at height 3` */
function asPart(sentence: string): string {
  return sentence[0]!.toLowerCase() + sentence.slice(1).replace(/\.$/, "");
}

/** A first block has come, beyond that of the genesis. */
export function isUp(view: ChainView): boolean {
  return isHealthy(view) && view.verdict.kind === "agree" && view.verdict.height > 0;
}
