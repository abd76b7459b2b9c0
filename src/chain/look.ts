/** One look at the chain of a network: every member is asked, then what they say is compared. In: endpoints, quorums. Out: a view. Changes nothing. */
import { RpcFailure } from "../eth/rpc-failure.ts";
import { ask, whyOf, type Asking, type Witness } from "./ask.ts";
import { forkOf, highest } from "./fork.ts";
import type { ChainView, Endpoint, MemberView, Quorum, Verdict } from "./model.ts";
import { stallOf } from "./stall.ts";

export interface Looking extends Asking {
  /** Asked for again at each look: members move. */
  readonly endpoints: () => Promise<readonly Endpoint[]>;
  readonly quorums: readonly Quorum[];
}

/** Members may hold different newest blocks for a moment, or go away while they are compared: that counts only when it is still so after so many looks. */
const MOMENTARY = 3;
const LOOKS = 3;
export const PAUSE = 2000;

export async function look(looking: Looking): Promise<ChainView> {
  for (let looks = 1; ; looks++) {
    const view = await lookOnce(looking);
    if (looks >= LOOKS || !isMomentary(view) || looking.signal?.aborted === true) return view;
    await looking.clock.wait(PAUSE, looking.signal);
  }
}

function isMomentary({ verdict, members }: ChainView): boolean {
  const best = Math.max(0, ...members.map(({ height = 0 }) => height));
  return verdict.kind === "unclear" || (verdict.kind === "fork" && verdict.height > 0 && best - verdict.height < MOMENTARY);
}

async function lookOnce(looking: Looking): Promise<ChainView> {
  const endpoints = await looking.endpoints();
  const asked = await Promise.all(endpoints.map((endpoint) => ask(endpoint, looking)));
  const witnesses = asked.flatMap(({ witness }) => (witness === undefined ? [] : [witness]));
  const members = withLag(asked.map(({ view }) => view), highest(witnesses));
  return { members, verdict: await verdictOf(witnesses, members, looking) };
}

function withLag(members: readonly MemberView[], best: Witness | undefined): MemberView[] {
  return members.map((member) => (best === undefined || member.height === undefined ? member : { ...member, behind: best.head.number - member.height }));
}

async function verdictOf(witnesses: readonly Witness[], members: readonly MemberView[], { quorums, clock }: Looking): Promise<Verdict> {
  const best = highest(witnesses);
  if (best === undefined) return { kind: "nobody" };
  try {
    return (await forkOf(witnesses)) ?? (await stallOf(best, { now: clock.now(), quorums, members })) ?? { kind: "agree", height: best.head.number };
  } catch (error) {
    if (error instanceof RpcFailure) return { kind: "unclear", why: whyOf(error) };
    throw error;
  }
}
